"""The communes, départements and areas that a message may name, with the indexes to find them.

The database exports a snapshot (`pistes/services/gazetteer.py`); both Pythons load it. Nothing here is training data.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from langue.normalise import key
from langue.placenames.forms import STRONG, WEAK, forms_of, need_of
from langue.placenames.sounds import sound
from langue.placenames.words import PlaceWords, place_words, read_json

# First letters that are written one for the other.
_FIRST_LETTERS = dict(zip("aeiouyhckqszgjvw", "aaaaaaacccccggvv", strict=True))


@dataclass(frozen=True)
class Commune:
    """A commune: INSEE code, official name, département ("42"), inhabitants, centre in degrees WGS 84."""

    insee: str
    name: str
    department: str
    population: int
    lat: float
    lon: float
    postcodes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """A part of the territory that people name, with the INSEE codes of its communes (indicative)."""

    id: str
    name: str
    insee: frozenset[str]


@dataclass(frozen=True)
class Department:
    """A département; `member` when it is one of ours."""

    code: str
    name: str
    aliases: tuple[str, ...]
    member: bool


@dataclass(frozen=True)
class Phrase:
    """What a glued form stands for: kind is commune, area, department, outside, river or nothing."""

    kind: str
    ids: tuple[str, ...]
    need: int
    parts: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Gazetteer:
    """Names and indexes, prepared once; never changed afterwards.

    `phrases` maps a glued form to what it stands for, `beginnings` holds every beginning of every form, `tails` maps a
    glued shortening to the ends that complete it (glued end → INSEE code), `spellings` groups the forms of communes for
    the search of misspellings (see `spelling_group`; names of saints apart, without « saint »), `openings` holds the
    first three sounds of every form.
    """

    communes: Mapping[str, Commune]
    areas: Mapping[str, Area]
    departments: Mapping[str, Department]
    postcodes: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, Phrase] = field(repr=False)
    beginnings: frozenset[str] = field(repr=False)
    tails: Mapping[str, Mapping[str, str]] = field(repr=False)
    spellings: Mapping[tuple[bool, str, int], tuple[str, ...]] = field(repr=False)
    openings: frozenset[str] = field(repr=False)
    words: PlaceWords = field(repr=False)

    @classmethod
    def from_snapshot(cls, snapshot: Mapping[str, Any]) -> "Gazetteer":
        """Build from `{"departments": […], "communes": […], "areas": […]}`; KeyError when a field is missing."""
        words = place_words()
        communes = {row["insee"]: _commune(row) for row in snapshot["communes"]}
        areas = {row["id"]: Area(row["id"], row["name"], frozenset(row["insee"])) for row in snapshot["areas"]}
        departments = {
            row["code"]: Department(row["code"], row["name"], tuple(row.get("aliases") or ()), bool(row["member"]))
            for row in snapshot["departments"]
        }
        phrases = _commune_phrases(communes.values(), words)
        for written, meant in read_json("place_words.json")["misspelt"].items():
            if meant in phrases:
                phrases[written] = phrases[meant]
        forms = [form for glued in phrases if len(glued) >= 4 for form in _to_compare(glued)]
        _add_others(phrases, snapshot["areas"], departments.values(), words)
        return cls(
            communes=communes,
            areas=areas,
            departments=departments,
            postcodes=_postcodes(communes.values()),
            phrases=phrases,
            beginnings=frozenset(glued[:size] for glued in phrases for size in range(1, len(glued) + 1)),
            tails=_tails(communes.values()),
            spellings=_spellings(forms),
            openings=frozenset(sound(form)[:3] for _, form in forms),
            words=words,
        )

    @classmethod
    def load(cls, path: Path) -> "Gazetteer":
        """Read a snapshot file; OSError, ValueError or KeyError when it cannot be used."""
        return cls.from_snapshot(json.loads(path.read_text(encoding="utf-8")))

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def _commune(row: Mapping[str, Any]) -> Commune:
    return Commune(
        insee=row["insee"],
        name=row["name"],
        department=row["department"],
        population=int(row["population"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        postcodes=tuple(row["postcodes"]),
        aliases=tuple(row["aliases"]),
        former=tuple(row["former"]),
    )


def _commune_phrases(communes: Iterable[Commune], words: PlaceWords) -> dict[str, Phrase]:
    ids: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[int]] = defaultdict(set)
    needs: dict[str, int] = {}
    for commune in communes:
        written = [(commune.name, True), *((name, False) for name in (*commune.aliases, *commune.former))]
        for name, heads in written:
            for form in forms_of(name, words, heads=heads):
                ids[form.glued].add(commune.insee)
                parts[form.glued].add(form.parts)
                needs[form.glued] = form.need
    return {
        glued: Phrase("commune", tuple(sorted(found)), needs[glued], frozenset(parts[glued]))
        for glued, found in ids.items()
    }


def _add_others(
    phrases: dict[str, Phrase],
    areas: Iterable[Mapping[str, Any]],
    departments: Iterable[Department],
    words: PlaceWords,
) -> None:
    """Areas, départements and places elsewhere: never at the expense of a commune."""
    for row in areas:
        for name in (row["name"], *row["aliases"]):
            _add(phrases, name, Phrase("area", (row["id"],), STRONG))
    outside = read_json("outside.json")
    uncertain = {key(name) for name in outside["needs_preposition"]}
    for department in departments:
        for name in (department.name, *department.aliases):
            _add(phrases, name, _department_phrase(department, name, uncertain))
    for name in outside["not_places"]:
        _add(phrases, name, Phrase("nothing", (), STRONG))
    for name in (*outside["places"], *outside["needs_preposition"]):
        need = WEAK if key(name) in uncertain else need_of(key(name).split(), words)
        _add(phrases, name, Phrase("outside", (name,), need))


def _department_phrase(department: Department, name: str, uncertain: set[str]) -> Phrase:
    if key(name) in ("loire", "allier"):  # rivers too: decided by the words around them
        return Phrase("river", (department.code,), STRONG)
    if department.member:
        return Phrase("department", (department.code,), STRONG)
    return Phrase("outside", (department.name,), WEAK if key(name) in uncertain else STRONG)


def _add(phrases: dict[str, Phrase], name: str, phrase: Phrase) -> None:
    """With and without an article, so that « le Puy-de-Dôme » is read whole before « le Puy »."""
    glued = key(name).replace(" ", "")
    for article in ("", "le", "la", "les", "l"):
        phrases.setdefault(article + glued, phrase)


def _tails(communes: Iterable[Commune]) -> dict[str, dict[str, str]]:
    """Glued beginning of a name → glued end → INSEE code, for every cut between two words of an official name."""
    tails: dict[str, dict[str, str]] = defaultdict(dict)
    for commune in communes:
        tokens = key(commune.name).split()
        for cut in range(1, len(tokens)):
            tails["".join(tokens[:cut])]["".join(tokens[cut:])] = commune.insee
    return dict(tails)


def _to_compare(glued: str) -> list[tuple[bool, str]]:
    """What a misspelling is compared with: the form, or for a saint what follows « saint » and « sainte »."""
    if glued in ("saint", "sainte"):
        return []
    ends = [glued[len(saint) :] for saint in ("saint", "sainte") if glued.startswith(saint)]
    return [(True, end) for end in ends if len(end) >= 3] or [(False, glued)]


def reach(size: int) -> int:
    """Edits allowed between a name of `size` letters and its misspelling."""
    return 1 if size < 8 else 2 if size < 14 else 3


def spelling_group(saint: bool, written: str) -> tuple[bool, str, int]:
    """Where to look for the forms that a misspelling is compared with: saint or not, class of first letter, length."""
    return saint, _FIRST_LETTERS.get(written[0], written[0]), len(written)


def _spellings(forms: Iterable[tuple[bool, str]]) -> dict[tuple[bool, str, int], tuple[str, ...]]:
    """For each kind, first letter and length written, the forms that are not too long or too short for it.

    One edit more than `reach` is kept: a name that sounds the same may be that much longer.
    """
    groups: dict[tuple[bool, str, int], set[str]] = defaultdict(set)
    for saint, form in forms:
        _, letter, length = spelling_group(saint, form)
        for size in range(max(3, length - 4), length + 5):
            if abs(length - size) <= reach(min(size, length)) + 1:
                groups[saint, letter, size].add(form)
    return {group: tuple(sorted(found)) for group, found in groups.items()}


def _postcodes(communes: Iterable[Commune]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for commune in communes:
        for code in commune.postcodes:
            found[code].append(commune.insee)
    return {code: tuple(sorted(insees)) for code, insees in found.items()}
