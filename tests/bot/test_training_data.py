"""Training sentences: enough, varied, and far from every evaluation text."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy.sparse import csr_matrix

from langue.normalise import fold, words

ROOT = Path(__file__).parents[2]
NLU = ROOT / "data" / "nlu"
SEARCH = [
    "find_reception_point",
    "reception_point_details",
    "find_activity",
    "ask_registration",
    "find_event",
    "find_piste",
    "piste_details",
    "ask_cooperation",
    "ask_procedure",
    "ask_road",
]
MOST_ALIKE = 0.85


def examples() -> list[tuple[str, str]]:
    """(intent, text) of every training sentence."""
    return [
        (entry["intent"], example["text"])
        for path in sorted(NLU.glob("*/*.yml"))
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]
        for example in entry["examples"]
    ]


@pytest.fixture(scope="module")
def trained() -> list[tuple[str, str]]:
    return examples()


def test_each_intent_has_enough_examples(trained: list[tuple[str, str]]) -> None:
    counts = Counter(intent for intent, _ in trained)
    assert len(counts) == 26
    assert counts["emergency"] >= 600
    assert [i for i in SEARCH if counts[i] < 120] == []
    assert [i for i in counts if counts[i] < 40] == []


def test_no_sentence_stands_twice(trained: list[tuple[str, str]]) -> None:
    counts = Counter(fold(text).strip() for _, text in trained)
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_six_words_in_a_row_in_more_than_three_examples(trained: list[tuple[str, str]]) -> None:
    runs: Counter[tuple[str, ...]] = Counter()
    for _, text in trained:
        parts = words(fold(text))
        runs.update({tuple(parts[i : i + 6]) for i in range(len(parts) - 5)})
    assert [" ".join(run) for run, count in runs.items() if count > 3] == []


def four_grams(texts: list[str], index: dict[str, int]) -> csr_matrix:
    """Unit rows of character four-gram counts; unknown four-grams of a second list still count in its norm."""
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        plain = f"  {' '.join(words(fold(text)))}  "
        counts = Counter(plain[i : i + 4] for i in range(len(plain) - 3))
        norm = float(np.sqrt(sum(c * c for c in counts.values())))
        for gram, count in counts.items():
            rows.append(row)
            columns.append(index.setdefault(gram, len(index)))
            values.append(count / norm)
    return csr_matrix((values, (rows, columns)), shape=(len(texts), len(index)))


def evaluation_texts() -> list[str]:
    """Every text of our own evaluation sets, dialogues and short ones included, and of the shared ones when they are there."""
    found: list[str] = []
    for folder in (ROOT / "evaluation" / "sets", ROOT.parent / "shared" / "eval"):
        for path in sorted(folder.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                found += [row.get(field, "") for field in ("text", "base", "query")]
        for path in sorted(folder.glob("*dialogues*.json")):
            turns = [turn for dialogue in json.loads(path.read_text("utf-8")) for turn in dialogue["turns"]]
            found += [turn.get("say") or turn["text"] for turn in turns]
    return [text for text in found if text]


def test_no_training_sentence_is_close_to_an_evaluation_text(trained: list[tuple[str, str]]) -> None:
    evaluated = evaluation_texts()
    assert len(evaluated) >= 600
    index: dict[str, int] = {}
    held = four_grams(evaluated, index)
    learnt = four_grams([text for _, text in trained], index)
    held.resize(held.shape[0], learnt.shape[1])
    alike = (learnt @ held.T).tocoo()
    close = sorted({trained[i][1] for i, value in zip(alike.row, alike.data, strict=True) if value >= MOST_ALIKE})
    assert close == []


def test_a_procedure_told_is_one_that_is_known() -> None:
    known = set(json.loads((ROOT / "langue" / "data" / "criteria_procedures.json").read_text(encoding="utf-8"))) | {
        "other"
    }
    told = [
        example["metadata"]["procedure"]
        for path in sorted(NLU.glob("*/*.yml"))
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]
        for example in entry["examples"]
        if entry["intent"] == "ask_procedure" and "metadata" in example
    ]
    assert len(told) > 500
    assert set(told) <= known
