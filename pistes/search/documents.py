"""From a record to its search document: weighted stems, concepts, and the facts that the ranker compares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from pistes.models import Activity, Answer, Event, HelpLine, Piste, Procedure, ReceptionPoint, Record, Referral
from pistes.search.lexicon import content, lexicon
from pistes.search.stems import split, stem
from pistes.search.tokens import concept_token

TITLE, KEYWORDS, SERVICES, PLACE, SUMMARY, DETAILS = 30, 28, 21, 14, 14, 6
LONGEST_WORD = 60
SHORT_TEXT = 60


@dataclass
class Draft:
    """A document being made. `weights`: token → weight of its best field, slightly more when several fields hold it."""

    weights: dict[str, int] = field(default_factory=dict)
    title: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def add(self, text: str | None, weight: int, *, spelling: bool = False) -> None:
        """Read one field of the record."""
        if not text:
            return
        said, tokens = _words_of(text) if len(text) <= SHORT_TEXT else _read(text)
        if spelling:
            self.words.update(word for word in said if len(word) <= LONGEST_WORD)
        for token in tokens:
            before = self.weights.get(token, 0)
            self.weights[token] = max(before, weight) + (2 if before else 0)
        if weight == TITLE and not self.title:
            stop = lexicon().stop
            self.title = [stem(word) for word in dict.fromkeys(said) if word not in stop]

    def imply(self, token: str, weight: int) -> None:
        """Count a token that the record's facts say, whatever its words say."""
        self.weights[token] = max(self.weights.get(token, 0), weight)


def _read(text: str) -> tuple[Sequence[str], frozenset[str]]:
    said = split(text)
    stop = lexicon().stop
    tokens = {stem(word) for word in said if word not in stop}
    tokens.update(concept_token(name) for _first, _end, name in lexicon().concepts.find(content(said)))
    return said, frozenset(tokens)


# Keywords and services are the same on thousands of records of a list.
_words_of = lru_cache(maxsize=4096)(_read)


def draft(record: Record) -> Draft:
    """Weighted tokens of `record`, every field of its kind read."""
    made = Draft()
    made.add(record.title, TITLE, spelling=True)
    for keyword in record.keywords or ():
        made.add(keyword, KEYWORDS, spelling=True)
    made.add(record.summary, SUMMARY)
    for text, weight in _of_kind(record):
        made.add(text, weight)
    for service in getattr(record, "services", None) or ():
        made.imply(concept_token(service), SERVICES)
    if isinstance(record, Procedure):
        made.imply(concept_token(record.key), TITLE + 4)
    if isinstance(record, Activity) and record.for_children_in_care:
        made.imply(concept_token("ase"), SERVICES)
    if isinstance(record, Event) and record.free:
        made.imply(concept_token("gratuit"), SUMMARY)
    return made


def _of_kind(record: Record) -> Iterable[tuple[str | None, int]]:
    for theme in record.themes or ():
        yield theme.replace("_", " "), SERVICES
    match record:
        case ReceptionPoint():
            yield record.organisation, PLACE
            yield record.address, DETAILS
            for network in record.networks or ():
                yield network.replace("-", " "), KEYWORDS
        case Activity():
            yield record.place, PLACE
            yield record.schedule, DETAILS
        case Event():
            yield record.place, PLACE
        case Piste():
            yield record.axis, PLACE
            yield record.follow_up, DETAILS
        case Procedure():
            yield record.for_whom, SUMMARY
            yield record.first_step, DETAILS
            yield record.who_decides, DETAILS
        case Answer():
            yield record.question, TITLE
            for question in record.other_questions or ():
                yield question, KEYWORDS
            yield record.answer, SUMMARY
        case HelpLine():
            yield record.number, TITLE
            yield record.number.replace(" ", ""), TITLE
            yield record.for_whom, SUMMARY
            for kind in record.kinds or ():
                yield kind.replace("_", " "), SUMMARY
        case Referral():
            for term in record.terms or ():
                yield term, TITLE
            yield record.who, SUMMARY


def features(record: Record, made: Draft) -> dict[str, Any]:
    """What the ranker compares, as JSON: weights, title, and the facts of the kind that are set."""
    facts: dict[str, Any] = {
        "w": made.weights,
        "t": made.title,
        "departments": record.departments,
        "themes": list(record.themes or ()),
        "valid_until": record.valid_until.isoformat() if record.valid_until else None,
    }
    if isinstance(record, ReceptionPoint):
        facts |= {
            "audiences": list(record.audiences or ()),
            "services": list(record.services or ()),
            "joint": bool(record.joint),
            "receives": list(record.receives_from or ()),
            "hours": record.opening_hours,
        }
    elif isinstance(record, Activity):
        facts |= {
            "age": [record.age_min, record.age_max],
            "care": bool(record.for_children_in_care),
            "open_to": list(record.open_to or ()),
            "state": (record.registration or {}).get("state"),
            "days": days(record.timings),
        }
    elif isinstance(record, Event):
        facts |= {"days": days(record.timings), "status": record.status, "free": record.free}
    elif isinstance(record, Procedure):
        facts |= {"key": record.key}
    return {name: value for name, value in facts.items() if value not in (None, [], False)}


def days(timings: Iterable[dict[str, Any]] | None) -> list[list[str]]:
    """[first day, last day] of each timing, ISO, for dates that can be read (civil days as the record writes them)."""
    spans: list[list[str]] = []
    for timing in timings or ():
        begin = str(timing.get("begin") or "")[:10]
        end = str(timing.get("end") or begin)[:10]
        try:
            date.fromisoformat(begin), date.fromisoformat(end)
        except ValueError:
            continue
        spans.append([begin, max(begin, end)])
    return sorted(spans)
