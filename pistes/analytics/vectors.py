"""Masked questions as vectors whose cosine says how near their meanings are. numpy only, no model to download.

A word is the sum of hashed signs of itself and of its letters (three to five), so that « inscription » and « inscriptoin »
are near; words of one concept of the search's synonyms are one word; names of places are left out, so that a question asked
for two communes is one question. A question is its words weighed by how rare they are (TF-IDF), with its intent beside.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from langue.gazetteer import Gazetteer
from langue.normalise import expand_sms, fold
from pistes.search.stems import split, stem

SIZE = 384
# How much of a word is the word itself, beside its letters.
WHOLE_WORD, LETTERS = 1.0, 0.6
INTENT_WEIGHT = 0.35
LONGEST_WORDS = 40
PLACE = "[commune]"
_WORD = re.compile(r"[a-z0-9]{2,}")
_MASK = re.compile(r"\[[^\[\]]*\]")
_SYNONYMS = Path(__file__).parent.parent / "search" / "synonyms.yml"
# Words that tell the manner of asking, not what is asked.
_ASKING = frozenset(
    stem(word)
    for word in (
        "bonjour bonsoir salut merci svp stp je tu il elle on nous vous ils elles me te se le la les un une des du de au "
        "aux et ou mais donc que qui quoi quel quelle quels quelles comment est ce es suis sont ai as avons avez ont pour "
        "par pas ne dans en sur chez avec mon ma mes ton ta votre vos son sa ses leur leurs cette cet ces ca cela faut peut "
        "peux pouvez voudrais veux cherche besoin savoir avoir etre faire sil plait moi si plus tres bien y a t "
        "cote pres vers autour jusque ville commune departement"
    ).split()
)


class Concepts:
    """The synonyms of the search: phrases of stems that stand for one word."""

    def __init__(self, path: Path = _SYNONYMS) -> None:
        concepts = yaml.safe_load(path.read_text(encoding="utf-8"))["concepts"]
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, writings in concepts.items():
            for writing in writings:
                stems = tuple(s for s in map(stem, split(str(writing))) if s not in _ASKING)
                if stems:
                    self._by_first.setdefault(stems[0], []).append((stems, f"z{name}"))
        for found in self._by_first.values():
            found.sort(key=lambda item: -len(item[0]))

    def replace(self, stems: Sequence[str]) -> list[str]:
        """The stems with every known writing, the longest first, replaced by its concept."""
        found, at = [], 0
        while at < len(stems):
            for phrase, name in self._by_first.get(stems[at], ()):
                if tuple(stems[at : at + len(phrase)]) == phrase:
                    found.append(name)
                    at += len(phrase)
                    break
            else:
                found.append(stems[at])
                at += 1
        return found


class Places:
    """Names of communes as phrases of folded words, to be left out of a question."""

    def __init__(self, gazetteer: Gazetteer | None) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        communes = gazetteer.communes.values() if gazetteer else ()
        for commune in communes:
            for name in (commune.name, *commune.aliases):
                words = tuple(split(name))
                if words:
                    self._by_first.setdefault(words[0], []).append(words)
        for found in self._by_first.values():
            found.sort(key=lambda words: -len(words))

    def without(self, words: Sequence[str]) -> list[str]:
        """The words that name no commune."""
        found, at = [], 0
        while at < len(words):
            named = next((n for n in self._by_first.get(words[at], ()) if tuple(words[at : at + len(n)]) == n), None)
            if named:
                at += len(named)
            else:
                found.append(words[at])
                at += 1
        return found

    def hidden(self, text: str) -> str:
        """`text` with « [commune] » in place of each name: what a group is called must not name the place of one."""
        spans = [match.span() for match in _WORD.finditer(fold(text))]
        folded, made, at, done = fold(text), [], 0, 0
        while at < len(spans):
            words = self._by_first.get(folded[slice(*spans[at])], ())
            named = next((n for n in words if self._stands(n, folded, spans[at : at + len(n)])), None)
            if named:
                last = at + len(named) - 1
                made += [text[done : spans[at][0]], PLACE]
                done, at = spans[last][1], last
            at += 1
        return "".join([*made, text[done:]])

    @staticmethod
    def _stands(name: tuple[str, ...], folded: str, spans: Sequence[tuple[int, int]]) -> bool:
        return tuple(folded[slice(*span)] for span in spans) == name


def terms(text: str, concepts: Concepts, places: Places) -> tuple[str, ...]:
    """What a question is about: stems and concepts, without places, masks and manners of asking."""
    words = places.without(split(expand_sms(_MASK.sub(" ", text))))[:LONGEST_WORDS]
    stems = [s for s in map(stem, words) if s not in _ASKING]
    return tuple(concepts.replace(stems)) or tuple(words)


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Hashes of a word and of its letters."""
    whole = (zlib.crc32(word.encode()),)
    if word.startswith("z") or len(word) < 4:
        return whole, ()
    framed = f"<{word}>"
    grams = {framed[at : at + n] for n in (3, 4, 5) for at in range(len(framed) - n + 1)}
    return whole, tuple(zlib.crc32(gram.encode(), 7) for gram in grams)


def _word_vectors(words: Sequence[str]) -> Any:
    made = np.zeros((len(words), SIZE), dtype=np.float32)
    for row, word in enumerate(words):
        whole, grams = _parts(word)
        # The word itself spreads over several places, so that two words seldom meet.
        for h in whole:
            drawn = np.random.default_rng(h).choice(SIZE, 8, replace=False)
            made[row, drawn] += np.where((h >> np.arange(8)) & 1, 1, -1) * (WHOLE_WORD / 8**0.5)
        for h in grams:
            made[row, h % SIZE] += (1 if h & 0x10000 else -1) * LETTERS / max(len(grams), 1) ** 0.5
    return made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)


def vectors(questions: Sequence[tuple[str, ...]], intents: Iterable[str | None]) -> Any:
    """Unit vectors, float32, one row a question (its terms); `intents` in the same order."""
    counts = Counter(word for question in questions for word in set(question))
    vocabulary = {word: row for row, word in enumerate(counts)}
    weights = np.log((1 + len(questions)) / (1 + np.array(list(counts.values()) or [0], dtype=np.float32))) + 1
    known = _word_vectors(list(vocabulary)) * weights[:, None]
    made = np.zeros((len(questions), SIZE), dtype=np.float32)
    for row, question in enumerate(questions):
        if question:
            made[row] = known[[vocabulary[word] for word in question]].sum(axis=0)
    made /= np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
    of_each = list(intents)
    names = {name: row for row, name in enumerate(dict.fromkeys(of_each))}
    if names:
        marks = _word_vectors([f"z:{name}" for name in names])
        made += INTENT_WEIGHT * marks[[names[name] for name in of_each]]
    return made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
