"""Names of persons by what stands before them and by lists: « je m'appelle karim benali », « mon fils Lucas », « Mme D. ».

No language model: on short, misspelt messages lists and context find more, touch less and answer within a millisecond.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from langue.normalise import fold
from pistes.masking.contexts import (
    ARTICLES,
    CALLED,
    ENDS,
    INITIAL,
    IS,
    KIN,
    KIN_WORD_NAMES,
    NAMED_AFTER,
    PARTICLES,
    SEEN_BY,
    SHORT_TITLE,
    TITLE,
    TOO_PLAIN,
    VERBS,
)
from pistes.masking.words import first_names, french_words, is_french, kept, misspelt, surnames, word_names

MASK = "[nom]"
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
# « pourra-t-elle », « dites-moi »: a verb and its pronoun.
_ASKED = re.compile(r".-(?:t-)?(?:ils?|elles?|on|ce|je|tu|nous|vous|moi|toi|lui|leur|les|la|le|en|y)$")


@dataclass(frozen=True)
class Word:
    """A word of the text: offsets, folded form, whether it starts with a capital that means something."""

    start: int
    end: int
    folded: str
    capital: bool

    @property
    def first_name(self) -> bool:
        """A first name and nothing else, compound ones by their parts."""
        parts = self.folded.split("-")
        return self.folded in first_names() or (
            len(parts) > 1 and all(part in first_names() or part in word_names() for part in parts)
        )

    @property
    def may_be_first(self) -> bool:
        """A first name, perhaps a word too."""
        return self.first_name or self.folded in word_names()

    @property
    def known(self) -> bool:
        """A French word, or one that is kept."""
        if _ASKED.search(self.folded):
            return True
        return all(is_french(part) or part in kept() for part in self.folded.split("-")) or self.folded in kept()

    @property
    def strange(self) -> bool:
        """No French word, not even a misspelt one, and long enough to tell."""
        return len(self.folded) > 3 and not self.known and not misspelt(self.folded)


class People:
    """Finds names of persons in a text; `is_place(start, end)` tells what the gazetteer has read as a place."""

    def __init__(self, text: str, is_place: Callable[[int, int], bool]) -> None:
        letters = [c for c in text if c.isalpha()]
        shouted = bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)
        self._text, self._is_place = text, is_place
        self._words = [
            Word(m.start(), m.end(), fold(m[0]), m[0][0].isupper() and not shouted and not _acronym(m[0]))
            for m in _WORD.finditer(text)
            if not (text[m.start() - 1 : m.start()] == "[" or text[m.end() : m.end() + 1] == "]") or m.start() == 0
        ]
        self._at = {word.start: index for index, word in enumerate(self._words)}
        self._found: set[int] = set()

    def spans(self) -> list[tuple[int, int]]:
        """Offsets of the names, in order, neighbours joined."""
        self._after(SHORT_TITLE, self._not_an_end, places=True)
        self._after(TITLE, self._any_name, places=True)
        self._after(CALLED, self._any_name)
        self._after(INITIAL, self._surname)
        self._after(SEEN_BY, self._strange_name)
        self._after(KIN, self._kin_name)
        self._after(IS, self._said_name)
        for index, word in enumerate(self._words):
            if index not in self._found and self._alone(index, word):
                self._take(index)
        self._couples()
        return self._joined()

    def _after(self, pattern: "re.Pattern[str]", accepts: Callable[[Word], bool], *, places: bool = False) -> None:
        for match in pattern.finditer(self._text):
            index = self._at.get(match.end())
            if (
                index is not None
                and not self._elided(index)
                and accepts(self._words[index])
                and (places or not self._place(index))
            ):
                self._take(index)

    def _elided(self, index: int) -> bool:
        """« monsieur m'a dit »: one small letter before an apostrophe."""
        word = self._words[index]
        return len(word.folded) == 1 and not word.capital and self._text[word.end : word.end + 1] in ("'", "’")

    def _not_an_end(self, word: Word) -> bool:
        return word.folded not in ENDS and word.folded not in kept() and not self._named_after(word)

    def _strange_name(self, word: Word) -> bool:
        return word.may_be_first or (word.capital and word.strange)

    def _any_name(self, word: Word) -> bool:
        if word.folded in ENDS or word.folded in kept():
            return False
        return (
            (word.capital and not self._named_after(word))
            or word.may_be_first
            or word.folded in surnames()
            or not word.known
        )

    def _kin_name(self, word: Word) -> bool:
        if word.folded in ENDS or word.folded in kept() or self._named_after(word):
            return False
        return (word.may_be_first and (word.capital or word.folded not in french_words())) or (
            (word.capital and (not word.known or word.folded in surnames()))
            or word.strange
            or word.first_name
            or word.folded in KIN_WORD_NAMES
        )

    def _said_name(self, word: Word) -> bool:
        if word.folded in ENDS or word.folded in kept() or self._named_after(word):
            return False
        following = self._following(word)
        if word.capital and word.may_be_first:
            return word.first_name or self._surname(following)
        return word.first_name and word.folded not in french_words()

    @staticmethod
    def _named_after(word: Word) -> bool:
        return word.folded in NAMED_AFTER

    def _following(self, word: Word) -> Word | None:
        index = self._at[word.start] + 1
        if index < len(self._words) and self._text[word.end : self._words[index].start].strip(" ") == "":
            return self._words[index]
        return None

    def _surname(self, word: Word | None) -> bool:
        if word is None or word.folded in ENDS or word.folded in kept() or self._named_after(word):
            return False
        if self._place(self._at[word.start]) and word.folded not in surnames():
            return False
        return (
            word.capital
            or (word.folded in surnames() and word.folded not in TOO_PLAIN)
            or word.first_name
            or word.strange
        )

    def _alone(self, index: int, word: Word) -> bool:
        """A first name without anything before it; capitals unknown to every list in the middle of a sentence."""
        if self._place(index) or word.folded in ENDS or word.folded in kept() or self._is_named_after(index):
            return False
        following = self._following(word)
        if word.first_name and (word.capital or word.folded not in french_words()) and len(word.folded) > 2:
            return True
        if word.may_be_first and word.capital and following is not None and following.capital:
            return self._surname(following)
        if word.first_name and following is not None and self._surname(following):
            return True
        if word.capital and word.may_be_first and not self._after_article(index):
            return not self._starts_sentence(word) or (following is not None and self._verb(following))
        if not word.capital or self._starts_sentence(word):
            return (
                word.capital and word.strange and following is not None and following.capital and following.may_be_first
            )
        if word.folded in surnames() and following is not None and following.may_be_first:
            return True
        return word.capital and word.strange and following is not None and following.capital and following.strange

    def _is_named_after(self, index: int) -> bool:
        """Whether a street, a school or a feast stands up to three words before."""
        word = self._words[index]
        for back in range(1, 4):
            if index - back < 0:
                return False
            before = self._words[index - back]
            if re.search(r"[.,;:!?()\n]", self._text[before.end : word.start]):
                return False
            if before.folded in NAMED_AFTER:
                return True
            if not (before.folded in PARTICLES or before.may_be_first or before.capital):
                return False
        return False

    def _verb(self, word: Word) -> bool:
        """« Rose a 7 ans », not « Grâce à vous »."""
        return word.folded in VERBS and self._text[word.start : word.end] != "à"

    def _after_article(self, index: int) -> bool:
        return index > 0 and self._words[index - 1].folded in ARTICLES

    def _starts_sentence(self, word: Word) -> bool:
        before = self._text[: word.start].rstrip(" «\"'(-–\n\t")
        return not before or before[-1] in ".!?:;"

    def _take(self, index: int) -> None:
        """The word and those that go on the name: particles, surnames, second first names, an initial."""
        self._found.add(index)
        last = index
        for step in range(1, 5):
            if index + step >= len(self._words):
                return
            gap = self._text[self._words[last].end : self._words[index + step].start]
            if gap not in (" ", "  ", "-", "'", "’", ". ", "."):
                return
            word = self._words[index + step]
            if gap in (". ", ".") and len(self._words[last].folded) > 1:
                return
            if word.folded in PARTICLES and self._goes_on(index + step + 1):
                last = index + step
                continue
            if not self._goes_on(index + step):
                return
            self._found.update(range(index, index + step + 1))
            last = index + step

    def _goes_on(self, index: int) -> bool:
        if index >= len(self._words):
            return False
        word = self._words[index]
        initial = len(word.folded) == 1 and word.capital and self._text[word.end : word.end + 1] == "."
        return initial or self._surname(word) or (word.capital and word.may_be_first)

    def _couples(self) -> None:
        """« Léa et Tom », « DURAND Marie »: the neighbours of a name that look like names."""
        for index in sorted(self._found):
            for other in (index - 1, index + 2):
                if not 0 <= other < len(self._words) or other in self._found or self._place(other):
                    continue
                word = self._words[other]
                if other < index:
                    gap = self._text[word.end : self._words[index].start]
                    good = (
                        gap == " "
                        and word.folded not in ENDS
                        and not self._is_named_after(other)
                        and (
                            (word.folded in surnames() and (word.capital or not word.known))
                            or (word.capital and word.strange)
                        )
                    )
                else:
                    good = (
                        self._words[index + 1].folded == "et"
                        and word.may_be_first
                        and (word.capital or word.folded not in french_words())
                    )
                if good:
                    self._found.add(other)

    def _place(self, index: int) -> bool:
        word = self._words[index]
        return self._is_place(word.start, word.end)

    def _joined(self) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        previous = -2
        for index in sorted(self._found):
            word = self._words[index]
            gap = self._text[spans[-1][1] : word.start] if spans else ""
            if spans and index == previous + 1 and (gap.strip(" -'’.") == "" and len(gap) < 3):
                spans[-1] = (spans[-1][0], word.end)
            else:
                spans.append((word.start, word.end))
            previous = index
        return spans


def _acronym(written: str) -> bool:
    """« UDAF », « AEMO »: short, all in capitals, and no name."""
    folded = fold(written)
    return (
        2 <= len(written) <= 5
        and written.isupper()
        and not (folded in first_names() or folded in word_names() or folded in surnames())
    )
