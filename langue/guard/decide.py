"""The decision: readable rules first, two models where they are silent; the whole message and each of its sentences.

The linear model is always there. The tuned encoder (`meaning`) is asked where the linear model leaves doubt, and the deep
encoder (`langue.deep`) where both together do, once they have been given with `use`; without them, the guard decides on
rules and n-grams alone.
"""

from dataclasses import dataclass
from functools import lru_cache

from langue.deep import DeepEncoder
from langue.deep import Reading as Deep
from langue.guard import features
from langue.guard.concepts import Concepts, load_concepts
from langue.guard.meaning import Meaning, Meant
from langue.guard.model import GuardModel, Scores, load_model
from langue.guard.rules import Match, Rules, load_rules
from langue.guard.text import Spelling, fold, load_spelling, sentences, undisguised
from langue.spacing import with_spaces

# Log-odds: the model alone is believed above the first, a rule unless the model is below the second. Chosen by training
# on one author's sentences and testing on the other's (docs/decisions/0004-danger-guard.md).
MODEL_ALONE = 0.7
# One sentence out of a longer message says less than the whole: the model must be surer of it.
MODEL_ON_SENTENCE = 2.5
RULE_AT_LEAST = -2.5

# With the encoder: the sum of both log-odds, the encoder's counted `MEANING_WEIGHT` times. Below `NO_DOUBT` of the linear
# model alone, a text is as harmless as nearly all are, and the encoder is not asked.
MEANING_WEIGHT = 2.0
NO_DOUBT = -9.0
SUM_ALONE = 1.5
SUM_ON_SENTENCE = 12.0
SUM_WITH_RULE = -4.0
# So near to its threshold the sum leaves doubt: the log-odds of the deep encoder are added, counted `DEEP_WEIGHT` times.
DOUBT = 5.0
DEEP_WEIGHT = 1.5


@dataclass(frozen=True)
class Danger:
    """A danger found. `writer`: child, self, witness, parent, author or unknown. `score`: 0 to 1."""

    kind: str
    immediate: bool = False
    writer: str = "unknown"
    score: float = 1.0
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Reading:
    words: list[str]
    scores: Scores
    matches: list[Match]


@dataclass(frozen=True)
class _Parts:
    concepts: Concepts
    rules: Rules
    spelling: Spelling
    model: GuardModel


@lru_cache(maxsize=1)
def _parts() -> _Parts:
    concepts = load_concepts()
    model = load_model()
    return _Parts(concepts, load_rules(concepts), load_spelling(model.vocabulary), model)


_meaning: Meaning | None = None
_deep: DeepEncoder | None = None


def use(meaning: Meaning | None, deep: DeepEncoder | None = None) -> None:
    """Give the guard of this process the tuned and the deep encoder, or take them away."""
    global _meaning, _deep
    _meaning, _deep = meaning, deep


def check(text: str, *, hurried: bool = False) -> Danger | None:
    """The danger that `text` tells of, or None. Reads the first 8 kB; never raises on a text.

    `hurried`: by the rules and the linear model alone, 0.5 ms instead of 4 (measured on the messages of `passerelle load`).
    """
    text = with_spaces(text)
    folded = fold(text)
    for version in (folded, undisguised(folded)):
        if version is None:
            continue
        for number, reading in enumerate(_readings(version)):
            # The whole message is read as it was written; a sentence, as the guard wrote it out.
            written = text if version is folded and number == 0 else " ".join(reading.words)
            meant = None if hurried else _meant(written, reading.scores)
            margin = _margin(reading, meant, alone=number == 0)
            deep = _deep.read(written) if _deep is not None and meant is not None and abs(margin) < DOUBT else None
            if margin + (DEEP_WEIGHT * deep.danger if deep is not None else 0.0) > 0:
                return _danger(reading, meant, deep or (None if hurried else _deeply(written)))
    return None


def _meant(text: str, scores: Scores) -> Meant | None:
    return _meaning.read(text) if _meaning is not None and scores.danger > NO_DOUBT else None


def _deeply(text: str) -> Deep | None:
    return _deep.read(text) if _deep is not None else None


def _margin(reading: _Reading, meant: Meant | None, *, alone: bool) -> float:
    """By how much a reading is over what danger needs, in log-odds; `alone`: it is the whole message."""
    if meant is None:
        least = RULE_AT_LEAST if reading.matches else MODEL_ALONE if alone else MODEL_ON_SENTENCE
        return reading.scores.danger - least
    least = SUM_WITH_RULE if reading.matches else SUM_ALONE if alone else SUM_ON_SENTENCE
    return reading.scores.danger + MEANING_WEIGHT * meant.danger - least


def classify(text: str) -> Danger:
    """The likeliest kind of danger of a text that something else found dangerous."""
    reading = _readings(fold(text))[0]
    return _danger(reading, _meaning.read(text) if _meaning is not None else None, _deeply(text))


def _readings(folded: str) -> list[_Reading]:
    """The whole message, then each sentence when there are several: a long harmless story must not drown one sentence."""
    parts = _parts()
    whole: set[int] = set()
    alone: list[_Reading] = []
    every: list[Match] = []
    pieces = sentences(folded, parts.spelling)
    for words in pieces:
        hits = parts.concepts.find(words)
        found = set(features.grams(words).tolist()) | features.ideas(hits, len(parts.concepts.index))
        matches = parts.rules.find(words, hits, alone=len(pieces) == 1)
        every += matches
        whole |= found
        if len(pieces) > 1:
            alone.append(_Reading(words, parts.model.score(sorted(found)), matches))
    return [_Reading([word for words in pieces for word in words], parts.model.score(sorted(whole)), every), *alone]


def _danger(reading: _Reading, meant: Meant | None, deep: Deep | None) -> Danger:
    scores, groups = reading.scores, [match.group for match in reading.matches]
    others = [one.kinds for one in (meant, deep) if one is not None]
    by_kind = {kind: score + sum(kinds.get(kind, 0.0) for kinds in others) for kind, score in scores.kinds.items()}
    likeliest = max(by_kind, key=by_kind.__getitem__)
    kinds = list(dict.fromkeys([*(group.kind for group in groups), likeliest]))
    who = next((group.who for group in groups if group.who), scores.writer)
    # The models tell the kind; a rule decides when none of the kinds it names is theirs.
    kind = likeliest if not groups or likeliest in {group.kind for group in groups} else groups[0].kind
    sum_now = scores.immediate + (meant.immediate.get(kind, 0.0) if meant else 0.0) + (deep.immediate if deep else 0.0)
    immediate = any(group.now for group in groups if group.kind == kind) or sum_now > 0
    sum_danger = scores.danger + (MEANING_WEIGHT * meant.danger if meant else 0.0)
    probability = 1 / (1 + 2.718281828 ** -max(-30.0, min(30.0, sum_danger)))
    return Danger(kind, immediate, who, max(probability, 0.5), tuple(k for k in kinds if k != kind))
