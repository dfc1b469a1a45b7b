"""Texts, dates and figures as producers write them, brought to one shape; what cannot be read gives None."""

import html
import re
import unicodedata
from datetime import date, datetime
from typing import Any

_TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z][^<>]*)>", re.S)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.S | re.I)
_BREAK = re.compile(r"<(?:br|/p|/li|/div)\s*/?>", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANKS = re.compile(r"[ \t\u00a0\u202f]+")
# UTF-8 read as Windows-1252: « Ã© » for « é », « â€™ » for « ’ ».
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf€-™\u00a0-\u00bf]|â€")
# More than any real name; keeps a hostile one cheap.
LONGEST_TEXT = 20_000

TRUE = frozenset({"oui", "o", "vrai", "true", "1", "yes", "x"})
FALSE = frozenset({"non", "n", "faux", "false", "0", "no"})


def clean_text(value: Any, *, longest: int = LONGEST_TEXT) -> str | None:
    """Plain text of `value`: no HTML, entities read, one space between words; None when nothing is left."""
    if value is None or isinstance(value, dict | list):
        return None
    text = str(value)
    if not text.isascii() or "<" in text or "&" in text or not text.isprintable():
        text = _plain(text[: 4 * LONGEST_TEXT])
    text = " ".join(text.split(" ")) if "  " not in text else _BLANKS.sub(" ", text)
    text = text.strip()
    return text[:longest].rstrip() or None


def _plain(text: str) -> str:
    if _MOJIBAKE.search(text):
        text = _repaired(text)
    if "<" in text or "&" in text:
        # Escaped twice (« &amp;eacute; ») is common; what unescapes to a tag is a tag.
        text = html.unescape(html.unescape(text))
        text = _TAG.sub("", _BREAK.sub("\n", _SCRIPT.sub("", text)))
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _repaired(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def one_line(value: Any, *, longest: int = 300) -> str | None:
    """`clean_text` on one line, for names and addresses."""
    text = clean_text(value)
    return " ".join(text.split())[:longest].rstrip() if text else None


def has_markup(value: Any) -> bool:
    """Whether the text holds HTML tags, which are taken out."""
    return isinstance(value, str) and "<" in value and _TAG.search(value) is not None


def folded(text: str) -> str:
    """`text` without accents, case, hyphens or doubled spaces: what names are compared by."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    bare = "".join(char for char in bare if not unicodedata.combining(char)).lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def read_number(value: Any) -> float | None:
    """A decimal with a point or a comma; None for anything else."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(str(value).strip().replace(",", ".").replace("\u00a0", ""))
    except ValueError:
        return None
    return number if number == number and abs(number) < 1e9 else None


def read_bool(value: Any) -> bool | None:
    """« oui », « non », 1, 0, true…; None when it says neither."""
    if isinstance(value, bool):
        return value
    word = folded(str(value)) if value is not None else ""
    return True if word in TRUE else False if word in FALSE else None


_FRENCH_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T,].*)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_day(value: Any) -> date | None:
    """A day written 2026-11-28, 28/11/2026, 20261128 or as an instant; None when it is no day (31/02)."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    if match := _FRENCH_DATE.fullmatch(text):
        day, month, year = match.groups()
    elif match := _COMPACT_DATE.fullmatch(text):
        year, month, day = match.groups()
    else:
        try:
            return datetime.fromisoformat(text).date()
        except ValueError:
            return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def slug(text: str, longest: int = 60) -> str:
    """`text` as the end of an identifier: « france-services-vorey »."""
    return folded(text).replace(" ", "-")[:longest].strip("-")
