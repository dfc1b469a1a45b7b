"""Messages written without spaces."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langue import guard
from langue.spacing import with_spaces


class TestGlued:
    @pytest.mark.parametrize(
        ("glued", "spaced"),
        [
            ("aquelleheureouvrelaccueildeFirminy", "a quelle heure ouvre l accueil de Firminy"),
            ("ondoitsignerquoipourl'atelier", "on doit signer quoi pour l'atelier"),
            ("unesortiepourmafillede12ans?", "une sortie pour ma fille de 12 ans?"),
            ("Bonjour, jevoudraisunrendezvous svp", "Bonjour, je voudrais un rendez vous svp"),
            ("jeveuxmourir", "je veux mourir"),
        ],
    )
    def test_words_are_told_apart(self, glued: str, spaced: str) -> None:
        assert with_spaces(glued) == spaced

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "anticonstitutionnellement",
            "Rechtsschutzversicherungsgesellschaften",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "https://www.example.fr/lapagedesquestionsdeshabitants",
            "lepointdaccueildelaville@example.fr",
            "FR7630006000011234567890189",
            "des renseignements interdépartementaux",
        ],
    )
    def test_other_long_runs_are_left_as_they_are(self, text: str) -> None:
        assert with_spaces(text) == text

    @given(st.text(max_size=600))
    def test_only_spaces_are_added(self, text: str) -> None:
        assert re.sub(r"\s", "", with_spaces(text)) == re.sub(r"\s", "", text)


def test_danger_without_spaces_is_found() -> None:
    found = guard.check("monmarimefrappetouslessoirsdevantlesenfants")
    assert found is not None
    assert found.kind == "domestic_violence"
