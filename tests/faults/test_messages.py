"""Retries, duplicates, messages out of order: one answer, counted once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from .life import QUESTION, Life

pytestmark = pytest.mark.faults


def test_a_retry_gets_the_same_answer(life: Life) -> None:
    message_id = str(uuid4())
    first = life.client.ask(message_id=message_id)
    assert life.client.ask(message_id=message_id) == first
    life.healed()


def test_ten_copies_at_once_are_one_message(life: Life) -> None:
    """What a balancer does that tries again while the first try is under way."""
    message_id = str(uuid4())
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: life.client.ask(message_id=message_id), range(10)))
    assert all(answer == answers[0] for answer in answers)
    life.healed()


def test_messages_out_of_order_are_each_answered(life: Life) -> None:
    token = life.client.ask("point d'accueil près de Firminy")["conversation"]
    second, third = str(uuid4()), str(uuid4())
    late = life.client.ask("le deuxième", message_id=third, conversation=token)
    early = life.client.ask("et à Feurs ?", message_id=second, conversation=token)
    assert {late["conversation"], early["conversation"]} == {token}
    # Sent again in the right order: the stored answers, no new state.
    assert life.client.ask("et à Feurs ?", message_id=second, conversation=token) == early
    assert life.client.ask("le deuxième", message_id=third, conversation=token) == late
    life.healed()


def test_a_conversation_that_nobody_knows_any_more_goes_on(life: Life) -> None:
    answer = life.client.ask(QUESTION, conversation="a token from before the restore")
    assert answer["outcome"] == "answered"
    life.healed()
