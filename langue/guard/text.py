"""A message made plain for the guard: disguises taken off, spelling expanded, cut into sentences of words.

Every repeated letter becomes one letter, in messages and in word lists alike: « frappe », « frape » and « fraaappe »
are then one word. Nothing here knows what danger is.
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

# The contract reads danger in the first 8 kB of a message.
MAX_BYTES = 8192
# A sentence longer than this, in words, is read by overlapping pieces.
LONG_SENTENCE = 40

# Letters of other alphabets that look like Latin ones (Unicode TR 39, the lower-case letters that matter in French).
_LOOKALIKE = dict(
    zip(
        "асеорхуіјѕԁһкмтвнɡαορτυνικεѵԛԝɩʟʀɴıøđłħŧəɑɐʏᴀʙᴄᴅᴇꜰɢʜɪᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡᴢ",
        "aceopxyijsdhkmtbhgaoptuvikevqwilrniodlhteaayabcdefghijkmopstuvwz",
        strict=False,
    )
)
_SPECIAL = {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"}
# Arabic letters written in several ways; the vowels and the stretching sign go with the combining marks.
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ة": "ه", "ؤ": "و", "ـ": "", "گ": "ك", "ڤ": "ف"}
_LEET = str.maketrans("013457@$€!|+", "oieastaseiit")

_WORD = re.compile(r"[^\W_]+(?:'(?=[^\W_]))?")
_SENTENCE = re.compile(r"[.!?…;:\n\r()«»\"]+(?=\s|$)|[\n\r…]+| [-–—] ")
_REPEAT = re.compile(r"(.)\1+")
_SPELT_OUT = re.compile(r"(?<![^\W_])[^\W_](?:[\s.,;:*_\-/|·•~'\"]{1,3}[^\W_](?![^\W_])){3,}")
# One odd sign between letters, or two hyphens, dots or slashes in one word: « beau-père » is no disguise.
_INNER_SIGN = re.compile(r"(?<=[^\W\d_])(?:[^\w\s.,;:!?'’()«»/\-]|_)+(?=[^\W\d_])")
_SIGNED_WORD = re.compile(r"[^\W\d_]+(?:[.\-/'][^\W\d_]+){2,}")
_LEET_WORD = re.compile(r"(?<![^\W_])(?=[a-z@$€|!]*[a-z][013457@$€!|]+[a-z@$€!|])[a-z013457@$€!|]{3,}(?<![!|])")


@lru_cache(maxsize=8192)
def _plain_character(character: str) -> str:
    """`character` folded: Latin base letters, Arabic letters unified, invisible and combining signs dropped."""
    out: list[str] = []
    for part in unicodedata.normalize("NFKD", character):
        lowered = part.lower()
        for sign in lowered:
            category = unicodedata.category(sign)
            if category in ("Mn", "Me", "Cf", "Cs", "Co", "Cn"):
                continue
            if category in ("Cc", "Zs", "Zl", "Zp"):
                out.append("\n" if sign in "\n\r\u2028\u2029" else " ")
            else:
                sign = _ARABIC.get(sign, sign)
                out.append(_SPECIAL.get(sign) or _LOOKALIKE.get(sign, sign))
    return "".join(out)


def fold(text: str) -> str:
    """The first 8 kB of `text`, lower case, without accents, invisible characters, or letters in disguise."""
    head = text[:MAX_BYTES].encode("utf-8", "ignore")[:MAX_BYTES].decode("utf-8", "ignore")
    return "".join([_plain_character(c) for c in head])


def squeeze(word: str) -> str:
    """`word` with every run of one letter made one letter (« frappe » → « frape »); figures are kept."""
    return word if word.isdigit() else _REPEAT.sub(r"\1", word)


def undisguised(folded: str) -> str | None:
    """`folded` with spelt-out words joined, signs inside words removed and figures read as letters; None: no change."""
    joined = _SPELT_OUT.sub(lambda m: " " + re.sub(r"[\W_]+", "", m.group()) + " ", folded)
    joined = _INNER_SIGN.sub("", joined)
    joined = _SIGNED_WORD.sub(lambda m: re.sub(r"[.\-/']", "", m.group()), joined)
    joined = _LEET_WORD.sub(lambda m: m.group().translate(_LEET), joined)
    return joined if joined != folded else None


class Spelling:
    """Expands short and misspelt forms, and splits words written without spaces."""

    def __init__(self, forms: dict[str, str], vocabulary: dict[str, float]) -> None:
        spread = {key: [squeeze(part) for part in value.split()] for key, value in forms.items()}
        # « mm » must not make « m » mean « même »: a key that shrinks to less than three letters is read as it is.
        self._forms = {key: words for key, words in spread.items() if len(squeeze(key)) > 2 or squeeze(key) == key}
        self._doubled = {key: words for key, words in spread.items() if key not in self._forms}
        self._forms |= {squeeze(key): words for key, words in self._forms.items()}
        self._costs = vocabulary
        self._longest = max(map(len, vocabulary), default=0)

    def expand(self, word: str, *, elided: bool) -> list[str]:
        """The squeezed words that `word` stands for; `elided`: an apostrophe follows it, it is a prefix."""
        if elided:
            return ["qu" if word == "k" else squeeze(word)]
        found, raw = self._doubled.get(word), word
        word = squeeze(word)
        # « kill » is not « kil » (qu'il): a short form is not looked for behind a doubled letter.
        if found is None and (raw == word or len(word) > 3 or len(raw) - len(word) > 1):
            found = self._forms.get(word)
        if found is not None:
            return found
        # « jdors », « jferme »: no French word begins with j and a consonant.
        if len(word) > 3 and word[0] == "j" and word[1] not in "aeiouyh" and word.isalpha():
            return ["je", word[1:]]
        if len(word) >= 9 and word not in self._costs and word.isascii():
            return self._split(word[:200]) or [word]
        return [word]

    @lru_cache(maxsize=512)  # noqa: B019 - one instance for the life of the process
    def _split(self, glued: str) -> list[str] | None:
        """The likeliest cut of `glued` into known words, or None when some part is no known word."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(glued) + 1):
            choice = (1e9, 0)
            for begin in range(max(0, end - self._longest), end):
                cost = self._costs.get(glued[begin:end])
                if cost is not None and best[begin][0] + cost < choice[0]:
                    choice = (best[begin][0] + cost, begin)
            best.append(choice)
        if best[-1][0] >= 1e9:
            return None
        cut, end = [], len(glued)
        while end:
            begin = best[end][1]
            cut.append(glued[begin:end])
            end = begin
        # Many very short pieces are chance, not words.
        return cut[::-1] if len(cut) <= 1 + len(glued) / 3 else None


def sentences(folded: str, spelling: Spelling) -> list[list[str]]:
    """`folded` as sentences of expanded, squeezed words; a very long sentence is cut into overlapping pieces."""
    found: list[list[str]] = []
    for part in _SENTENCE.split(folded):
        words: list[str] = []
        for match in _WORD.findall(part):
            elided = match.endswith("'")
            words += spelling.expand(match[:-1] if elided else match, elided=elided)
        step = LONG_SENTENCE // 2 if len(words) > LONG_SENTENCE else len(words) or 1
        for begin in range(0, max(1, len(words) - LONG_SENTENCE // 2), step):
            piece = words[begin : begin + LONG_SENTENCE]
            if piece:
                found.append(piece)
    return found


def load_spelling(vocabulary: dict[str, float]) -> Spelling:
    """The spelling of the package's data, with the `vocabulary` (costs by word) that the trained model keeps."""
    forms = json.loads((DATA / "guard_spelling.json").read_text(encoding="utf-8"))["forms"]
    return Spelling({fold(key): value for key, value in forms.items()}, vocabulary)
