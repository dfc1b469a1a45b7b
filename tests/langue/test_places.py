"""Places as residents write them."""

import time

import pytest
from gazetteer_fixture import seed_gazetteer
from hypothesis import given
from hypothesis import strategies as st
from place_cases import AMBIGUOUS, AREAS, DEPARTMENTS, FORMER, MESSAGES, NO_COMMUNE, OUTSIDE, WRITTEN

from langue.gazetteer import Gazetteer
from langue.normalise import fold
from langue.places import find_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return seed_gazetteer()


def name_of(text: str, gazetteer: Gazetteer) -> str | None:
    commune = find_places(text, gazetteer).commune
    return commune.name if commune else None


class TestOneCommune:
    @pytest.mark.parametrize(("text", "name"), WRITTEN)
    def test_a_name_is_read_however_it_is_written(self, gazetteer: Gazetteer, text: str, name: str) -> None:
        assert name_of(text, gazetteer) == name

    @pytest.mark.parametrize(("text", "name"), FORMER)
    def test_a_former_or_familiar_name_gives_the_commune_of_today(
        self, gazetteer: Gazetteer, text: str, name: str
    ) -> None:
        assert name_of(text, gazetteer) == name

    @pytest.mark.parametrize(("text", "name"), MESSAGES)
    def test_the_commune_wanted_is_found_in_a_message(self, gazetteer: Gazetteer, text: str, name: str) -> None:
        assert name_of(text, gazetteer) == name

    @pytest.mark.parametrize("write", [str, str.lower, str.upper, fold], ids=["official", "lower", "capitals", "plain"])
    def test_every_commune_is_found_after_a_preposition(self, gazetteer: Gazetteer, write: object) -> None:
        missed = []
        for commune in gazetteer.communes.values():
            written = write(commune.name)  # type: ignore[operator]
            places = find_places(f"je suis à {written}", gazetteer)
            if places.commune is not commune and commune not in places.candidates:
                missed.append(written)
        # Four names are ordinary words: a capital must tell them.
        assert set(map(fold, missed)) <= {"jure", "mars", "precieux", "les salles"}


class TestNoCommune:
    @pytest.mark.parametrize("text", NO_COMMUNE)
    def test_no_place_is_invented(self, gazetteer: Gazetteer, text: str) -> None:
        places = find_places(text, gazetteer)
        assert (places.commune, places.candidates) == (None, ())

    def test_a_spaceless_long_word_is_no_place(self, gazetteer: Gazetteer) -> None:
        assert name_of("incontestablementcollaterales", gazetteer) is None


class TestAmbiguousNames:
    @pytest.mark.parametrize(("text", "names"), AMBIGUOUS)
    def test_a_name_that_several_bear_gives_candidates(self, gazetteer: Gazetteer, text: str, names: set[str]) -> None:
        places = find_places(text, gazetteer)
        assert places.commune is None
        assert names <= {commune.name for commune in places.candidates}

    def test_candidates_come_most_inhabited_first(self, gazetteer: Gazetteer) -> None:
        found = find_places("Saint-Just", gazetteer).candidates
        assert [c.population for c in found] == sorted((c.population for c in found), reverse=True)

    def test_a_commune_25_times_larger_is_taken_and_the_others_offered(self, gazetteer: Gazetteer) -> None:
        places = find_places("Monistrol", gazetteer)
        assert [commune.name for commune in places.others] == ["Monistrol-d'Allier"]

    def test_the_departement_stated_decides(self, gazetteer: Gazetteer) -> None:
        assert find_places("Chenereilles dans le 43", gazetteer).commune.insee == "43069"  # type: ignore[union-attr]

    def test_a_neighbour_named_decides_and_is_kept(self, gazetteer: Gazetteer) -> None:
        places = find_places("Saint-Just près de Firminy", gazetteer)
        assert (places.commune.name, [c.name for c in places.also]) == ("Saint-Just-Malmont", ["Firminy"])  # type: ignore[union-attr]


