"""Opening hours: open now, next opening, holidays, closures, change of hour, hostile syntax."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pistes.clock import PARIS
from pistes.hours import describe_day, describe_state, describe_week, open_on, public_holidays, state_at, validate, week

OFFICE = "Mo-Th 09:00-12:00,14:00-17:00; Fr 09:00-12:00"


def at(day: str, hour: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=PARIS)


class TestStateAt:
    @pytest.mark.parametrize(
        ("day", "hour", "opened"),
        [
            ("2026-11-25", "10:00", True),
            ("2026-11-25", "12:00", False),
            ("2026-11-25", "13:59", False),
            ("2026-11-25", "14:00", True),
            ("2026-11-27", "15:00", False),
            ("2026-11-28", "10:00", False),
        ],
    )
    def test_says_whether_it_is_open(self, day: str, hour: str, opened: bool) -> None:
        state = state_at(OFFICE, at(day, hour))
        assert state is not None
        assert state.open_now is opened

    def test_says_when_it_closes(self) -> None:
        state = state_at(OFFICE, at("2026-11-25"))
        assert state is not None
        assert state.closes_at == at("2026-11-25", "12:00")

    def test_says_when_it_opens_again_after_the_week_end(self) -> None:
        state = state_at(OFFICE, at("2026-11-27", "13:00"))
        assert state is not None
        assert state.opens_at == at("2026-11-30", "09:00")

    def test_is_closed_on_a_public_holiday_that_the_hours_do_not_mention(self) -> None:
        state = state_at(OFFICE, at("2026-12-25"))
        assert state is not None
        assert state.holiday
        assert not state.open_now

    def test_follows_the_hours_that_mention_public_holidays(self) -> None:
        state = state_at(f"{OFFICE}; PH 10:00-11:00", at("2026-12-25", "10:30"))
        assert state is not None
        assert state.open_now

    def test_never_closes_when_open_all_the_time(self) -> None:
        state = state_at("24/7", at("2026-12-25", "03:00"))
        assert state is not None
        assert state.open_now
        assert state.closes_at is None

    def test_knows_an_exceptional_closure_and_the_opening_after_it(self) -> None:
        closures = [{"from": "2026-11-25", "to": "2026-11-26", "reason": "travaux"}]
        state = state_at(OFFICE, at("2026-11-25"), closures)
        assert state is not None
        assert state.closure is not None
        assert state.opens_at == at("2026-11-27", "09:00")

    def test_stays_closed_until_further_notice(self) -> None:
        state = state_at(OFFICE, at("2026-11-25"), [{"from": "2026-11-01", "to": None}])
        assert state is not None
        assert not state.open_now
        assert state.opens_at is None

    def test_follows_hours_past_midnight(self) -> None:
        state = state_at("Fr 22:00-02:00", at("2026-11-28", "01:00"))
        assert state is not None
        assert state.closes_at == at("2026-11-28", "02:00")

    def test_keeps_local_hours_when_clocks_go_back(self) -> None:
        state = state_at("Su 09:00-12:00", at("2026-10-25", "08:00"))
        assert state is not None
        assert state.opens_at is not None
        assert (state.opens_at.hour, state.opens_at.utcoffset()) == (9, at("2026-10-25", "09:00").utcoffset())

    def test_opens_at_the_new_hour_after_clocks_go_forward(self) -> None:
        state = state_at("Tu 09:00-12:00", at("2027-03-26", "10:00"))
        assert state is not None
        assert state.opens_at == datetime.fromisoformat("2027-03-30T09:00:00+02:00")

    def test_leaves_out_a_closure_whose_dates_do_not_exist(self) -> None:
        state = state_at(OFFICE, at("2026-11-25"), [{"from": "31/02/2026", "to": "x"}, {}])
        assert state is not None
        assert state.open_now


class TestUnreadableHours:
    @pytest.mark.parametrize(
        "osm", ["", " ", "lundi 9h-12h", "Mo 25:00-26:00", "Mo-Fr 9h", "x" * 2000, "Mo 09:00-12:00;;;"]
    )
    def test_give_none_and_never_raise(self, osm: str) -> None:
        assert state_at(osm, at("2026-11-25")) is None
        assert open_on(osm, date(2026, 11, 25)) is None
        assert week(osm, date(2026, 11, 25)) is None
        assert describe_state(osm, at("2026-11-25")) is None
        assert validate(osm)

    @given(st.text(max_size=60))
    def test_of_any_text_never_raise(self, osm: str) -> None:
        describe_state(osm, at("2026-11-25"))
        describe_week(osm, date(2026, 11, 25))

    def test_that_can_be_read_have_nothing_wrong(self) -> None:
        assert validate(OFFICE) is None


class TestOpenOn:
    def test_gives_the_ranges_of_the_day_in_order(self) -> None:
        ranges = open_on(OFFICE, date(2026, 11, 26))
        assert ranges is not None
        assert [(r.begin.time(), r.end.time()) for r in ranges] == [
            (time(9), time(12)),
            (time(14), time(17)),
        ]

    def test_gives_nothing_on_a_closed_day(self) -> None:
        assert open_on(OFFICE, date(2026, 11, 28)) == []


class TestWeek:
    def test_reads_an_ordinary_week_even_around_a_public_holiday(self) -> None:
        days = week(OFFICE, date(2026, 12, 25))
        assert days is not None
        assert days[4] == [(time(9), time(12))]


class TestWording:
    @pytest.mark.parametrize(
        ("osm", "moment", "words"),
        [
            (OFFICE, at("2026-11-25"), "Ouvert maintenant, ferme à 12\u00a0h."),
            (OFFICE, at("2026-11-25", "18:00"), "Fermé en ce moment, ouvre demain à 9\u00a0h."),
            (OFFICE, at("2026-11-25", "13:00"), "Fermé en ce moment, ouvre aujourd'hui à 14\u00a0h."),
            (OFFICE, at("2026-11-27", "13:00"), "Fermé en ce moment, ouvre lundi à 9\u00a0h."),
            (OFFICE, at("2026-12-25"), "Fermé aujourd'hui, jour férié (Noël), ouvre lundi à 9\u00a0h."),
            ("24/7", at("2026-11-25"), "Ouvert jour et nuit."),
            ("Jul 09:00-12:00", at("2026-11-25"), "Fermé en ce moment."),
        ],
    )
    def test_of_the_state(self, osm: str, moment: datetime, words: str) -> None:
        assert describe_state(osm, moment) == words

    def test_of_a_closure_gives_its_reason(self) -> None:
        closures = [{"from": "2026-11-25", "to": "2026-11-25", "reason": "formation"}]
        words = describe_state(OFFICE, at("2026-11-25"), closures)
        assert words == "Fermé exceptionnellement (formation), ouvre demain à 9\u00a0h."

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            ("2026-11-28", "Fermé le samedi"),
            ("2026-12-25", "Fermé le vendredi 25\u00a0décembre 2026 (jour férié, Noël)"),
            ("2026-11-27", "Vendredi 27\u00a0novembre 2026\u00a0: 9\u00a0h à 12\u00a0h"),
        ],
    )
    def test_of_a_day(self, day: str, words: str) -> None:
        assert describe_day(OFFICE, date.fromisoformat(day)) == words

    def test_of_a_week_groups_equal_days(self) -> None:
        assert describe_week(OFFICE, date(2026, 11, 25)) == (
            "Du lundi au jeudi\u00a0: 9\u00a0h à 12\u00a0h et 14\u00a0h à 17\u00a0h\u202f; "
            "vendredi\u00a0: 9\u00a0h à 12\u00a0h"
        )


class TestPublicHolidays:
    @pytest.mark.parametrize(
        ("year", "easter_monday"),
        [(2024, "2024-04-01"), (2026, "2026-04-06"), (2027, "2027-03-29"), (2038, "2038-04-26")],
    )
    def test_follow_easter(self, year: int, easter_monday: str) -> None:
        assert public_holidays(year)[date.fromisoformat(easter_monday)] == "lundi de Pâques"

    def test_are_eleven(self) -> None:
        assert len(public_holidays(2026)) == 11
