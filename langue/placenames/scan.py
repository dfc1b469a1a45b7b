"""Reads a message from left to right and marks every name: exact forms first, then misspelt ones."""

from dataclasses import dataclass
from functools import lru_cache

from langue.gazetteer import Gazetteer, Phrase
from langue.placenames import context
from langue.placenames.forms import LINKS, SAINTS, STRONG, WEAK
from langue.placenames.fuzzy import Spelling, closest, closest_tail
from langue.placenames.sounds import sound
from langue.placenames.tokens import Token, Words, is_saint

# Words of the longest name, and of the longest window tried for a misspelt one.
LONGEST, WINDOW = 9, 4
# Letters from which a word is searched for a name written without spaces.
GLUED = 16
# What a name follows there; anything else is the inside of another word (« incontestables »).
_GLUED_BEFORE = ("a", "de", "du", "sur", "vers", "pour", "guichet", "mairie")


@dataclass(frozen=True)
class Mention:
    """A name in the message: its kind (as in `Phrase`), what it may stand for, and the tokens it covers."""

    kind: str
    ids: tuple[str, ...]
    start: int
    stop: int


def scan(words: Words, gazetteer: Gazetteer) -> list[Mention]:
    """Every mention, in order, never overlapping. People, streets and patron saints are left out."""
    mentions: list[Mention] = []
    place = 0
    while place < len(words.tokens):
        found = _exact(words, gazetteer, place) or _misspelt(words, gazetteer, place)
        if found is None:
            place += 1
            continue
        if found.kind != "nothing":
            mentions.append(found)
        place = found.stop
    return mentions


def _exact(words: Words, gazetteer: Gazetteer, start: int) -> Mention | None:
    """The longest form that is written out from token `start` and believed."""
    found: Mention | None = None
    glued = ""
    for stop in range(start + 1, min(start + LONGEST, len(words.tokens)) + 1):
        token = words.tokens[stop - 1]
        glued += _first(token, gazetteer) if stop == start + 1 else token.name
        if glued not in gazetteer.beginnings:
            break
        phrase = gazetteer.phrases.get(glued)
        if phrase is not None:
            found = _accepted(words, gazetteer, phrase, glued, start, stop) or found
        elif len(glued) >= 4 and glued in gazetteer.tails and glued not in SAINTS:
            found = _half_written(words, gazetteer, glued, start, stop) or found
    return found


def _half_written(words: Words, gazetteer: Gazetteer, glued: str, start: int, stop: int) -> Mention | None:
    """A beginning that nobody uses alone, with a misspelt end: "bourg argentale"."""
    ids = tuple(insee for tail, insee in gazetteer.tails[glued].items() if len(tail) >= 6)
    completed = _completed(words.tokens, gazetteer, glued, ids, stop)
    if completed is None:
        return None
    return Mention("commune", completed[0], start, completed[1])


def _first(token: Token, gazetteer: Gazetteer) -> str:
    """The first word of a name; "stjust" is "saintjust", "daurec" is "aurec"."""
    name = token.first
    if name[:1] in ("d", "l") and name[1:2] in tuple("aeiouyh") and len(name) > 4 and name not in gazetteer.beginnings:
        return name[1:] if name not in gazetteer.words.common else name
    if name.startswith("st") and len(name) > 4:
        for saint, rest in (("sainte", name[3:]), ("saint", name[2:])):
            if (saint == "saint" or name.startswith("ste")) and saint + rest in gazetteer.beginnings:
                return saint + rest
    return name


def _accepted(words: Words, gazetteer: Gazetteer, phrase: Phrase, glued: str, start: int, stop: int) -> Mention | None:
    if phrase.kind != "commune":
        if phrase.kind == "outside" and not _outside_believed(words, gazetteer, phrase, start, stop):
            return None
        return Mention(phrase.kind, phrase.ids, start, stop)
    if glued == "sainte" and not _is_sainte(words, start, stop):
        return None
    ids = phrase.ids
    completed = _completed(words.tokens, gazetteer, glued, ids, stop)
    if completed is not None:
        return Mention("commune", *completed[:1], start, completed[1])
    need = phrase.need if glued != "sainte" else STRONG
    if stop - start not in phrase.parts and not _as_well(words.tokens[start], glued, stop - start, phrase):
        if stop - start > max(phrase.parts) and min(len(token.word) for token in words.tokens[start:stop]) < 3:
            return None  # « à Boën » is not Aboën
        need = max(need, WEAK)
    if not context.believed(words, gazetteer.words, start, stop, need):
        return None
    kind = "nothing" if _someone_or_street(words, gazetteer, ids, start, stop) else "commune"
    return Mention(kind, ids, start, stop)


