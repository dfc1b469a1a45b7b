"""What no single field can tell: errors between fields, and remarks that do not keep anybody from publishing."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from pistes.french import typeset
from pistes.importers.emails import is_personal
from pistes.importers.phones import other_region
from pistes.services.editing.places import Places
from pistes.services.event_dates import read_timings

Notes = dict[str, str]
Values = dict[str, Any]

LONGEST_SUMMARY = 400
# The two départements lie within this box, in degrees.
_LATITUDES, _LONGITUDES = (44.6, 46.4), (3.0, 5.0)
_AMOUNT = re.compile(r"\d[\d\s.,]*(?:€|euros?\b)|\d+\s*(?:jours|semaines|mois)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame)\s+[A-ZÀ-Ý]")


def errors(kind: str, values: Values, places: Places, today: date) -> Notes:
    """What must be mended before publishing, by field."""
    found: Notes = {}
    checked, valid = values.get("checked_on"), values.get("valid_until")
    if checked and checked > today + timedelta(days=1):
        found["checked_on"] = "Cette date est dans l'avenir."
    if checked and valid and valid < checked:
        found["valid_until"] = "Cette date est avant celle de la vérification."
    low, high = values.get("age_min"), values.get("age_max")
    if low is not None and high is not None and high < low:
        found["age_max"] = "L'âge maximum est sous l'âge minimum."
    if (values.get("lat") is None) != (values.get("lon") is None):
        found["lon" if values.get("lon") is None else "lat"] = (
            "Il faut la latitude et la longitude, ou aucune des deux."
        )
    for number, row in enumerate(values.get("timings") or (), 1):
        if row.get("end") and read_timings([row]) and str(row["end"]) < str(row["begin"]):
            found["timings"] = f"Ligne {number} : la fin est avant le début."
    for number, row in enumerate(values.get("closures") or (), 1):
        if row.get("to") and str(row["to"]) < str(row.get("from")):
            found["closures"] = f"Ligne {number} : la fin est avant le début."
    return {name: typeset(text) for name, text in found.items()}


def remarks(kind: str, values: Values, places: Places, today: date) -> Notes:
    """What deserves a look, by field."""
    found: Notes = {}
    for check in _REMARKS:
        for name, text in check(kind, values, places, today).items():
            found.setdefault(name, typeset(text))
    return found


def _wording(kind: str, values: Values, places: Places, today: date) -> Notes:
    found: Notes = {}
    if len(values.get("summary") or "") > LONGEST_SUMMARY:
        found["summary"] = f"Plus de {LONGEST_SUMMARY} caractères : un habitant lit sur un téléphone."
    for name in ("title", "summary", "plain", "answer"):
        if _PERSON.search(values.get(name) or ""):
            found[name] = "Le nom d'une personne semble écrit ici : seules les fonctions se publient."
    if kind == "procedure":
        for name in ("summary", "plain", "for_whom", "who_decides", "first_step", "appeal"):
            if _AMOUNT.search(values.get(name) or ""):
                found[name] = "Ni montant, ni plafond, ni délai : ils changent sans que la fiche le sache."
    return found


def _place(kind: str, values: Values, places: Places, today: date) -> Notes:
    lat, lon = values.get("lat"), values.get("lon")
    if lat is None or lon is None:
        return {}
    if _within(lat, _LATITUDES) and _within(lon, _LONGITUDES):
        return {}
    if _within(lon, _LATITUDES) and _within(lat, _LONGITUDES):
        return {"lat": "La latitude et la longitude semblent inversées."}
    return {"lat": "Ce point est hors de la Loire et de la Haute-Loire."}


def _contact(kind: str, values: Values, places: Places, today: date) -> Notes:
    found: Notes = {}
    department = (values.get("insee") or "")[:2]
    numbers = [str(row.get("number", "")) for row in values.get("phones") or ()]
    if department and any(other_region(number, department) for number in numbers):
        found["phones"] = "Un numéro a l'indicatif d'une autre région : vérifiez-le."
    if values.get("email") and is_personal(values["email"]):
        found["email"] = "Cette adresse semble celle d'une personne."
    return found


def _dates(kind: str, values: Values, places: Places, today: date) -> Notes:
    valid = values.get("valid_until")
    if valid and valid < today:
        return {"valid_until": "Ce jour est passé : les faits sont montrés « à confirmer »."}
    return {}


def _hours(kind: str, values: Values, places: Places, today: date) -> Notes:
    if values.get("opening_hours") and values.get("hours_text"):
        return {"hours_text": "Les horaires calculables sont montrés ; ce texte ne l'est pas."}
    return {}


def _within(number: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= number <= bounds[1]


_REMARKS: tuple[Callable[[str, Values, Places, date], Notes], ...] = (_wording, _place, _contact, _dates, _hours)
