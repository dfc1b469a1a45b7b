"""French number words as figures, from zero to a hundred and fifteen."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

_UNDER_TWENTY = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix_sept dix_huit dix_neuf"
)
_SMALL = tuple(_UNDER_TWENTY.split())
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre_vingt"}
_OTHERS = {"septante": 70, "octante": 80, "huitante": 80, "nonante": 90, "quatre_vingts": 80, "cent": 100, "une": 1}
# "un" and "une" are articles first: read only before one of these.
_ARTICLES = ("un", "une")


def figures(words: Sequence[str]) -> list[str]:
    """`words` with each number written out replaced by one figure; articles stay, save before « an » and « ans »."""
    return list(_read(words))


def _read(words: Sequence[str]) -> Iterator[str]:
    names, longest = _names()
    position = 0
    while position < len(words):
        length = longest.get(words[position], 0)
        while length and tuple(words[position : position + length]) not in names:
            length -= 1
        after = words[position + length] if position + length < len(words) else ""
        if not length or (words[position] in _ARTICLES and length == 1 and after not in ("an", "ans")):
            yield words[position]
            position += 1
        else:
            yield str(names[tuple(words[position : position + length])])
            position += length


@lru_cache(maxsize=1)
def _names() -> tuple[dict[tuple[str, ...], int], dict[str, int]]:
    """Every name as words, and by first word how many words it may take."""
    names = {tuple(name.split("_")): n for n, name in enumerate(_SMALL)}
    names.update({tuple(name.split("_")): n for name, n in _OTHERS.items()})
    for tens, name in _TENS.items():
        for n in range(20 if tens in (60, 80) else 10):
            for link in ("", "et_"):
                names[tuple(f"{name}_{link}{_SMALL[n]}".split("_") if n else name.split("_"))] = tens + n
    names.update({("cent", *_SMALL[n].split("_")): 100 + n for n in range(1, 16)})
    longest: dict[str, int] = {}
    for words in names:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return names, longest
