"""One input at a time: the text an editor typed, read into a value, or refused with a French reason."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from pistes.clock import PARIS
from pistes.french import NARROW, NBSP, typeset
from pistes.importers.hours import read_free_text
from pistes.importers.phones import read_phone
from pistes.services.editing.form import Field
from pistes.services.editing.places import Places

LONGEST_TEXT, LONGEST_LINE, MOST_LINES = 4000, 300, 80

_TAG = re.compile(r"<\s*[/!a-zA-Z]")
_EMAIL = re.compile(r"[\w.%+'-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")
_PARTIAL_DATE = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_SHORT_PHONE = re.compile(r"(?=(?:\D*\d){2,15}\D*$)[+\d][\d .]{1,24}")
TRI = {"yes": True, "no": False, "": None}


class Wrong(ValueError):
    """A value that cannot be taken; the message is French and is shown beside its field."""


def read_text(field: Field, text: str, places: Places) -> Any:
    """The value that `text` says for a field of one input. Raises `Wrong`."""
    return _READ[field.type](field, text, places)


def clean(text: str, *, lines: bool = False) -> str:
    """`text` without control characters, its spaces single, its line ends kept when `lines`."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    if not lines:
        return re.sub(rf"[ \t\n]+(?![{NBSP}{NARROW}])", " ", text).strip()
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _line(field: Field, text: str, places: Places) -> str | None:
    return _bounded(field, clean(text)) or None


def _area(field: Field, text: str, places: Places) -> str | None:
    return _bounded(field, clean(text, lines=True)) or None


def _bounded(field: Field, text: str) -> str:
    most = field.max or LONGEST_TEXT
    if len(text) > most:
        raise Wrong(f"{len(text)} caractères : {most} au plus.")
    if _TAG.search(text):
        raise Wrong("Pas de balise HTML : écrivez le texte seul.")
    return text


def _lines(field: Field, text: str, places: Places) -> list[str]:
    lines = [line for line in (clean(line) for line in text.replace("\r", "\n").split("\n")) if line]
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise Wrong(f"{MOST_LINES} lignes de {LONGEST_LINE} caractères au plus.")
    return [_bounded(field, line) for line in dict.fromkeys(lines)]


def _choice(field: Field, text: str, places: Places) -> str | None:
    if text and text not in {code for code, _ in field.choices}:
        raise Wrong("Ce choix n'est pas dans la liste.")
    return text or None


def _bool(field: Field, text: str, places: Places) -> bool:
    return text == "yes"


def _tri(field: Field, text: str, places: Places) -> bool | None:
    if text not in TRI:
        raise Wrong("Choisissez oui, non ou inconnu.")
    return TRI[text]


def _int(field: Field, text: str, places: Places) -> int | None:
    text = re.sub(r"\s", "", text)
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,7}", text):
        raise Wrong("Écrivez un nombre entier, en chiffres.")
    return int(_within(field, int(text)))


def _float(field: Field, text: str, places: Places) -> float | None:
    text = clean(text).replace(",", ".")
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,12})?", text):
        raise Wrong("Écrivez un nombre, par exemple 45,44.")
    return _within(field, float(text))


def _within(field: Field, number: float) -> float:
    if (field.min is not None and number < field.min) or (field.max is not None and number > field.max):
        raise Wrong(f"Ce nombre doit être entre {field.min} et {field.max}.")
    return number


def _date(field: Field, text: str, places: Places) -> date | str | None:
    """A date; its ISO text inside a row, which is JSON."""
    text = clean(text)
    if not text:
        return None
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        text = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Wrong("Cette date n'existe pas. Écrivez-la comme 28/11/2026.") from None
    return day.isoformat() if field.name in ("from", "to") else day


def _instant(field: Field, text: str, places: Places) -> str | None:
    text = clean(text)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Wrong("Cette date ou cette heure n'existe pas.") from None
    local = moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)
    return local.isoformat(timespec="seconds")


def _partial_date(field: Field, text: str, places: Places) -> str | None:
    text = clean(text)
    if not text:
        return None
    try:
        if not _PARTIAL_DATE.fullmatch(text):
            raise ValueError
        date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10])
    except ValueError:
        raise Wrong("Écrivez 2019, 2019-10 ou 2019-10-15.") from None
    return text


def _url(field: Field, text: str, places: Places) -> str | None:
    text = clean(text)
    if not text:
        return None
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not re.search(r'[\s"<>]', text)
        good = good and not parts.username and not parts.password
    except ValueError:
        good = False
    if not good:
        raise Wrong("Écrivez une adresse entière, qui commence par https://")
    return _bounded(field, text)


def _email(field: Field, text: str, places: Places) -> str | None:
    text = clean(text)
    if text and not _EMAIL.fullmatch(text):
        raise Wrong("Ce n'est pas une adresse de courriel.")
    return _bounded(field, text) or None


def _phone(field: Field, text: str, places: Places) -> str | None:
    if not clean(text):
        return None
    number = read_phone(clean(text))
    if number is None:
        raise Wrong("Ce n'est pas un numéro de téléphone français.")
    return number


def _short_phone(field: Field, text: str, places: Places) -> str | None:
    """Help lines are written as they are dialled: 119, 3919, 08 019 019 11."""
    text = clean(text)
    if text and not _SHORT_PHONE.fullmatch(text):
        raise Wrong("Ce n'est pas un numéro que l'on compose.")
    return text or None


def _postcode(field: Field, text: str, places: Places) -> str | None:
    text = re.sub(r"\s", "", text)
    if text and not re.fullmatch(r"\d{5}", text):
        raise Wrong("Un code postal a cinq chiffres.")
    return text or None


def _hours(field: Field, text: str, places: Places) -> str | None:
    text = clean(text)
    if not text:
        return None
    found = read_free_text(_bounded(field, text))
    if found.osm is None:
        reason = found.remarks[0][0] if found.remarks else "horaires non compris"
        raise Wrong(typeset(f"{reason}. Exemple : lundi au vendredi 9h-12h 14h-17h, ou Mo-Fr 09:00-12:00,14:00-17:00."))
    return _bounded(field, found.osm)


def _commune(field: Field, text: str, places: Places) -> str | None:
    if not clean(text):
        return None
    code = places.code(clean(text))
    if code is None:
        raise Wrong("Commune inconnue, ou nom que portent plusieurs communes : choisissez dans la liste.")
    return code


def _places(field: Field, text: str, places: Places) -> list[str]:
    codes = []
    for line in _lines(field, text, places):
        code = places.code(line, departments=True)
        if code is None:
            raise Wrong(f"« {line} » : lieu inconnu, ou nom que portent plusieurs communes.")
        codes.append(code)
    return list(dict.fromkeys(codes))


_READ: dict[str, Callable[[Field, str, Places], Any]] = {
    "text": _line,
    "area": _area,
    "lines": _lines,
    "choice": _choice,
    "bool": _bool,
    "tri": _tri,
    "int": _int,
    "float": _float,
    "date": _date,
    "instant": _instant,
    "partial_date": _partial_date,
    "url": _url,
    "email": _email,
    "phone": _phone,
    "short_phone": _short_phone,
    "postcode": _postcode,
    "hours": _hours,
    "commune": _commune,
    "places": _places,
}
