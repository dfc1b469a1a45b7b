"""Forms read back: nothing of a stored record is lost, and hostile input is refused, never a crash."""

from datetime import date, datetime
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pistes.clock import PARIS
from pistes.importers.passerelle_records import fields_of, read_record
from pistes.models import Record
from pistes.seed.content import RECORDS, read_file
from pistes.services.editing.filled import blank, data_of, fill, input_names
from pistes.services.editing.form import Field, forms
from pistes.services.editing.places import Places
from pistes.services.editing.readers import Wrong, read_text

TODAY = date(2026, 11, 25)
PLACES = Places(
    {"42095": "Firminy", "43012": "Aurec-sur-Loire", "42001": "Aboën"}, {"42": "Loire", "43": "Haute-Loire"}
)


@lru_cache(maxsize=1)
def seeded() -> list[Record]:
    return [read_record(raw) for path in sorted(RECORDS.glob("*.yml")) for raw in read_file(path)]


def complete(record: Record) -> Record:
    """An unsaved record with the defaults that the database would give."""
    empty = blank(record.kind, TODAY)
    for column in type(record).__mapper__.columns:
        if getattr(record, column.key) is None:
            setattr(record, column.key, getattr(empty, column.key))
    return record


def test_every_field_of_a_record_is_in_its_form() -> None:
    for kind, form in forms().items():
        names = {field.name for field in form.fields}
        assert set(fields_of(kind)) - names == {"published", "checked_by"}, kind


def test_opening_and_saving_a_record_of_the_project_changes_nothing() -> None:
    for record in seeded():
        complete(record)
        filled = fill(record.kind, data_of(record, PLACES), record, PLACES, TODAY)
        assert filled.changes(record) == {}, record.id


def test_every_record_of_the_project_may_be_published() -> None:
    for record in seeded():
        complete(record)
        assert fill(record.kind, data_of(record, PLACES), record, PLACES, TODAY).errors == {}, record.id


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("phone", "+33 4 71 09 91 10", "04 71 09 91 10"),
        ("date", "28/11/2026", date(2026, 11, 28)),
        ("float", "45,44", 45.44),
        ("commune", "firminy", "42095"),
        ("commune", "Aboën (42001)", "42001"),
        ("places", "Loire (42)\nAurec-sur-Loire", ["42", "43012"]),
        ("hours", "lundi 9h-12h", "Mo 09:00-12:00"),
        ("partial_date", "2019-10", "2019-10"),
        ("instant", "2026-07-01T10:00", datetime(2026, 7, 1, 10, tzinfo=PARIS).isoformat()),
        ("text", "  deux \u0007 mots\u200b ", "deux mots"),
    ],
)
def test_what_is_typed_becomes_a_value(kind: str, text: str, value: object) -> None:
    assert read_text(Field("x", "X", kind), text, PLACES) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone", "04 71"), ("date", "31/02/2026"), ("float", "nan"), ("int", "-1"), ("commune", "Paris"),
        ("places", "nulle part"), ("hours", "quand il fait beau"), ("partial_date", "2019-13"), ("url", "javascript:x"),
        ("url", "https://u:p@x.fr"), ("email", "a@b"), ("postcode", "4300"), ("instant", "demain"),
        ("text", "<b>gras</b>"), ("short_phone", "appelez-moi"), ("choice", "rien"), ("tri", "peut-être"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(kind: str, text: str) -> None:
    with pytest.raises(Wrong):
        read_text(Field("x", "X", kind, min=0), text, PLACES)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(forms())), st.data())
def test_hostile_forms_give_values_or_errors(kind: str, data: st.DataObject) -> None:
    names = sorted(input_names(forms()[kind], PLACES))
    texts = st.lists(st.text(max_size=60), max_size=3)
    sent = data.draw(st.dictionaries(st.sampled_from(names), texts, max_size=6))
    base = blank(kind, TODAY)
    filled = fill(kind, sent, base, PLACES, TODAY)
    assert set(filled.values) | set(filled.errors) == {field.name for field in forms()[kind].fields}


def test_the_end_before_the_beginning_is_told() -> None:
    sent = {"timings.begin": ["2026-12-05T12:00"], "timings.end": ["2026-12-05T09:00"]}
    errors = fill("event", sent, blank("event", TODAY), PLACES, TODAY).errors
    assert errors["timings"] == "Ligne 1\u00a0: la fin est avant le début."


def test_swapped_coordinates_are_remarked() -> None:
    sent = {"lat": ["4,39"], "lon": ["45,44"]}
    filled = fill("reception_point", sent, blank("reception_point", TODAY), PLACES, TODAY)
    assert "lat" in filled.errors or "inversées" in filled.remarks["lat"]


def test_an_amount_in_a_procedure_is_remarked() -> None:
    sent = {"summary": ["Une aide de 300 euros."]}
    remarks = fill("procedure", sent, blank("procedure", TODAY), PLACES, TODAY).remarks
    assert "Ni montant" in remarks["summary"]
