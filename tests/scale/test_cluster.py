"""Several machines: any API and any bot may take any turn, and each may be stopped, replaced or lost."""

import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from redis import Redis

from .cluster import Cluster

pytestmark = pytest.mark.scale
DANGER = "on frappe mon petit voisin tous les soirs"


@contextmanager
def traffic(cluster: Cluster, at_once: int = 3) -> Iterator[list[str]]:
    """Residents who ask without end; the outcomes they got. At the end each message must be counted once."""
    before, outcomes, stop = cluster.exchanges(), list[str](), threading.Event()

    def resident() -> None:
        while not stop.is_set():
            outcomes.append(cluster.ask()["outcome"])

    residents = [threading.Thread(target=resident) for _ in range(at_once)]
    for thread in residents:
        thread.start()
    try:
        time.sleep(1)
        yield outcomes
        time.sleep(1)
    finally:
        stop.set()
        for thread in residents:
            thread.join()
    assert cluster.exchanges() - before == len(outcomes)


def test_a_conversation_that_changes_process_at_each_turn(cluster: Cluster) -> None:
    token = None
    for name in ["Firminy", "Feurs", "Roanne", "Firminy", "Tence", "Feurs"]:
        place = cluster.ask(
            f"point d'accueil près de {name}" if token is None else f"et à {name} ?", conversation=token
        )
        token = place["conversation"]
        assert place["criteria"]["commune"] == name
        hours = cluster.ask("c'est ouvert le samedi ?", conversation=token)
        assert hours["conversation"] == token
        assert hours["criteria"]["commune"] == name


def test_the_same_message_at_both_apis_is_one(cluster: Cluster) -> None:
    before, message_id = cluster.exchanges(), str(uuid4())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: cluster.ask(message_id=message_id), range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert cluster.exchanges() == before + 1


def test_limits_are_shared(cluster: Cluster) -> None:
    token = cluster.ask()["conversation"]
    for _ in range(4):
        cluster.ask(conversation=token)
    shared = Redis.from_url(cluster.redis.url)
    counts = [int(shared.get(key)) for key in shared.keys("*") if token.encode() in key]  # type: ignore[union-attr, arg-type]
    assert counts == [4]


def test_apis_are_restarted_one_after_the_other(cluster: Cluster) -> None:
    with traffic(cluster) as outcomes:
        for api in cluster.apis:
            api.restart()
    assert set(outcomes) == {"answered"}


def test_bots_change_their_model_one_after_the_other(cluster: Cluster) -> None:
    model = next((cluster.var / "models").glob("passerelle-*.tar.gz"))
    new = Path(shutil.copy(model, cluster.var / "models" / "passerelle-new.tar.gz"))
    with traffic(cluster) as outcomes:
        for bot in cluster.bots:
            bot.restart("--model", str(new))
    assert set(outcomes) == {"answered"}


def test_one_api_and_one_bot_are_lost(cluster: Cluster) -> None:
    with traffic(cluster) as outcomes:
        cluster.apis[0].stop(signal.SIGKILL)
        cluster.bots[1].stop(signal.SIGKILL)
        time.sleep(2)
        cluster.apis[0].start()
        cluster.bots[1].start()
        cluster.ready()
    # The bot that is left calls the API that is gone: until it is back the answers come from the search.
    assert set(outcomes) <= {"answered", "unavailable"}
    assert cluster.ask()["outcome"] == "answered"


def test_the_database_goes_down_and_comes_back(cluster: Cluster) -> None:
    before, sent = cluster.exchanges(), [str(uuid4()) for _ in range(4)]
    cluster.postgres.stop()
    try:
        for message_id in sent:
            answer = cluster.ask(message_id=message_id)
            assert answer["outcome"] == "unavailable"
            assert answer["messages"]
        for api in cluster.apis:
            danger = httpx.post(f"{api.url}/api/chat", json={"message": DANGER}, timeout=10).json()
            assert danger["outcome"] == "emergency"
            assert danger["results"][0]["facts"]["number"]
            assert httpx.get(f"{api.url}/readyz", timeout=10).status_code == 503
    finally:
        cluster.postgres.start()
    cluster.ready()
    assert cluster.ask()["outcome"] == "answered"
    assert cluster.exchanges() == before + len(sent) + 1


def test_a_backup_is_restored_while_residents_ask(cluster: Cluster, tmp_path: Path) -> None:
    path = tmp_path / "backup.tar.gz"
    stop, outcomes = threading.Event(), list[str]()

    def resident() -> None:
        while not stop.is_set():
            outcomes.append(cluster.ask()["outcome"])

    asking = threading.Thread(target=resident)
    asking.start()
    try:
        cluster.command("backup", str(path))
        time.sleep(1)
        said = cluster.command("restore", "--force", str(path))
        time.sleep(2)
    finally:
        stop.set()
        asking.join()
    assert "Base restaurée" in said
    assert set(outcomes) <= {"answered", "unavailable"}
    cluster.ready()
    before = cluster.exchanges()
    assert cluster.ask()["outcome"] == "answered"
    assert cluster.exchanges() == before + 1
