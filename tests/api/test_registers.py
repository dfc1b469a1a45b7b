"""How a message is written, told for equity figures."""

import pytest

from api.exchange_log import register_of


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("slt koman on fé pour l apa", "sms"),
        ("c koi le truc pr les vieux", "sms"),
        ("apa Firminy", "short"),
        ("je voudrais savoir où c'est, svp", "standard"),
        ("Qu'est-ce qu'il faut pour l'APA à Saint-Étienne ?", "standard"),
        ("L'ALLOCATION POUR MA MÈRE SVP", "caps"),
        ("mot " * 40, "long"),
    ],
)
def test_registers_are_told_apart(text: str, register: str) -> None:
    assert register_of(text) == register
