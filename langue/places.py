"""The places a message names: the commune wanted, those refused, the département, the area, places elsewhere.

« pas à Saint-Étienne, plutôt Firminy » wants Firminy and refuses Saint-Étienne.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from langue.gazetteer import Area, Commune, Gazetteer
from langue.placenames import refusals
from langue.placenames.departments import code_mentions, river_is_department
from langue.placenames.resolve import Named, dominant, settle
from langue.placenames.scan import Mention, scan
from langue.placenames.tokens import Words, tokenise

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Places:
    """What a message says about places.

    `commune` is the one wanted, or None. `candidates` lists the communes that an ambiguous name may mean (most
    inhabited first); `others` those that bear the name of `commune` too but are 25 times smaller. `refused` are those
    the person does not want, `also` the others named. `department` ("42" or "43") only when stated. `outside` is a
    place that is in neither département. `spans` are (start, end, kind) offsets in the text, kind being commune,
    refused, department, area, outside or postcode.
    """

    commune: Commune | None = None
    candidates: tuple[Commune, ...] = ()
    others: tuple[Commune, ...] = ()
    refused: tuple[Commune, ...] = ()
    also: tuple[Commune, ...] = ()
    department: str | None = None
    area: Area | None = None
    outside: str | None = None
    spans: tuple[Span, ...] = ()


_POSTCODE = re.compile(r"(?<![\d.,])(\d{2}) ?(\d{3})(?![\d.,]*\d)(?! ?(?:€|euros?|habitants|km|personnes))")
_CORRECTED = frozenset(("non", "pardon", "oups", "erreur", "voulais", "trompe", "trompee"))
_PREFERRED = frozenset(("plutot", "finalement", "enfin", "prefere", "mieux"))


def find_places(text: str, gazetteer: Gazetteer) -> Places:
    """Read every place of a message of any length; only the first 8,000 characters count. Never raises."""
    words = tokenise(text)
    if not words.tokens:
        return Places()
    mentions = scan(words, gazetteer)
    spans = [_span(words, mention) for mention in mentions if mention.kind in ("area", "outside")]
    departments = [*_departments(words, gazetteer, mentions), *code_mentions(words, mentions)]
    spans += [_span(words, mention) for mention in departments]
    codes = {code for mention in departments for code in mention.ids}
    department = codes.pop() if len(codes) == 1 else None
    area = next((gazetteer.areas[mention.ids[0]] for mention in mentions if mention.kind == "area"), None)
    communes, named_spans = _communes(words, gazetteer, mentions, department, area)
    outside = next((mention.ids[0] for mention in mentions if mention.kind == "outside"), None)
    postcodes, elsewhere = _postcode_spans(words, gazetteer)
    return replace(
        communes,
        department=department,
        area=area,
        outside=outside or _allier(words, gazetteer, mentions) or elsewhere,
        spans=tuple(sorted({*spans, *named_spans, *postcodes})),
    )


def _span(words: Words, mention: Mention, kind: str = "") -> Span:
    return words.tokens[mention.start].start, words.tokens[mention.stop - 1].end, kind or mention.kind


def _departments(words: Words, gazetteer: Gazetteer, mentions: Iterable[Mention]) -> list[Mention]:
    found = []
    for mention in mentions:
        if mention.kind == "department" or (
            mention.kind == "river"
            and gazetteer.departments[mention.ids[0]].member
            and river_is_department(words, gazetteer.words, mention)
        ):
            found.append(replace(mention, kind="department"))
    return found


def _allier(words: Words, gazetteer: Gazetteer, mentions: Iterable[Mention]) -> str | None:
    for mention in mentions:
        department = gazetteer.departments.get(mention.ids[0]) if mention.kind == "river" else None
        if department is not None and not department.member and river_is_department(words, gazetteer.words, mention):
            return department.name
    return None


def _communes(
    words: Words, gazetteer: Gazetteer, mentions: Sequence[Mention], department: str | None, area: Area | None
) -> tuple[Places, list[Span]]:
    named = [mention for mention in mentions if mention.kind == "commune"]
    refused = _refused(words, named)
    wanted = [mention for mention in named if mention not in refused]
    named_spans = [_span(words, mention, "refused" if mention in refused else "commune") for mention in named]
    hints = _postcode_communes(words, gazetteer)
    if not wanted and hints:
        wanted, settled = [], [Named(hints)]
    else:
        settled = [Named(mention.ids) for mention in _main_first(words, wanted)]
    main, also = settle(settled, gazetteer, department, area, hints)
    unwanted = [dominant(mention.ids, gazetteer)[0] for mention in refused]
    return (
        Places(
            commune=main.commune,
            candidates=main.candidates,
            others=main.others,
            refused=tuple(dict.fromkeys(commune for commune in unwanted if commune is not None)),
            also=also,
        ),
        named_spans,
    )


def _refused(words: Words, named: Sequence[Mention]) -> list[Mention]:
    refused = []
    for place, mention in enumerate(named):
        corrected = place + 1 < len(named) and _between(words, mention, named[place + 1], _CORRECTED)
        if (
            corrected
            or refusals.is_refused(words, mention.start, only_place=len(named) == 1)
            or refusals.is_too_far(words.tokens, mention.start, mention.stop)
        ):
            refused.append(mention)
    return refused


def _between(words: Words, one: Mention, other: Mention, markers: frozenset[str]) -> bool:
    """Whether a marker stands between two mentions, close to both, outside « plutôt que »."""
    gap = [token.word for token in words.tokens[one.stop : other.start]]
    if len(gap) > 7:
        return False
    return any(
        word in markers and gap[place + 1 : place + 2] not in (["que"], ["qu"], ["plus"])
        for place, word in enumerate(gap)
    )


def _main_first(words: Words, wanted: Sequence[Mention]) -> list[Mention]:
    """The first named is the main one, unless another is preferred (« plutôt Unieux »)."""
    for one, other in pairwise(wanted):
        if _between(words, one, other, _PREFERRED):
            return [other, *(mention for mention in wanted if mention is not other)]
    return list(wanted)


def _postcodes(words: Words) -> list[tuple[str, int, int]]:
    """The postcodes written: five digits together, or « 42 700 » when the message says nothing else."""
    found = []
    for match in _POSTCODE.finditer(words.folded):
        if match.end() - match.start() == 5 or len(words.folded.strip()) == 6:
            found.append((match.group(1) + match.group(2), match.start(), match.end()))
    return found


def _postcode_communes(words: Words, gazetteer: Gazetteer) -> tuple[str, ...]:
    codes = (gazetteer.postcodes.get(code, ()) for code, _, _ in _postcodes(words))
    return tuple(dict.fromkeys(insee for insees in codes for insee in insees))


def _postcode_spans(words: Words, gazetteer: Gazetteer) -> tuple[list[Span], str | None]:
    """Spans of known postcodes, and the name of another département that a postcode belongs to."""
    spans: list[Span] = []
    elsewhere = None
    for code, start, end in _postcodes(words):
        department = gazetteer.departments.get(code[:2])
        if code in gazetteer.postcodes:
            spans.append((start, end, "postcode"))
        elif department is not None and not department.member:
            elsewhere = department.name
            spans.append((start, end, "outside"))
    return spans, elsewhere
