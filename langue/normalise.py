"""One way of writing a message: lower case, no accents, plain apostrophes, SMS spelling expanded.

`fold` keeps the length of the text, so that a place found in the folded text is at the same offsets in the original.
`expand_sms` does not: it is for reading words, never for offsets.
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

# Characters that NFKD would make longer are replaced one for one; everything else keeps its first base character.
_SPECIAL = {
    "œ": "o",
    "æ": "a",
    "ß": "s",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "–": "-",
    "—": "-",
    "‑": "-",
    "‐": "-",
}
_WORD = re.compile(r"[a-z0-9]+")
_SMS_FILE = Path(__file__).parent / "data" / "sms.json"
# « w.e », « s.v.p. », « r.d.v »: single letters between full stops are one abbreviation.
_DOTTED = re.compile(r"(?<![a-z0-9])(?:[a-z]\.){1,4}[a-z](?![a-z0-9])\.?")
# A word, and whether it is held by an apostrophe or a hyphen (« c'est », « peut-on »): those are written out already.
_FREE_WORD = re.compile(r"(?<![a-z0-9'])[a-z0-9]+(?![a-z0-9']|-[a-z])")
# No French word begins with j and a consonant: « jcherche », « jveux » lost the e of « je ».
_LOST_JE = re.compile(r"j(?=[bcdfghklmnpqrstvwxz][a-z]{2,})")
# « l'ecole », « qu'on »: the elided word and the next become two words.
_ELISION = re.compile(r"(?<![a-z0-9])([cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=[a-z])")
# Letters repeated for emphasis: « merciiii », « svpppp ».
_SPACES = re.compile(r"\s+")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    lowered = character.lower()
    if lowered in _SPECIAL:
        return _SPECIAL[lowered]
    base = unicodedata.normalize("NFKD", lowered)[:1]
    if not base or unicodedata.category(base) in ("Cc", "Cf", "Zs", "Zl", "Zp"):
        return " "
    return base


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and dashes made plain; the same length as `text`."""
    return "".join(map(_fold_character, text))


def words(folded: str) -> list[str]:
    """The runs of letters and digits of a folded text."""
    return _WORD.findall(folded)


def key(text: str) -> str:
    """A name reduced for comparing: folded, every separator a space, « saint » spelt out ("st-just" → "saint just")."""
    parts = words(fold(text))
    return " ".join({"st": "saint", "ste": "sainte"}.get(part, part) for part in parts)


@lru_cache(maxsize=1)
def sms_lexicon() -> dict[str, str]:
    """Abbreviation → written out, both folded: every section of `data/sms.json` together."""
    sections = json.loads(_SMS_FILE.read_text(encoding="utf-8"))
    return {
        short: full for section in sections.values() if isinstance(section, dict) for short, full in section.items()
    }


def expand_sms(folded: str) -> str:
    """A folded text with SMS spelling written out and elisions split ("c koi l'aide" → "c'est quoi" + "l' aide").

    Running it twice changes nothing more. Offsets are not kept.
    """
    text = _DRAWN_OUT.sub(r"\1", _DOTTED.sub(lambda found: found.group().replace(".", ""), folded))
    return _split_elisions(_FREE_WORD.sub(_written_out, _split_elisions(text)))


def one_spelling(text: str) -> str:
    """`text` folded, SMS written out, with single spaces: how sentences are shown to encoders and n-grams."""
    return _SPACES.sub(" ", expand_sms(fold(text))).strip()


def _split_elisions(text: str) -> str:
    return _ELISION.sub(r"\1' ", text)


def _written_out(found: "re.Match[str]") -> str:
    word = found.group()
    if len(word) == 1 and found.string[: found.start()].rstrip()[-1:].isdigit():
        return word  # "200 g", "2 c": a unit or a class, not « j'ai », « c'est »
    known = sms_lexicon().get(word)
    if known is not None:
        return known
    return _LOST_JE.sub("je ", word) if word[0] == "j" and word != "jsp" else word
