"""« dans le 42 », « la Loire » the département and « la Loire » the river."""

from collections.abc import Sequence

from langue.placenames.scan import Mention
from langue.placenames.tokens import Token, Words
from langue.placenames.words import PlaceWords, word_set

_CODES = ("42", "43")
_NAMED = word_set("department_words")
_ADMIN = _NAMED | word_set("administration")
_BEFORE_LE = word_set("before_le_42")
_HAUTE = ("haute", "hauteloire", "hte")
_BEFORE_NUMBER = word_set("before_number")
_BEFORE_LOIRE = word_set("before_loire")
_RIVER_AFTER = word_set("after_river")


def river_is_department(words: Words, lists: PlaceWords, mention: Mention) -> bool:
    """Whether « Loire » (or « Allier ») here is the département: neither a river nor the end of a commune's name."""
    tokens, river = words.tokens, mention.stop - 1
    before = [token.word for token in tokens[max(0, river - 6) : river]]
    after = [token.word for token in tokens[mention.stop : mention.stop + 3]]
    if len(tokens) == mention.stop - mention.start or _ADMIN.intersection(before[-4:]):
        return True
    if lists.rivers.intersection(before) or _RIVER_AFTER.intersection(after) or after[:2] == ["a", "velo"]:
        return False
    if before[-1:] == ["sur"] or before[-3:] == ["cote", "de", "la"]:
        return False
    if after[:1] and (
        after[0] in _CODES or after[0] in _HAUTE or (after[0] in ("et", "ou") and after[1:2] == ["haute"])
    ):
        return True
    opening = tokens[river].start - 1
    return words.folded[max(0, opening) : opening + 1] == "(" or (before[-1:] != [] and before[-1] in _BEFORE_LOIRE)


def code_mentions(words: Words, mentions: list[Mention]) -> list[Mention]:
    """« dans le 42 », « (43) », « Firminy 42 », « 42 » alone; never « bus 42 », « 42 ans », « le 42 rue »."""
    ends = {mention.stop for mention in mentions}
    return [
        Mention("department", (token.word,), place, place + 1)
        for place, token in enumerate(words.tokens)
        if token.word in _CODES and _is_code(words, place, place in ends)
    ]


def _is_code(words: Words, place: int, follows_name: bool) -> bool:
    tokens = words.tokens
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    ends = following is None or following.after_break or following.word in ("ou", "et", "svp", "stp", "pour", "y", "je")
    if len(tokens) == 1 or _beside_the_other(tokens, place):
        return True
    if following is not None and not following.after_break and _counted(following):
        return False
    start, end = tokens[place].start, tokens[place].end
    if words.folded[start - 1 : start] == "(" and words.folded[end : end + 1] == ")":
        return True
    before = [token.word for token in tokens[max(0, place - 2) : place]]
    if before[-1:] and before[-1] in _NAMED:
        return True
    if follows_name and not tokens[place].after_break:
        return True
    if before[-1:] in (["le"], ["du"]) and before[:-1] and before[0] in _BEFORE_LE | _NAMED:
        return True
    if before == ["le"] and following is not None and following.word in ("et", "ou"):
        return True
    if before[-1:] in (["dans"], ["ds"], ["en"], ["cote"]):
        return ends
    if following is None and len(tokens) > 2 and before[-1] not in _BEFORE_NUMBER and not before[-1].isdigit():
        return True
    return before[-1:] == ["du"] and ends


def _beside_the_other(tokens: Sequence[Token], place: int) -> bool:
    """« entre 42 et 43 », « 42/43 »: both codes, with at most « et le » between them."""
    other = _CODES[1 - _CODES.index(tokens[place].word)]
    for start, stop in ((place - 3, place), (place + 1, place + 4)):
        near = [token.word for token in tokens[max(0, start) : stop]]
        if other in near:
            between = near[near.index(other) + 1 :] if start < place else near[: near.index(other)]
            return all(word in ("et", "ou", "le", "du") for word in between)
    return False


def _counted(token: Token) -> bool:
    return token.word.isdigit() or token.word in (
        "ans", "an", "euros", "km", "enfants", "personnes", "rue", "avenue", "places", "eleves", "m", "h", "kg", "bis"
    )  # fmt: skip
