"""For whom a message is written."""

import pytest

from langue.criteria import read_audience

PLAIN = [
    ("elderly", "un guichet pour personnes âgées"),
    ("elderly", "ma mère âgée ne sort plus"),
    ("elderly", "mamie tombe souvent"),
    ("elderly", "papi ne conduit plus"),
    ("elderly", "pour ma grand-mère"),
    ("elderly", "mon père a 84 ans"),
    ("elderly", "une sortie pour les retraités"),
    ("elderly", "les seniors du village"),
    ("elderly", "perte d'autonomie de ma tante"),
    ("elderly", "il a la maladie d'Alzheimer"),
    ("elderly", "nos aînés"),
    ("elderly", "les persones agees"),
    ("elderly", "elle n'est pas handicapée, elle est très âgée, 91 ans"),
    ("disabled", "accueil handicap"),
    ("disabled", "un andicapé"),
    ("disabled", "je suis en fauteuil"),
    ("disabled", "mon frère est aveugle"),
    ("disabled", "une dame sourde"),
    ("disabled", "ma fille est trisomique"),
    ("disabled", "notre enfant handicapé"),
    ("disabled", "mon fils autiste a 6 ans"),
    ("disabled", "la MDPH"),
    ("disabled", "personne malvoyante"),
    ("children", "mon petit-fils"),
    ("children", "une activité pour mon gamin"),
    ("children", "un ado de 15 ans"),
    ("children", "les enfants du foyer"),
    ("children", "jeune confié à l'ASE"),
    ("children", "je suis assistante familiale"),
    ("children", "nous sommes famille d'accueil"),
    ("children", "elle a 7 ans"),
    ("children", "des petits de 3 à 5 ans"),
    ("caregiver", "je suis aidante"),
    ("caregiver", "un répit pour les aidants"),
    ("caregiver", "je m'occupe de ma mère jour et nuit"),
    ("caregiver", "je n'en peux plus avec mon mari malade"),
    ("caregiver", "j'aide ma mère de 80 ans, je suis son aidant"),
    ("family", "une sortie en famille"),
    ("family", "que faire pour toute la famille dimanche"),
]

NONE = [
    "bonjour",
    "un concert samedi",
    "où est le guichet",
    "c'est la même chose",
    "un petit village",
    "mes enfants habitent loin",
    "un fauteuil d'orchestre",
    "ma mère",
    "le foyer rural",
    "",
]


@pytest.mark.parametrize(("audience", "text"), PLAIN)
def test_reads_the_audience(audience: str, text: str) -> None:
    assert read_audience(text) == audience


@pytest.mark.parametrize("text", NONE)
def test_reads_no_audience_where_it_is_not_plain(text: str) -> None:
    assert read_audience(text) is None
