"""Answer, state and exchange, committed together; at once, or later when the database could not take them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from api.chat.claims import Claim
from pistes.repositories import conversations


@dataclass(frozen=True)
class Finished:
    """An answered turn. `latency_ms` runs from the message to its answer."""

    claim: Claim
    body: dict[str, Any]
    state: dict[str, Any]
    confidence: float | None
    plain: bool
    latency_ms: int
    at: datetime


def store(session: Session, done: Finished) -> dict[str, Any]:
    """Store a turn that was claimed; gives the answer to send: the one another process stored first, if any.

    A conversation that was erased, or that a restored backup does not know, leaves an exchange without a link.
    """
    claim = done.claim
    row = conversations.conversation(session, claim.conversation_id)
    if row is None:
        if not claim.silent:
            _add_exchange(session, done, linked=False)
        return done.body
    conversations.save_state(session, claim.conversation_id, done.state, done.at)
    if claim.silent or row.silent:
        return done.body
    if not conversations.answer_turn(session, claim.message_key, done.body, datetime.now(UTC)):
        turn = conversations.turn_by_key(session, claim.message_key)
        if turn is not None:
            return turn.answer or done.body
    _add_exchange(session, done, linked=True)
    return done.body


def store_late(session: Session, done: Finished) -> None:
    """Store a turn whose answer the resident has already; twice is as once."""
    claim = done.claim
    row = conversations.conversation(session, claim.conversation_id)
    if row is None and claim.own_token:
        row = conversations.add_conversation(session, claim.conversation_id, claim.site, done.at)
    if row is None:
        _add_exchange(session, done, linked=False)
        return
    if claim.silent or row.silent:
        return
    if conversations.turn_by_key(session, claim.message_key) is None:
        conversations.claim_turn(session, claim.conversation_id, claim.message_key, done.at)
    if not conversations.answer_turn(session, claim.message_key, done.body, datetime.now(UTC)):
        return
    # A later message may have been stored first: its state stands.
    if row.last_at <= done.at:
        conversations.save_state(session, claim.conversation_id, done.state, done.at)
    _add_exchange(session, done, linked=True)


def _add_exchange(session: Session, done: Finished, *, linked: bool) -> None:
    key = done.claim.message_key
    if conversations.is_counted(session, key):
        return
    body, criteria = done.body, done.body["criteria"]
    values = {
        "turn_key": key,
        "at": done.at,
        "site": done.claim.site,
        "outcome": body["outcome"],
        "intent": body["intent"]["name"] if body["intent"] else None,
        "confidence": done.confidence,
        "criteria": criteria,
        "insee": criteria.get("insee"),
        "department_code": criteria.get("department") or (criteria.get("insee") or "")[:2] or None,
        "result_ids": [result["id"] for result in body["results"]],
        "latency_ms": done.latency_ms,
        "plain": done.plain,
        "conversation_id": done.claim.conversation_id if linked else None,
    }
    conversations.add_exchange(session, values)
