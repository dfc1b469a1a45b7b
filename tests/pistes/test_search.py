"""The search as chat, staff and pages use it, on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from langue.normalise import fold
from pistes.clock import PARIS
from pistes.database import Database
from pistes.models import Record, SearchDocument
from pistes.search import Query, Results, SearchEngine, index_is_current, index_records

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)
TOWNS = {
    "firminy": ("42095", "Firminy"),
    "saint etienne": ("42218", "Saint-Étienne"),
    "monistrol": ("43137", "Monistrol-sur-Loire"),
    "marlhes": ("42139", "Marlhes"),
    "tence": ("43244", "Tence"),
    "roanne": ("42187", "Roanne"),
}


@dataclass(frozen=True)
class Town:
    insee: str
    name: str


@dataclass
class Places:
    commune: Town | None = None
    candidates: Sequence[Town] = ()
    department: str | None = None
    area: Any = None
    spans: list[tuple[int, int, str]] = field(default_factory=list)


def find_towns(text: str, gazetteer: Any) -> Places:
    """A gazetteer of six towns, exact names only."""
    found = Places()
    folded = fold(text).replace("-", " ")
    for name, (insee, official) in TOWNS.items():
        if (start := folded.find(name)) >= 0:
            found.commune = Town(insee, official)
            found.spans.append((start, start + len(name), "commune"))
    return found


def event_on(make: Any, slug: str, day: str, **fields: Any) -> Record:
    record: Record = make(
        "event", slug, timings=[{"begin": f"{day}T10:00:00+01:00", "end": f"{day}T12:00:00+01:00"}], **fields
    )
    return record


def library(make: Any) -> list[Record]:
    """A few records of every kind."""
    point, activity = "reception_point", "activity"
    return [
        make(
            point,
            "pt:firminy",
            title="Accueil autonomie",
            services=["apa", "mdph"],
            receives_from=["42", "43"],
            joint=True,
        ),
        make(point, "pt:monistrol", title="Espace seniors", insee="43137", services=["apa"], audiences=["elderly"]),
        make(
            point,
            "pt:mdph",
            title="Maison départementale des personnes handicapées",
            insee="42218",
            services=["pch", "mdph"],
            audiences=["disabled"],
        ),
        make(point, "pt:closed", title="Ancien accueil autonomie", services=["apa"], valid_until="2025-01-01"),
        make(activity, "act:judo", title="Judo du mercredi", themes=["sport"], age_min=6, age_max=10),
        make(
            activity, "act:robots", title="Club des robots", insee="43137", themes=["numerique"], age_min=9, age_max=12
        ),
        event_on(make, "evt:concert", "2026-11-28", title="Chœurs d'hiver", keywords=["concert"], themes=["culture"]),
        event_on(
            make, "evt:market", "2026-12-12", title="Marché des lumières", insee="43244", themes=["tourisme"], free=True
        ),
        event_on(make, "evt:swimrun-2022", "2022-09-10", title="Swimrun des gorges", status="finished"),
        event_on(make, "evt:foire-2025", "2025-10-28", title="Foire aux chevaux"),
        event_on(make, "evt:swimrun-2027", "2027-06-20", title="Swimrun des gorges 2027"),
        make("procedure", "proc:apa", title="Allocation personnalisée d'autonomie (APA)"),
        make("procedure", "proc:fsl", key="fsl", title="Fonds de solidarité pour le logement (FSL)"),
        make("piste", "piste:routes", title="Routes : agir ensemble", themes=["routes"], keywords=["déneigement"]),
        make("piste", "piste:sport", title="Sports au bord du fleuve", themes=["sport"]),
        make("answer", "rep:signature", title="La signature", question="Quand la convention a-t-elle été signée ?"),
        make("help_line", "aide:a", title="Allô essai", number="01 99 00 10 10", keywords=["violences"]),
    ]


def fill(database: Database, make: Any) -> Database:
    with database.write() as session:
        session.add_all(library(make))
        index_records(session)
    return database


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def filled(request: pytest.FixtureRequest, new_database: Any, make_record: Any) -> Database:
    """Shared by the tests that only read."""
    return fill(new_database(request.param), make_record)


@pytest.fixture
def changing(database: Database, make_record: Any) -> Database:
    """A test's own, to be changed."""
    return fill(database, make_record)


def find(database: Database, text: str = "", **criteria: Any) -> Results:
    engine = SearchEngine(object(), finder=find_towns)
    with database.read() as session:
        return engine.search(session, Query(text=text, now=NOW, **criteria))


