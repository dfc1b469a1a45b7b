"""Visiting cards (RFC 6350, version 4.0)."""

from sqlalchemy.orm import Session

from pistes.models import Commune, ReceptionPoint


def visiting_card_of(session: Session, point: ReceptionPoint) -> bytes:
    """The address, phones and e-mail of a reception point, with its source in the note."""
    commune = session.get(Commune, point.insee)
    address = ["", "", point.address or "", commune.name if commune else "", "", point.postcode or "", "France"]
    lines = [
        ("VERSION", "4.0"),
        ("FN", _text(point.title)),
        ("ORG", _text(point.organisation or point.title)),
        ("ADR", ";".join(map(_text, address))),
        *(("TEL;VALUE=text", _text(phone["number"])) for phone in point.phones if phone.get("number")),
        ("EMAIL", _text(point.email or "")),
        ("URL", _text(point.website or "")),
        ("NOTE", _text(f"Source : {point.source_name}, vérifié le {point.checked_on:%d/%m/%Y}")),
    ]
    kept = [f"{name}:{value}" for name, value in lines if value.replace(";", "")]
    return "".join(_fold(line) for line in ["BEGIN:VCARD", *kept, "END:VCARD"]).encode()


def _text(value: str) -> str:
    """A value escaped (RFC 6350, 3.4): no line of ours can be ended by data."""
    escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return " \\n".join(part for part in escaped.splitlines() if part.strip()) if escaped.strip() else ""


def _fold(line: str) -> str:
    """Lines of 75 bytes at most, continued by a space (RFC 6350, 3.2)."""
    out, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 74:
            out, size = f"{out}\r\n ", 1
        out, size = out + character, size + width
    return f"{out}\r\n"
