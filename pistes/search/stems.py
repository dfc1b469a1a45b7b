"""Words and their stems: folded first, so that « Aînés », « ainés » and « AINES » are one, then Snowball's French."""

import threading
from functools import lru_cache

import Stemmer

from langue.normalise import fold, words

_LOCAL = threading.local()
SHORTEST_STEM = 3


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word. Short words and numbers stay as they are.

    A stem of three letters would bring « aide » and « aidant » together: such words only lose their plural.
    """
    if len(word) <= 3 or not word.isalpha():
        return word
    # PyStemmer objects keep a buffer and must not be shared by threads.
    if not hasattr(_LOCAL, "stemmer"):
        _LOCAL.stemmer = Stemmer.Stemmer("french")
    found = str(_LOCAL.stemmer.stemWord(word))
    return found if len(found) > SHORTEST_STEM else word.rstrip("sx")


def split(text: str) -> list[str]:
    """Folded words of `text`; elided articles and other single letters are dropped, digits kept."""
    return [word for word in words(fold(text)) if len(word) > 1 or word.isdigit()]
