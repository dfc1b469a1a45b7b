"""The rank picked in a list, and the detail asked of a place."""

import pytest

from langue.criteria import read_detail, read_ordinal

RANKS = [
    ("le premier", 1),
    ("Le deuxième.", 2),
    ("la 2e", 2),
    ("la 2ème svp", 2),
    ("le second me convient", 2),
    ("euh troisième", 3),
    ("le 3", 3),
    ("la 3, merci", 3),
    ("numéro 4", 4),
    ("n°4", 4),
    ("le n° 5", 5),
    ("option deux", 2),
    ("la troisième proposition", 3),
    ("le premier de la liste", 1),
    ("je prends le deuxième", 2),
    ("va pour le quatrième", 4),
    ("la fiche 6", 6),
    ("parle-moi de la piste 12", 12),
    ("le dernier", -1),
    ("la toute dernière", -1),
    ("l'avant-dernier", -2),
    ("l'adresse du deuxième", 2),
    ("les horaires du premier guichet", 1),
    ("2", 2),
    ("le un", 1),
    ("deusieme", 2),
]

NO_RANK = [
    "le 12 décembre",
    "1er décembre",
    "le premier janvier",
    "c'est la 1ère fois",
    "la dernière fois",
    "le premier semestre",
    "mon deuxième enfant",
    "il entre en sixième",
    "ma fille est en troisième",
    "au deuxième étage",
    "samedi dernier",
    "l'an dernier",
    "le mois dernier",
    "avant le 10",
    "les premiers secours",
    "la seconde main",
    "en premier",
    "le 42",
    "deux enfants",
    "rue du 11 novembre",
    "bonjour",
    "",
]

DETAILS = [
    ("hours", "quels sont les horaires ?"),
    ("hours", "c ouvert le samedi ?"),
    ("hours", "le guichet ouvre à quelle heure"),
    ("hours", "ça ferme quand"),
    ("hours", "ils sont là le mercredi ?"),
    ("hours", "les oraires svp"),
    ("hours", "jours d'ouverture"),
    ("phone", "et le téléphone ?"),
    ("phone", "leur numéro"),
    ("phone", "le num stp"),
    ("phone", "comment les joindre"),
    ("phone", "puis-je les appeler"),
    ("address", "l'adresse exacte"),
    ("address", "c'est dans quelle rue"),
    ("address", "comment y aller"),
    ("address", "c'est où exactement"),
    ("access", "accessible en fauteuil ?"),
    ("access", "y a-t-il des marches"),
    ("access", "on peut se garer ?"),
    ("access", "un ascenseur"),
    ("access", "une boucle magnétique"),
    ("access", "quelqu'un parle la langue des signes"),
    ("appointment", "il faut un rendez-vous ?"),
    ("appointment", "on vient sans rdv"),
    ("appointment", "faut-il appeler avant de venir"),
    ("email", "leur mail"),
    ("email", "une adresse électronique"),
    ("email", "on peut leur écrire ?"),
    ("email", "je suis sourd, le téléphone non, une adresse mail ?"),
]

NO_DETAIL = [
    "à qui m'adresser",
    "je m'appelle Ahmed",
    "la ferme pédagogique",
    "la route est fermée",
    "le numéro 3",
    "une activité ouverte aux enfants",
    "trois heures d'aide par mois",
    "marché de Noël samedi",
    "bonjour",
    "",
]


@pytest.mark.parametrize(("text", "rank"), RANKS)
def test_reads_the_rank_picked(text: str, rank: int) -> None:
    assert read_ordinal(text) == rank


@pytest.mark.parametrize("text", NO_RANK)
def test_reads_no_rank_in_dates_classes_and_counts(text: str) -> None:
    assert read_ordinal(text) is None


@pytest.mark.parametrize(("detail", "text"), DETAILS)
def test_reads_the_detail_asked(detail: str, text: str) -> None:
    assert read_detail(text) == detail


@pytest.mark.parametrize("text", NO_DETAIL)
def test_reads_no_detail_where_none_is_asked(text: str) -> None:
    assert read_detail(text) is None


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("non pas le premier, le deuxième", 2),
        ("pas le 2 le 3", 3),
        ("pourquoi pas le premier", 1),
        ("non le premier", 1),
    ],
)
def test_a_rank_that_is_refused_is_not_picked(text: str, rank: int) -> None:
    assert read_ordinal(text) == rank
