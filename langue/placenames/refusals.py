"""Places that the person does not want: « pas à Roanne », « plutôt que Feurs », « Roanne c'est trop loin »."""

from langue.placenames.tokens import Token, Words
from langue.placenames.words import word_set

_SKIPPED_BY_REFUSAL = word_set("between_refusal_and_name")
# « j'habite plus à Feurs »: in speech, without « ne », these cannot mean « more ».
_NO_MORE = frozenset(("habite", "vis", "travaille", "vit"))
_REFUSALS = frozenset(("pas", "ni", "sauf", "hors", "hormis", "excepte"))
# « c'est », « ça me fait »: what may stand between a place and « trop loin ».
_IT_IS = frozenset(("c", "est", "cest", "ca", "fait", "me", "bien", "beaucoup"))


def is_refused(words: Words, start: int, *, only_place: bool) -> bool:
    """« pas à Saint-Étienne », « ni X », « au lieu de X », « plutôt que X »; « pourquoi pas à X ? » asks for it."""
    tokens = words.tokens
    place = start - 1
    while place >= 0 and start - place <= 5 and tokens[place].word in _SKIPPED_BY_REFUSAL:
        place -= 1
    if place < 0 or start - place > 5:
        return False
    word, before = tokens[place].word, [token.word for token in tokens[max(0, place - 5) : place]]
    if word == "lieu":
        return before[-1:] == ["au"]
    if word == "place":
        return before[-2:] == ["a", "la"] and tokens[place + 1].word in ("de", "d", "du", "des")
    if word in ("que", "qu"):
        return "plutot" in before
    if word == "plus":
        return before[-1:] != [] and (before[-1] in _NO_MORE or not {"n", "ne"}.isdisjoint(before))
    if word not in _REFUSALS or tokens[start].after_break:
        return False
    if word == "pas" and (
        before[-1:] == ["pourquoi"] or before[-2:] in (["y", "a"], ["il", "a"]) or before[-1:] == ["ya"]
    ):
        return False
    return not (only_place and word == "pas" and words.folded.rstrip().endswith("?"))


def is_too_far(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    """« Roanne c'est trop loin », « Feurs, non », « c'est trop loin Roanne »; never « pas trop loin de Roanne »."""
    before = [token.word for token in tokens[max(0, start - 3) : start]]
    if before[-2:] in (["trop", "loin"], ["trop", "complique"]) and before[:-2] != ["pas"]:
        return not tokens[start].after_break and tokens[start].word not in ("du", "des")
    after = [token.word for token in tokens[stop : stop + 6]]
    if after[:1] == ["non"]:
        return True
    for place, word in enumerate(after[:4]):
        if word == "trop" and after[place + 1 : place + 2] in (["loin"], ["complique"]):
            return _IT_IS.issuperset(after[:place])
    return False
