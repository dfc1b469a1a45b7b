"""From words to what is looked for: concepts, the words themselves, words of their family; details and kinds apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pistes.search.lexicon import LINKS, Span, lexicon
from pistes.search.statistics import Statistics
from pistes.search.stems import stem
from pistes.search.tokens import concept_token

# What a word is worth when it is not the plain word looked for (1): another writing of the same thing, something near,
# a word that many records could hold, a detail, a part of a phrase, a word of the same family.
WRITING, NEAR, VAGUE, DETAIL, PART, AKIN = 0.95, 0.35, 0.4, 0.25, 0.5, 0.5
# Rarity kept by a word that no record holds but through its family.
GUESSED = 0.7
MOST_GROUPS = 16
SHORTEST_BEGINNING = 4

# Kinds of records that are nowhere in particular.
UNPLACED = frozenset({"answer", "piste", "referral"})
# Keys of the procedures; each is a concept of `synonyms.yml`.
_RIGHTS = {"apa", "pch", "mdph", "aah", "aeeh", "cmi", "rsa", "fsl"}
_SERVICES = {"aide_domicile", "teleassistance", "portage_repas", "ehpad", "accueil_familial"}
PROCEDURES = frozenset(_RIGHTS | _SERVICES | {"assmat", "pmi", "transport_scolaire", "college"})


@dataclass(frozen=True)
class Group:
    """One thing looked for: any of `tokens` (token → weight) will do; `rarity` is how much finding it tells.

    `word` is the token of what was typed itself; `named`: finding it in a title names the record.
    """

    word: str
    tokens: Mapping[str, float]
    rarity: float
    named: bool
    vague: bool = False
    # The weight of its own reading: the best that a record can reach.
    strength: float = 1.0


@dataclass
class Reading:
    """What a query says once read. `groups` are looked for in records."""

    text: str = ""
    groups: list[Group] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    concepts: set[str] = field(default_factory=set)
    kinds: dict[str, float] = field(default_factory=dict)
    detail: str | None = None
    # Words that named a place, and their stems that records hold.
    names: list[str] = field(default_factory=list)
    place_tokens: list[str] = field(default_factory=list)
    insee: str | None = None
    areas: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    span: tuple[date, date] | None = None
    corrected: str | None = None
    # Words looked for that no record holds.
    unknown: int = 0


class TermReader:
    """Reads the words left once places, dates and misspellings are settled."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics
        self._lexicon = lexicon()

    def read(self, reading: Reading, said: Sequence[str], kinds: Sequence[str]) -> Reading:
        """Fill the groups, concepts, kinds and detail of `reading`; `kinds` are those wanted already."""
        said = [word for word in said if word not in LINKS]
        stems = [stem(word) for word in said]
        concepts = _longest(self._lexicon.concepts.find(stems))
        reading.concepts.update(name for _first, _end, name in concepts)
        asked = self._take_details(reading, stems, _covered(concepts))
        self._take_kinds(reading, stems)
        # « Combien », « contact » are facts of a place, but matter itself of a question on the cooperation.
        wordy = set(kinds) <= UNPLACED if kinds else "answer" in reading.kinds
        for span in concepts:
            if span[1] - span[0] > 1:
                self._add(reading, self._tokens_of(span[2]), named=False)
        for place, (word, token) in enumerate(zip(said, stems, strict=True)):
            if word in self._lexicon.stop:
                continue
            vague = place in asked or token in self._lexicon.vague
            weight = (VAGUE if wordy else DETAIL) if place in asked else VAGUE if vague else 1.0
            self._take_word(reading, place, token, weight, vague, concepts)
        self._take_place_names(reading)
        # A story of two hundred words is searched by the words that tell the most.
        reading.groups.sort(key=lambda group: -group.rarity * group.strength)
        del reading.groups[MOST_GROUPS:]
        reading.tokens = list(dict.fromkeys(token for group in reading.groups for token in group.tokens))
        return reading

    def _take_details(self, reading: Reading, stems: Sequence[str], taken: set[int]) -> set[int]:
        """Positions of the words that ask for one fact; words of a concept are not among them."""
        details = [span for span in self._lexicon.details.find(stems) if not _covered([span]) & taken]
        if details:
            reading.detail = details[0][2]
        return _covered(details)

    def _take_kinds(self, reading: Reading, stems: Sequence[str]) -> None:
        for first, end, kind in self._lexicon.kinds.find(stems):
            reading.kinds[kind] = max(reading.kinds.get(kind, 0.0), 1.0 if end - first > 1 else 0.8)

    def _take_word(
        self, reading: Reading, place: int, token: str, weight: float, vague: bool, concepts: Sequence[Span]
    ) -> None:
        """A word with its other writings; inside a phrase it only tells two records of the concept apart."""
        own = [span for span in concepts if span[0] <= place < span[1]]
        if any(end - first > 1 for first, end, _name in own):
            self._add(reading, {token: weight * PART}, named=False, vague=True)
            return
        tokens = {token: weight}
        for _first, _end, name in own:
            for other, share in self._tokens_of(name).items():
                tokens[other] = max(tokens.get(other, 0.0), weight * share)
        if not vague and not own:
            tokens |= dict.fromkeys(self._akin(token), weight * AKIN)
        procedure = any(name in PROCEDURES for _first, _end, name in own)
        self._add(reading, tokens, named=not vague and not procedure, vague=vague)

    def _tokens_of(self, name: str) -> dict[str, float]:
        """Tokens that stand for a concept, and for those near it."""
        near = {concept_token(other): NEAR for other in self._lexicon.also.get(name, ())}
        return {**near, concept_token(name): WRITING}

    def _akin(self, token: str) -> list[str]:
        """Tokens that may be meant too: of the same family, else begun by a word that no record holds."""
        akin = self._statistics.akin(token)
        if akin or self._statistics.of(token) or len(token) < SHORTEST_BEGINNING:
            return akin
        return self._statistics.beginning(token)

    def _take_place_names(self, reading: Reading) -> None:
        """Titles name places too: a festival is known by the town where it was born, whatever the town it is in."""
        for word in reading.names:
            if word in LINKS or word in self._lexicon.stop or not self._statistics.of(stem(word)):
                continue
            if not reading.groups and not reading.insee and not reading.areas:
                self._add(reading, {stem(word): 1.0}, named=True)
            reading.place_tokens.append(stem(word))

    def _add(self, reading: Reading, tokens: Mapping[str, float], *, named: bool, vague: bool = False) -> None:
        word = max(tokens, key=lambda token: tokens[token])
        held = {token: weight for token, weight in tokens.items() if self._statistics.of(token)}
        if not held:
            reading.unknown += not vague
            return
        if any(word in group.tokens for group in reading.groups):
            return
        # Another writing tells as much as the word: what counts is how many records hold either.
        writings = [token for token, weight in held.items() if weight >= WRITING * tokens[word]]
        rarity = self._statistics.rarity(writings) or GUESSED * self._statistics.rarity(list(held))
        reading.groups.append(Group(word, held, rarity, named, vague, max(held.values())))


def _covered(spans: Sequence[Span]) -> set[int]:
    """Positions of the words that `spans` cover."""
    return {place for first, end, _meaning in spans for place in range(first, end)}


def _longest(spans: Sequence[Span]) -> list[Span]:
    """Spans not contained in a longer one of another meaning."""
    return [
        span
        for span in spans
        if not any(
            other[0] <= span[0] and span[1] <= other[1] and other[1] - other[0] > span[1] - span[0] for other in spans
        )
    ]
