"""Telephone numbers of every style, brought to « 04 71 03 31 40 »; and the region a number was first given in."""

import re

import phonenumbers

_DIGITS = re.compile(r"\D")
_SPLIT = re.compile(r"\s*(?:[;,|\n]|\bou\b|\bet\b|(?<=\d)\s*/\s*(?=[+0(]))\s*", re.I)
_EXTENSION = re.compile(r"\s*(?:poste|ext\.?|p\.)\s*\d+\s*$", re.I)
_LABEL = re.compile(r"^\s*(?:t[ée]l(?:[ée]phone)?|fixe|portable|mobile|standard|accueil)?\.?\s*:?\s*", re.I)
_WELL_WRITTEN = re.compile(r"0[1-9](?: \d\d){4}")

# Zones of geographic numbers, by département (ARCEP, plan national de numérotation, décision 2018-0881). Since 2023 a
# number may be kept when moving to another region: a foreign zone is a reason to check, no proof.
_ZONES = {
    "1": "75 77 78 91 92 93 94 95",
    "2": "14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85 974 976",
    "3": "02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90",
    "5": "09 12 16 17 19 23 24 31 32 33 40 46 47 64 65 79 81 82 86 87",
}
_ZONE_OF = {code: zone for zone, codes in _ZONES.items() for code in codes.split()}


def read_phones(value: object) -> tuple[list[str], list[str]]:
    """(numbers as they are printed, parts that are no number) of a text that may hold several."""
    text = str(value or "").strip()
    if not text:
        return [], []
    if _WELL_WRITTEN.fullmatch(text):
        return [text], []
    if 9 <= len(_DIGITS.sub("", text)) <= 13 and (whole := read_phone(text)):
        return [whole], []
    numbers: list[str] = []
    wrong: list[str] = []
    for part in _SPLIT.split(text):
        if not part.strip():
            continue
        number = read_phone(part)
        if number is None:
            wrong.append(part.strip())
        elif number not in numbers:
            numbers.append(number)
    return numbers, wrong


def read_phone(text: str) -> str | None:
    """One number, printed by pairs: « 04 71 03 31 40 », « 0 800 123 456 », « 39 39 »; None when it is no number."""
    if _WELL_WRITTEN.fullmatch(text):
        return text
    text = _EXTENSION.sub("", _LABEL.sub("", text)).replace("(0)", "")
    if re.search(r"[A-Za-zÀ-ÿ]", text):
        return None
    digits = _DIGITS.sub("", text)
    if digits.startswith("0033"):
        digits = digits[4:].lstrip("0")
    elif digits.startswith("33") and len(digits) in (11, 12):
        digits = digits[2:].lstrip("0")
    elif text.lstrip().startswith("+"):
        return _foreign(text)
    if len(digits) == 9 and digits[0] != "0":
        digits = "0" + digits  # A spreadsheet took the zero for a number's.
    if len(digits) == 10 and digits[0] == "0" and digits[1] != "0":
        return _printed(digits)
    if len(digits) == 4 and digits.startswith(("30", "31", "32", "34", "36", "38", "39", "10")):
        return f"{digits[:2]} {digits[2:]}"
    if len(digits) == 6 and digits.startswith("118"):
        return f"{digits[:3]} {digits[3:]}"
    return None


def _printed(digits: str) -> str:
    if digits[1] == "8":
        return f"0 {digits[1:4]} {digits[4:7]} {digits[7:]}"
    return " ".join(digits[i : i + 2] for i in range(0, 10, 2))


def _foreign(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def other_region(number: str, department: str) -> bool:
    """Whether `number` is geographic and was first given in another region than that of `department`."""
    if not _WELL_WRITTEN.fullmatch(number) or number[1] not in "12345":
        return False
    return number[1] != _ZONE_OF.get(department, "4")
