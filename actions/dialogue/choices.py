"""Reading an answer to the assistant's own question, or a choice in the list it showed."""

from collections.abc import Sequence
from typing import Any

from actions.dialogue.state import State
from langue.gazetteer import Gazetteer
from langue.normalise import key

# Words that many names share: they tell no candidate from another.
_SHARED = {
    "saint",
    "sainte",
    "le",
    "la",
    "les",
    "de",
    "du",
    "des",
    "sur",
    "en",
    "sous",
    "d",
    "l",
    "et",
    "vers",
    "celui",
    "celle",
}


def resolve_candidate(text: str, understood: dict[str, Any], state: State, gazetteer: Gazetteer) -> dict[str, Any]:
    """`understood` with the commune chosen among the candidates asked about, when the message names one of them.

    A name's own words, a département or a position ("le deuxième") choose; anything that fits two candidates chooses none.
    """
    asked = state.asked
    if asked is None or not asked.candidates:
        return understood
    communes = [gazetteer.communes[code] for code in asked.candidates if code in gazetteer.communes]
    ordinal = understood.get("ordinal")
    if ordinal is not None and "commune" not in understood and -1 <= ordinal <= len(communes) and ordinal != 0:
        chosen = [communes[ordinal - 1 if ordinal > 0 else -1]]
    else:
        said = set(key(text).split()) - _SHARED
        shared = set.intersection(*(set(key(c.name).split()) for c in communes)) if len(communes) > 1 else set()
        chosen = [c for c in communes if said & (set(key(c.name).split()) - _SHARED - shared)]
        if len(chosen) != 1 and understood.get("department"):
            chosen = [c for c in communes if c.department == understood["department"]]
    if len(chosen) != 1:
        return understood
    rest = {
        k: v for k, v in understood.items() if k not in ("commune_candidates", "commune_candidates_insee", "ordinal")
    }
    return {**rest, "commune": chosen[0].name, "insee": chosen[0].insee}


def position(understood: dict[str, Any], shown: Sequence[str]) -> str | None:
    """The id at the position said (1 is the first, -1 the last), or None."""
    ordinal = understood.get("ordinal")
    if ordinal == -1 and shown:
        return shown[-1]
    if isinstance(ordinal, int) and 1 <= ordinal <= len(shown):
        return shown[ordinal - 1]
    return None
