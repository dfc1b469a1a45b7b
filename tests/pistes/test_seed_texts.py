"""The seed's texts: stored answers, pistes, procedures, referrals and competences that the project wrote itself."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from pistes.french import typeset
from pistes.importers.passerelle_records import read_record
from pistes.models import Piste, Procedure, Record, Referral
from pistes.seed.content import RECORDS, read_file
from pistes.seed.territory import FOLDER

FILES = ("pistes", "cooperation", "procedures", "renvois", "routes")
PREFIXES = {"piste": "piste:", "answer": "rep:", "procedure": "proc:", "referral": "renvoi:"}
THEMES = {
    *("culture", "sport", "numerique", "nature", "tourisme", "agriculture", "enfance", "colleges", "routes"),
    *("action_sociale", "autonomie"),
}
PROCEDURES = {
    *("apa", "pch", "mdph", "aah", "aeeh", "cmi", "aide_domicile", "teleassistance", "portage_repas", "ehpad"),
    *("accueil_familial", "rsa", "fsl", "assmat", "pmi", "transport_scolaire", "college"),
}
LONGEST_PLAIN_SENTENCE = 15
# Residents read these; the rest (ids, notes of the staff) is not held to French typography.
READ = (
    "title",
    "summary",
    "plain",
    "question",
    "answer",
    "follow_up",
    "for_whom",
    "who_decides",
    "first_step",
    "appeal",
    "who",
)
# The numbers that a dated source gives, and the short numbers of help lines. No other may be shown.
SOURCED_NUMBERS = {"04 77 48 42 42", "04 77 49 91 91", "04 77 34 46 06"}
PHONE = re.compile(r"\b0\d(?:[ .]?\d\d){4}\b")
AMOUNT = re.compile(r"€|\beuros?\b|\d\s?%", re.IGNORECASE)
DELAY = re.compile(r"\b(?:\d+|deux|trois|quatre|six|douze)\s(?:jours?|semaines?|mois)\b", re.IGNORECASE)
PROMISE = re.compile(r"vous (?:avez|aurez) (?:droit|l'aide)|vous toucherez|vous obtiendrez", re.IGNORECASE)


def _raw(name: str) -> list[dict[str, Any]]:
    return list(read_file(RECORDS / f"{name}.yml"))


ALL = [(name, raw) for name in FILES for raw in _raw(name)]
BY_ID = [pytest.param(raw, id=raw["id"]) for _, raw in ALL]


def _texts(raw: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field in READ:
        if isinstance(raw.get(field), str):
            yield field, raw[field]
    for field in ("other_questions", "documents"):
        for text in raw.get(field, []):
            yield field, text


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def _words(sentence: str) -> int:
    return sum(any(letter.isalnum() for letter in word) for word in sentence.split())


@pytest.mark.parametrize("raw", BY_ID)
def test_a_record_is_read_by_the_importer_with_its_source_and_date(raw: dict[str, Any]) -> None:
    record = read_record(raw)
    assert isinstance(record, Record)
    assert record.source_name
    assert record.source_url
    assert record.checked_on
    assert record.id.startswith(PREFIXES[record.kind])


@pytest.mark.parametrize("raw", BY_ID)
def test_a_record_has_a_simple_twin_of_short_sentences(raw: dict[str, Any]) -> None:
    too_long = [part for part in _sentences(raw["plain"]) if _words(part) > LONGEST_PLAIN_SENTENCE]
    assert not too_long
    assert raw["plain"] != raw.get("answer", raw["summary"])


@pytest.mark.parametrize("raw", BY_ID)
def test_what_a_resident_reads_is_in_french_typography(raw: dict[str, Any]) -> None:
    assert [(field, text) for field, text in _texts(raw) if typeset(text) != text or "’" in text] == []


@pytest.mark.parametrize("raw", BY_ID)
def test_no_amount_no_delay_no_promise_is_given(raw: dict[str, Any]) -> None:
    forbidden = [
        text
        for field, text in _texts(raw)
        if field != "other_questions"
        for rule in (AMOUNT, DELAY, PROMISE)
        if rule.search(text)
    ]
    assert forbidden == []


@pytest.mark.parametrize("raw", BY_ID)
def test_only_sourced_telephone_numbers_are_given(raw: dict[str, Any]) -> None:
    given = {number for _, text in _texts(raw) for number in PHONE.findall(text)} | {
        raw.get("phone") or "04 77 48 42 42"
    }
    assert given <= SOURCED_NUMBERS


@pytest.mark.parametrize("raw", BY_ID)
def test_texts_are_brief(raw: dict[str, Any]) -> None:
    assert len(_sentences(raw["summary"])) <= 3
    assert len(_sentences(raw.get("answer", ""))) <= 5


@pytest.mark.parametrize("raw", BY_ID)
def test_themes_and_departements_are_known(raw: dict[str, Any]) -> None:
    assert set(raw.get("themes", [])) <= THEMES
    assert raw["departments"]
    assert set(raw["departments"]) <= {"42", "43"}


@pytest.mark.parametrize("raw", BY_ID)
def test_nothing_written_here_is_an_example(raw: dict[str, Any]) -> None:
    assert raw["example"] is False


def test_ids_are_unique_in_the_whole_seed() -> None:
    ids = Counter(raw["id"] for path in sorted(RECORDS.glob("*.yml")) for raw in read_file(path))
    assert [record_id for record_id, count in ids.items() if count > 1] == []


def test_the_pistes_that_the_sources_name_are_all_there() -> None:
    pistes = [record for record in map(read_record, _raw("pistes")) if isinstance(record, Piste)]
    assert len(pistes) == 33
    assert Counter(piste.among_thirty for piste in pistes) == {True: 14, False: 2, None: 17}
    assert {piste.status for piste in pistes} <= {"announced", "under_study", "started", "done"}
    assert all(piste.axis is None for piste in pistes), "the names of the four axes are not known"


def test_the_stored_count_of_documented_pistes_is_the_real_one() -> None:
    answer = next(raw for raw in _raw("cooperation") if raw["id"] == "rep:combien-pistes")
    assert sum(raw.get("among_thirty") is True for raw in _raw("pistes")) == 14
    assert "Quatorze" in answer["answer"]


def test_every_procedure_of_the_labels_is_described_in_full() -> None:
    found = [record for record in map(read_record, _raw("procedures")) if isinstance(record, Procedure)]
    assert sorted(procedure.key for procedure in found) == sorted(PROCEDURES)
    for procedure in found:
        told = (procedure.for_whom, procedure.who_decides, procedure.first_step, procedure.appeal)
        assert all((*told, procedure.documents, procedure.website)), procedure.key


def test_answers_on_the_cooperation_can_be_asked_in_several_ways() -> None:
    answers = [raw for _, raw in ALL if raw["kind"] == "answer"]
    assert len(_raw("cooperation")) >= 40
    assert [raw["id"] for raw in answers if not 4 <= len(raw["other_questions"]) <= 8] == []


def test_answers_on_the_cooperation_are_dated() -> None:
    undated = [raw["id"] for raw in _raw("cooperation") if not re.search(r"\b20[12]\d\b", raw["answer"])]
    # What is unknown, and what the assistant itself is, has no date.
    assert set(undated) <= {"rep:assistant", "rep:changement-habitants", "rep:contact"}


def test_a_term_names_one_referral_only() -> None:
    referrals = [record for record in map(read_record, _raw("renvois")) if isinstance(record, Referral)]
    terms = Counter(term for referral in referrals for term in referral.terms)
    assert len(referrals) >= 35
    assert [term for term, count in terms.items() if count > 1 or term != term.lower()] == []


def test_competences_name_a_place_that_exists_and_a_source() -> None:
    with (FOLDER / "communes.csv").open(encoding="utf-8", newline="") as lines:
        communes = list(csv.DictReader(lines))
    scopes = {"all", "department:42", "department:43"}
    scopes |= {f"commune:{row['insee']}" for row in communes} | {f"epci:{row['epci_siren']}" for row in communes}
    rows = yaml.safe_load((FOLDER / "competences.yml").read_text(encoding="utf-8"))
    assert {row["scope"] for row in rows} <= scopes
    assert {row["matter"] for row in rows} == PROCEDURES | {"road"}
    assert Counter((row["matter"], row["scope"]) for row in rows).most_common(1)[0][1] == 1
    assert all(row["source_name"] and row["source_url"] and len(row["checked_on"]) == 10 for row in rows)


def test_every_procedure_has_someone_who_decides_in_both_departements() -> None:
    rows = yaml.safe_load((FOLDER / "competences.yml").read_text(encoding="utf-8"))
    known = {(row["matter"], row["scope"]) for row in rows}
    for matter in PROCEDURES | {"road"}:
        for code in ("42", "43"):
            assert known & {(matter, f"department:{code}"), (matter, "all")}
