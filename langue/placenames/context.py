"""What stands around a name: a preposition, a capital, a person's title, a street, a patron saint."""

from langue.placenames.forms import LINKS, SAINTS, STRICT, STRONG
from langue.placenames.tokens import Token, Words
from langue.placenames.words import PlaceWords, word_set

# How surely the words before a name announce a place.
NOTHING, LOOSE, TIGHT = 0, 1, 2

_TIGHT = word_set("announce_surely")
_LOOSE = word_set("announce_perhaps")
# « près de », « commune de », « mairie de »: with these, « de » announces a place as surely as « à ».
_BEFORE_DE = word_set("announce_with_de")
# What may surround a place in a message that only answers « où ? ».
_FILLERS = word_set("politeness")
_SUBJECTS = word_set("subjects_of_avoir")
_MONTHS = word_set("months")
# What may follow an adjective that is a name of commune: « à Bas pour mon fils », never « à bas prix ».
_AFTER_NAME = word_set("after_name")


def preposition(tokens: tuple[Token, ...], start: int, *, past_article: bool = False) -> int:
    """How surely the words before token `start`, or that token when contracted ("au Puy"), announce a place.

    With `past_article`, an article between is skipped: only for words that are no French words (« à la Camba »).
    """
    if past_article and start > 1 and tokens[start - 1].word in ("le", "la", "les", "l", "au", "aux"):
        start -= 1
    own = tokens[start].word
    if own in ("au", "aux"):
        return TIGHT
    before = tokens[start - 1] if start and not tokens[start].after_break else None
    if own in ("du", "des"):
        return TIGHT if before is not None and before.word in _BEFORE_DE else LOOSE
    if before is None:
        return NOTHING
    if before.word == "a":
        return _strength_of_a(tokens, start - 1)
    if before.word in ("de", "d") and start > 1 and tokens[start - 2].word in _BEFORE_DE:
        return TIGHT
    if before.word in _TIGHT:
        return TIGHT
    return LOOSE if before.word in _LOOSE else NOTHING


def _strength_of_a(tokens: tuple[Token, ...], place: int) -> int:
    """« à » is tight; « a » may be the verb: « il a », « y a »."""
    if tokens[place].accented:
        return TIGHT
    if place and tokens[place - 1].word in _SUBJECTS:
        return NOTHING
    return TIGHT


def alone(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    """Whether the message is the name and politeness."""
    return len(tokens) - (stop - start) <= 8 and all(
        token.word in _FILLERS for place, token in enumerate(tokens) if not start <= place < stop
    )


def written_as_name(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    """Whether a content word has a capital that its place in the sentence does not explain."""
    return any(
        token.capital and not token.opens
        for token in tokens[start:stop]
        if token.name not in LINKS or len(token.name) > 3
    )


def followed_by_code(tokens: tuple[Token, ...], stop: int) -> bool:
    """« Roche (42) », « Bard 43 »."""
    return stop < len(tokens) and tokens[stop].word in ("42", "43") and not _counts(tokens, stop)


def _counts(tokens: tuple[Token, ...], place: int) -> bool:
    after = tokens[place + 1].word if place + 1 < len(tokens) else ""
    return after in ("ans", "an", "euros", "km", "enfants", "personnes", "rue", "avenue", "places", "eleves", "m", "h")


def believed(words: Words, lists: PlaceWords, start: int, stop: int, need: int) -> bool:
    """Whether the surroundings suffice for a name that needs `need`."""
    if need == STRONG:
        return True
    tokens = words.tokens
    if followed_by_code(tokens, stop):
        return True
    name = tokens[stop - 1].name
    announced, capital = preposition(tokens, start), written_as_name(tokens, start, stop)
    if name == "mars" and not _not_the_month(tokens, start, stop):
        return False
    lonely = alone(tokens, start, stop)
    if need == STRICT:
        return (capital and announced > NOTHING) or (lonely and tokens[stop - 1].capital)
    if lonely:
        return True
    if name in lists.adjectives and not capital and not _nothing_qualified(tokens, stop):
        return False
    return announced == TIGHT or capital


def _not_the_month(tokens: tuple[Token, ...], start: int, stop: int) -> bool:
    near = tokens[max(0, start - 4) : start] + tokens[stop : stop + 1]
    announced = tokens[start - 1].word == "a" or preposition(tokens, start) == TIGHT
    return (
        announced
        and tokens[start - 1].word != "vers"
        and not any(token.word in _MONTHS or token.word.isdigit() for token in near)
    )


def _nothing_qualified(tokens: tuple[Token, ...], stop: int) -> bool:
    return stop == len(tokens) or tokens[stop].after_break or tokens[stop].word in _AFTER_NAME


def is_person(tokens: tuple[Token, ...], lists: PlaceWords, start: int, stop: int) -> bool:
    """« Madame Firmin », « M. Dunières », « Jean Feurs »: a title or a first name, and no preposition between."""
    if not start or tokens[start].word in ("au", "aux", "du", "des"):
        return False
    before = tokens[start - 1]
    if before.word in lists.titles:  # « M. Dunières »: the full stop belongs to the title
        return not tokens[start].after_break or len(before.word) <= 4
    if tokens[start].after_break or before.word not in lists.first_names or tokens[start].name in SAINTS:
        return False
    introduced = start > 1 and tokens[start - 2].word in lists.titles
    return introduced or (before.capital and tokens[start].capital)


def is_street(tokens: tuple[Token, ...], lists: PlaceWords, start: int) -> bool:
    """« rue de Montbrison », « avenue du Puy », « place Saint-Pierre »."""
    place = start
    if tokens[start].word not in ("du", "des"):
        place = start - 1
        while place >= 0 and start - place <= 2 and tokens[place].word in ("de", "d", "la", "l"):
            place -= 1
        place += 1
    if not place or tokens[start].after_break:
        return False
    street = tokens[place - 1]
    if street.word == "place":  # « placé à », « une place à », « à la place de » are no street
        before = [token.word for token in tokens[max(0, place - 3) : place - 1]]
        return not street.accented and before[-1:] != [] and (before[-1].isdigit() or before == ["sur", "la"])
    return street.word in lists.streets


def is_patron(tokens: tuple[Token, ...], lists: PlaceWords, start: int, stop: int) -> bool:
    """« école Saint-Joseph », « la Saint-Jean »: a saint, not a commune."""
    if tokens[start].name not in SAINTS or not start:
        return False
    before = tokens[start - 1].word
    if before == "la" and not tokens[start].after_break:
        return True
    short = stop - start == 2 and tokens[stop - 1].word in lists.first_names
    return short and before in lists.dedications
