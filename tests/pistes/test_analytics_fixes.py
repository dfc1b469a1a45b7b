"""A correction is a patch that git takes, to files that hold what they held, and one line more."""

import subprocess
from pathlib import Path

import pytest
import yaml

from pistes.analytics.fixes import FixError, concepts, example_patch, synonym_patch

EXAMPLES = """version: "3.1"
nlu:
- intent: ask_road
  examples:
  - text: 'la route est-elle déneigée'
- intent: ask_procedure
  examples:
  - text: 'comment demander l''apa'
"""
SYNONYMS = "# Essai\nconcepts:\n  apa: [apa, gir]\n  rsa: [rsa]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "nlu" / "routes").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "routes" / "oral.yml").write_text(EXAMPLES, encoding="utf-8")
    (tmp_path / "pistes" / "search").mkdir(parents=True)
    (tmp_path / "pistes" / "search" / "synonyms.yml").write_text(SYNONYMS, encoding="utf-8")
    return tmp_path


def apply(root: Path, patch: str) -> None:
    subprocess.run(["git", "apply", "-"], cwd=root, input=patch.encode(), check=True)


def sentences(path: Path) -> dict[str, list[str]]:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    return {entry["intent"]: [example["text"] for example in entry["examples"]] for entry in entries}


def test_examples_become_a_new_file_then_join_it(root: Path) -> None:
    file = root / "data" / "nlu" / "routes" / "pilotage.yml"
    apply(root, example_patch(root, "ask_road", ["y'a du verglas sur la départementale"]).text)
    assert sentences(file) == {"ask_road": ["y'a du verglas sur la départementale"]}
    apply(root, example_patch(root, "ask_road", ["pneus neige obligatoires ?"]).text)
    apply(root, example_patch(root, "ask_procedure", ["faire un dossier : lequel"]).text)
    assert len(sentences(file)["ask_road"]) == 2
    assert sentences(file)["ask_procedure"] == ["faire un dossier : lequel"]


def test_a_near_sentence_of_another_intent_is_told(root: Path) -> None:
    patch = example_patch(root, "ask_procedure", ["la route est elle bien déneigée"])
    assert [near.intent for near in patch.neighbours] == ["ask_road"]


@pytest.mark.parametrize("sentence", ["", "La route est-elle DÉNEIGÉE", "appelez [nom] demain", "x" * 500])
def test_a_sentence_that_is_there_masked_or_no_sentence_is_refused(root: Path, sentence: str) -> None:
    with pytest.raises(FixError):
        example_patch(root, "ask_road", [sentence])


def test_an_unknown_intent_is_refused(root: Path) -> None:
    with pytest.raises(FixError):
        example_patch(root, "../../etc", ["une phrase"])


def test_a_synonym_joins_its_concept_alone(root: Path) -> None:
    apply(root, synonym_patch(root, "apa", "aide à l'autonomie").text)
    text = (root / "pistes" / "search" / "synonyms.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["concepts"] == {"apa": ["apa", "gir", "aide à l'autonomie"], "rsa": ["rsa"]}
    assert text.startswith("# Essai")


@pytest.mark.parametrize(("concept", "writing"), [("apa", "RSA"), ("inconnu", "mot"), ("apa", "a]: [b"), ("apa", "")])
def test_a_synonym_that_is_taken_or_no_word_is_refused(root: Path, concept: str, writing: str) -> None:
    with pytest.raises(FixError):
        synonym_patch(root, concept, writing)


def test_concepts_are_those_of_the_file(root: Path) -> None:
    assert concepts(root) == ["apa", "rsa"]
