"""What the formats of events share: themes told by words, prices, a draft of an event."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pistes.importers.cleaning import clean_text, folded, one_line
from pistes.importers.drafts import Draft
from pistes.importers.notes import Level, RowRejected

MOST_TIMINGS = 400
_THEMES = {
    "culture": "concert exposition theatre musique danse spectacle cinema lecture musee patrimoine conte chant livre",
    "sport": "sport course randonnee marche trail velo match tournoi natation football rugby",
    "nature": "nature jardin foret oiseaux botanique environnement riviere",
    "numerique": "numerique informatique internet ordinateur smartphone",
    "tourisme": "tourisme visite marche brocante foire fete gastronomie terroir",
}
_WORDS = {word: theme for theme, words in _THEMES.items() for word in words.split()}


def themes_of(*texts: Any) -> list[str]:
    """Our themes whose words stand in the texts."""
    words = {word.rstrip("s") for text in texts for word in folded(str(text or "")).split()}
    return sorted({theme for word, theme in _WORDS.items() if word.rstrip("s") in words})


def is_free(price: str | None) -> bool | None:
    """Whether a price in words says that it is free; None when it does not say."""
    words = folded(price or "")
    if "gratuit" in words or "entree libre" in words:
        return True
    return False if any(char.isdigit() for char in words) else None


def event_draft(
    origin_id: Any,
    line: int,
    *,
    title: Any,
    summary: Any,
    timings: Sequence[dict[str, str]],
    place: Any,
    keywords: Sequence[Any] = (),
    price: Any = None,
    status: str = "scheduled",
    website: Any = None,
    precision: str = "time",
    checked_on: date | None = None,
) -> Draft:
    """An event before the common checks. Raises `RowRejected` without identifier, title or a date that exists."""
    number, name = one_line(origin_id, longest=200), one_line(title)
    if not number or not name:
        raise RowRejected("uid" if not number else "title", "champ obligatoire absent")
    if not timings:
        raise RowRejected("timings", "aucune date, ou aucune qui existe")
    words = [str(word) for keyword in keywords if (word := one_line(keyword, longest=80))]
    told = one_line(price, longest=200)
    draft = Draft(
        "event",
        number,
        line,
        {
            "title": name,
            "summary": clean_text(summary, longest=1500) or f"{name}.",
            "place": one_line(place, longest=200),
            "timings": list(timings[:MOST_TIMINGS]),
            "keywords": words[:20],
            "themes": themes_of(name, *words),
            "price": told,
            "free": is_free(told),
            "status": status,
            "website": one_line(website, longest=500),
            "precision": precision,
        },
        checked_on=checked_on,
    )
    if len(timings) > MOST_TIMINGS:
        draft.note(Level.INFO, "timings", f"{len(timings)} dates", f"les {MOST_TIMINGS} premières gardées")
    return draft
