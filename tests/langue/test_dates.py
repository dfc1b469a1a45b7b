"""Dates that residents write, read at a given moment, by our own rules alone."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest

from langue.dates import find_date_span

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = "2026-11-25T10:00"

# text → "first..last" or one day, on Wednesday 25 November 2026
DAYS = [
    ("C'est ouvert aujourd'hui ?", "2026-11-25"),
    ("vs ete ouver ojd", "2026-11-25"),
    ("le guichet ferme a kel heure auj", "2026-11-25"),
    ("Au jour d'hui je peux passer ?", "2026-11-25"),
    ("il se passe quoi ce soir à Roanne", "2026-11-25"),
    ("un truc a faire cet aprem", "2026-11-25"),
    ("7 aprem y a koi", "2026-11-25"),
    ("je n'ai nulle part où dormir cette nuit", "2026-11-25"),
    ("est-ce que je peux venir tout à l'heure", "2026-11-25"),
    ("demain", "2026-11-26"),
    ("DEMAIN MATIN C EST POSSIBLE", "2026-11-26"),
    ("2main a montbrison", "2026-11-26"),
    ("dem1 aprem", "2026-11-26"),
    ("ya un marché dmain ?", "2026-11-26"),
    ("après-demain au Puy", "2026-11-27"),
    ("apres 2main c bon", "2026-11-27"),
    ("hier", "2026-11-24"),
    ("avant-hier soir", "2026-11-23"),
    ("dans 3 jours", "2026-11-28"),
    ("je serai là dans quinze jours", "2026-12-10"),
    ("dans une quinzaine", "2026-12-10"),
    ("une sortie dans une dizaine de jours", "2026-12-05"),
    ("dans 3 semaines", "2026-12-16"),
    ("dans deux mois", "2027-01-25"),
    ("il y a trois jours", "2026-11-22"),
    ("d'ici 2 mois", "2026-11-25..2027-01-25"),
    ("d’ici quinze jours", "2026-11-25..2026-12-10"),
    ("les 15 prochains jours", "2026-11-25..2026-12-10"),
    ("dans les 3 prochaines semaines", "2026-11-25..2026-12-16"),
]
WEEKS = [
    ("Que faire ce week-end ?", "2026-11-28..2026-11-29"),
    ("y a koi ce we", "2026-11-28..2026-11-29"),
    ("ce w.e. en famille", "2026-11-28..2026-11-29"),
    ("ce w-e", "2026-11-28..2026-11-29"),
    ("c we koi 2 bo", "2026-11-28..2026-11-29"),
    ("sortie wekend", "2026-11-28..2026-11-29"),
    ("une idée pour le week-end ?", "2026-11-28..2026-11-29"),
    ("le week-end prochain", "2026-11-28..2026-11-29"),
    ("le week-end qui vient", "2026-11-28..2026-11-29"),
    ("le week end dernier", "2026-11-21..2026-11-22"),
    ("le week-end d'après", "2026-12-05..2026-12-06"),
    ("le week-end du 12", "2026-12-12..2026-12-13"),
    ("le week-end du 19 décembre", "2026-12-19..2026-12-20"),
    ("le we du 12/12", "2026-12-12..2026-12-13"),
    ("le week-end des 5 et 6 décembre", "2026-12-05..2026-12-06"),
    ("le dernier week-end de janvier", "2027-01-30..2027-01-31"),
    ("la semaine prochaine", "2026-11-30..2026-12-06"),
    ("la smaine pro", "2026-11-30..2026-12-06"),
    ("sem prochaine", "2026-11-30..2026-12-06"),
    ("la semaine qui vient", "2026-11-30..2026-12-06"),
    ("cette semaine", "2026-11-25..2026-11-29"),
    ("7 semaine", "2026-11-25..2026-11-29"),
    ("dans la semaine", "2026-11-25..2026-11-29"),
    ("la semaine dernière", "2026-11-16..2026-11-22"),
    ("en début de semaine", "2026-11-30..2026-12-01"),
    ("en fin de semaine", "2026-11-26..2026-11-29"),
    ("en début de semaine prochaine", "2026-11-30..2026-12-01"),
    ("la semaine du 14 décembre", "2026-12-14..2026-12-20"),
    ("la semaine du 8", "2026-12-07..2026-12-13"),
    ("semaine 51", "2026-12-14..2026-12-20"),
    ("la première semaine de janvier", "2027-01-04..2027-01-10"),
    ("la dernière semaine de janvier", "2027-01-25..2027-01-31"),
    ("la semaine du 6 décembre", "2026-12-07..2026-12-13"),
    ("la deuxième quinzaine de décembre", "2026-12-16..2026-12-31"),
]
WEEKDAYS = [
    ("mardi", "2026-12-01"),
    ("ce mercredi", "2026-11-25"),
    ("Mercredi prochain", "2026-12-02"),
    ("il y a quoi samdi", "2026-11-28"),
    ("dimanch aprem", "2026-11-29"),
    ("mercredie", "2026-11-25"),
    ("VENDREDI SOIR", "2026-11-27"),
    ("samedi prochain", "2026-11-28"),
    ("lundi pro", "2026-11-30"),
    ("vendredi qui vient", "2026-11-27"),
    ("samedi en huit", "2026-12-05"),
    ("samedi en quinze", "2026-12-12"),
    ("mardi de la semaine prochaine", "2026-12-01"),
    ("la semaine prochaine, jeudi", "2026-12-03"),
    ("lundi dernier", "2026-11-23"),
    ("mercredi dernier", "2026-11-18"),
    ("sam 5 dec", "2026-12-05"),
    ("mer 2", "2026-12-02"),
    ("dim. 29", "2026-11-29"),
    ("sam/dim", "2026-11-28..2026-11-29"),
    ("samedi 28", "2026-11-28"),
    ("le samedi 12", "2026-12-12"),
    ("samedi 28 novembre à 14h", "2026-11-28"),
    ("le premier samedi de décembre", "2026-12-05"),
    ("le premier mercredi du mois prochain", "2026-12-02"),
    ("sam", "2026-11-28"),
    ("le dernier dimanche de janvier", "2027-01-31"),
    ("dans la nuit de samedi à dimanche", "2026-11-28..2026-11-29"),
    ("de lundi à mercredi", "2026-11-30..2026-12-02"),
    ("samedi ou dimanche", "2026-11-28..2026-11-29"),
    ("vendredi, samedi ou dimanche", "2026-11-27..2026-11-29"),
    ("entre mardi et jeudi", "2026-12-01..2026-12-03"),
]
WRITTEN = [
    ("le 12", "2026-12-12"),
    ("vous ouvrez le 20 ?", "2026-12-20"),
    ("le 25", "2026-11-25"),
    ("le 12 décembre", "2026-12-12"),
    ("12 DECEMBRE", "2026-12-12"),
    ("12 decenbre", "2026-12-12"),
    ("le 12dec", "2026-12-12"),
    ("5 janv", "2027-01-05"),
    ("8 fev.", "2027-02-08"),
    ("3 fevier", "2027-02-03"),
    ("le vingt-cinq janvier", "2027-01-25"),
    ("le 1er décembre", "2026-12-01"),
    ("premier décembre", "2026-12-01"),
    ("12/12", "2026-12-12"),
    ("12/12/2026", "2026-12-12"),
    ("12/12/26", "2026-12-12"),
    ("le 3/1", "2027-01-03"),
    ("12.12", "2026-12-12"),
    ("12.12.2026", "2026-12-12"),
    ("2026-12-24", "2026-12-24"),
    ("le 24 novembre", "2027-11-24"),
    ("le 15 décembre", "2026-12-15"),
    ("le 15 à 14 h", "2026-12-15"),
    ("jusqu'au 15", "2026-11-25..2026-12-15"),
    ("avant le 18", "2026-11-25..2026-12-17"),
    ("la convention du 24 octobre 2019", "2019-10-24"),
    ("le 29 février", "2028-02-29"),
    ("le 24 12 2026", "2026-12-24"),
    ("le lendemain du 31 décembre", "2027-01-01"),
    ("5 décembre - 8 décembre", "2026-12-05..2026-12-08"),
    ("du 3 au 5 décembre", "2026-12-03..2026-12-05"),
    ("du 3 au 5", "2026-12-03..2026-12-05"),
    ("du 24 au 27", "2026-11-24..2026-11-27"),
    ("du 28 au 2", "2026-11-28..2026-12-02"),
    ("3-5 décembre", "2026-12-03..2026-12-05"),
    ("entre le 3 et le 5", "2026-12-03..2026-12-05"),
    ("entre le 15 et le 18", "2026-12-15..2026-12-18"),
    ("les 12, 13 et 14 décembre", "2026-12-12..2026-12-14"),
    ("du samedi 5 au dimanche 6 décembre", "2026-12-05..2026-12-06"),
    ("du samedi 28 novembre au mardi 1er décembre", "2026-11-28..2026-12-01"),
    ("du 28 décembre au 3 janvier", "2026-12-28..2027-01-03"),
    ("du 20 novembre au 5 décembre", "2026-11-20..2026-12-05"),
    ("du 3/12 au 5/12", "2026-12-03..2026-12-05"),
    ("le 3 ou le 4 décembre", "2026-12-03..2026-12-04"),
    ("d'aujourd'hui à dimanche", "2026-11-25..2026-11-29"),
]
PERIODS = [
    ("décembre", "2026-12-01..2026-12-31"),
    ("en decembre", "2026-12-01..2026-12-31"),
    ("en février", "2027-02-01..2027-02-28"),
    ("courant fev", "2027-02-01..2027-02-28"),
    ("en mai", "2027-05-01..2027-05-31"),
    ("au mois de mars", "2027-03-01..2027-03-31"),
    ("en février 2028", "2028-02-01..2028-02-29"),
    ("mi-janvier", "2027-01-11..2027-01-20"),
    ("début février", "2027-02-01..2027-02-10"),
    ("fin mars", "2027-03-21..2027-03-31"),
    ("début novembre", "2027-11-01..2027-11-10"),
    ("le mois prochain", "2026-12-01..2026-12-31"),
    ("mois pro", "2026-12-01..2026-12-31"),
    ("ce mois-ci", "2026-11-25..2026-11-30"),
    ("à la fin du mois", "2026-11-25..2026-11-30"),
    ("début du mois prochain", "2026-12-01..2026-12-10"),
    ("le mois dernier", "2026-10-01..2026-10-31"),
    ("avant la fin du mois", "2026-11-25..2026-11-30"),
    ("d'ici la fin de la semaine", "2026-11-25..2026-11-29"),
    ("de décembre à février", "2026-12-01..2027-02-28"),
    ("de juin à août", "2027-06-01..2027-08-31"),
    ("d'octobre à décembre", "2026-10-01..2026-12-31"),
    ("cet été", "2027-06-21..2027-09-22"),
    ("cet hiver", "2026-12-21..2027-03-19"),
    ("au printemps", "2027-03-20..2027-06-20"),
    ("l'été prochain", "2027-06-21..2027-09-22"),
    ("été 2028", "2028-06-21..2028-09-22"),
    ("l'été dernier", "2026-06-21..2026-09-22"),
    ("cette année", "2026-11-25..2026-12-31"),
    ("l'année prochaine", "2027-01-01..2027-12-31"),
    ("l'an dernier", "2025-01-01..2025-12-31"),
    ("en 2027", "2027-01-01..2027-12-31"),
]
NAMES = [
    ("à Noël", "2026-12-25"),
    ("noel", "2026-12-25"),
    ("avant Noël", "2026-11-25..2026-12-24"),
    ("d'ici Noël", "2026-11-25..2026-12-25"),
    ("la veille de Noël", "2026-12-24"),
    ("le réveillon de la Saint-Sylvestre", "2026-12-31"),
    ("le jour de l'an", "2027-01-01"),
    ("nouvel an", "2027-01-01"),
    ("pendant les fêtes", "2026-12-24..2027-01-01"),
    ("entre Noël et le jour de l'an", "2026-12-25..2027-01-01"),
    ("le 8 décembre", "2026-12-08"),
    ("la fête des lumières", "2026-12-08"),
    ("mardi gras", "2027-02-09"),
    ("à Pâques", "2027-03-28"),
    ("lundi de Pâques", "2027-03-29"),
    ("le week-end de Pâques", "2027-03-27..2027-03-29"),
    ("le 1er mai", "2027-05-01"),
    ("la fête du travail", "2027-05-01"),
    ("le pont de l'Ascension", "2027-05-06..2027-05-09"),
    ("jeudi de l'ascension", "2027-05-06"),
    ("lundi de Pentecôte", "2027-05-17"),
    ("la fête des mères", "2027-05-30"),
    ("la fête de la musique", "2027-06-21"),
    ("le 14 juillet", "2027-07-14"),
    ("le quatorze juillet", "2027-07-14"),
    ("15 août", "2027-08-15"),
    ("les journées du patrimoine", "2027-09-18..2027-09-19"),
    ("la Toussaint", "2027-11-01"),
    ("11 novembre", "2027-11-11"),
    ("les vacances", "2026-12-19..2027-01-03"),
    ("pdt les vacs", "2026-12-19..2027-01-03"),
    ("les vacances de Noël", "2026-12-19..2027-01-03"),
    ("vacance noel", "2026-12-19..2027-01-03"),
    ("aux vacances de février", "2027-02-13..2027-02-28"),
    ("les vacances d'hiver", "2027-02-13..2027-02-28"),
    ("vacances de Pâques", "2027-04-10..2027-04-25"),
    ("les vacances de printemps", "2027-04-10..2027-04-25"),
    ("les grandes vacances", "2027-07-03..2027-09-01"),
    ("vacances d'été", "2027-07-03..2027-09-01"),
    ("les vacances de la Toussaint", "2027-10-23..2027-11-07"),
    ("les dernières vacances", "2026-10-17..2026-11-01"),
    ("avant les vacances", "2026-11-25..2026-12-18"),
    ("la première semaine des vacances de Noël", "2026-12-19..2026-12-27"),
]
CHOICES = [
    ("pas samedi, plutôt dimanche", "2026-11-29"),
    ("plutôt samedi", "2026-11-28"),
    ("finalement je préfère dimanche", "2026-11-29"),
    ("samedi, euh non dimanche", "2026-11-29"),
    ("samedi je peux pas, dimanche oui", "2026-11-29"),
    ("pas ce week-end, celui d'après", "2026-12-05..2026-12-06"),
    ("pas ce week-end, le week-end prochain", "2026-12-05..2026-12-06"),
    ("pareil pour samedi prochain", "2026-11-28"),
    ("demain jeudi", "2026-11-26"),
    ("samedi prochain, le 28", "2026-11-28"),
    ("ce week-end, samedi plutôt", "2026-11-28"),
    ("On est arrivés hier. Il y a quelque chose à faire samedi ?", "2026-11-28"),
    ("le samedi je travaille, mais dimanche on est libres", "2026-11-29"),
    ("pas avant lundi", "2026-11-30..2027-11-30"),
    ("à partir du 20", "2026-12-20..2027-12-20"),
    ("après Noël", "2026-12-26..2027-12-26"),
    ("dès lundi", "2026-11-30..2027-11-30"),
    ("j'ai 72 ans, j'habite 12 rue de la Paix 42000, je voudrais venir mardi", "2026-12-01"),
    ("le bus 12 passe demain ?", "2026-11-26"),
]


def read(text: str, clock: str = WEDNESDAY) -> str | None:
    """The span found at a clock of Paris, as "first..last" or one day."""
    span = find_date_span(text, datetime.fromisoformat(clock).replace(tzinfo=PARIS))
    if span is None:
        return None
    return str(span.date_from) if span.date_from == span.date_to else f"{span.date_from}..{span.date_to}"


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days_are_counted_from_today(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), WEEKS)
def test_weeks_and_weekends_are_found(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), WEEKDAYS)
def test_weekdays_are_the_next_to_come(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_written_dates_and_ranges_are_found(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_months_seasons_and_years_are_found(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_named_days_and_school_holidays_are_found(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), CHOICES)
def test_the_date_asked_for_is_chosen(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("clock", "text", "expected"),
    [
        # Thursday 31 December 2026
        ("2026-12-31T23:30", "demain", "2027-01-01"),
        ("2026-12-31T23:30", "ce soir", "2026-12-31"),
        ("2026-12-31T10:00", "samedi", "2027-01-02"),
        ("2026-12-31T10:00", "le 2", None),
        ("2026-12-31T10:00", "vous ouvrez le 2 ?", "2027-01-02"),
        ("2026-12-31T10:00", "le mois prochain", "2027-01-01..2027-01-31"),
        ("2026-12-31T10:00", "la semaine prochaine", "2027-01-04..2027-01-10"),
        ("2026-12-31T10:00", "les vacances", "2026-12-19..2027-01-03"),
        ("2026-12-31T10:00", "les prochaines vacances", "2027-02-13..2027-02-28"),
        ("2026-12-31T10:00", "12/12", "2027-12-12"),
        # Monday 28 February 2028, a leap year
        ("2028-02-28T10:00", "demain", "2028-02-29"),
        ("2028-02-28T10:00", "le 29", "2028-02-29"),
        ("2028-02-28T10:00", "après-demain", "2028-03-01"),
        ("2028-02-28T10:00", "fin février", "2028-02-21..2028-02-29"),
        ("2028-02-28T10:00", "à la fin du mois", "2028-02-28..2028-02-29"),
        ("2028-02-28T10:00", "mercredi", "2028-03-01"),
        ("2028-02-28T10:00", "dans un an", "2029-02-28"),
        ("2028-02-29T10:00", "dans un an", "2029-02-28"),
        # Sunday 29 November 2026 in the evening
        ("2026-11-29T21:00", "ce week-end", "2026-11-28..2026-11-29"),
        ("2026-11-29T21:00", "le week-end prochain", "2026-12-05..2026-12-06"),
        ("2026-11-29T21:00", "cette semaine", "2026-11-29"),
        ("2026-11-29T21:00", "dimanche", "2026-11-29"),
        ("2026-11-29T21:00", "dimanche prochain", "2026-12-06"),
        ("2026-11-29T21:00", "samedi et dimanche", "2026-12-05..2026-12-06"),
        ("2026-11-29T21:00", "la semaine prochaine", "2026-11-30..2026-12-06"),
        # The nights when the clock changes
        ("2026-10-25T02:30", "demain", "2026-10-26"),
        ("2026-10-25T00:30", "dans 2 jours", "2026-10-27"),
        ("2027-03-28T03:30", "hier", "2027-03-27"),
        ("2027-03-27T23:59", "demain", "2027-03-28"),
        # In the middle of a season, of a holiday, of the summer
        ("2027-02-20T10:00", "cet hiver", "2026-12-21..2027-03-19"),
        ("2027-02-20T10:00", "les vacances", "2027-02-13..2027-02-28"),
        ("2027-07-14T10:00", "cet été", "2027-06-21..2027-09-22"),
        ("2027-07-14T10:00", "le 14 juillet", "2027-07-14"),
        ("2027-07-14T10:00", "en juillet", "2027-07-01..2027-07-31"),
        # Beyond the school table: nothing is invented
        ("2028-05-20T10:00", "les vacances d'été", None),
    ],
)
def test_the_clock_decides(clock: str, text: str, expected: str | None) -> None:
    assert read(text, clock) == expected


def test_today_is_the_day_in_paris_whatever_the_offset_of_the_clock() -> None:
    span = find_date_span("aujourd'hui", datetime(2026, 11, 25, 23, 30, tzinfo=timezone.utc))

    assert span is not None
    assert str(span.date_from) == "2026-11-26"


def test_offsets_point_at_what_was_written() -> None:
    text = "🙂 Y'a quoi le  Week-End  du 12 ?"

    span = find_date_span(text, datetime(2026, 11, 25, 10, tzinfo=PARIS))

    assert span is not None
    assert span.matched == text[span.start : span.end] == "Week-End  du 12"


def test_an_open_end_is_marked() -> None:
    span = find_date_span("à partir du 20 décembre", datetime(2026, 11, 25, 10, tzinfo=PARIS))

    assert span is not None
    assert span.open_end
