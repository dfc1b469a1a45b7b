"""Dates of birth: a date near « né », « ddn », « naissance », « a vu le jour », or a full date of the last century."""

import re

MASK = "[date de naissance]"
_MONTH = (
    r"(?:janv(?:ier)?|f[ée]v(?:rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|juill?et|ao[uû]t|"
    r"sept(?:embre)?|oct(?:obre)?|"
    r"nov(?:embre)?|d[ée]c(?:embre)?)\.?"
)
_UNITS = (
    r"(?:z[ée]ro|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|"
    r"seize|vingts?|trente|quarante|cinquante|soixante|cents?|mill?e)"
)
_SPELLED = rf"{_UNITS}(?:(?:[\s\-]+et[\s\-]+|[\s\-]+){_UNITS})*"
_YEAR = rf"(?:(?:19|20)\d\d|['’]?\d\d|{_SPELLED})"
_DAY = rf"(?:\d{{1,2}}(?:er)?|1 ?er|premier|{_SPELLED})"
_WRITTEN = (
    rf"{_DAY}\s*(?:du mois de\s+|de\s+|du\s+)?{_MONTH}(?!\w)(?:\s*,?\s*(?:de l['’]ann[ée]e\s+|en\s+|"
    rf"de\s+)?{_YEAR}\b)?"
)
_FIGURES = (
    r"\d{1,2}\s?[/.\-\s]\s?\d{1,2}\s?[/.\-\s]\s?(?:19|20)?\d{2}|\d{1,2}[/.\-]\d{1,2}(?![/.\-\d])|(?:19|"
    r"20)\d\d[/\-]\d\d[/\-]\d\d|[0-3]\d[01]\d(?:19|20)?\d\d"
)
_DATE = rf"(?:{_WRITTEN}|(?<!\d)(?:{_FIGURES})(?!\d))"
_CUE = (
    r"(?:\bn[ée]{1,2}e?(?:\(e\)|\.e|·e)?\b|\bn[ée]\b|\bne le\b|\bnait le\b|\bnaissance\b|\bnaiss\b\.?|"
    r"\bnaisance\b|\bd\.?d\.?n\b\.?|"
    r"\bvu le jour\b|\bvenue? au monde\b|\bdate de naiss\w*|\bna[iî]t\b)"
)
_NEAR = re.compile(rf"(?P<cue>{_CUE})(?P<gap>[^.!?\n]{{0,45}}?)(?P<date>{_DATE})", re.I)
_AFTER = re.compile(
    rf"(?P<date>{_DATE})(?=\s*[,:(]?\s*(?:c['’ ]?est|est|\(|comme)?\s*(?:(?:ma|sa|la|"
    rf"leur)\s+)?(?:date de naissance|ddn\b|naissance\b))",
    re.I,
)
_OLD = re.compile(
    rf"(?<![\d/.\-])(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?19\d\d|{_DAY}\s+{_MONTH}\s+19\d\d)(?!\d)", re.I
)
_PUBLIC = re.compile(
    r"(?:\b(?:loi|d[ée]cret|arr[êe]t[ée]|circulaire|ordonnance|rue|place|avenue|boulevard|square|"
    r"guerre|armistice|depuis|quai)\b[^.,;!?]{0,20}$)",
    re.I,
)
_COMMEMORATED = re.compile(r"8 mai 1945|11 novembre 1918|19 mars 1962|(?:6|18) juin 19|8 mai$", re.I)
_YEAR_ONLY = re.compile(
    r"(\b(?:je suis|il est|elle est|m[èe]re|p[èe]re|fils|fille|mari|femme|fr[èe]re|s(?:œ|oe)ur|mamie|"
    r"papi)\s*,?\s+(?:est\s+|qui est\s+)?n[ée]e?\s+(?:en|de)\s+(?:l['’]ann[ée]e\s+)?)"
    rf"((?:19|20)\d\d\b|{_MONTH}\s+(?:19|20)\d\d|mill?e {_SPELLED})",
    re.I,
)
_MONTH_ONLY = re.compile(
    rf"(\bn[ée]{{1,2}}e?\s+(?:en|au mois de|d[ée]but|fin|mi)[\s\-]+)({_MONTH}\s+(?:19|20)?\d\d\b)", re.I
)
# « le nouveau-né », « nés en 2015 »: nobody's birth.
_PLURAL = re.compile(r"\bn[ée]e?s\b|inscription|inscrire|vacances|pr[ée]vue?|\bavant\b", re.I)
_FUTURE = re.compile(r"20(?:2[6-9]|[3-9]\d)$")


def mask_births(text: str) -> str:
    """`text` without dates of birth; ordinary dates stay."""
    text = _NEAR.sub(_near, text)
    text = _AFTER.sub(MASK, text)
    text = _YEAR_ONLY.sub(rf"\1{MASK}", text)
    text = _MONTH_ONLY.sub(rf"\1{MASK}", text)
    return _OLD.sub(_unless_public, text)


def _near(match: "re.Match[str]") -> str:
    cue, gap, date = match["cue"], match["gap"], match["date"]
    of_a_birth = (
        "naissance" in cue.lower() and "date" not in match.string[max(0, match.start() - 9) : match.start()].lower()
    )
    coming = of_a_birth and not re.search(r"\d{4}|\d\d\s*[/.\-]\s*\d\d\s*[/.\-]\s*\d\d|\d{6}|mille", date)
    before = match.string[: match.start()].lower()
    if coming or _PLURAL.search(cue + gap) or _FUTURE.search(date) or before.endswith(("nouveau-", "nouveau ")):
        return match[0]
    return f"{cue}{gap}{MASK}"


def _unless_public(match: "re.Match[str]") -> str:
    if _COMMEMORATED.search(match[0]) or _PUBLIC.search(match.string[: match.start()]):
        return match[0]
    return MASK
