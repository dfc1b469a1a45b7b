"""The readers together: keys, plain text, vocabularies, hostile input."""

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from langue.criteria import plain, read_criteria
from langue.criteria.lexicon import Lexicon
from langue.criteria.numbers import figures
from langue.criteria.plain import DATA, MAX_CHARACTERS

WRITTEN = [
    ("l'aide à domicile", " l aide a domicile "),
    ("laide a domicile", " l aide a domicile "),
    ("9ans", " 9 ans "),
    ("14-17 ans", " 14 ~ 17 ans "),
    ("14 – 17", " 14 ~ 17 "),
    ("beau-frère", " beau frere "),
    ("n°3", " numero 3 "),
    ("ma sœur", " ma soeur "),
    ("mise en œuvre", " mise en oeuvre "),
    ("OÙ ÇA ???", " ou ca ? "),
    ("un théatre", " un theatre "),
    ("le handycap", " le handicap "),
    ("ma collègue", " ma collegue "),
    ("le concept", " le concept "),
    ("l'artiste", " l artiste "),
    ("", " "),
    ("🙂", " "),
]

PEOPLE = [
    "bonjour",
    "ma mère de 88 ans ne peut plus cuisiner, un point d'accueil près d'ici ?",
    "pareil pour le deuxième, c'est gratuit ?",
    "0" * 1000,
    "a" * 1000,
    "'" * 1000,
    "ans " * 300,
    "12 et " * 200,
    "payer .. " * 100 + "loyer",
    "BONJOURJECHERCHEUNEACTIVITEPOURMONFILS",
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_makes_a_text_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_leaves_a_plain_text_alone() -> None:
    written = plain("Où ça, à 14-17 ans ?")
    assert plain(written) is written


def test_reads_number_words_as_figures() -> None:
    assert figures(["quatre", "vingt", "dix", "neuf", "ou", "vingt", "et", "un", "ou", "un"]) == [
        "99",
        "ou",
        "21",
        "ou",
        "un",
    ]


def test_merges_what_the_readers_find() -> None:
    assert read_criteria("un concert gratuit pour mon fils de 9 ans, le deuxième") == {
        "age": 9,
        "audience": "children",
        "theme": "culture",
        "ordinal": 2,
        "free": True,
    }


def test_says_nothing_of_an_empty_message() -> None:
    assert read_criteria("") == {}


def test_names_the_themes_when_there_are_several() -> None:
    assert read_criteria("du sport ou de la musique") == {"themes": ["sport", "culture"]}


def test_finds_a_phrase_across_a_few_words_of_one_sentence() -> None:
    lexicon = Lexicon({"x": {"said": ["payer .. loyer"]}}, {"said": 1})
    assert [hit.label for hit in lexicon.find(plain("payer enfin mon loyer"))] == ["x"]
    assert lexicon.find(plain("il faut payer. Et mon loyer")) == []


def test_hides_a_phrase_inside_what_is_ignored() -> None:
    phrases = {"x": {"said": ["piste"]}, "ignored": {"said": ["piste (de|du) ski"]}}
    assert Lexicon(phrases, {"said": 1}).find(plain("la piste de ski")) == []


@pytest.mark.parametrize("phrase", ["", "(a|b", "a)", "(a|)", "..", "ab*"])
def test_refuses_a_phrase_badly_written(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|bracket|stem"):
        Lexicon({"x": {"said": [phrase]}}, {"said": 1})


@pytest.mark.parametrize("name", ["procedures", "themes", "audience", "details", "price", "reactions", "joint"])
def test_vocabularies_hold_only_folded_words_and_signs(name: str) -> None:
    vocabulary = json.loads((DATA / f"criteria_{name}.json").read_text(encoding="utf-8"))
    phrases = [p for key, label in vocabulary.items() if key[0] != "_" for section in label.values() for p in section]
    assert [phrase for phrase in phrases if not re.fullmatch(r"[a-z0-9 ()|.*/]+", phrase)] == []


@pytest.mark.parametrize("text", PEOPLE)
def test_reads_any_message_quickly(text: str) -> None:
    read_criteria("warm up")
    start = time.perf_counter()
    read_criteria(text)
    assert time.perf_counter() - start < 0.5


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_never_fails_on_any_text(text: str) -> None:
    found = read_criteria(text)
    assert all(value not in (None, [], "") for value in found.values())


_WORDS = [
    "le",
    "la",
    "12",
    "ans",
    "et",
    "de",
    "pas",
    "mois",
    "2e",
    "loyer",
    "payer",
    "fils",
    "handicapé",
    "?",
    ",",
    "-",
    "n°",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join))
def test_never_fails_on_any_order_of_its_own_words(text: str) -> None:
    read_criteria(text)


def test_reads_no_further_than_its_limit() -> None:
    assert read_criteria("x " * MAX_CHARACTERS + "9 ans") == {}
