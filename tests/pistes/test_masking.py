"""What is masked, and what must stay readable."""

import sys
from pathlib import Path

import pytest

from pistes.masking import Masker

sys.path.insert(0, str(Path(__file__).parents[1] / "langue"))
from gazetteer_fixture import seed_gazetteer


@pytest.fixture(scope="module")
def masker() -> Masker:
    return Masker(seed_gazetteer())


@pytest.mark.parametrize(
    ("text", "gone", "token"),
    [
        ("appelez-moi au 06 12 34 56 78 svp", "34 56", "[téléphone]"),
        ("mon tel 0612345678", "0612345678", "[téléphone]"),
        ("tel: 06.12.34.56.78", "12.34", "[téléphone]"),
        ("joignable au +33 6 12 34 56 78", "12 34", "[téléphone]"),
        ("écrivez à karim.benali@example.org", "karim", "[courriel]"),
        ("mon mail karim.benali arobase example point org", "karim", "[courriel]"),
        ("secu 2 69 05 42 588 157 80", "588", "[nir]"),
        ("numéro de sécu 269054258815780", "2690542", "[nir]"),
        ("mon iban FR76 3000 6000 0112 3456 7890 189", "3000", "[iban]"),
        ("ma carte 4970 1012 3456 7890", "4970", "[carte]"),
        ("j'habite 12 rue des Lilas à Firminy", "Lilas", "[adresse]"),
        ("au 3 bis avenue Jean Jaurès", "Jaurès", "[adresse]"),
        ("né le 12/03/1951 à Roanne", "1951", "[date de naissance]"),
        ("ma mère, née le 4 mai 1938", "1938", "[date de naissance]"),
        ("mon dossier n° 2023-45871 est bloqué", "45871", "[dossier]"),
        ("je m'appelle karim benali", "benali", "[nom]"),
        ("Mme Durand veut une aide", "Durand", "[nom]"),
        ("mon fils Lucas a 9 ans", "Lucas", "[nom]"),
        ("L'éducatrice, Sophie Bertrand, m'a dit de demander", "Bertrand", "[nom]"),
    ],
)
def test_an_identifier_is_replaced_by_what_it_is(masker: Masker, text: str, gone: str, token: str) -> None:
    masked = masker.mask(text)
    assert gone not in masked
    assert token in masked


@pytest.mark.parametrize(
    "text",
    [
        "Y a-t-il un point d'accueil pour ma mère âgée près d'Aurec ?",
        "point d'accueil à Saint-Just-Saint-Rambert",
        "des activités pour un enfant de 9 ans à Yssingeaux le 12 décembre",
        "le 119 et le 3919 sont gratuits ?",
        "comment demander l'APA pour mon père à Monistrol-sur-Loire",
        "la RD 500 est enneigée vers Tence ?",
        "mon fils handicapé a besoin de la MDPH",
        "ma mère est à l'hôpital de Firminy",
        "je suis aidant et je cherche du répit",
        "quelles pistes sur les routes ?",
        "code postal 43600",
    ],
)
def test_a_clean_sentence_is_not_touched(masker: Masker, text: str) -> None:
    assert masker.mask(text) == text
