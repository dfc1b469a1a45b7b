"""For whom a message is written: elderly, disabled, children, caregiver or family; None when it is not plain."""

from functools import lru_cache

from langue.criteria.age import Age, read_age
from langue.criteria.lexicon import Lexicon
from langue.criteria.negation import is_refused
from langue.criteria.plain import Plain, load, plain

_WEIGHTS = {"plain": 2, "hint": 1}
_PLAIN_ENOUGH = 2
_OLD, _YOUNG = 65, 18


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(load("audience"), _WEIGHTS)


def read_audience(text: str) -> str | None:
    """The audience that words and an age make plain."""
    written = plain(text)
    return audience_of(written, read_age(written))


def audience_of(written: Plain, age: Age | None) -> str | None:
    """The same, for a message whose age is read already."""
    weights: dict[str, int] = {}
    for hit in _lexicon().find(written):
        if not is_refused(written, hit.start):
            weights[hit.label] = max(weights.get(hit.label, 0), hit.weight)
    said = {audience for audience, weight in weights.items() if weight >= _PLAIN_ENOUGH}
    is_old, is_young = _from_age(age)
    return _choose(said, is_old=is_old, is_young=is_young)


def _from_age(age: Age | None) -> tuple[bool, bool]:
    if age is None:
        return False, False
    lowest = age.age if age.age is not None else 0
    highest = age.age_max or lowest
    return lowest >= _OLD, 0 < highest < _YOUNG


def _choose(said: set[str], *, is_old: bool, is_young: bool) -> str | None:
    """The particular before the general: a child with a disability is disabled, the carer of an old mother a carer."""
    if "caregiver" in said:
        return "caregiver"
    if "disabled" in said:
        # "personnes âgées et handicapées" is both; an old person in a wheelchair comes as an old person.
        return "elderly" if is_old and not is_young else "disabled" if "elderly" not in said or is_young else "elderly"
    if is_old or is_young:
        return "elderly" if is_old else "children"
    if "family" in said:
        return "family"
    # Grandparents often write about their grandchildren: then the children are meant.
    if "children" in said:
        return "children"
    return "elderly" if "elderly" in said else None
