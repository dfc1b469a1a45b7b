"""When an answer is right: the rules by which labelled messages are scored (the labels' own README is LABELS.md).

An intent is right if it is the label or one of `also`. A criterion is right if equal, ignoring case; a missing or an
invented commune, date, age or procedure is wrong; a theme or an audience only when it contradicts.
"""

from collections.abc import Mapping
from typing import Any

STRICT = ("commune", "date_from", "date_to", "age", "age_max", "procedure")
LOOSE = ("theme", "audience", "department", "ordinal", "detail")
# A question or a request for help that must not be missed when it is said.
NEEDED = ("ordinal", "detail", "department")


def intent_is_right(label: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    """Whether the answer's intent is the label's or an equally defensible one."""
    return intent_of(answer) in (label["intent"], *label.get("also", []))


def intent_of(answer: Mapping[str, Any]) -> str | None:
    """The name of the answer's intent."""
    return (answer.get("intent") or {}).get("name")


def wrong_criteria(label: Mapping[str, Any], got: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """`{key: (wanted, got)}` for each criterion that is wrong."""
    want = label.get("entities") or {}
    wrong: dict[str, tuple[Any, Any]] = {}
    skipped = {"date_from", "date_to"} if want.get("date_arguable") else set()
    if want.get("commune_ambiguous"):
        skipped.add("commune")
        if got.get("commune") and not got.get("commune_candidates"):
            wrong["commune_ambiguous"] = (True, got["commune"])
    for key in STRICT:
        if key in skipped:
            continue
        accepted = _accepted(label, key)
        if key in want and not _among(got.get(key), accepted):
            wrong[key] = (want[key], got.get(key))
        # An emergency carries only what it literally says, and nothing is asked of it.
        invented = key not in want and got.get(key) is not None and label["intent"] != "emergency"
        if invented and not _among(got[key], accepted):
            wrong[key] = (None, got[key])
    for key in LOOSE:
        if key not in want:
            continue
        missing = got.get(key) is None
        if (missing and key in NEEDED) or (not missing and not _among(got[key], _accepted(label, key))):
            wrong[key] = (want[key], got.get(key))
    return wrong


def _accepted(label: Mapping[str, Any], key: str) -> list[Any]:
    want, also = label.get("entities") or {}, label.get("also_entities") or {}
    more = also.get(key, [])
    return ([want[key]] if key in want else []) + (more if isinstance(more, list) else [more])


def _among(value: Any, accepted: list[Any]) -> bool:
    return any(str(value).strip().lower() == str(item).strip().lower() for item in accepted)