def ids(results: Results) -> list[str]:
    return [hit.record_id for hit in results.hits]


class TestStaffQueries:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("apa firminy", "pt:firminy"),
            ("APA Firminy tel", "pt:firminy"),
            ("dossier apa", "proc:apa"),
            ("allocation autonomie", "proc:apa"),
            ("impayé de loyer", "proc:fsl"),
            ("seniors monistrol", "pt:monistrol"),
            ("mdph saint-etienne parking", "pt:mdph"),
            ("robotique monistrol", "act:robots"),
            ("judo gosses firminy", "act:judo"),
            ("concert", "evt:concert"),
            ("marche tence", "evt:market"),
            ("piste déneigement", "piste:routes"),
            ("signature convention", "rep:signature"),
            ("violences", "aide:a"),
        ],
    )
    def test_find_their_record_first(self, filled: Database, text: str, expected: str) -> None:
        assert ids(find(filled, text))[:1] == [expected]

    def test_find_the_nearest_point_where_the_commune_has_none(self, filled: Database) -> None:
        results = find(filled, "apa marlhes")
        assert results.hits[0].record_id == "pt:firminy"
        assert results.hits[0].distance_km == pytest.approx(12.7, abs=0.2)
        assert not results.exact_place

    def test_are_corrected_and_told_so(self, filled: Database) -> None:
        results = find(filled, "swinrun")
        assert (ids(results)[0], results.corrected) == ("evt:swimrun-2027", "swimrun")

    def test_are_not_corrected_when_known(self, filled: Database) -> None:
        assert find(filled, "judo").corrected is None

    def test_of_nothing_known_find_nothing(self, filled: Database) -> None:
        assert find(filled, "xylophone zzz").hits == []

    def test_count_everything_and_show_the_limit(self, filled: Database) -> None:
        results = find(filled, "autonomie", limit=1)
        assert len(results.hits) == 1
        assert results.total > 1

    def test_leave_out_a_point_past_its_validity_when_another_fits(self, filled: Database) -> None:
        assert ids(find(filled, "accueil autonomie firminy"))[0] == "pt:firminy"


class TestCriteria:
    def test_rank_by_distance_from_the_commune(self, filled: Database) -> None:
        results = find(filled, kinds=("reception_point",), insee="42095", audience="elderly")
        assert ids(results)[:2] == ["pt:firminy", "pt:monistrol"]
        assert results.exact_place
        assert "same_commune" in results.hits[0].why

    def test_put_joint_points_first_when_asked(self, filled: Database) -> None:
        assert ids(find(filled, kinds=("reception_point",), insee="43137", joint=True))[0] == "pt:firminy"

    def test_put_the_procedure_s_own_record_first(self, filled: Database) -> None:
        assert ids(find(filled, "on ne paie plus rien", kinds=("procedure",), service="fsl"))[0] == "proc:fsl"

    def test_keep_only_pistes_of_the_theme(self, filled: Database) -> None:
        assert ids(find(filled, kinds=("piste",), themes=("routes",))) == ["piste:routes"]

    def test_leave_out_activities_for_another_age(self, filled: Database) -> None:
        assert ids(find(filled, kinds=("activity",), age=11)) == ["act:robots"]

    def test_keep_events_of_the_days_asked_about(self, filled: Database) -> None:
        assert ids(find(filled, kinds=("event",), date_from="2026-11-28", date_to="2026-11-29")) == ["evt:concert"]

    def test_take_dates_as_dates_too(self, filled: Database) -> None:
        assert ids(find(filled, kinds=("event",), date_from=date(2026, 12, 12))) == ["evt:market"]

    def test_prefer_what_is_free_when_asked(self, filled: Database) -> None:
        assert ids(find(filled, kinds=("event",), free=True))[0] == "evt:market"

    def test_prefer_points_open_at_the_moment_asked_about(self, changing: Database, make_record: Any) -> None:
        open_then = {"title": "Permanence", "insee": "42187", "opening_hours": "Sa 09:00-12:00"}
        with changing.write() as session:
            session.add(
                make_record("reception_point", "pt:a-weekdays", **{**open_then, "opening_hours": "Mo 09:00-12:00"})
            )
            session.add(make_record("reception_point", "pt:b-saturday", **open_then))
            index_records(session, ["pt:a-weekdays", "pt:b-saturday"])
        saturday = datetime(2026, 11, 28, 10, 0, tzinfo=PARIS)
        found = find(changing, kinds=("reception_point",), insee="42187", open_at=saturday)
        assert ids(found)[:2] == ["pt:b-saturday", "pt:a-weekdays"]

    def test_leave_examples_out_where_they_are_not_shown(self, filled: Database) -> None:
        assert find(filled, "judo", include_examples=False).hits == []

    def test_alone_find_something_without_any_text(self, filled: Database) -> None:
        assert ids(find(filled, kinds=("piste",))) == ["piste:routes", "piste:sport"]


