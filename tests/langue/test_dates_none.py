"""What looks like a date and is none."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from langue.dates import find_date_span, is_habit

NOW = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Europe/Paris"))

NUMBERS = [
    "le bus 12 va à Firminy ?",
    "ligne 3",
    "tram ligne 1",
    "rd 500 fermée ?",
    "la D12 est-elle déneigée",
    "la d 12",
    "RN 88",
    "j'ai appelé le 15",
    "le 17",
    "faut-il faire le 18",
    "appeler le 15 ou le 17",
    "le 119",
    "le 3919",
    "le 31 14",
    "mon numéro : 04 65 71 12 12",
    "06.01.02.03.04",
    "rue du 11 novembre",
    "place du 8 mai 1945",
    "avenue du 4 septembre",
    "école du 8 mai",
    "12 rue des Lilas",
    "j'habite au 12 bis, avenue Foch",
    "il a 12 ans",
    "pour les 14-17 ans",
    "3 à 5 ans",
    "42",
    "43000",
    "le 42",
    "c'est 12 euros",
    "12.50 €",
    "5,10 euros",
    "à 14h",
    "14h30",
    "de 9 h à 12 h",
    "9-12h",
    "à 10:30",
    "ouvert 7j/7",
    "24h/24",
    "1/2 journée",
    "3 fois par semaine",
    "le 2",
    "le 3e",
    "je prends le 2",
    "les 2 premiers",
    "le 12 personnes",
    "31 novembre",
    "30 février",
    "32/12",
    "12/13",
    "né le 12 mars 1948",
    "naissance 03/05/1950",
    "mars 1948",
    "31/10/74",
    "GIR 4",
    "covid 19",
    "piste 12",
    "axe 2",
    "un bébé de 18 mois",
    "depuis 3 semaines",
    "il y a 2 mois j'ai envoyé le dossier",
    "tous les 15 jours",
    "sous 15 jours",
    "pendant 3 jours",
    "en 2019",
]
HABITS = [
    "le samedi",
    "LE SAMEDI MATIN",
    "les mercredis",
    "tous les mardis",
    "chaque lundi",
    "un mercredi",
    "un dimanche sur deux",
    "le samedi et le dimanche",
    "du lundi au vendredi",
    "lundi au vendredi",
    "en semaine",
    "le week-end",
    "les we",
    "tous les week-ends",
    "le dimanche et jours fériés",
    "samedis",
    "le premier mardi du mois",
    "tous les jours",
    "chaque été",
]
WORDS = [
    "",
    "???",
    "bonjour",
    "en ce moment",
    "maintenant",
    "actuellement il y a quoi",
    "ces jours-ci",
    "il a été malade",
    "ça a ete",
    "c été bien",
    "ma fille Avril",
    "Sam a 8 ans",
    "avec Sam",
    "à la mer",
    "mais non",
    "mon mari",
    "les jeux de société",
    "Mars attaque",
    "le marché de Noël",
    "un spectacle de Noël",
    "Noël Dupont est mon médecin",
    "Saint-Toussaint",
    "poisson d'avril",
    "le champ de mars",
    "rue de l'Ascension",
    "bon week-end",
    "bonnes vacances",
    "merci à demain",
    "merci, à lundi !",
    "joyeux Noël",
    "chèques vacances",
    "un centre de vacances",
    "on part en vacances",
    "hors vacances scolaires",
    "année scolaire",
    "une heure d'été",
    "les sports d'hiver",
    "le service hivernal",
    "le monde de demain",
    "du jour au lendemain",
    "prochainement",
    "bientôt",
    "la prochaine fois",
    "le dernier",
    "le deuxième",
    "pas samedi",
    "ni samedi ni dimanche",
    "depuis lundi la route est fermée",
    "depuis hier",
    "j'ai appelé hier et personne n'a répondu",
    "la semaine passée on m'a dit de revenir",
    "il est tombé avant-hier",
    "mon dossier a été déposé en juin",
    "can we go there",
    "la fête du village",
    "pour la fête",
    "les jours fériés",
]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_that_is_no_date_gives_none(text: str) -> None:
    assert find_date_span(text, NOW) is None


@pytest.mark.parametrize("text", HABITS)
def test_a_habit_gives_none_and_is_known_as_such(text: str) -> None:
    assert find_date_span(text, NOW) is None
    assert is_habit(text)


@pytest.mark.parametrize("text", WORDS)
def test_words_near_to_dates_give_none(text: str) -> None:
    assert find_date_span(text, NOW) is None


@pytest.mark.parametrize("text", ["samedi", "ce samedi", "demain", "le samedi 12", "le week-end prochain"])
def test_one_day_is_no_habit(text: str) -> None:
    assert not is_habit(text)


@pytest.mark.parametrize("text", ["je vous mets 2/10", "j'ai plus rien à la fin du mois", "boucler la fin du mois"])
def test_marks_and_money_that_does_not_last_give_none(text: str) -> None:
    assert find_date_span(text, NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "mon mari est sorti de la clinique jeudi, il faut une infirmière",
        "j'ai quitté mon emploi au printemps pour garder maman",
        "on nous a refusé la carte au mois de janvier",
        "Mamie a été hospitalisée mardi au Puy",
        "nous sommes arrivés de Nantes en avril",
    ],
)
def test_what_happened_gives_none_even_months_ago(text: str) -> None:
    assert find_date_span(text, NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "j'ai reçu une invitation pour samedi",
        "on est arrivés hier et on repart dimanche",
        "si on est rentrés samedi, on peut venir ?",
        "nous avons déménagé à Tence, une sortie en décembre ?",
        "mon fils est entré au collège, le stage de lundi prochain est gratuit ?",
    ],
)
def test_a_day_to_come_after_what_happened_is_kept(text: str) -> None:
    found = find_date_span(text, NOW)
    assert found is not None
    assert found.date_to >= NOW.date()
