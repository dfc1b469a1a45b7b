"""What a message asks for, read by rules: age, audience, theme, procedure, rank picked, detail, price, reaction.

Pure functions of a text, no place and no date: callers add those, and blank their spans before (see `understanding`).
"""

from typing import Any

from langue.criteria.age import Age, read_age
from langue.criteria.audience import audience_of, read_audience
from langue.criteria.detail import read_detail
from langue.criteria.language import read_language
from langue.criteria.ordinal import read_ordinal
from langue.criteria.plain import Plain, plain
from langue.criteria.price import read_price
from langue.criteria.procedure import read_procedure
from langue.criteria.reaction import read_joint, read_reaction, read_same_again
from langue.criteria.theme import read_theme, read_themes

__all__ = [
    "Age",
    "Plain",
    "plain",
    "read_age",
    "read_audience",
    "read_criteria",
    "read_detail",
    "read_joint",
    "read_language",
    "read_ordinal",
    "read_price",
    "read_procedure",
    "read_reaction",
    "read_same_again",
    "read_theme",
    "read_themes",
]


def read_criteria(text: str) -> dict[str, Any]:
    """What the message says, under the keys of LABELS.md; a key is absent when nothing is said.

    Besides: `themes` (list, plainest first, when several), `free`, `price_asked`, `joint`, `same_again` (True),
    `language` (code, never "fr"), `reaction` ("too_far", "too_late" or "other").
    """
    written = plain(text)
    age = read_age(written)
    themes = read_themes(written)
    found: dict[str, Any] = {
        "age": age.age if age else None,
        "age_max": age.age_max if age else None,
        "audience": audience_of(written, age),
        "theme": read_theme(written),
        "themes": themes if len(themes) > 1 else None,
        "procedure": read_procedure(written),
        "ordinal": read_ordinal(written),
        "detail": read_detail(written),
        "joint": read_joint(written) or None,
        "language": read_language(text),
        "reaction": read_reaction(written),
        "same_again": read_same_again(written) or None,
        **(read_price(written) or {}),
    }
    return {key: value for key, value in found.items() if value is not None}
