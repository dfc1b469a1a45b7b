"""Misspelt names: the nearest form of a commune, by edits and by sound, within a reach that grows with length."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from langue.gazetteer import Gazetteer, reach, spelling_group
from langue.placenames.forms import LINKS
from langue.placenames.sounds import sound


@dataclass(frozen=True)
class Spelling:
    """The form a misspelt word stands for: edits between them, and whether both sound the same."""

    glued: str
    edits: int
    same_sound: bool
    size: int  # letters compared, « saint » left out

    @property
    def score(self) -> int:
        """Letters explained: the larger the better, between windows of different lengths."""
        return self.size - 2 * self.edits + int(self.same_sound)


@lru_cache(maxsize=20_000)
def closest(gazetteer: Gazetteer, written: str, saint: bool) -> Spelling | None:
    """The form of a commune nearest to `written` (glued; after « saint » when `saint`), or None.

    Forms that begin with another class of letters are not tried (a vowel may stand for a vowel).
    """
    choices = gazetteer.spellings.get(spelling_group(saint, written))
    if not choices:
        return None
    size, heard = len(written), sound(written)
    best: Spelling | None = None
    for form, edits, _ in extract(written, choices, scorer=OSA.distance, score_cutoff=reach(size) + 1, limit=8):
        found = _judge(gazetteer, heard, size, form, int(edits), saint)
        if found is not None and (best is None or _rank(found, gazetteer) > _rank(best, gazetteer)):
            best = found
    return best


def _judge(gazetteer: Gazetteer, heard: str, size: int, form: str, edits: int, saint: bool) -> Spelling | None:
    same = heard == sound(form) and len(heard) >= 3
    if not same and edits > (reach(min(size, len(form))) if len(form) >= 5 else 0):
        return None
    glued = next(g for g in ("saint" + form, "sainte" + form) if g in gazetteer.phrases) if saint else form
    return Spelling(glued, edits, same, len(form))


def _rank(found: Spelling, gazetteer: Gazetteer) -> tuple[int, int]:
    population = max(gazetteer.communes[insee].population for insee in gazetteer.phrases[found.glued].ids)
    return found.score, population


@lru_cache(maxsize=20_000)
def closest_tail(gazetteer: Gazetteer, head: str, written: str) -> tuple[int, str] | None:
    """Of the ends that complete `head`, the one nearest to what is written: (letters explained, INSEE code)."""
    best: tuple[int, str] | None = None
    for tail, insee in gazetteer.tails[head].items():
        allowed = max(len(tail) // 5, int(len(tail) >= 4))
        if len(written) >= 4 and written not in LINKS and tail.startswith(written):  # « malif » for Malifaux
            allowed = len(tail)
        edits = OSA.distance(written, tail, score_cutoff=allowed)
        if edits > allowed and not (len(tail) >= 4 and sound(written) == sound(tail)):
            continue
        score = len(tail) - 2 * edits
        if best is None or score > best[0]:
            best = (score, insee)
    return best
