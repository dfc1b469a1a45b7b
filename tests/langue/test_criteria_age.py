"""Ages said, and durations, anniversaries and numbers that are no ages."""

import pytest

from langue.criteria import read_age

SAID = [
    # one age
    ("Elle a 9 ans", 9, None),
    ("neuf ans", 9, None),
    ("9ans", 9, None),
    ("ado de 13a sur Feurs", 13, None),
    ("il a 9 an", 9, None),
    ("dix anq", 10, None),
    ("c'est pour un gamin de douze ans", 12, None),
    ("ma belle-mère, 83 ans, vit seule", 83, None),
    ("mon père a quatre-vingt-onze ans", 91, None),
    ("soixante et onze ans", 71, None),
    ("Soixante-dix-sept ans bien sonnés", 77, None),
    ("une dame de cent un ans", 101, None),
    ("la petite a un an", 1, None),
    ("g 17 ans", 17, None),
    ("16 ans et demi", 16, None),
    ("elle va sur ses 7 ans", 7, None),
    ("il fête ses 18 ans en mars", 18, None),
    ("âgé de 62 ans", 62, None),
    ("agé 80, il marche mal", 80, None),
    ("âge : 14", 14, None),
    ("mamie 88, toute seule", 88, None),
    ("un spectacle pour les 6 ans de ma fille", 6, None),
    ("12 ans d'âge", 12, None),
    ("gratuit après 70 ans ?", 70, None),
    # months
    ("18 mois", 1, None),
    ("un bébé de 7 mois", 0, None),
    ("ma fille a 26 mois", 2, None),
    # spans
    ("14-17 ans", 14, 17),
    ("14 – 17 ans", 14, 17),
    ("de 6 à 8 ans", 6, 8),
    ("entre six et huit ans", 6, 8),
    ("entre 10 et 12", 10, 12),
    ("6/8 ans", 6, 8),
    ("8 ou 9 ans", 8, 9),
    ("5 et 8 ans", 5, 8),
    ("trois filles de 4, 7 et 11 ans", 4, 11),
    ("groupe de 8 jeunes 14-17 ans", 14, 17),
    ("2 enfants 4 et 9 ans", 4, 9),
    ("des gamins, 7 et 9", 7, 9),
    ("pour des 8-10", 8, 10),
    ("tranche d'âge 11-13", 11, 13),
    ("12 et 8 ans", 8, 12),
    ("le grand a 13 ans et la petite 6", 6, 13),
    ("lui 79 ans, elle 74", 74, 79),
    ("Pour nous deux, 71 et 76 ans", 71, 76),
    # limits
    ("moins de 10 ans", None, 10),
    ("jusqu'à 12 ans", None, 12),
    ("12 ans maximum", None, 12),
    ("plus de 60 ans", 60, None),
    ("60 ans et plus", 60, None),
    ("à partir de 8 ans", 8, None),
    # several people
    ("J'ai 45 ans et ma mère de 80 ans tombe souvent", 80, None),
    ("j'ai 66 ans, mes petits-fils ont 7 et 10 ans", 7, 10),
    ("la petite a neuf ans, pas huit", 9, None),
    ("mon neveu a 17 ans, à ses 18 ans il sort du foyer", 17, None),
    ("Kim, 12 ans, est chez nous depuis 3 ans", 12, None),
    ("le garçon de onze ans que nous accueillons", 11, None),
]

NOT_SAID = [
    "12a rue des Lilas",
    "un bébé",
    "mon ado",
    "elle est en CM2",
    "en 6e à la rentrée",
    "une classe de maternelle",
    "depuis 3 ans",
    "il vit là depuis plus de vingt ans",
    "il y a 2 ans",
    "pendant cinq ans",
    "dans 2 ans",
    "d'ici 3 ans",
    "30 ans de mariage",
    "vingt ans d'expérience",
    "ça fait 10 ans qu'on attend",
    "cela fait bientôt 6 ans",
    "quarante ans que je fais cette route",
    "les 40 ans du club de judo",
    "un titre de séjour de 5 ans",
    "un agrément de 5 ans",
    "tous les 2 ans",
    "depuis l'âge de trois ans",
    "la visite des 4 ans",
    "sans limite d'âge",
    "à partir de quel âge",
    "5 mois de loyer de retard",
    "dans 6 mois",
    "ouvert entre 10 et 12",
    "du 10 au 12 décembre",
    "bus 12",
    "RD 88",
    "12 personnes",
    "à 15 km",
    "04 65 71 00 12",
    "",
    "???",
]


@pytest.mark.parametrize(("text", "age", "age_max"), SAID)
def test_reads_the_age_said(text: str, age: int | None, age_max: int | None) -> None:
    assert read_age(text) == (age, age_max)


@pytest.mark.parametrize("text", NOT_SAID)
def test_reads_no_age_where_none_is_said(text: str) -> None:
    assert read_age(text) is None
