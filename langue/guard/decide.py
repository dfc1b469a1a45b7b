"""The decision: readable rules first, the model where they are silent; the whole message and each of its sentences."""

from dataclasses import dataclass
from functools import lru_cache

from langue.guard import features
from langue.guard.concepts import Concepts, load_concepts
from langue.guard.model import GuardModel, Scores, load_model
from langue.guard.rules import Match, Rules, load_rules
from langue.guard.text import Spelling, fold, load_spelling, sentences, undisguised

# Log-odds: the model alone is believed above the first, a rule unless the model is below the second. Chosen by training
# on one author's sentences and testing on the other's (docs/decisions/0004-danger-guard.md).
MODEL_ALONE = 0.7
# One sentence out of a longer message says less than the whole: the model must be surer of it.
MODEL_ON_SENTENCE = 2.5
RULE_AT_LEAST = -2.5


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
    return _Parts(concepts, load_rules(concepts), load_spelling({}), load_model())


def check(text: str) -> Danger | None:
    """The danger that `text` tells of, or None. Reads the first 8 kB; never raises on a text."""
    folded = fold(text)
    for version in (folded, undisguised(folded)):
        if version is None:
            continue
        for number, reading in enumerate(_readings(version)):
            alone = MODEL_ON_SENTENCE if number else MODEL_ALONE
            if reading.scores.danger > (RULE_AT_LEAST if reading.matches else alone):
                return _danger(reading)
    return None


def classify(text: str) -> Danger:
    """The likeliest kind of danger of a text that something else found dangerous."""
    return _danger(_readings(fold(text))[0])


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
            alone.append(_Reading(parts.model.score(sorted(found)), matches))
    return [_Reading(parts.model.score(sorted(whole)), every), *alone]


def _danger(reading: _Reading) -> Danger:
    scores, groups = reading.scores, [match.group for match in reading.matches]
    kinds = list(dict.fromkeys([*(group.kind for group in groups), scores.kind]))
    who = next((group.who for group in groups if group.who), scores.writer)
    # The model tells the kind; a rule decides when none of the kinds it names is the model's.
    kind = scores.kind if not groups or scores.kind in {group.kind for group in groups} else groups[0].kind
    immediate = any(group.now for group in groups if group.kind == kind) or scores.immediate > 0
    probability = 1 / (1 + 2.718281828 ** -max(-30.0, min(30.0, scores.danger)))
    return Danger(kind, immediate, who, max(probability, 0.5), tuple(k for k in kinds if k != kind))