class TestEventsInTime:
    def test_past_ones_are_left_out_when_one_is_to_come(self, filled: Database) -> None:
        found = ids(find(filled, "le swimrun", kinds=("event",)))
        assert found[0] == "evt:swimrun-2027"
        assert "evt:swimrun-2022" not in found

    def test_a_past_one_is_shown_when_it_is_named_and_none_is_to_come(self, filled: Database) -> None:
        results = find(filled, "la foire aux chevaux", kinds=("event",))
        assert ids(results)[0] == "evt:foire-2025"
        assert results.matched_text

    def test_past_ones_are_not_shown_to_who_names_none(self, filled: Database) -> None:
        assert not {"evt:swimrun-2022", "evt:foire-2025"} & set(ids(find(filled, kinds=("event",), limit=9)))

    def test_far_ones_are_shown_only_when_nothing_is_near(self, filled: Database) -> None:
        assert "evt:market" not in ids(find(filled, kinds=("event",), insee="42095"))
        assert "evt:market" in ids(find(filled, kinds=("event",), insee="42095", date_from="2026-12-12"))


class TestWholeQuestions:
    def test_a_title_word_decides_over_distance(self, filled: Database) -> None:
        text = "Bonjour, ma fille de 10 ans voudrait essayer le club de robots, on habite Roanne, merci d'avance"
        results = find(filled, text, kinds=("activity",), insee="42187", age=10)
        assert ids(results)[0] == "act:robots"
        assert results.matched_text

    def test_that_name_no_record_say_so(self, filled: Database) -> None:
        assert not find(filled, "où puis-je aller ?", kinds=("reception_point",), insee="42095").matched_text


class TestHostileText:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "   ",
            "???",
            '"',
            "NOT AND OR",
            "a* NEAR(b)",
            "'; DROP TABLE record; --",
            "🙂",
            "\x00",
            "judo & | !",
            "a" * 5000,
        ],
    )
    def test_never_breaks_the_search(self, filled: Database, text: str) -> None:
        find(filled, text)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
    @given(text=st.text(max_size=80))
    def test_of_any_kind_never_breaks_the_search(self, filled: Database, text: str) -> None:
        find(filled, text)


class TestIndex:
    def test_follows_a_changed_record_at_once(self, changing: Database, make_record: Any) -> None:
        engine = SearchEngine(object(), finder=find_towns)
        with changing.read() as session:
            engine.refresh(session)
        with changing.write() as session:
            judo = session.get_one(Record, "act:judo")
            judo.title, judo.summary = "Lutte du jeudi", "Une heure de lutte."
            index_records(session, ["act:judo"])
        with changing.read() as session:
            engine.refresh(session)
            assert ids(engine.search(session, Query("lutte", now=NOW)))[0] == "act:judo"

    def test_forgets_an_unpublished_record(self, changing: Database) -> None:
        with changing.write() as session:
            session.get_one(Record, "act:judo").published = False
            index_records(session, ["act:judo"])
        assert "act:judo" not in ids(find(changing, "judo"))

    def test_forgets_a_deleted_record_by_itself(self, changing: Database) -> None:
        with changing.write() as session:
            session.delete(session.get_one(Record, "act:judo"))
        assert "act:judo" not in ids(find(changing, "judo"))

    def test_knows_whether_it_was_made_with_this_vocabulary(self, database: Database) -> None:
        with database.write() as session:
            assert not index_is_current(session)
            index_records(session)
            assert index_is_current(session)

    def test_is_not_written_twice(self, changing: Database) -> None:
        with changing.write() as session:
            index_records(session)
            assert session.query(SearchDocument).count() == 17

    def test_leaves_the_transaction_to_its_caller(self, changing: Database, make_record: Any) -> None:
        with Session(changing.engine) as session:
            session.add(make_record("piste", "piste:new", title="Nouveauté"))
            index_records(session, ["piste:new"])
            session.rollback()
        assert find(changing, "nouveauté").hits == []
