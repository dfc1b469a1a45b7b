"""Measuring the bot's understanding without a running stack, in the bot's Python.

    python -m evaluation.nlu model MODEL.tar.gz SET.jsonl…      a trained model on labelled messages
    python -m evaluation.nlu voices data/nlu [--out SCORES.npz]   each voice by a model of the others

Prints JSON: intents right, in-scope refused, out of scope found, criteria right, reliability of the confidence, worst
confusions, milliseconds a message. `PASSERELLE_GAZETTEER` names the gazetteer's snapshot.
"""

import argparse
import asyncio
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.labels import wrong_criteria
from evaluation.measures import Rate, Table, calibration

CLOCK = "2026-11-25T10:00:00+01:00"
OUT_OF_SCOPE, UNSURE = "out_of_scope", "nlu_fallback"


@dataclass(frozen=True)
class Answer:
    """What was understood of one message: the best true intent, its confidence, whether it was refused as unsure."""

    intent: str
    confidence: float
    unsure: bool
    criteria: Mapping[str, Any]
    milliseconds: float


def read_labels(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Every labelled message of JSON-lines files, with the file's name under `set`."""
    labels = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        labels += [{**json.loads(line), "set": path.stem} for line in lines if line.strip()]
    return labels


def summary(labels: Sequence[Mapping[str, Any]], answers: Sequence[Answer]) -> dict[str, Any]:
    """The figures of answers to labelled messages, in the same order. Rates carry their 95 % interval."""
    sets, registers, intents, confusions = Table(), Table(), Table(), Counter[str]()
    refused, found, criteria, wrong = Rate(), Rate(), Rate(), Rate()
    pairs = []
    for label, answer in zip(labels, answers, strict=True):
        right = answer.intent in (label["intent"], *label.get("also", []))
        pairs.append((answer.confidence, right))
        for table, name in ((sets, label["set"]), (registers, label.get("register", "-")), (intents, label["intent"])):
            table.add(name, right)
        if not right:
            confusions[f"{label['intent']} → {answer.intent}"] += 1
        if label["intent"] == OUT_OF_SCOPE:
            found.add(right or answer.unsure)
        else:
            refused.add(answer.unsure or (answer.intent == OUT_OF_SCOPE and not right))
            wrong.add(not right and not answer.unsure and answer.intent != OUT_OF_SCOPE)
        if "entities" in label:
            criteria.add(not wrong_criteria(label, answer.criteria))
    times = [answer.milliseconds for answer in answers]
    return {
        "intent": Rate(sum(right for _, right in pairs), len(pairs)).as_dict(),
        "by_set": sets.as_dict(),
        "by_register": registers.as_dict(),
        "by_intent": intents.as_dict(),
        "in_scope_refused": refused.as_dict(),
        "out_of_scope_found": found.as_dict(),
        "confidently_wrong": wrong.as_dict(),
        "criteria": criteria.as_dict(),
        "calibration": calibration(pairs),
        "confusions": dict(confusions.most_common(25)),
        "milliseconds": {"p50": float(np.percentile(times, 50)), "p95": float(np.percentile(times, 95))}
        if times
        else {},
    }


def ask_model(model: Path, texts: Sequence[str]) -> list[Answer]:
    """The answers of a trained Rasa model, one message at a time, as in service."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    processor = Agent.load(str(model)).processor

    async def ask(text: str) -> Answer:
        before = time.perf_counter()
        parsed = await processor.parse_message(UserMessage(text, metadata={"now": CLOCK}), only_output_properties=True)
        return answer_of(parsed, (time.perf_counter() - before) * 1000)

    async def ask_all() -> list[Answer]:
        await ask("bonjour")
        return [await ask(text) for text in texts]

    return asyncio.run(ask_all())


def answer_of(parsed: Mapping[str, Any], milliseconds: float) -> Answer:
    """An answer from what Rasa's parser gives."""
    ranking = parsed["intent_ranking"]
    unsure = ranking[0]["name"] == UNSURE
    best = ranking[1] if unsure else ranking[0]
    criteria = {entity["entity"]: entity["value"] for entity in parsed["entities"]}
    return Answer(best["name"], best["confidence"], unsure, criteria, milliseconds)


@dataclass(frozen=True)
class Sentences:
    """Training sentences with the voice (the file's name) that each came from."""

    texts: list[str]
    intents: list[str]
    # The intents, a danger with its kind and moment.
    classes: list[str]
    voices: list[str]


def read_sentences(folder: Path) -> Sentences:
    """Every training sentence of `<folder>/<topic>/<voice>.yml`, by Rasa's own reader."""
    from rasa.shared.nlu.training_data.loading import load_data

    from bot.components.intents import class_of

    found = Sentences([], [], [], [])
    for path in sorted(folder.glob("*/*.yml")):
        for example in load_data(str(path)).intent_examples:
            found.texts.append(example.get("text"))
            found.intents.append(example.get("intent"))
            found.classes.append(class_of(example))
            found.voices.append(path.stem)
    return found


def folds_of(voices: Sequence[str], count: int) -> list[set[str]]:
    """The voices in `count` groups of about as many sentences each."""
    sizes = Counter(voices)
    folds: list[set[str]] = [set() for _ in range(min(count, len(sizes)))]
    for voice, _ in sizes.most_common():
        min(folds, key=lambda fold: sum(sizes[one] for one in fold)).add(voice)
    return folds


def score_voices(sentences: Sentences, settings: Mapping[str, Any], folds: int) -> dict[str, NDArray[Any]]:
    """Each member's scores (sentences, intents) of voices that it was not trained on; `names` are the intents."""
    from bot.components.intents import written_for_training
    from bot.components.model import IntentModel, Settings

    written = written_for_training(sentences.texts)
    names = sorted(set(sentences.intents))
    found: dict[str, NDArray[Any]] = {"names": np.array(names)}
    for left_out in folds_of(sentences.voices, folds):
        kept = [at for at, voice in enumerate(sentences.voices) if voice not in left_out]
        model = IntentModel.fit(
            [sentences.texts[at] for at in kept],
            [written[at] for at in kept],
            [sentences.intents[at] for at in kept],
            Settings(**settings),
            classes=[sentences.classes[at] for at in kept],
        )
        columns = [names.index(name) for name in model.names]
        for at, voice in enumerate(sentences.voices):
            if voice in left_out:
                for member, scores in model.members(sentences.texts[at], written[at]).items():
                    found.setdefault(member, np.full((len(written), len(names)), -9.0, np.float32))[at, columns] = (
                        scores
                    )
        print(f"{sorted(left_out)} done", file=sys.stderr, flush=True)
    return found


def voices_summary(
    sentences: Sentences, scores: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
) -> dict[str, Any]:
    """The figures by voice, the share that n-grams alone decide, and what each threshold would refuse."""
    from bot.components.model import Settings, lead, softmax

    chosen, names = Settings(**settings), [str(name) for name in scores["names"]]
    chances = softmax(scores["quick"] / chosen.quick_temperature)
    leads = np.array([lead(row) for row in scores["quick"]])
    if "full" in scores:
        total = scores["full"] + chosen.tuned_weight * scores.get("tuned", np.float32(0))
        chances = np.where((leads >= chosen.quick_lead)[:, None], chances, softmax(total / chosen.temperature))
    order, best = chances.argsort(axis=1), chances.max(axis=1)
    labels = [
        {"intent": intent, "set": voice, "text": text}
        for intent, voice, text in zip(sentences.intents, sentences.voices, sentences.texts, strict=True)
    ]
    answers = [Answer(names[last], float(sure), False, {}, 0.0) for last, sure in zip(order[:, -1], best, strict=True)]
    wanted = np.array([names.index(intent) for intent in sentences.intents])
    right, inside = order[:, -1] == wanted, np.array(sentences.intents) != OUT_OF_SCOPE
    figures = {
        key: value
        for key, value in summary(labels, answers).items()
        if key not in ("criteria", "by_register", "milliseconds")
    }
    figures["second_right"] = float((right | (order[:, -2] == wanted)).mean())
    figures["log_loss"] = float(-np.log(np.maximum(chances[np.arange(len(wanted)), wanted], 1e-9)).mean())
    figures["decided_by_n_grams"] = float((leads >= chosen.quick_lead).mean())
    figures["thresholds"] = {
        f"{threshold:.2f}": {
            "in_scope_refused": float((best < threshold)[inside].mean()),
            "right_among_refused": _share(right[inside & (best < threshold)]),
        }
        for threshold in np.arange(0.15, 0.55, 0.05)
    }
    return figures


def _share(values: NDArray[Any]) -> float | None:
    return float(values.mean()) if len(values) else None


def main() -> None:
    """See the module."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways = arguments.add_subparsers(dest="way", required=True)
    model = ways.add_parser("model")
    model.add_argument("model", type=Path)
    model.add_argument("sets", type=Path, nargs="+")
    voices = ways.add_parser("voices")
    voices.add_argument("folder", type=Path)
    voices.add_argument("--settings", type=json.loads, default={}, help="réglages du modèle, en JSON")
    voices.add_argument("--folds", type=int, default=5, help="groupes de voix")
    voices.add_argument("--out", type=Path, help="fichier .npz où garder les scores")
    options = arguments.parse_args()
    if options.way == "model":
        labels = read_labels(options.sets)
        figures = summary(labels, ask_model(options.model, [label["text"] for label in labels]))
    else:
        sentences = read_sentences(options.folder)
        scores = score_voices(sentences, options.settings, options.folds)
        if options.out:
            np.savez(options.out, intents=sentences.intents, voices=sentences.voices, texts=sentences.texts, **scores)
        figures = voices_summary(sentences, scores, options.settings)
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
