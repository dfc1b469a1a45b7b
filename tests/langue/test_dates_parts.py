"""The parts under `find_date_span`: rewriting, calendar, holidays, the parser from outside, hostile text."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langue.dates import SCHOOL_HOLIDAYS, DateSpan, ParsedInterval, find_date_span
from langue.dates.calendar import add_months, month_span, next_day_of_year, next_weekday, season_span, week_of
from langue.dates.candidate import words_of
from langue.dates.guards import mask
from langue.dates.holidays import easter, long_weekend, named_day, next_school_holiday
from langue.dates.rewrite import rewrite
from langue.dates.spelling import WORDS

NOW = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Europe/Paris"))
ANY_DAY = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def days(span: DateSpan | None) -> tuple[date, date] | None:
    return (span.date_from, span.date_to) if span else None


class FakeParser:
    """Answers one interval on the whole text, and remembers what it was asked."""

    def __init__(self, begin: datetime | None, finish: datetime | None, latent: bool = False) -> None:
        self.begin, self.finish, self.latent = begin, finish, latent
        self.asked: list[str] = []

    def parse(self, text: str, now: datetime) -> Sequence[ParsedInterval]:
        self.asked.append(text)
        return [ParsedInterval(0, len(text), self.begin, self.finish, "day", self.latent)]


class TestRewrite:
    @pytest.mark.parametrize(
        ("written", "usual"),
        [
            ("2main aprem", "demain apresmidi"),
            ("ce W.E. à Feurs", "ce weekend a feurs"),
            ("Aujourd’hui", "aujourdhui"),
            ("vingt-cinq décembre", "25 decembre"),
            ("12dec.", "12 decembre"),
            ("sam. 5 et dim. 6", "samedi 5 et dimanche 6"),
            ("12/12/2026 ou 3-5", "12/12/2026 ou 3-5"),
            ("avec Sam, à la mer", "avec sam , a la mer"),
            ("fin. Et après ?", "fin . et apres ?"),
        ],
    )
    def test_date_words_take_their_usual_form(self, written: str, usual: str) -> None:
        assert rewrite(written).text == usual

    def test_each_word_keeps_its_place_in_the_original(self) -> None:
        text = "Oh ! Vingt-cinq déc. 2026"
        rewritten = rewrite(text)

        start, end = rewritten.origin(rewritten.text.index("25"), rewritten.text.index(" 2026"))

        assert text[start:end] == "Vingt-cinq déc"

    @pytest.mark.parametrize("word", ["mari", "jedi", "mais", "marche", "javier", "semene", "juins"])
    def test_other_words_are_not_taken_for_slips(self, word: str) -> None:
        assert word not in WORDS


class TestMask:
    @given(st.text(alphabet="abdeiklmnorstuz 0123456789/.-,", max_size=120))
    def test_the_length_is_kept(self, text: str) -> None:
        rewritten = rewrite(text).text

        assert len(mask(rewritten, words_of(rewritten))) == len(rewritten)


class TestCalendar:
    @given(ANY_DAY, st.integers(0, 6))
    def test_the_next_weekday_is_within_seven_days(self, day: date, weekday: int) -> None:
        found = next_weekday(day, weekday)

        assert found.weekday() == weekday
        assert timedelta(0) <= found - day < timedelta(7)

    @given(ANY_DAY)
    def test_a_week_holds_its_day(self, day: date) -> None:
        monday, sunday = week_of(day)

        assert monday.weekday() == 0
        assert monday <= day <= sunday

    @given(ANY_DAY, st.integers(-30, 30))
    def test_months_added_keep_the_day_or_stop_at_the_end(self, day: date, months: int) -> None:
        found = add_months(day, months)

        assert found.day == day.day or found == month_span(found.year, found.month)[1]

    def test_29_february_waits_for_a_leap_year(self) -> None:
        assert next_day_of_year(date(2096, 3, 1), 29, 2) == date(2104, 2, 29)

    def test_winter_goes_over_the_new_year(self) -> None:
        assert season_span("hiver", 2026) == (date(2026, 12, 21), date(2027, 3, 19))


class TestHolidays:
    @pytest.mark.parametrize(
        "day", [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)]
    )
    def test_easter_is_the_known_sunday(self, day: date) -> None:
        assert easter(day.year) == day

    def test_mothers_day_leaves_pentecost_alone(self) -> None:
        # In 2023 the last Sunday of May was Pentecost.
        assert named_day("fete des meres", 2023) == (date(2023, 6, 4), date(2023, 6, 4))

    def test_a_holiday_on_thursday_makes_a_bridge(self) -> None:
        assert long_weekend(date(2027, 5, 6)) == (date(2027, 5, 6), date(2027, 5, 9))

    def test_a_holiday_on_monday_stretches_its_weekend(self) -> None:
        assert long_weekend(date(2027, 3, 29)) == (date(2027, 3, 27), date(2027, 3, 29))

    def test_the_school_table_is_in_order_and_begins_on_saturdays(self) -> None:
        starts = [holiday.date_from for holiday in SCHOOL_HOLIDAYS]

        assert starts == sorted(starts)
        assert {start.weekday() for start in starts} == {5}

    def test_no_two_school_holidays_overlap(self) -> None:
        pairs = pairwise(SCHOOL_HOLIDAYS)

        assert all(first.date_to < second.date_from for first, second in pairs)

    def test_beyond_the_school_table_there_is_nothing(self) -> None:
        assert next_school_holiday(date(2028, 6, 1), None) is None


class TestParserFromOutside:
    def test_it_is_asked_for_what_the_rules_do_not_know(self) -> None:
        parser = FakeParser(datetime(2026, 12, 1), datetime(2026, 12, 3))

        span = find_date_span("la veille du marché", NOW, parser)

        assert days(span) == (date(2026, 12, 1), date(2026, 12, 2))

    def test_it_is_not_asked_when_the_rules_know(self) -> None:
        parser = FakeParser(datetime(2030, 1, 1), None)

        find_date_span("demain", NOW, parser)

        assert parser.asked == []

    @pytest.mark.parametrize("text", ["le samedi", "bus 12", "à 14h", "bonjour", "en ce moment", "il a été là"])
    def test_it_is_not_asked_about_what_is_no_date(self, text: str) -> None:
        parser = FakeParser(datetime(2026, 12, 1), datetime(2026, 12, 2))

        assert find_date_span(text, NOW, parser) is None

    def test_a_latent_answer_is_left(self) -> None:
        parser = FakeParser(datetime(2026, 12, 1), datetime(2026, 12, 2), latent=True)

        assert find_date_span("la veille du marché", NOW, parser) is None

    def test_an_open_answer_is_marked(self) -> None:
        span = find_date_span("trois jours plus tard", NOW, FakeParser(datetime(2026, 12, 1), None))

        assert span is not None
        assert span.open_end


class TestPreviousDates:
    THIS_SATURDAY = (date(2026, 11, 28), date(2026, 11, 28))
    NEXT_SATURDAY = (date(2026, 12, 5), date(2026, 12, 5))

    @pytest.mark.parametrize("previous", [THIS_SATURDAY, NEXT_SATURDAY], ids=["once", "said twice"])
    def test_next_saturday_after_this_saturday_is_a_week_later(self, previous: tuple[date, date]) -> None:
        span = find_date_span("pareil pour samedi prochain", NOW, previous=previous)

        assert days(span) == self.NEXT_SATURDAY

    def test_the_next_weekend_after_this_one_is_a_week_later(self) -> None:
        previous = (date(2026, 11, 28), date(2026, 11, 29))

        span = find_date_span("et le week-end prochain ?", NOW, previous=previous)

        assert days(span) == (date(2026, 12, 5), date(2026, 12, 6))

    def test_a_plain_saturday_is_not_moved(self) -> None:
        span = find_date_span("samedi", NOW, previous=self.THIS_SATURDAY)

        assert days(span) == self.THIS_SATURDAY


class TestHostileText:
    @given(st.text(max_size=200))
    def test_any_text_is_read_without_failing(self, text: str) -> None:
        span = find_date_span(text, NOW)

        assert span is None or text[span.start : span.end] == span.matched

    @given(
        st.lists(
            st.sampled_from(
                [
                    "le",
                    "du",
                    "au",
                    "3",
                    "12",
                    "31",
                    "99",
                    "2026",
                    "samedi",
                    "lundi",
                    "décembre",
                    "février",
                    "/",
                    "-",
                    ".",
                    ",",
                    "?",
                    "prochain",
                    "dernier",
                    "semaine",
                    "we",
                    "pas",
                    "avant",
                    "d'ici",
                    "jusqu'à",
                    "après",
                    "à",
                    "partir",
                    "et",
                    "ou",
                    "entre",
                    "vacances",
                    "Noël",
                    "29",
                    "fin",
                    "mi",
                    "début",
                    "dans",
                    "999",
                    "ans",
                    "jours",
                ]
            ),
            max_size=14,
        ),
        st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)),
    )
    def test_any_pile_of_date_words_gives_an_ordered_span_or_none(self, words: list[str], clock: datetime) -> None:
        span = find_date_span(" ".join(words), clock.replace(tzinfo=ZoneInfo("Europe/Paris")))

        assert span is None or span.date_from <= span.date_to

    def test_the_end_of_the_calendar_is_no_failure(self) -> None:
        assert find_date_span("dans 999 ans", datetime(9500, 1, 1, tzinfo=ZoneInfo("UTC"))) is None
