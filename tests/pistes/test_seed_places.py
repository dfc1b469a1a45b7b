"""The seed's places, events and examples: what is real is sourced and never more than sourced, the rest is marked."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import cos, hypot, radians
from typing import Any

import pytest
import yaml

from pistes.french import typeset
from pistes.hours import open_on
from pistes.importers.passerelle_records import read_record
from pistes.models import Activity, Event, ReceptionPoint
from pistes.seed.content import RECORDS, read_file
from pistes.seed.territory import FOLDER

REAL_FILES = ("france_services", "lieux", "evenements", "activites")
PREFIXES = {"reception_point": "pt:", "activity": "act:", "event": "evt:", "answer": "rep:"}
AUDIENCES = {"elderly", "disabled", "children", "caregiver", "family", "all"}
THEMES = {"culture", "sport", "numerique", "nature", "tourisme", "agriculture", "enfance", "colleges", "routes"} | {
    "action_sociale",
    "autonomie",
}
PROCEDURES = {
    *("apa", "pch", "mdph", "aah", "aeeh", "cmi", "aide_domicile", "teleassistance", "portage_repas", "ehpad"),
    *("accueil_familial", "rsa", "fsl", "assmat", "pmi", "transport_scolaire", "college"),
}
READ = ("title", "summary", "plain", "question", "answer", "place", "schedule", "price", "payer", "transport")
LONGEST_PLAIN_SENTENCE = 15
# Fiction numbers: 01 99 00 xx xx and 04 65 71 xx xx (numbering plan of the Arcep).
FICTION = re.compile(r"(?:01 99 00|04 65 71) \d\d \d\d")
PHONE = re.compile(r"\b0\d(?:[ .]?\d\d){4}\b")
AMOUNT = re.compile(r"€|\beuros?\b", re.IGNORECASE)
# A point is never farther than this from the centre of its commune (kilometres).
FARTHEST_KM = 6.0

with (FOLDER / "communes.csv").open(encoding="utf-8", newline="") as _lines:
    COMMUNES = {row["insee"]: row for row in csv.DictReader(_lines)}


def _raw(name: str) -> list[dict[str, Any]]:
    return list(read_file(RECORDS / f"{name}.yml"))


REAL = [raw for name in REAL_FILES for raw in _raw(name)]
EXAMPLES = _raw("exemples")
EVERY = [pytest.param(raw, id=raw["id"]) for raw in [*REAL, *EXAMPLES]]
PLACED = [pytest.param(raw, id=raw["id"]) for raw in [*REAL, *EXAMPLES] if "insee" in raw]


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def _words(sentence: str) -> int:
    return sum(any(letter.isalnum() for letter in word) for word in sentence.split())


def _texts(raw: dict[str, Any]) -> Iterator[str]:
    yield from (raw[field] for field in READ if isinstance(raw.get(field), str))
    yield from raw.get("other_questions", ())
    yield from (value for value in raw.get("registration", {}).values() if isinstance(value, str))


def _numbers(raw: dict[str, Any]) -> set[str]:
    shown = {number for text in _texts(raw) for number in PHONE.findall(text)}
    return shown | {phone["number"] for phone in raw.get("phones", ())}


@pytest.mark.parametrize("raw", EVERY)
def test_a_record_is_read_with_its_source_and_date(raw: dict[str, Any]) -> None:
    record = read_record(raw)
    assert record.id.startswith(PREFIXES[record.kind])
    assert record.source_name
    assert record.checked_on <= date(2026, 11, 22)
    assert set(raw["departments"]) <= {"42", "43"}
    assert raw["departments"]
    assert set(raw.get("themes", ())) <= THEMES


@pytest.mark.parametrize("raw", EVERY)
def test_a_record_has_a_simple_twin_of_short_sentences(raw: dict[str, Any]) -> None:
    assert [part for part in _sentences(raw["plain"]) if _words(part) > LONGEST_PLAIN_SENTENCE] == []
    assert raw["plain"] != raw["summary"]
    assert 1 <= len(_sentences(raw["summary"])) <= 3


@pytest.mark.parametrize("raw", EVERY)
def test_what_a_resident_reads_is_in_french_typography_without_amounts(raw: dict[str, Any]) -> None:
    assert [text for text in _texts(raw) if typeset(text) != text or "’" in text or AMOUNT.search(text)] == []


@pytest.mark.parametrize("raw", PLACED)
def test_a_place_is_in_a_commune_that_exists_with_its_own_postcode(raw: dict[str, Any]) -> None:
    commune = COMMUNES[raw["insee"]]
    assert raw.get("postcode") in {None, *commune["codes_postaux"].split("|")}
    assert commune["departement"] in raw["departments"]
    assert set(raw.get("receives_from", ())) <= set(COMMUNES) | {"42", "43"}


@pytest.mark.parametrize("raw", [param for param in PLACED if param.values[0].get("lat")])
def test_coordinates_are_those_of_the_commune(raw: dict[str, Any]) -> None:
    commune = COMMUNES[raw["insee"]]
    north = (raw["lat"] - float(commune["lat"])) * 111.2
    east = (raw["lon"] - float(commune["lon"])) * 111.2 * cos(radians(raw["lat"]))
    assert hypot(north, east) < FARTHEST_KM


@pytest.mark.parametrize("raw", [param for param in PLACED if param.values[0]["kind"] == "reception_point"])
def test_audiences_and_services_of_a_point_are_known_keys(raw: dict[str, Any]) -> None:
    assert raw["audiences"]
    assert set(raw["audiences"]) <= AUDIENCES
    assert set(raw.get("services", ())) <= PROCEDURES
    assert raw.get("appointment") in (None, "none", "possible", "required")


def test_the_forty_four_france_services_are_all_there() -> None:
    points = _raw("france_services")
    assert Counter(raw["departments"][0] for raw in points) == {"42": 24, "43": 20}
    assert {raw["source"]["checked_on"] for raw in points} == {"2022-12-01"}
    assert {raw["source"]["licence"] for raw in points} == {"Licence Ouverte 2.0"}
    assert all(raw["networks"] == ["france-services"] and raw["audiences"] == ["all"] for raw in points)


def test_a_france_services_says_to_call_or_write_first() -> None:
    told = re.compile(r"avant de venir")
    assert [raw["id"] for raw in _raw("france_services") if not told.search(raw["summary"])] == []


def test_no_opening_hours_of_real_places_are_published() -> None:
    published = ("opening_hours", "hours_text")
    assert [raw["id"] for raw in REAL for field in published if raw.get(field)] == []


def test_hours_that_are_kept_for_the_staff_say_not_to_publish_them() -> None:
    kept = [raw for raw in _raw("france_services") if "Horaires d'alors" in raw["internal_note"]]
    assert len(kept) == 40
    assert all("à ne pas publier" in raw["internal_note"] for raw in kept)


@pytest.mark.parametrize(
    ("slug", "field"),
    [
        ("beauzac", "phones"),
        ("tence", "phones"),
        ("langeac", "phones"),
        ("le-monastier-sur-gazeille", "phones"),
        ("bourg-argental-antenne", "phones"),
        ("bourg-argental-antenne", "address"),
        ("bourg-argental-antenne", "lat"),
        ("pouilly-sous-charlieu", "email"),
    ],
)
def test_a_wrong_or_doubtful_field_of_the_list_is_left_out_and_explained(slug: str, field: str) -> None:
    raw = next(raw for raw in _raw("france_services") if raw["id"] == f"pt:fs-{slug}")
    assert field not in raw
    assert re.search(r"écarté", raw["internal_note"])


def test_a_telephone_number_serves_one_town_only() -> None:
    towns: dict[str, set[str]] = {}
    for raw in _raw("france_services"):
        for number in _numbers(raw):
            towns.setdefault(number, set()).add(raw["insee"])
    assert {number: found for number, found in towns.items() if len(found) > 1} == {}


def test_real_telephone_numbers_are_french_and_local_or_given_by_the_list_for_the_service() -> None:
    numbers = {number for raw in REAL for number in _numbers(raw)}
    assert all(re.fullmatch(r"0\d(?: \d\d){4}", number) for number in numbers)
    assert not [number for number in numbers if FICTION.fullmatch(number)]
    outside = {number for number in numbers if not number.startswith("04")}
    listed = {number for raw in _raw("france_services") for number in _numbers(raw)}
    assert outside <= listed


def test_emails_can_be_written_to() -> None:
    emails = [raw["email"] for raw in REAL if raw.get("email")]
    assert [email for email in emails if not re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", email)] == []


@pytest.mark.parametrize("department", ["42", "43"])
@pytest.mark.parametrize("network", ["departement", "mdph", "france-services"])
def test_each_departement_has_a_contact_of_every_network(department: str, network: str) -> None:
    found = [raw for raw in REAL if network in raw.get("networks", ()) and raw["insee"].startswith(department)]
    assert found


def test_no_real_point_is_said_to_be_joint() -> None:
    assert [raw["id"] for raw in REAL if raw.get("joint")] == []


def test_no_place_where_children_in_care_live_is_a_place_of_the_seed() -> None:
    about = [raw for raw in REAL if re.search(r"foyer.*enfance", f"{raw['title']} {raw['summary']}", re.IGNORECASE)]
    assert [raw["id"] for raw in about] == ["rep:foyer-enfance-loire-activites"]
    assert all(raw["kind"] == "answer" and not raw.get("address") for raw in about)


def test_documented_events_are_over_and_their_hour_is_not_known() -> None:
    events = [read_record(raw) for raw in _raw("evenements") if raw["kind"] == "event"]
    assert len(events) == 14
    for event in events:
        assert isinstance(event, Event)
        assert event.status == "finished"
        assert event.precision == "day"
        assert event.ends_on is not None
        assert event.ends_on < date(2026, 11, 22)
        assert all("T00:00:00" in timing["begin"] for timing in event.timings)


def test_the_next_swimrun_is_said_to_be_unknown() -> None:
    answer = next(raw for raw in _raw("evenements") if raw["id"] == "rep:swimrun-prochaine-edition")
    assert "n'est pas connue" in answer["answer"]


def test_what_is_real_and_what_is_invented_are_never_in_one_file() -> None:
    assert not any(raw["example"] for raw in REAL)
    assert all(raw["example"] for raw in EXAMPLES)


def test_examples_say_so_in_their_id_and_source() -> None:
    source = {"name": "Exemple Passerelle (donnée inventée)", "url": None, "checked_on": "2026-11-22"}
    assert all(raw["id"].split(":")[1].startswith("ex-") for raw in EXAMPLES)
    assert all(raw["source"] == source for raw in EXAMPLES)


def test_telephone_numbers_of_examples_are_those_of_fiction() -> None:
    numbers = [number for raw in EXAMPLES for number in _numbers(raw)]
    assert numbers
    assert [number for number in numbers if not FICTION.fullmatch(number)] == []


def test_examples_cover_both_departements_every_theme_and_every_age() -> None:
    activities = [record for record in map(read_record, EXAMPLES) if isinstance(record, Activity)]
    events = [record for record in map(read_record, EXAMPLES) if isinstance(record, Event)]
    assert len(activities) + len(events) == 45
    assert {activity.insee[:2] for activity in activities} == {"42", "43"}
    assert {theme for activity in activities for theme in activity.themes} == {
        "culture",
        "sport",
        "numerique",
        "nature",
    }
    ages = {age for one in activities for age in range(one.age_min or 0, (one.age_max or 0) + 1)}
    assert ages == set(range(3, 18))
    assert {frozenset(activity.open_to) for activity in activities} == {
        frozenset(codes) for codes in (("42",), ("43",), ("42", "43"))
    }


def test_an_example_activity_tells_who_signs_who_pays_and_how_to_go() -> None:
    for activity in map(read_record, EXAMPLES):
        if isinstance(activity, Activity):
            registration = activity.registration
            assert registration["state"] in ("open", "closed", "full", "not_yet_open")
            assert registration["how"]
            assert registration["contact"]
            assert re.search(r"assistant familial|référent ASE", registration["authorisation"])
            assert activity.payer
            assert activity.transport
            assert activity.timings


def test_example_events_are_between_november_2026_and_october_2027() -> None:
    for event in map(read_record, EXAMPLES):
        if isinstance(event, Event):
            assert event.begins_on is not None
            assert event.ends_on is not None
            assert date(2026, 11, 25) <= event.begins_on <= event.ends_on <= date(2027, 10, 31)


def test_there_is_a_digital_activity_for_a_child_of_nine_in_yssingeaux() -> None:
    fitting = [
        raw
        for raw in EXAMPLES
        if raw["kind"] == "activity" and raw["insee"] == "43268" and "numerique" in raw["themes"]
    ]
    assert any(raw["age_min"] <= 9 <= raw["age_max"] for raw in fitting)


def test_the_three_example_points_are_joint_and_open_when_they_say() -> None:
    points = [record for record in map(read_record, EXAMPLES) if isinstance(record, ReceptionPoint)]
    assert len(points) == 3
    for point in points:
        assert point.joint
        assert {code[:2] for code in point.receives_from} == {"42", "43"}
        assert point.opening_hours
        assert open_on(point.opening_hours, date(2026, 12, 2), point.closures)
        assert open_on(point.opening_hours, date(2026, 12, 25), point.closures) == []


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _sites() -> list[dict[str, Any]]:
    sites: list[dict[str, Any]] = yaml.safe_load((FOLDER / "sites.yml").read_text(encoding="utf-8"))
    return sites


def test_each_site_says_that_it_is_a_machine_in_both_wordings() -> None:
    assert [site["id"] for site in _sites()] == ["42", "43", "demo"]
    for site in _sites():
        for field in ("greeting", "greeting_plain"):
            assert "machine" in site[field]
            assert len(site[field]) <= 1000
            assert typeset(site[field]) == site[field]
        assert [part for part in _sentences(site["greeting_plain"]) if _words(part) > LONGEST_PLAIN_SENTENCE] == []


def test_text_on_the_accent_of_a_site_can_be_read() -> None:
    for site in _sites():
        one, other = sorted(_luminance(site["theme"][name]) for name in ("accent", "on_accent"))
        assert (other + 0.05) / (one + 0.05) >= 4.5, site["id"]
