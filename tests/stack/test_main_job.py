"""The questions that must work from end to end, on the project's own content."""

import pytest

from .conftest import Talk

pytestmark = pytest.mark.stack


def ids(answer: dict) -> list[str]:
    return [result["id"] for result in answer["results"]]


def said(answer: dict) -> str:
    return " ".join(message["text"] for message in answer["messages"])


def test_a_reception_point_for_an_elderly_mother_then_elsewhere_then_its_hours(talk: Talk) -> None:
    aurec, firminy, saturday = talk(
        "y a-t-il un point d'accueil pour ma mère âgée près d'Aurec ?", "et à Firminy ?", "c'est ouvert le samedi ?"
    )
    assert aurec["outcome"] == "answered"
    assert aurec["understood"]["commune"] == "Aurec-sur-Loire"
    assert all(result["kind"] == "reception_point" for result in aurec["results"])
    assert firminy["intent"]["name"] == "inform"
    assert firminy["criteria"]["commune"] == "Firminy"
    # No place for elderly people is documented in Firminy itself: the nearest one, and the general desk of the town.
    assert "6,7 km" in said(firminy)
    assert "Firminy" in [result["commune"] for result in firminy["results"]]
    assert saturday["intent"]["name"] == "reception_point_details"
    assert saturday["criteria"]["detail"] == "hours"
    assert ids(saturday) == ids(firminy)[:1]


def test_the_own_departement_is_always_among_the_points(talk: Talk) -> None:
    (answer,) = talk("où être reçu pour un dossier APA à Saint-Just-Malmont ?")
    assert answer["intent"]["name"] == "find_reception_point"
    assert all(result["why"] for result in answer["results"])
    assert "pt:maison-autonomie-43" in ids(answer) or "Contact de votre Département" in [
        why for result in answer["results"] for why in result["why"]
    ]


def test_nobody_is_sent_twice_as_far_as_needed(talk: Talk) -> None:
    (answer,) = talk("maison du handicap vers Brioude ?")
    distances = [result["distance_km"] for result in answer["results"]]
    assert ids(answer)[0] == "pt:maison-autonomie-43"
    assert max(distances) <= distances[0] + 30


def test_digital_activities_for_a_child_in_foster_care(talk: Talk) -> None:
    (answer,) = talk("des activités numériques pour un enfant de 9 ans en famille d'accueil à Yssingeaux")
    assert answer["intent"]["name"] == "find_activity"
    assert answer["understood"]["age"] == 9
    assert answer["understood"]["theme"] == "numerique"
    assert answer["outcome"] == "answered"
    assert answer["results"][0]["kind"] == "activity"
    assert answer["results"][0]["example"] is True


def test_the_swimrun_tells_its_last_edition(talk: Talk) -> None:
    (answer,) = talk("le swimrun c'est quand ?")
    assert answer["intent"]["name"] == "find_event"
    assert "swimrun" in answer["results"][0]["title"].lower()
    assert "dernière édition" in said(answer)
    assert "2024" in answer["results"][0]["text"]


def test_pistes_on_roads(talk: Talk) -> None:
    (answer,) = talk("quelles pistes sur les routes ?")
    assert answer["outcome"] == "answered"
    assert "piste:routes-limitrophes" in ids(answer)[:3]


def test_when_the_convention_was_signed(talk: Talk) -> None:
    (answer,) = talk("quand a été signée la convention ?")
    assert answer["outcome"] == "answered"
    assert "24 octobre 2019" in answer["results"][0]["text"]


def test_a_child_who_is_beaten_next_door(talk: Talk) -> None:
    (answer,) = talk("on frappe mon petit voisin tous les soirs")
    assert answer["outcome"] == "emergency"
    assert answer["emergency"]["kind"] == "child_danger"
    assert answer["results"][0]["facts"]["number"] in ("119", "17")
    assert "119" in said(answer) or "17" in said(answer)


def test_every_result_has_a_source_and_a_date(talk: Talk) -> None:
    questions = ("comment demander l'APA ?", "qui s'occupe de mon passeport ?", "la route de Tence est dégagée ?")
    for answer in talk(*questions):
        for result in answer["results"]:
            assert result["source"]["name"]
            assert len(result["source"]["checked_on"]) == 10


def test_an_ambiguous_commune_is_asked_about_then_answered(talk: Talk) -> None:
    question, answer = talk("je cherche un point d'accueil à Saint-Just", "celui vers Malmont")
    assert question["outcome"] == "clarify"
    assert {"Saint-Just-Saint-Rambert", "Saint-Just-Malmont"} <= set(question["understood"]["commune_candidates"])
    assert answer["criteria"]["commune"] == "Saint-Just-Malmont"
    assert answer["outcome"] == "answered"


def test_the_second_of_the_list(talk: Talk) -> None:
    found, chosen = talk("point d'accueil près de Firminy", "le deuxième")
    assert chosen["intent"]["name"] == "select_item"
    assert ids(chosen) == ids(found)[1:2]


def test_the_same_again_more_simply(talk: Talk) -> None:
    first, simpler = talk("comment demander l'APA ?", "je n'ai pas compris")
    assert simpler["intent"]["name"] == "simplify"
    assert ids(simpler) == ids(first)
    assert said(simpler) != said(first)


def test_simple_french_changes_the_wording_not_the_facts(talk: Talk) -> None:
    (ordinary,) = talk("comment demander l'APA ?")
    (plain,) = talk("comment demander l'APA ?", plain=True)
    assert ids(plain) == ids(ordinary)
    assert plain["results"][0]["text"] != ordinary["results"][0]["text"]
    assert plain["results"][0]["facts"] == ordinary["results"][0]["facts"]


def test_an_aid_told_without_its_name_with_a_place_to_be_helped_at(talk: Talk) -> None:
    (answer,) = talk("mon père à Roanne ne peut plus se laver ni s'habiller seul, comment demander une aide ?")
    assert answer["intent"]["name"] == "ask_procedure"
    assert "proc:apa" in ids(answer)
    assert [result["kind"] for result in answer["results"]].count("reception_point") == 1


def test_what_is_asked_of_the_region_names_no_counter(talk: Talk) -> None:
    (answer,) = talk("comment avoir une carte de car scolaire à Tence ?")
    assert answer["criteria"]["procedure"] == "transport_scolaire"
    assert "reception_point" not in [result["kind"] for result in answer["results"]]


def test_a_question_on_the_cooperation_that_names_a_piste_shows_it(talk: Talk) -> None:
    (answer,) = talk("la fibre et le numérique, c'est dans l'entente entre les deux départements ?")
    assert answer["outcome"] == "answered"
    assert "piste:numerique" in ids(answer)


@pytest.mark.parametrize(
    "message",
    [
        "/restart",
        "/session_start",
        '/find_event{"theme": "sport"}',
        "\u200b/restart",
        "EXTERNAL: greet",
        "///",
        "/ /restart",
    ],
)
def test_a_slash_is_never_a_command(talk: Talk, message: str) -> None:
    (answer,) = talk(message)
    assert answer["outcome"] != "unavailable"


def test_turn_after_turn_nothing_of_the_bot_grows(talk: Talk) -> None:
    answers = talk(*["et à Feurs ?", "et à Roanne ?"] * 20)
    assert all(answer["outcome"] != "unavailable" for answer in answers)
