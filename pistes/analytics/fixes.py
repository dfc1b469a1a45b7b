"""From a gap to a fix: new examples or a synonym as a patch to the files that are the truth, and what else they may change.

Nothing is written here. `data/nlu/` and the synonyms are public: a resident's own writing is only taken when enough people
wrote the very same; otherwise the editor writes a sentence as a resident would.
"""

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from langue.normalise import fold
from pistes.analytics.vectors import Concepts, Places, terms, vectors

EXAMPLES_FOLDER = Path("data") / "nlu"
# The file of each topic that managers' examples go to: a voice of its own, told from the authors'.
EXAMPLES_FILE = "pilotage.yml"
SYNONYMS_FILE = Path("pistes") / "search" / "synonyms.yml"
MOST_SENTENCES, LONGEST_SENTENCE = 10, 200
NEIGHBOURS = 5
# Cosine from which an example of another intent may be pulled along.
NEAR = 0.6
_MASK = re.compile(r"\[[^\]]*\]")
_WRITING = re.compile(r"[\w' -]{2,60}")


class FixError(ValueError):
    """A fix that cannot be made; the message is French and may be shown."""


@dataclass(frozen=True)
class Example:
    """A training sentence."""

    intent: str
    text: str
    topic: str


@dataclass(frozen=True)
class Neighbour:
    """A training sentence near to a new one, of another intent."""

    sentence: str
    text: str
    intent: str
    nearness: float


@dataclass(frozen=True)
class Patch:
    """A change as `git apply` takes it, and the sentences of other intents that stand near."""

    text: str
    neighbours: tuple[Neighbour, ...] = ()
    # The file that changes and all that it then holds.
    path: Path = Path()
    after: str = ""


def examples(root: Path) -> tuple[Example, ...]:
    """Every training sentence of the project in `root`; read again when a file has changed."""
    paths = tuple(sorted((root / EXAMPLES_FOLDER).glob("*/*.yml")))
    return _read(paths, tuple(path.stat().st_mtime_ns for path in paths))


@lru_cache(maxsize=2)
def _read(paths: tuple[Path, ...], _changed: tuple[int, ...]) -> tuple[Example, ...]:
    return tuple(
        Example(entry["intent"], example["text"], path.parent.name)
        for path in paths
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]
        for example in entry["examples"]
    )


def example_patch(root: Path, intent: str, sentences: Sequence[str]) -> Patch:
    """The patch that adds `sentences` to `intent`.

    Raises `FixError` for an unknown intent, or a sentence that is empty, too long, masked, or there already.
    """
    known = examples(root)
    topics = Counter(example.topic for example in known if example.intent == intent)
    if not topics:
        raise FixError("Cette intention n’existe pas.")
    wanted = [" ".join(sentence.split()) for sentence in sentences if sentence.strip()]
    _check(wanted, known)
    path = EXAMPLES_FOLDER / topics.most_common(1)[0][0] / EXAMPLES_FILE
    full = root / path
    before = full.read_text(encoding="utf-8") if full.exists() else ""
    after = _with_examples(before, intent, wanted)
    return Patch(diff(path, before, after), _neighbours(known, intent, wanted), path, after)


def patch_of(root: Path, change: Mapping[str, Any]) -> Patch:
    """The patch of one change as a form asks for it: an `exemple` or a `synonyme`; raises `FixError`."""
    if change.get("kind") == "synonyme":
        return synonym_patch(root, str(change["concept"]), str(change["ecriture"]))
    return example_patch(root, str(change["intention"]), str(change["phrases"]).splitlines())


def _check(sentences: Sequence[str], known: Sequence[Example]) -> None:
    if not sentences or len(sentences) > MOST_SENTENCES:
        raise FixError(f"Écrivez de une à {MOST_SENTENCES} phrases.")
    there = {fold(example.text).strip(): example for example in known}
    for sentence in sentences:
        if len(sentence) > LONGEST_SENTENCE or _MASK.search(sentence):
            raise FixError("Une phrase est trop longue ou contient un passage masqué : écrivez-la autrement.")
        if found := there.get(fold(sentence).strip()):
            raise FixError(f"« {sentence} » est déjà un exemple de « {found.intent} ».")
    if len({fold(sentence) for sentence in sentences}) < len(sentences):
        raise FixError("Une phrase est écrite deux fois.")


def _with_examples(before: str, intent: str, sentences: Sequence[str]) -> str:
    lines = "".join(f"  - text: '{sentence.replace(chr(39), 2 * chr(39))}'\n" for sentence in sentences)
    head = f"- intent: {intent}\n  examples:\n"
    if not before:
        return f'version: "3.1"\nnlu:\n{head}{lines}'
    if head in before:
        return before.replace(head, head + lines, 1)
    return before.rstrip("\n") + "\n" + head + lines


def synonym_patch(root: Path, concept: str, writing: str) -> Patch:
    """The patch that adds a writing to a concept of the search; `FixError` when it is unknown or there already."""
    writing = " ".join(writing.split()).lower()
    if not _WRITING.fullmatch(writing):
        raise FixError("Écrivez un mot ou une expression courte, sans ponctuation.")
    before = (root / SYNONYMS_FILE).read_text(encoding="utf-8")
    known = yaml.safe_load(before)["concepts"]
    if concept not in known:
        raise FixError("Ce groupe de synonymes n’existe pas.")
    for name, writings in known.items():
        if fold(writing) in {fold(str(found)) for found in writings}:
            raise FixError(f"« {writing} » est déjà dans « {name} ».")
    line = re.compile(rf"^(  {re.escape(concept)}: \[.*)\]$", re.MULTILINE)
    quoted = f'"{writing}"' if "'" in writing or writing in {"oui", "non", "on", "off", "yes", "no"} else writing
    after = line.sub(lambda found: f"{found[1]}, {quoted}]", before, count=1)
    return Patch(diff(SYNONYMS_FILE, before, after), (), SYNONYMS_FILE, after)


def concepts(root: Path) -> list[str]:
    """Names of the groups of synonyms."""
    return sorted(yaml.safe_load((root / SYNONYMS_FILE).read_text(encoding="utf-8"))["concepts"])


def diff(path: Path, before: str, after: str) -> str:
    """The change of one file as `git apply` takes it; `before` empty: the file is new."""
    name = path.as_posix()
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{name}" if before else "/dev/null",
        f"b/{name}",
    )
    head = "" if before else f"diff --git a/{name} b/{name}\nnew file mode 100644\n"
    return head + "".join(lines)


def _neighbours(known: Sequence[Example], intent: str, sentences: Sequence[str]) -> tuple[Neighbour, ...]:
    """The nearest examples of other intents: where the change may pull an answer away."""
    all_concepts, places = Concepts(), Places(None)
    others = [example for example in known if example.intent != intent]
    texts = [*sentences, *(example.text for example in others)]
    made = vectors([terms(text, all_concepts, places) for text in texts], [None] * len(texts))
    nearness = made[: len(sentences)] @ made[len(sentences) :].T
    found = []
    for row, sentence in enumerate(sentences):
        for column in np.argsort(-nearness[row])[:NEIGHBOURS].tolist():
            if nearness[row, column] >= NEAR:
                other = others[column]
                found.append(Neighbour(sentence, other.text, other.intent, round(float(nearness[row, column]), 2)))
    return tuple(found)
