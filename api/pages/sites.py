"""What residents see of a site: name, greeting, colours, the page « Quitter » leads to."""

import re
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from api.context import Context
from api.pages.contrast import readable_on
from pistes.french import typeset
from pistes.models import Site

# Neither ours nor a social service's: nothing on it tells what was read before. A site may choose another.
NEUTRAL_PAGE = "https://www.meteofrance.com/"
DEFAULT_THEME = {"accent": "#0b5563", "on_accent": "#ffffff"}
STARTERS = ("reception_point", "procedure", "activity", "event", "piste", "cooperation")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ADDRESS = re.compile(r"(https://|/static/)[^\s\"'<>]+")


def site_look(ctx: Context, site_id: str | None) -> dict[str, Any]:
    """The public look of a site; our own when there is none of that name, or no database."""
    site = _read(ctx, site_id or ctx.default_site)
    theme: dict[str, Any] = site.theme if site else {}
    settings = ctx.settings
    accent = _kept(_COLOUR, theme.get("accent"), DEFAULT_THEME["accent"])
    return {
        "id": site.id if site else None,
        "name": site.name if site else "Passerelle",
        "greeting": typeset((site and site.greeting) or _greeting(ctx, plain=False)),
        "greeting_plain": typeset(
            (site and site.greeting_plain) or ctx.wording.say("utter_chitchat__greet", {}, plain=True)
        ),
        "accent": accent,
        # A site may choose its colours, not make them unreadable.
        "on_accent": readable_on(accent, _kept(_COLOUR, theme.get("on_accent"), DEFAULT_THEME["on_accent"])),
        "logo": _kept(_ADDRESS, theme.get("logo"), ""),
        "quit_url": _kept(_ADDRESS, theme.get("quit_url"), NEUTRAL_PAGE),
        "position": site.position if site and site.position in ("left", "right") else "right",
        "languages": ["fr", "en"],
        "starters": starters(ctx, plain=False),
        "starters_plain": starters(ctx, plain=True),
        "text_days": settings.text_days,
        "conversation_hours": settings.conversation_hours,
    }


def starters(ctx: Context, *, plain: bool) -> list[dict[str, str]]:
    """First questions to tap, in the words of the bot's suggestions."""
    names = [f"utter_suggest__topic_{topic}" for topic in STARTERS]
    return [ctx.wording.suggestion(name, {}, plain=plain) for name in names if name in ctx.wording]


def _greeting(ctx: Context, *, plain: bool) -> str:
    return ctx.wording.say("utter_chitchat__greet", {}, plain=plain)


def _read(ctx: Context, site_id: str | None) -> Site | None:
    if not site_id:
        return None
    try:
        with ctx.database.read() as session:
            site = session.get(Site, site_id)
            if site is not None:
                session.expunge(site)
            return site
    except SQLAlchemyError:
        return None


def _kept(pattern: re.Pattern[str], value: Any, default: str) -> str:
    return value if isinstance(value, str) and pattern.fullmatch(value) else default
