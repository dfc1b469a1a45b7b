"""A card as a template shows it: facts in reading order, safe links, what to warn of."""

import json
from pathlib import Path
from typing import Any

from pistes.french import distance

# One order and one set of labels for these pages and for the widget, which reads the same file when it is built.
FACTS = json.loads((Path(__file__).parent / "facts.json").read_text(encoding="utf-8"))
_SCHEMES = ("tel:", "sms:", "geo:", "/api/", "https://", "http://")

KIND_NAMES = {
    "reception_point": "Lieu d’accueil",
    "activity": "Activité",
    "event": "Événement",
    "piste": "Piste de coopération",
    "procedure": "Démarche",
    "answer": "Réponse",
    "help_line": "Numéro d’aide",
    "referral": "Qui fait quoi",
}


def view(card: dict[str, Any]) -> dict[str, Any]:
    """`card` (see `pistes.services.cards`) with `first` and `more` facts as (label, value), and links that are safe."""
    links = card.get("links") or {}
    return {
        **card,
        "kind_name": KIND_NAMES.get(card["kind"], ""),
        "first": _rows(card, "first"),
        "more": _rows(card, "more"),
        "email": card["facts"].get("email", ""),
        "state": card["facts"].get("hours_now") or card["facts"].get("status") or "",
        "away": distance(card["distance_km"]) if card.get("distance_km") is not None else "",
        "tel": [phone for phone in links.get("tel") or [] if _safe(phone["href"])],
        "sms": links.get("sms") if _safe(links.get("sms")) else None,
        "geo": links.get("geo") if _safe(links.get("geo")) else None,
        # An example leaves the screen by no way: no calendar, no contact, no print.
        "ics": None if card["example"] else links.get("ics"),
        "vcf": None if card["example"] else links.get("vcf"),
        "url": card["url"] if _safe(card["url"]) else None,
        "source_url": card["source"]["url"] if _safe(card["source"]["url"]) else None,
        "to_confirm": card.get("freshness", "ok") != "ok",
    }


def _rows(card: dict[str, Any], part: str) -> list[tuple[str, str]]:
    facts = card["facts"]
    shown_apart = {"hours_now", "status", "email"}
    return [(FACTS["labels"][name], facts[name]) for name in FACTS[part] if facts.get(name) and name not in shown_apart]


def _safe(address: str | None) -> bool:
    return bool(address) and str(address).lower().startswith(_SCHEMES)
