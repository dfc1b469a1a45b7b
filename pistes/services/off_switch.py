"""The audited off switch: when it is set, residents of a site read its message instead of an answer. Danger is answered."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes.models import Site
from pistes.repositories import people

MAX_MESSAGE = 1_000
# Asked at every message: built once.
_MESSAGES = select(Site.id, Site.off_message).order_by(Site.id)


class UnknownSite(LookupError):
    """No such site; the message is its name."""


def message(session: Session, site: str | None) -> str | None:
    """What a resident of `site` reads instead of an answer; None when the assistant is on.

    A conversation that names no known site is off only when every site is.
    """
    messages: dict[str, str | None] = {row.id: row.off_message for row in session.execute(_MESSAGES)}
    if site in messages:
        return messages[site]
    return next(iter(messages.values()), None) if all(messages.values()) else None


def switch(session: Session, site: str | None, off_message: str | None, who: str, now: datetime) -> list[str]:
    """Set (`off_message`) or clear (None) the switch of one site, or of all; gives the names of those it changed.

    Raises `UnknownSite`. Each change is in the audit log, with what residents read before and since.
    """
    wanted = select(Site).order_by(Site.id)
    sites = session.scalars(wanted.where(Site.id == site) if site else wanted).all()
    if not sites:
        raise UnknownSite(site or "")
    changed = [each for each in sites if each.off_message != off_message]
    for each in changed:
        details = {"before": each.off_message, "message": off_message}
        each.off_message = off_message
        people.audit(session, now, who, "site_off" if off_message else "site_on", each.id, details)
    return [each.id for each in changed]
