"""Each message is answered once: its turn is claimed and committed before the bot is asked, with no transaction open."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from api.chat import tokens
from pistes.database import Database
from pistes.repositories import conversations
from pistes.services import off_switch

# A claim older than this belonged to a process that died: another one takes the turn over.
CLAIM_SECONDS = 8.0


@dataclass
class Claim:
    """A turn under way, or (`stored`) one already answered."""

    token: str
    conversation_id: str
    message_key: str
    state: dict[str, Any]
    silent: bool
    site: str | None
    stored: dict[str, Any] | None = None
    # Another request is answering the very same message.
    pending: bool = False
    # What the site says instead of answering, when it is switched off.
    off_message: str | None = None
    # The token was drawn by us for this message: its conversation may be made later.
    own_token: bool = False
    # The database could not take the claim: the answer is given all the same and stored later.
    unclaimed: bool = False


def claim(database: Database, secret: str, token: str | None, message_id: UUID | None, site: str | None) -> Claim:
    """Claim the turn of a message, in one short transaction.

    An unknown or expired conversation starts a new one: the resident is answered all the same.
    """
    key = tokens.message_key(token, message_id)
    try:
        with database.write() as session:
            # Time-outs follow the machine's clock, never the frozen civil one.
            now = datetime.now(UTC)
            known = conversations.conversation(session, tokens.conversation_id(token)) if token else None
            used = token if token and known else tokens.new_token(secret, message_id)
            row_id = tokens.conversation_id(used)
            # A token drawn at random is nobody's yet.
            row = known or (conversations.conversation(session, row_id) if message_id else None)
            if row is None:
                row = conversations.add_conversation(session, row_id, site, now)
            made = Claim(used, row_id, key, row.state, row.silent, row.site or site)
            made.off_message = off_switch.message(session, site)
            if row.silent:
                # After danger no turn is stored: a retry is answered anew.
                return made
            turn = conversations.turn_by_key(session, key) if message_id else None
            if turn is None:
                conversations.claim_turn(session, row_id, key, now)
            elif turn.answer is not None:
                made.stored = turn.answer
            elif turn.claimed_at > now - timedelta(seconds=CLAIM_SECONDS):
                made.pending = True
            else:
                conversations.reclaim_turn(session, key, now)
            return made
    except IntegrityError:
        # The same first message arrived twice at once; the other one won the insert.
        return claim(database, secret, token, message_id, site)


def without_database(
    database: Database, secret: str, token: str | None, message_id: UUID | None, site: str | None
) -> Claim:
    """What is known of a turn that the database could not claim: read where reading works, else the bare message."""
    used = token or tokens.new_token(secret, message_id)
    key = tokens.message_key(token, message_id)
    made = Claim(used, tokens.conversation_id(used), key, {}, False, site, own_token=token is None, unclaimed=True)
    try:
        with database.read() as session:
            row = conversations.conversation(session, made.conversation_id)
            if row is not None:
                made.state, made.silent, made.site = row.state, row.silent, row.site or site
            turn = conversations.turn_by_key(session, key)
            made.stored = turn.answer if turn is not None else None
            made.off_message = off_switch.message(session, site)
    except SQLAlchemyError:
        pass
    return made
