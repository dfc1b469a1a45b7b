"""Numbers that name somebody: each is replaced by what it is, so that a masked question can still be read.

Numbers are masked even when mistyped (a digit missing or too many): a wrong social security number still names somebody.
Numbers in 08 (plan de numérotation, Arcep) and short numbers are services': they are kept.
"""

import re

_SEPARATOR = r"[\s.\-/_]{0,2}"
_UNIT = (
    r"(?:z[ée]ro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|"
    r"seize|vingts?|trente|"
    r"quarante|cinquante|soixante|quatre-vingts?|cents?|mille)"
)
_SPELLED = rf"{_UNIT}(?:(?:[\s,\-]+et)?[\s,\-]+{_UNIT}){{2}}"
_FILE_CUE = (
    r"(?:dossiers?|doss|allocataire|alloc|matricule|r[ée]f(?:[ée]rences?)?|contrat|mdph|mda|caf|msa|"
    r"apa|pch|rsa|usager|"
    r"b[ée]n[ée]ficiaire|adh[ée]rent|soci[ée]taire|client|identifiant|fiscal|passeport|permis|"
    r"agr[ée]ment|demande|facture|d[ée]cision|"
    r"notification|r[ée]c[ée]piss[ée]|titre de s[ée]jour|police|sinistre|assur[ée]e?|mutuelle|compte|"
    r"cmi|carte|inscription|"
    r"suivi|pi[èe]ce|num[ée]ro|n°|num)"
)
_LINK = (
    r"(?:[\s:,\-#(/=.]|n[°ºo]\.?|\bnum[ée]ro\b|\bnum\b|\bnro\b|\ble\b|\bla\b|\bde\b|\bdu\b|\bmon\b|"
    r"\bma\b|\bson\b|\bc['’ ]?est\b|\best\b|\bporte\b|\bsous\b|"
    r"\bdossier\b|\ballocataire\b|\bmdph\b|\bcaf\b|\bapa\b|\bpch\b|\brsa\b|\baah\b|\baeeh\b|\bmsa\b|"
    r"\bcmi\b|\br[ée]f\w*\b|\bcontrat\b|\bfiscal\b|\bsuivant\b){0,9}"
)
_CODE = (
    r"(?:[a-z]{1,6}[\s\-/_.]?)?(?:\d[\s\-/_.]{0,2}){2,}(?:[a-z]{0,4}[\s\-/_.]?\d+)*(?:[\s\-/]?[a-z]\b|[a-z]{1,3}\b)?"
)
_FILE = re.compile(
    rf"\b(?P<cue>{_FILE_CUE})(?P<link>{_LINK})(?P<code>\b(?:{_CODE}|"
    rf"[a-z]{{1,6}}(?:[\-/][a-z]{{1,6}})?[\-/]\d[\da-z\-/]*)(?!\w)(?!,\d)(?!\s*(?:€|euros?\b|h\b|"
    rf"heures?\b|ans\b|mois\b|jours?\b|enfants?\b|personnes?\b|places?\b|km\b)))",
    re.I,
)
_FILE_SPELLED = re.compile(
    rf"\b(?P<cue>{_FILE_CUE})(?P<link>{_LINK})(?P<code>(?:{_SPELLED}(?:[\s,\-]+{_UNIT})*))\b", re.I
)
_WEAK_CUES = frozenset(
    "caf msa apa pch rsa cmi carte demande compte numéro numero num suivi police client inscription".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[/\-]\s?(?:20)?\d\d)?$")
# « numéro 119 », « carte 10 ans »: too short for a file, unless the cue says so.
_NOT_A_CODE = re.compile(
    r"^(?:rd|d|n|a|rn)\s?\d{1,4}$|^\d{2,3} (?:vers|et|à|a|au|ou|dans) (?:le )?\d{2,3}$|"
    r"^\d{1,3}(?:\s?(?:h|ans|e|mois|jours|km|euros?))?$",
    re.I,
)
_DATE = re.compile(
    r"^\d{1,2}[\s/.\-]\d{1,2}[\s/.\-](?:20)\d\d\b|^\d{1,2}[\s.h]\d{2}$|^(?:19|20)\d\d\s?[\-/ ]\s?(?:19|20)\d\d$"
)
_SHORT_LINES = frozenset(
    [
        "3919",
        "3114",
        "3018",
        "3977",
        "3020",
        "3646",
        "3230",
        "3960",
        "3957",
        "3939",
        "116006",
        "116111",
        "116000",
        "116117",
        "3624",
        "3237",
        "0800",
        "43000",
        "42000",
    ]
)

