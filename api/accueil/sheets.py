"""A record in the forms that staff hand over: a text to send, a script to read aloud, a QR code.

Made from the resident's card alone: nothing internal can be in them.
"""

from typing import Any
from urllib.parse import quote

import segno
from markupsafe import Markup

from api.context import Context
from pistes.french import NBSP, typeset

# Facts worth sending or saying, in the order people need them, with their words.
_SENT = (
    ("number", "Numéro"),
    ("phone", "Téléphone"),
    ("address", "Adresse"),
    ("dates", "Dates"),
    ("hours", "Horaires"),
    ("closures", "Fermetures"),
    ("appointment", "Rendez-vous"),
    ("email", "Courriel"),
    ("for_whom", "Pour qui"),
    ("who_decides", "Qui s’en occupe"),
    ("first_step", "Première chose à faire"),
    ("documents", "À apporter"),
    ("age", "Âge"),
    ("price", "Prix"),
    ("registration", "Inscription"),
    ("access", "Accès"),
)
_SHORT = frozenset({"number", "phone", "address", "dates", "hours"})


def public_address(ctx: Context, base_url: str, card: dict[str, Any]) -> str:
    """Where anybody reads this record: on the address set by the operator, or the one the browser used."""
    root = (ctx.settings.public_url or base_url).rstrip("/")
    return f"{root}/fiche/{card['kind']}/{quote(card['id'], safe=':')}"


def qr_code(address: str) -> Markup:
    """The address as a QR code, an SVG drawn here; error correction M bears a crease in the sheet."""
    return Markup(segno.make(address, error="m", micro=False).svg_inline(scale=4, border=4, light="#fff"))  # noqa: S704 (numbers and fixed words only)


def email_text(card: dict[str, Any], address: str) -> str:
    """An e-mail ready to send."""
    lines = ["Bonjour,", "", "Voici les renseignements demandés.", "", card["title"], *_facts(card)]
    if card["notice"]:
        lines += ["", card["notice"]]
    lines += ["", f"La fiche à jour : {address}", _source(card)]
    return typeset("\n".join(lines))


def sms_text(card: dict[str, Any], address: str) -> str:
    """A text message ready to send: what it takes to call or to go there."""
    lines = [card["title"], *_facts(card, _SHORT)]
    if card["notice"]:
        lines.append(card["notice"])
    return typeset("\n".join([*lines, address]))


def letter_lines(card: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, value) of the facts of a letter: its reader has no Internet, so no e-mail address."""
    facts = card["facts"]
    return [(label, facts[name]) for name, label in _SENT if facts.get(name) and name != "email"]


def phone_script(card: dict[str, Any]) -> list[str]:
    """Sentences to read aloud; a number is said by pairs, then repeated."""
    where = f", à {card['commune']}" if card["commune"] else ""
    lines = [f"Je vous renseigne sur : {card['title']}{where}.", "Avez-vous de quoi noter ?"]
    facts = card["facts"]
    if number := facts.get("phone") or facts.get("number"):
        said = spoken(number)
        lines += [f"Le numéro est le {said}.", f"Je répète : {said}."]
    for name, label in _SENT:
        if name not in ("phone", "number") and facts.get(name):
            lines.append(f"{label} : {facts[name].rstrip('.')}.")
    if card["notice"]:
        lines.append(f"Attention : ces renseignements sont à vérifier. {card['notice']}")
    lines += [f"C'est {card['verified']}.", "Voulez-vous que je répète ?"]
    return [typeset(line) for line in lines]


def spoken(number: str) -> str:
    """« 04, 71, 00, 00, 00 »: a number of ten digits by pairs, any other as it is written."""
    digits = "".join(c for c in number if c.isdigit())
    if len(digits) != 10:
        return number
    return ", ".join(digits[i : i + 2] for i in range(0, 10, 2))


def _facts(card: dict[str, Any], only: frozenset[str] | None = None) -> list[str]:
    facts = card["facts"]
    return [
        f"{label}{NBSP}: {facts[name]}" for name, label in _SENT if facts.get(name) and (only is None or name in only)
    ]


def _source(card: dict[str, Any]) -> str:
    return f"Source : {card['source']['name']}, {card['verified']}."
