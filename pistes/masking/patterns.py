"""Identifiers that have a shape: each is replaced by what it is, so that a masked question can still be read.

Numbers are masked even when mistyped (a digit missing or too many): a wrong social security number still names somebody.
"""

import re

_STREET = (
    r"(?:rue|avenue|av\.?|boulevard|bd|bld|place|pl\.|chemin|che?m\.?|impasse|all[ée]e|route|quai|cours|square|passage|"
    r"lotissement|lot\.|mont[ée]e|faubourg|fbg|sentier|traverse|esplanade|r[ée]sidence|lieu[- ]dit|hameau)"
)
_SEPARATOR = r"[\s.\-/_]?"

# Order matters: the longest numbers first, so that no part of one is taken for a phone.
PATTERNS: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    (
        "[courriel]",
        re.compile(r"[\w.+\-]+\s?(?:@|\(at\)|\[at\]|\barobase\b)\s?[\w\-]+(?:\s?(?:\.|\bpoint\b)\s?[a-z]{2,})+", re.I),
    ),
    ("[iban]", re.compile(r"\b[a-z]{2}\s?\d{2}(?:\s?[0-9a-z]{4}){4,7}(?:\s?[0-9a-z]{1,3})?\b", re.I)),
    # NIR: sex, year, month, département (2A, 2B), commune, order, key; one digit more or less is masked too.
    (
        "[nir]",
        re.compile(
            rf"(?<!\d)[1-478]{_SEPARATOR}\d{{2}}{_SEPARATOR}\d{{2}}{_SEPARATOR}(?:\d{{2}}|2[ab]){_SEPARATOR}"
            rf"\d{{2,3}}{_SEPARATOR}\d{{2,4}}(?:{_SEPARATOR}\d{{1,2}})?(?!\d)",
            re.I,
        ),
    ),
    ("[carte]", re.compile(r"(?<!\d)(?:\d{4}[\s\-]?){3}\d{3,4}(?!\d)")),
    ("[téléphone]", re.compile(r"(?<![\d+])(?:\+|00)\s?33[\s.\-]?(?:\(0\))?(?:[\s.\-]?\d){8,10}(?!\d)")),
    ("[téléphone]", re.compile(r"(?<!\d)0[\s.\-/_]?[1-9](?:[\s.\-/_]{0,2}\d){7,9}(?!\d)")),
    (
        "[date de naissance]",
        re.compile(
            r"(?<=\bn[ée] le )\d.{4,18}?\d{2,4}|(?<=\bnée le )\d.{4,18}?\d{4}|"
            r"(?<=naissance )(?:le |: ?|est le )?\d{1,2}[\s/.\-]\S{1,9}[\s/.\-]\d{2,4}",
            re.I,
        ),
    ),
    (
        "[dossier]",
        re.compile(
            r"(?:(?<=dossier )|(?<=allocataire )|(?<=matricule )|(?<=référence )|(?<=reference )|(?<=numéro )|(?<=numero ))"
            r"(?:mdph |apa |rsa |caf |n°? ?|no? ?|num[ée]ro ?|: ?)*[a-z]{0,4}[\-/]?\d[\d\-/ .a-z]{3,16}\d",
            re.I,
        ),
    ),
    ("[dossier]", re.compile(r"\b(?:[a-z]{2}-?\d{3}-?[a-z]{2})\b", re.I)),
    (
        "[adresse]",
        re.compile(
            rf"\b\d{{1,4}}\s?(?:bis|ter|quater|[a-d]\b)?,?\s+{_STREET}\s+(?:(?:de|du|des|d'|la|le|les|l')\s?)*"
            rf"[\w'’\-]+(?:[ \-](?!à\b|a\b|et\b|je\b|où\b|ou\b|pour\b|\d)[\w'’\-]+){{0,3}}",
            re.I,
        ),
    ),
    # Any other long run of digits names a file or a person.
    ("[numéro]", re.compile(r"(?<![\d/])\d(?:[ .\-]?\d){6,}(?![\d/])")),
)
