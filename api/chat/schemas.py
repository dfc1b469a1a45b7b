"""The bodies of `POST /api/chat`, as the contract fixes them."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

# The contract's bounds on a message, in characters.
MAX_MESSAGE = 1_000


class ChatRequest(BaseModel):
    """One message of a resident."""

    model_config = ConfigDict(extra="ignore")

    # Bounds are checked by the service, after the danger guard has read the message.
    message: str = Field(max_length=200_000, description="1 à 1 000 caractères.")
    conversation: str | None = Field(None, max_length=200)
    message_id: UUID | None = None
    site: str | None = Field(None, max_length=40)
    plain: bool = False


class Intent(BaseModel):
    name: str
    confidence: float


class Emergency(BaseModel):
    kind: str
    immediate: bool


class Message(BaseModel):
    text: str


class Source(BaseModel):
    name: str
    url: str | None = None
    checked_on: str


class Result(BaseModel):
    """A record shown; `facts` holds only what the database holds."""

    model_config = ConfigDict(extra="allow")

    kind: str
    id: str
    title: str
    text: str
    url: str | None = None
    commune: str | None = None
    distance_km: float | None = None
    example: bool = False
    facts: dict[str, Any] = {}
    source: Source


class Suggestion(BaseModel):
    label: str
    message: str


class ChatResponse(BaseModel):
    """The answer to a message."""

    conversation: str
    outcome: str
    intent: Intent | None
    understood: dict[str, Any]
    criteria: dict[str, Any]
    emergency: Emergency | None
    messages: list[Message]
    results: list[Result]
    suggestions: list[Suggestion]
