"""The one vocabulary of what an answer was: chat, staff pages, analytics and metrics all use it."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a message was answered; the meaning of each value is fixed by the API's contract."""

    EMERGENCY = "emergency"
    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    CLARIFY = "clarify"
    HANDOFF = "handoff"
    CHITCHAT = "chitchat"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_UNDERSTOOD = "not_understood"
    UNAVAILABLE = "unavailable"