# Order matters: the longest numbers first, so that no part of one is taken for a phone.
_PATTERNS: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    # With as many figures as an IBAN has, not « le 20 novembre prochain ».
    (
        "[iban]",
        re.compile(
            r"\b(?=[a-z]{2}(?:[\s\-.]?[a-z]*\d){10})[a-z]{2}\s?\d{2}(?:[\s\-.]?[0-9a-z]{4}){4,7}(?:[\s\-.]?[0-9a-z]{1,3})?\b",
            re.I,
        ),
    ),
    ("[iban]", re.compile(r"\b(?:fr|be|lu|de|pt)\s?\d{2}(?:[\s\-.]{0,2}\d){10,24}(?:[\s\-.]?[0-9a-z]{1,3})?\b", re.I)),
    # NIR: sex, year, month, département (2A, 2B), commune, order, key; one digit more or less is masked too.
    (
        "[nir]",
        re.compile(
            rf"(?<!\d)[1-478]{_SEPARATOR}\d{{2}}{_SEPARATOR}(?:[0-4]\d|[2-9]\d){_SEPARATOR}(?:\d{{2}}|"
            rf"2[ab]){_SEPARATOR}"
            rf"\d{{2,3}}{_SEPARATOR}\d{{2,4}}(?:{_SEPARATOR}\(?(?:cl[ée]\s*:?\s*)?\d{{1,2}}\)?)?(?!\d)",
            re.I,
        ),
    ),
    (
        "[nir]",
        re.compile(
            r"(?P<keep>\b(?:s[ée]cu(?:rit[ée] sociale)?|nir|n° ?ss|num(?:[ée]ro)? ?ss|insee|"
            r"immatricul\w*)\b[^\d\n]{0,25})[1-478][\s\d.\-/oOl]{6,24}\d(?:\s*[ab]\s*[\d\s]{5,})?",
            re.I,
        ),
    ),
    ("[carte]", re.compile(r"(?<!\d)(?:\d{4}[\s\-.]?){3}\d{1,7}(?!\d)")),
    ("[téléphone]", re.compile(r"(?<![\d+])(?:\+|00)\s?\d{2}[\s.\-]?(?:\(0\))?(?:[\s.\-]{0,2}\d){8,10}(?!\d)")),
    ("[téléphone]", re.compile(r"(?<!\d)0[\s.\-/_,]{0,2}[1-79](?:[\s.\-/_,]{0,2}\d){7,9}(?!\d)")),
    ("[téléphone]", re.compile(rf"\bz[ée]ro[\s,\-]+{_UNIT}(?:(?:[\s,\-]+et)?[\s,\-]+{_UNIT}){{3,}}\b", re.I)),
    ("[téléphone]", re.compile(rf"\b0[1-79](?:[\s,\-]+(?:et[\s\-])?(?:{_UNIT}|\d\d)){{4,}}", re.I)),
)
_PLATE = re.compile(
    r"\b(?:[A-Z]{2}[\s\-]?\d{3}[\s\-]?[A-Z]{2}|[a-z]{2}-?\d{3}-?[a-z]{2}|"
    r"(?<=plaque )\d{3,4}\s?[a-z]{2,3}\s?\d\d|(?<=matriculée )\d{3,4}\s?[a-z]{2,3}\s?\d\d)\b"
)
_WORDS_ROUND = re.compile(r"^(?:le|la|du|et|de|au|en|un|ou|rd|rn)\s?\d|\d\s?(?:le|la|du|et|de|au|en|un|ou|km)$", re.I)
# A code of letters and figures, or any other long run of digits, names a file or a person.
_MIXED = re.compile(
    r"(?<!article )(?<!art\. )(?<!art )"
    r"\b(?=[\w\-/]*\d[\w\-/]*\d[\w\-/]*\d[\w\-/]*\d)(?=[\w\-/]*[a-z])[a-z0-9]+(?:[\-/][a-z0-9]+){0,4}\b",
    re.I,
)
_LONG = re.compile(r"(?<![\d/])\d(?:[ .\-]?\d){6,}(?![\d/])(?!\s*(?:€|euros?\b|habitants?\b|ans\b))")
_ROAD_OR_DAY = re.compile(
    r"^(?:rd|d|n|rn|a|cd|vc)-?\d{1,4}[a-z]?$|\d+(?:er|e|eme|ème|h\d*|km|m2|€|ans|euros?)$|^(?:19|"
    r"20)\d\d|^covid|^\d{4}-\d\d",
    re.I,
)


def mask_numbers(text: str) -> str:
    """`text` without numbers of persons and files; dates, hours, prices, roads, postcodes and help lines stay."""
    for token, pattern in _PATTERNS:
        text = pattern.sub(rf"\g<keep>{token}" if "keep" in pattern.groupindex else token, text)
    text = _FILE.sub(_file, text)
    text = _FILE_SPELLED.sub(lambda m: f"{m['cue']}{m['link']}[dossier]", text)
    text = _PLATE.sub(lambda m: m[0] if _WORDS_ROUND.search(m[0]) else "[dossier]", text)
    text = _MIXED.sub(lambda m: m[0] if _ROAD_OR_DAY.search(m[0]) or _DATE.match(m[0]) else "[dossier]", text)
    return _LONG.sub(lambda m: m[0] if _is_service(m[0]) else "[numéro]", text)


def _file(match: "re.Match[str]") -> str:
    code = match["code"].strip()
    digits = re.sub(r"\D", "", code)
    if len(digits) < 3 or _NOT_A_CODE.match(code) or _DATE.match(code) or _YEAR.match(digits) or _is_service(code):
        return match[0]
    if (len(digits) == 3 and digits.startswith("11")) or (_weak(match) and len(digits) < 5):
        return match[0]
    if re.fullmatch(r"4[23]\d{3}", digits) and match["cue"].lower() in (
        "caf",
        "msa",
        "mdph",
        "mda",
        "apa",
        "rsa",
        "carte",
    ):
        return match[0]  # a postcode: « CAF 42000 »
    return f"{match['cue']}{match['link']}[dossier]"


def _weak(match: "re.Match[str]") -> bool:
    """Whether the word before says too little for a short number (« carte 1200 », « APA 1000 »)."""
    only = match["cue"].lower() in _WEAK_CUES
    return only and not re.search(r"n[°ºo]|num|dossier|allocataire|r[ée]f", match["link"], re.I)


def _is_service(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    if digits in _SHORT_LINES or (digits.startswith("08") and len(digits) == 10):
        return True
    return bool(_DATE.match(number.strip())) or _all_years(number) or (len(digits) % 5 == 0 and _postcodes(number))


def _all_years(number: str) -> bool:
    return bool(re.fullmatch(r"(?:(?:19|20)\d\d[ .\-]?)+", number))


def _postcodes(number: str) -> bool:
    return bool(re.fullmatch(r"(?:4[23]\d{3}[ .\-]?)+", number))
