"""Conversation tokens and message keys: opaque, unguessable, and never stored in the clear."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID


def new_token(secret: str, message_id: UUID | None) -> str:
    """The token of a new conversation.

    With a message id it is derived from it under our secret, so that a retry of a first message, whose answer was lost,
    finds the same conversation without any token being stored.
    """
    if message_id is None:
        return secrets.token_urlsafe(32)
    digest = hmac.digest(secret.encode(), b"conversation:" + message_id.bytes, "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def conversation_id(token: str) -> str:
    """The key of the conversation's row: a hash, so that a copy of the table opens no conversation."""
    return hashlib.sha256(token.encode()).hexdigest()


def message_key(conversation: str | None, message_id: UUID | None) -> str:
    """The key of a turn: the same message sent again in the same conversation has the same one."""
    if message_id is None:
        return secrets.token_hex(32)
    return hashlib.sha256(f"{conversation or ''}:{message_id}".encode()).hexdigest()
