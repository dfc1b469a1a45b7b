"""Price, joint points, reactions to results, « pareil pour… », other languages."""

import pytest

from langue.criteria import read_joint, read_language, read_price, read_reaction, read_same_again

PRICES = [
    ("un concert gratuit", "free"),
    ("un truc gratos ce week-end", "free"),
    ("expositions en entrée libre", "free"),
    ("quelque chose de pas payant", "free"),
    ("c'est gratuit ?", "price_asked"),
    ("est-ce que c'est payant", "price_asked"),
    ("combien ça coûte", "price_asked"),
    ("quel est le tarif", "price_asked"),
    ("le prix de la place", "price_asked"),
    ("il faut payer ?", "price_asked"),
    ("gratuit ou pas ?", "price_asked"),
    ("c'est combien par enfant", "price_asked"),
]
NO_PRICE = ["combien de temps", "combien d'enfants", "bonjour", "un concert", ""]

REACTIONS = [
    ("c'est trop loin", "too_far"),
    ("plus près svp", "too_far"),
    ("un peu loin pour nous", "too_far"),
    ("moins loin", "too_far"),
    ("c'est trop tard pour nous", "too_late"),
    ("plus tôt ?", "too_late"),
    ("autre chose ?", "other"),
    ("d'autres idées", "other"),
    ("tu en as d'autres", "other"),
    ("encore", "other"),
    ("la suite", "other"),
    ("ça ne me plaît pas", "other"),
]
NO_REACTION = [
    "pas trop loin de Firminy",
    "le guichet le plus proche",
    "une carte pour se garer plus près",
    "les autres départements",
    "parlez-vous d'autres langues ?",
    "ce service existe encore",
    "bonjour",
    "",
]

SAME = [
    "pareil pour dimanche prochain",
    "Pareil, à Yssingeaux",
    "la même chose en Haute-Loire",
    "idem",
    "et pareil mais dimanche",
    "même question pour ma tante",
    "refais la même recherche pour demain",
    "bon ben la même pour Roanne",
]
NOT_SAME = ["c'est pareil", "ce n'est pas pareil", "un truc pareil", "la même", "quand même", ""]

JOINT = [
    "un point d'accueil commun",
    "les guichets communs aux deux départements",
    "un lieu ouvert aux deux départements",
    "l'accueil partagé entre les deux départements",
    "un accueil limitrophe",
]
NOT_JOINT = ["ma commune", "un point d'accueil", "quels points communs", "un guichet à Aurec", ""]

LANGUAGES = [
    ("en", "hello I need help for my mother"),
    ("en", "Where is the nearest desk?"),
    ("en", "do you speak english"),
    ("es", "necesito ayuda para mi madre"),
    ("es", "¿Dónde está la oficina?"),
    ("pt", "Olá, preciso de ajuda para o meu pai"),
    ("it", "ciao, dove è l'ufficio"),
    ("it", "ho bisogno di aiuto per mia madre"),
    ("de", "Ich brauche Hilfe für meine Mutter"),
    ("tr", "merhaba"),
    ("tr", "annem için yardım istiyorum"),
    ("ar", "مرحبا"),
    ("ar", "أحتاج مساعدة لأمي"),
]
FRENCH = [
    "bonjour",
    "hello",
    "Ciao !",
    "Firminy",
    "Saint-Just-Malmont",
    "Le Mas-de-Tence",
    "San Sebastian ?",
    "pr le we ya koi",
    "un spectacle, the voice",
    "help svp",
    "un atelier de street art pour mon fils",
    "je cherche un cours de salsa",
    "43600",
    "???",
    "",
]


@pytest.mark.parametrize(("text", "key"), PRICES)
def test_tells_a_wish_for_free_from_a_question_on_the_price(text: str, key: str) -> None:
    assert read_price(text) == {key: True}


@pytest.mark.parametrize("text", NO_PRICE)
def test_reads_no_price_where_none_is_meant(text: str) -> None:
    assert read_price(text) is None


@pytest.mark.parametrize(("text", "reaction"), REACTIONS)
def test_reads_the_reaction_to_what_was_shown(text: str, reaction: str) -> None:
    assert read_reaction(text) == reaction


@pytest.mark.parametrize("text", NO_REACTION)
def test_reads_no_reaction_in_other_words(text: str) -> None:
    assert read_reaction(text) is None


@pytest.mark.parametrize("text", SAME)
def test_recognises_the_same_question_again(text: str) -> None:
    assert read_same_again(text)


@pytest.mark.parametrize("text", NOT_SAME)
def test_does_not_repeat_what_is_only_alike(text: str) -> None:
    assert not read_same_again(text)


@pytest.mark.parametrize("text", JOINT)
def test_recognises_a_joint_point(text: str) -> None:
    assert read_joint(text)


@pytest.mark.parametrize("text", NOT_JOINT)
def test_reads_no_joint_point_elsewhere(text: str) -> None:
    assert not read_joint(text)


@pytest.mark.parametrize(("language", "text"), LANGUAGES)
def test_recognises_the_language(language: str, text: str) -> None:
    assert read_language(text) == language


@pytest.mark.parametrize("text", FRENCH)
def test_takes_short_messages_loan_words_and_names_for_french(text: str) -> None:
    assert read_language(text) is None