def _as_well(token: Token, glued: str, written: int, phrase: Phrase) -> bool:
    """Whether a form glued or cut otherwise than usual is as sure: "stjustmalmont", "rivedegier"."""
    return token.name.startswith(("saint", "st")) or (written < min(phrase.parts) and len(glued) >= 9)


def _is_sainte(words: Words, start: int, stop: int) -> bool:
    """« Sainté », « sté », « st-é » for Saint-Étienne; without accent only after a preposition, at an end."""
    token = words.tokens[start]
    if stop - start == 2 or (token.accented and token.word in ("sainte", "ste")):
        return True
    if token.word not in ("sainte", "ste"):
        return False
    ends = stop == len(words.tokens) or words.tokens[stop].after_break or words.tokens[stop].word in LINKS
    return ends and context.preposition(words.tokens, start) == context.TIGHT


def _completed(
    tokens: tuple[Token, ...], gazetteer: Gazetteer, glued: str, ids: tuple[str, ...], stop: int
) -> tuple[tuple[str, ...], int] | None:
    """The end of the name, misspelt: "saint just malmon", "monistrol d alier" → ((INSEE code,), stop)."""
    tails = gazetteer.tails.get(glued)
    if tails is None or stop == len(tokens):
        return None
    best: tuple[int, str, int] | None = None
    written = ""
    for end in range(stop + 1, min(stop + WINDOW, len(tokens)) + 1):
        if tokens[end - 1].after_break:
            break
        written += tokens[end - 1].name
        found = closest_tail(gazetteer, glued, written)
        if found is not None and found[1] in ids and (best is None or found[0] > best[0]):
            best = (found[0], found[1], end)
    return ((best[1],), best[2]) if best is not None else None


def _outside_believed(words: Words, gazetteer: Gazetteer, phrase: Phrase, start: int, stop: int) -> bool:
    tokens = words.tokens
    if context.is_person(tokens, gazetteer.words, start, stop) or context.is_street(tokens, gazetteer.words, start):
        return False
    if phrase.need == STRONG:
        return True
    announced = context.preposition(tokens, start)
    if announced == context.TIGHT or context.alone(tokens, start, stop):
        return True
    return announced == context.LOOSE and context.written_as_name(tokens, start, stop)


def _someone_or_street(words: Words, gazetteer: Gazetteer, ids: tuple[str, ...], start: int, stop: int) -> bool:
    tokens, lists = words.tokens, gazetteer.words
    if context.is_person(tokens, lists, start, stop) or context.is_street(tokens, lists, start):
        return True
    large = any(gazetteer.communes[insee].population > 100_000 for insee in ids)
    return not large and context.is_patron(tokens, lists, start, stop)


def _misspelt(words: Words, gazetteer: Gazetteer, start: int) -> Mention | None:
    token = words.tokens[start]
    if is_saint(token):
        return _misspelt_saint(words, gazetteer, start)
    tied = _tied(words, gazetteer, start)
    if tied is not None:
        return tied
    word = token.word
    lists = gazetteer.words
    known = word in lists.common or word in lists.spoken or word in lists.first_names
    if len(word) < 4 or not word.isalpha() or known:
        return None
    if word.startswith("st") and len(word) >= 6:
        spelling = closest(gazetteer, word[2:], True)
        if spelling is not None and spelling.edits <= 1:
            return _mention(words, gazetteer, spelling, start, start + 1)
    linked = start + 1 < len(words.tokens) and words.tokens[start + 1].name in ("sur", "en", "les", "le", "d")
    windows = WINDOW if linked or sound(word)[:3] in gazetteer.openings else 1
    best = _best_window(words, gazetteer, start, start, windows, saint=False)
    if best is None:
        return _inside(gazetteer, word, start)
    spelling, stop = best
    if not _near_enough(words, gazetteer, spelling, start, stop):
        return None
    return _mention(words, gazetteer, spelling, start, stop)


