"""The theme of a message, and the words that only borrow it."""

import pytest

from langue.criteria import read_theme, read_themes

PLAIN = [
    ("culture", "un concert de jazz"),
    ("culture", "du théâtre amateur"),
    ("culture", "une expo de peinture"),
    ("culture", "ya koi au ciné"),
    ("culture", "atelier poterie"),
    ("culture", "visite guidée du château"),
    ("culture", "pas du sport, plutôt de la musique"),
    ("culture", "il n'y a pas un concert ce soir ?"),
    ("culture", "un bal musette"),
    ("sport", "du foot pour mon fils"),
    ("sport", "club de judo"),
    ("sport", "le swimrun des gorges"),
    ("sport", "un trail de nuit"),
    ("sport", "apprendre à nager à la piscine"),
    ("sport", "activités sportives"),
    ("sport", "marche nordique"),
    ("sport", "faire de l'escalade"),
    ("numerique", "atelier robotique"),
    ("numerique", "stage de codage"),
    ("numerique", "jeux vidéo"),
    ("numerique", "un atelier sur tablette"),
    ("numerique", "apprendre internet à l'atelier internet"),
    ("nature", "une sortie nature"),
    ("nature", "observer les oiseaux"),
    ("nature", "jardinage"),
    ("nature", "les milieux naturels"),
    ("tourisme", "le tourisme"),
    ("tourisme", "la Via Fluvia"),
    ("agriculture", "marché de producteurs"),
    ("agriculture", "les circuits courts"),
    ("agriculture", "que prévoyez-vous pour les agriculteurs"),
    ("agriculture", "la piste sur les produits locaux dans les collèges"),
    ("enfance", "la piste enfance"),
    ("enfance", "la petite enfance"),
    ("colleges", "découverte des métiers"),
    ("colleges", "les projets pour les collégiens"),
    ("routes", "le déneigement"),
    ("routes", "entretien des routes départementales"),
    ("routes", "piste viabilité hivernale"),
    ("action_sociale", "l'action sociale"),
    ("action_sociale", "l'observation sociale commune"),
    ("autonomie", "une piste sur le vieillissement"),
    ("autonomie", "vos projets pour les personnes âgées"),
]

NONE = [
    "la route des vins",
    "la piste de ski",
    "une piste cyclable",
    "l'aide sociale à l'enfance",
    "l'enfant de ma voisine vit en famille",
    "le collège de mon fils",
    "perte d'autonomie",
    "la maison de l'autonomie",
    "s'inscrire en ligne",
    "es-tu un robot ?",
    "faire livrer un colis",
    "bonjour",
    "je fais les courses pour ma mère",
    "culture, sport, numérique",
    "du sport ou de la musique",
    "",
]


@pytest.mark.parametrize(("theme", "text"), PLAIN)
def test_reads_the_theme(theme: str, text: str) -> None:
    assert read_theme(text) == theme


@pytest.mark.parametrize("text", NONE)
def test_reads_no_theme_where_none_is_plain(text: str) -> None:
    assert read_theme(text) is None


def test_gives_every_theme_plainest_first() -> None:
    assert read_themes("un concert et une expo, ou bien du judo") == ["culture", "sport"]


def test_gives_the_topic_before_the_public_it_is_for() -> None:
    assert read_themes("la piste sur le numérique pour l'enfance")[0] == "numerique"
