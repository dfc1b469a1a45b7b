"""French as printed: dates, hours, spaces."""

from datetime import date, time

import pytest

from pistes.french import date_span, distance, enumerate_words, hour, long_date, typeset


class TestTypeset:
    @pytest.mark.parametrize(
        ("given", "printed"),
        [
            ("Bonjour !", "Bonjour\u202f!"),
            ("Bonjour!", "Bonjour\u202f!"),
            ("Quoi ?!", "Quoi\u202f?!"),
            ("oui ; non", "oui\u202f; non"),
            ("Accueil : 9 h", "Accueil\u00a0: 9 h"),
            ("« entente »", "«\u00a0entente\u00a0»"),
            ("«entente»", "«\u00a0entente\u00a0»"),
            ("https://example.org/a?b=1", "https://example.org/a?b=1"),
            ("à 10:30", "à 10:30"),
        ],
    )
    def test_puts_no_break_spaces(self, given: str, printed: str) -> None:
        assert typeset(given) == printed

    def test_changes_nothing_the_second_time(self) -> None:
        once = typeset("« Ouvert ? » : oui ; non !")
        assert typeset(once) == once


class TestDates:
    def test_are_long_and_have_a_weekday(self) -> None:
        assert long_date(date(2026, 11, 28)) == "samedi 28\u00a0novembre 2026"

    def test_say_first_for_the_first_of_a_month(self) -> None:
        assert long_date(date(2026, 10, 1), weekday=False) == "1er\u00a0octobre 2026"

    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            (date(2026, 12, 5), date(2026, 12, 5), "le samedi 5\u00a0décembre 2026"),
            (date(2026, 12, 1), date(2026, 12, 3), "du 1er au 3\u00a0décembre 2026"),
            (date(2026, 11, 30), date(2026, 12, 2), "du 30\u00a0novembre au 2\u00a0décembre 2026"),
            (date(2026, 12, 30), date(2027, 1, 2), "du 30\u00a0décembre 2026 au 2\u00a0janvier 2027"),
        ],
    )
    def test_span_days(self, first: date, last: date, words: str) -> None:
        assert date_span(first, last) == words


class TestHour:
    @pytest.mark.parametrize(
        ("moment", "words"),
        [
            (time(9), "9\u00a0h"),
            (time(9, 30), "9\u00a0h\u00a030"),
            (time(14, 5), "14\u00a0h\u00a005"),
            (time(), "minuit"),
        ],
    )
    def test_has_no_needless_zero(self, moment: time, words: str) -> None:
        assert hour(moment) == words


@pytest.mark.parametrize(("km", "words"), [(0.4, "moins de 1\u00a0km"), (3.24, "3,2\u00a0km"), (12.4, "12\u00a0km")])
def test_distance_is_rounded_as_people_say_it(km: float, words: str) -> None:
    assert distance(km) == words


def test_a_list_of_words_ends_with_and() -> None:
    assert enumerate_words(["lundi", "mardi", "jeudi"]) == "lundi, mardi et jeudi"