class TestRefusal:
    @pytest.mark.parametrize(
        ("text", "refused"),
        [
            ("pas à Saint-Étienne, plutôt Firminy", ["Saint-Étienne"]),
            ("pas à Roanne", ["Roanne"]),
            ("ni à Roanne ni à Feurs, à Charlieu", ["Roanne", "Feurs"]),
            ("Roanne c'est trop loin", ["Roanne"]),
            ("Firminy, euh non Unieux", ["Firminy"]),
            ("partout sauf à Roanne", ["Roanne"]),
            ("Firminy plutôt qu'Unieux", ["Unieux"]),
            ("je n'habite plus à Feurs mais à Balbigny", ["Feurs"]),
            ("pourquoi pas à Feurs ?", []),
            ("c'est pas loin de Firminy", []),
            ("il y a pas à Firminy un club ?", []),
            ("Saint-Étienne ou Firminy", []),
        ],
    )
    def test_a_refused_commune_is_told_apart(self, gazetteer: Gazetteer, text: str, refused: list[str]) -> None:
        assert [commune.name for commune in find_places(text, gazetteer).refused] == refused

    def test_other_communes_named_are_kept(self, gazetteer: Gazetteer) -> None:
        assert [c.name for c in find_places("entre Firminy et Monistrol", gazetteer).also] == ["Monistrol-sur-Loire"]


class TestAround:
    @pytest.mark.parametrize(("text", "code"), DEPARTMENTS)
    def test_a_departement_is_read_only_when_stated(self, gazetteer: Gazetteer, text: str, code: str | None) -> None:
        assert find_places(text, gazetteer).department == code

    @pytest.mark.parametrize(("text", "area"), AREAS)
    def test_an_area_is_read_but_not_inside_a_name(self, gazetteer: Gazetteer, text: str, area: str | None) -> None:
        found = find_places(text, gazetteer).area
        assert (found.id if found else None) == area

    @pytest.mark.parametrize(("text", "name"), OUTSIDE)
    def test_a_place_elsewhere_is_named_as_such(self, gazetteer: Gazetteer, text: str, name: str | None) -> None:
        assert find_places(text, gazetteer).outside == name


class TestSpans:
    @pytest.mark.parametrize(
        ("text", "span"),
        [
            ("Bonjour, à Bas-en-Basset svp", ("Bas-en-Basset", "commune")),
            ("aller au Puy demain", ("au Puy", "commune")),
            ("dans la Loire", ("la Loire", "department")),
            ("pas à Roanne", ("Roanne", "refused")),
            ("le guichet du 43600", ("43600", "postcode")),
            ("vers le Forez", ("le Forez", "area")),
            ("je vis à Lyon", ("Lyon", "outside")),
            ("Œuvre à Yssingeaux", ("Yssingeaux", "commune")),
        ],
    )
    def test_a_span_gives_the_words_of_the_place(self, gazetteer: Gazetteer, text: str, span: tuple[str, str]) -> None:
        start, end, kind = find_places(text, gazetteer).spans[0]
        assert (text[start:end], kind) == span

    @given(st.text(max_size=300))
    def test_any_text_is_read_without_failing_and_spans_stay_inside(self, text: str) -> None:
        for start, end, _ in find_places(text, seed_gazetteer()).spans:
            assert 0 <= start < end <= len(text)

    @pytest.mark.parametrize("pattern", ["a-", "a.", "a@", "saint ", "st-", "aaaaaaaaa", "l'", "pas à "])
    def test_a_hostile_text_is_read_in_linear_time(self, gazetteer: Gazetteer, pattern: str) -> None:
        start = time.process_time()
        find_places((pattern * 8_000)[:8_000], gazetteer)
        assert time.process_time() - start < 0.5  # seconds; about 0.02 when nothing else runs

    def test_only_the_first_8000_characters_count(self, gazetteer: Gazetteer) -> None:
        assert name_of("bla " * 3_000 + "à Firminy", gazetteer) is None


@pytest.mark.parametrize(
    "text", ["foyer le puy", "marché de noel du puy", "MDPH LE PUY", "la cathédrale du puy samedi"]
)
def test_le_puy_is_the_town_however_it_is_written(text: str, gazetteer: Gazetteer) -> None:
    found = find_places(text, gazetteer).commune
    assert found is not None
    assert found.name == "Le Puy-en-Velay"


@pytest.mark.parametrize("text", ["un spectacle au puy du fou", "le puy de dome", "aurevoire", "orevoir et merci"])
def test_what_only_resembles_a_commune_is_none(text: str, gazetteer: Gazetteer) -> None:
    assert find_places(text, gazetteer).commune is None


def test_the_place_named_after_too_far_is_refused(gazetteer: Gazetteer) -> None:
    found = find_places("c'est trop loin Roanne, quelque chose vers Charlieu", gazetteer)
    assert found.commune is not None
    assert (found.commune.name, [one.name for one in found.refused]) == ("Charlieu", ["Roanne"])


def test_not_too_far_from_a_place_asks_for_it(gazetteer: Gazetteer) -> None:
    assert not find_places("pas trop loin de Roanne", gazetteer).refused
