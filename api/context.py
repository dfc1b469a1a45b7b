"""What routes may use: built once by the composition root, found on `app.state.context`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Protocol, cast

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from api.chat.admission import Admission
from api.chat.bot import Bot
from api.chat.emergency_desk import EmergencyDesk
from api.chat.wording import Wording
from api.late_writes import LateWrites
from langue.gazetteer import Gazetteer
from pistes.clock import Clock
from pistes.database import Database
from pistes.search import SearchEngine


class Limits(Protocol):
    """Rate limits: seconds to wait before the next try, or None when there is room.

    `at_once`: they are asked without leaving this process, hence without a thread.
    """

    @property
    def at_once(self) -> bool: ...

    def wait(self, client: str, conversation: str | None) -> int | None: ...


class ExchangeLog(Protocol):
    """Takes the text of an answered message for masking, off the path of the answer."""

    def put(self, turn_key: str, text: str) -> None: ...

    def forget(self, conversation_id: str) -> None: ...

    def waiting(self) -> int: ...


class Actions(Protocol):
    """Runs the action that the bot chose, on what it read of the message (`latest_message` in Rasa's words)."""

    def run(self, name: str, message: dict[str, Any], session: Session) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Context:
    """Services and the few settings that routes need."""

    database: Database
    search: SearchEngine
    gazetteer: Gazetteer
    clock: Clock
    wording: Wording
    emergency: EmergencyDesk
    bot: Bot
    actions: Actions
    limits: Limits
    exchange_log: ExchangeLog
    late: LateWrites
    admission: Admission
    secret: str
    env: str
    version: str
    default_site: str | None
    show_examples: bool
    behind_tls: bool
    settings: Any

    def now(self) -> datetime:
        """Civil time in Europe/Paris."""
        return self.clock()


async def context_of(request: Request) -> Context:
    """The context of the running application; `async`, so that no request waits for a thread to get it."""
    return cast(Context, request.app.state.context)


Ctx = Annotated[Context, Depends(context_of)]