def _tied(words: Words, gazetteer: Gazetteer, start: int) -> Mention | None:
    """Words tied by hyphens that nearly make a long name, even of ordinary words: "la Capelle-Villars"."""
    tokens, stop = words.tokens, start + 1
    if tokens[start].tied:
        return None
    while stop < min(len(tokens), start + LONGEST) and tokens[stop].tied:
        stop += 1
    written = "".join(token.name for token in tokens[start:stop])
    if stop == start + 1 or len(written) < 9:
        return None
    spelling = closest(gazetteer, written, False)
    if spelling is None or (not spelling.same_sound and spelling.edits > 1 + int(len(written) >= 12)):
        return None
    return _mention(words, gazetteer, spelling, start, stop)


def _misspelt_saint(words: Words, gazetteer: Gazetteer, start: int) -> Mention | None:
    if start + 1 == len(words.tokens):
        return None
    best = _best_window(words, gazetteer, start, start + 1, WINDOW, saint=True)
    if best is None:
        return None
    spelling, stop = best
    if spelling.size < 5 and not spelling.same_sound:
        return None
    return _mention(words, gazetteer, spelling, start, stop)


def _best_window(
    words: Words, gazetteer: Gazetteer, start: int, first: int, windows: int, *, saint: bool
) -> tuple[Spelling, int] | None:
    """The window of one to `windows` tokens from `first` that explains most letters of a form, and where it stops."""
    best: tuple[Spelling, int] | None = None
    written = ""
    for stop in range(first + 1, min(first + windows, len(words.tokens)) + 1):
        token = words.tokens[stop - 1]
        if stop > first + 1 and token.after_break:
            break
        written += token.name
        if token.name in LINKS and stop > first + 1:
            continue
        spelling = closest(gazetteer, written, saint)
        if spelling is not None and stop - start > max(gazetteer.phrases[spelling.glued].parts) and spelling.edits:
            continue  # « coup on » is not Coubon
        if spelling is not None and (best is None or spelling.score > best[0].score):
            best = (spelling, stop)
    return best


def _near_enough(words: Words, gazetteer: Gazetteer, spelling: Spelling, start: int, stop: int) -> bool:
    """Whether a misspelling may be believed: the shorter the name, the more must stand around it."""
    tokens, size = words.tokens, spelling.size
    if gazetteer.phrases[spelling.glued].need != STRONG and size < 8:
        announced = context.preposition(tokens, start, past_article=True) == context.TIGHT
        return (announced or context.alone(tokens, start, stop)) and (spelling.same_sound or size >= 6)
    if (
        (spelling.same_sound and size >= 6)
        or (spelling.edits == 1 and size >= 8)
        or (spelling.edits == 2 and size >= 11)
    ):
        return True
    if context.alone(tokens, start, stop) or context.written_as_name(tokens, start, stop):
        return size >= 5
    strength = context.preposition(tokens, start, past_article=True)
    return strength == context.TIGHT or (strength == context.LOOSE and size >= 6)


def _mention(words: Words, gazetteer: Gazetteer, spelling: Spelling, start: int, stop: int) -> Mention:
    ids = gazetteer.phrases[spelling.glued].ids
    completed = _completed(words.tokens, gazetteer, spelling.glued, ids, stop)
    if completed is not None:
        ids, stop = completed
    kind = "nothing" if _someone_or_street(words, gazetteer, ids, start, stop) else "commune"
    return Mention(kind, ids, start, stop)


def _inside(gazetteer: Gazetteer, word: str, place: int) -> Mention | None:
    """The longest name inside a message written without spaces ("ouestleguichetafirminy")."""
    if len(word) < GLUED:
        return None
    form = _longest_inside(gazetteer, word)
    if form is None:
        return None
    return Mention("commune", gazetteer.phrases[form].ids, place, place + 1)


@lru_cache(maxsize=2_000)
def _longest_inside(gazetteer: Gazetteer, word: str) -> str | None:
    found = [form for form in _sure_forms(gazetteer) if form in word and word.split(form)[0].endswith(_GLUED_BEFORE)]
    return max(found, key=len) if found else None


@lru_cache(maxsize=8)
def _sure_forms(gazetteer: Gazetteer) -> tuple[str, ...]:
    return tuple(
        glued
        for glued, phrase in gazetteer.phrases.items()
        if phrase.kind == "commune" and phrase.need == STRONG and len(glued) >= 6 and glued not in SAINTS
    )
