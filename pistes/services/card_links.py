"""What can be done from a card: call, write, put in a calendar or a contact list, open a map."""

import re
from typing import Any
from urllib.parse import quote

from pistes.models import Activity, Event, HelpLine, ReceptionPoint, Record, Referral

# 114 is reached by text message, video or the web, for those who cannot hear or speak (Code de la sécurité intérieure).
_WRITTEN_ONLY = frozenset({"114"})
_NOT_DIGITS = re.compile(r"[^\d+]")


def links(record: Record) -> dict[str, Any]:
    """Only the links that work for this record: `ics`, `vcf`, `tel` (list of label, number, href), `sms`, `geo`."""
    found: dict[str, Any] = {}
    path = f"/api/{record.kind}/{quote(record.id, safe=':')}"
    if isinstance(record, Event | Activity) and record.timings:
        found["ics"] = f"{path}.ics"
    if isinstance(record, ReceptionPoint):
        found["vcf"] = f"{path}.vcf"
    if phones := _phones(record):
        found["tel"] = phones
    if isinstance(record, HelpLine) and ("sms" in (record.channels or ()) or record.number in _WRITTEN_ONLY):
        found["sms"] = f"sms:{_NOT_DIGITS.sub('', record.number)}"
    if isinstance(record, ReceptionPoint | Event) and record.lat is not None and record.lon is not None:
        found["geo"] = f"geo:{record.lat:.5f},{record.lon:.5f}"
    return found


def web_address(record: Record) -> str | None:
    """The page to read more on: the record's own, else its source's; never anything but http(s)."""
    for address in (record.website, record.source_url):
        if address and address.lower().startswith(("https://", "http://")):
            return address
    return None


def can_be_called(line: HelpLine) -> bool:
    """Whether the line takes calls: a person in danger must not be sent to a number that does not answer."""
    if line.channels:
        return "call" in line.channels
    return line.number not in _WRITTEN_ONLY


def dialled(number: str) -> str:
    """A `tel:` address: international for French numbers of ten digits, as it is for short ones."""
    digits = _NOT_DIGITS.sub("", number)
    if len(digits) == 10 and digits.startswith("0"):
        digits = f"+33{digits[1:]}"
    return f"tel:{digits}"


def _phones(record: Record) -> list[dict[str, str]]:
    numbers: list[tuple[str, str]] = []
    if isinstance(record, ReceptionPoint):
        numbers = [
            (str(p["number"]), str(p.get("label") or "Téléphone")) for p in record.phones or () if p.get("number")
        ]
    elif isinstance(record, HelpLine) and can_be_called(record):
        numbers = [(record.number, record.title)]
    elif isinstance(record, Referral) and record.phone:
        numbers = [(record.phone, record.title)]
    return [{"label": label, "number": number, "href": dialled(number)} for number, label in numbers]
