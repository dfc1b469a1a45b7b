"""One way of writing a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langue.normalise import expand_sms, fold, key, sms_lexicon, words


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("Éléphant", "elephant"),
            ("Cœur", "cour"),
            ("l’été", "l'ete"),
            ("Saint‑Étienne", "saint-etienne"),
            ("ÇA", "ca"),
        ],
    )
    def test_accents_capitals_and_typography_go(self, text: str, folded: str) -> None:
        assert fold(text) == folded

    @given(st.text())
    def test_the_length_is_kept(self, text: str) -> None:
        assert len(fold(text)) == len(text)


class TestKey:
    def test_saint_is_spelt_out_and_separators_are_spaces(self) -> None:
        assert key("St-Just-Malmont") == key("saint just malmont") == "saint just malmont"

    def test_words_are_runs_of_letters_and_digits(self) -> None:
        assert words("y a koi, ce w-e ?") == ["y", "a", "koi", "ce", "w", "e"]


class TestExpandSms:
    @pytest.mark.parametrize(
        ("written", "full"),
        [
            ("y a koi ce we a st etienne pr les gosses", "y a quoi ce week-end a st etienne pour les enfants"),
            ("bjr, ya tjs 1 asso ds le village ?", "bonjour, il y a toujours 1 association dans le village ?"),
            ("jcherche un rdv svp", "je cherche un rendez-vous s' il vous plait"),
            ("c koi l'apa", "c' est quoi l' apa"),
            ("ce w.e. s.v.p.", "ce week-end s' il vous plait"),
            ("merciiii bcp", "merci beaucoup"),
            ("200 g de pain", "200 g de pain"),
            ("peut-on venir", "peut-on venir"),
            ("jsp pk c ferme", "je ne sais pas pourquoi c' est ferme"),
            ("dsl pb mtn", "desole probleme maintenant"),
            ("le bus de 14h", "le bus de 14h"),
            ("jai besoin daide", "j' ai besoin d' aide"),
        ],
    )
    def test_sms_spelling_is_written_out(self, written: str, full: str) -> None:
        assert expand_sms(written) == full

    @pytest.mark.parametrize("word", ["avc", "sept", "de", "tas", "laide", "aide", "mer", "mars", "sud", "st", "mds"])
    def test_words_that_mean_something_else_are_left_alone(self, word: str) -> None:
        assert expand_sms(word) == word

    def test_the_lexicon_has_at_least_250_entries(self) -> None:
        assert len(sms_lexicon()) >= 250

    def test_keys_and_values_are_folded(self) -> None:
        assert all(fold(text) == text for pair in sms_lexicon().items() for text in pair)

    @given(st.text(alphabet="abcjkqstwy' 0123.-e", max_size=60))
    def test_twice_changes_nothing_more(self, text: str) -> None:
        assert expand_sms(expand_sms(text)) == expand_sms(text)
