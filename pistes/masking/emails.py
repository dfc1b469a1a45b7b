"""E-mail addresses as people write or dictate them: « karim point benali arobase gmail point com », « chez gmail.com »."""

import re

from langue.normalise import fold
from pistes.masking.words import first_names, french_words

MASK = "[courriel]"
_PROVIDER = (
    r"(?:gmail|g-mail|hotmail|outlook|orange|wanadoo|free|sfr|laposte|la poste|yahoo|icloud|live|msn|neuf|bbox|aol|"
    r"protonmail|proton|numericable|club-internet|me|gmx|mail|example)"
)
_AT = (
    r"(?:\s*@\s*|\s*[\(\[\{<]\s*(?:at|a|arobase|arobas|@)\s*[\)\]\}>]\s*|\s+(?:arr?obase?|aro ?base?|"
    r"arobaze|a commercial|at)\s+|"
    r"(?<=[\w.])arr?obase?)"
)
_DOT = r"(?:\s*[.,]\s*|\s*[\(\[]\s*(?:point|dot)\s*[\)\]]\s*|\s+(?:point|dot|pt)\s+)"
_JOIN = r"(?:\s*[._+\-]\s?|\s+(?:point|tiret(?: du (?:bas|haut|6|8))?|underscore|under ?score|trait d'union|dot)\s+)"
_LOCAL = rf"[\w']+(?:{_JOIN}[\w']+){{0,5}}"
_TLD = r"(?:com|fr|net|org|eu|be|ch|info|re|de|it|es|pt|invalid|test|example)"
_DOMAIN = rf"[\w\-]+(?:{_DOT}[\w\-]+){{0,3}}?{_DOT}{_TLD}\b"
_ADDRESS = re.compile(rf"{_LOCAL}{_AT}(?:{_DOMAIN}|{_PROVIDER}\b|[\w\-]+\.[a-z]{{2,}})", re.I)
_CHEZ = re.compile(rf"{_LOCAL}\s+(?:chez|at)\s+{_PROVIDER}{_DOT}{_TLD}\b", re.I)
_NO_SIGN = re.compile(rf"{_LOCAL}\s+{_PROVIDER}{_DOT}{_TLD}\b", re.I)
_LINKS = frozenset(
    "mail email e-mail courriel adresse est a c c'est mon ma son sa le la de par sur au moi ecrire ecrivez".split()
)


def mask_emails(text: str) -> str:
    """`text` without e-mail addresses; the words before a dictated one go too when they belong to it."""
    for pattern in (_ADDRESS, _CHEZ, _NO_SIGN):
        done = 0
        while match := pattern.search(text, done):
            if pattern is not _ADDRESS and _plain_words(match[0]):
                done = match.end()
                continue
            start = _widened(text, match.start())
            text = f"{text[:start]}{MASK}{text[match.end() :]}"
            done = start + len(MASK)
    return text


def _widened(text: str, start: int) -> int:
    """The start of the address, taking up to three words before it that are no French words (« marie dupont2 arobase »)."""
    for _ in range(3):
        before = re.search(r"([\w\-]+)[ ]$", text[:start])
        if before is None:
            break
        word = fold(before[1])
        if word in _LINKS or (word in french_words() and word not in first_names()) or len(word) < 2:
            break
        start = before.start(1)
    return start


def _plain_words(found: str) -> bool:
    """« aller sur laposte.fr », « je suis chez orange.fr »: a French word before a provider is nobody's address."""
    word = fold(re.split(r"[\s.]", found, maxsplit=1)[0])
    return (word in french_words() and word not in first_names()) or word in _LINKS
