"""The rules every imported place and event goes through: commune, postcode, coordinates, telephones, mail, hours.

Each defect is found by a rule on the data, never by a name. A doubtful fact is left out of what residents see and
kept for the staff: a missing number is asked for, a wrong one is dialled.
"""

from collections.abc import Mapping

from pistes.importers.cleaning import read_number
from pistes.importers.drafts import Draft
from pistes.importers.emails import ANYWHERE, is_personal, read_email, without_personal
from pistes.importers.notes import Level, RowRejected
from pistes.importers.phones import other_region, read_phones
from pistes.importers.places import Place, Places, kilometres

# A point further than this from its commune's centre, and at least twice as far as from another's, is elsewhere. A town
# is wider than a village: the quarters of Saint-Étienne stretch over 10 km.
FAR_KM = 5.0
FAR_IN_TOWN_KM = 10.0
TOWN = 20_000
VERY_FAR_KM = 25.0
# Metropolitan France in degrees.
_LAT = (41.0, 51.5)
_LON = (-5.5, 10.0)
_TEXTS = ("title", "summary", "plain", "hours_text", "price", "schedule")


class Outside(Exception):
    """The row is of a département we do not serve: left out, counted, no defect."""


def check_place(draft: Draft, places: Places, *, own_region: bool = True) -> None:
    """Put commune, postcode, coordinates, telephones, mail and hours of `draft` into its `raw`.

    `own_region`: geographic numbers are expected to be of the region. Raises `RowRejected` when no commune can be told,
    `Outside` when it is none of ours.
    """
    place = find_commune(draft, places)
    draft.raw["insee"] = place.insee
    if draft.kind == "reception_point":
        draft.raw["postcode"] = check_postcode(draft, place, places)
        draft.raw["phones"] = check_phones(draft, place, own_region=own_region)
        draft.raw["email"] = check_email(draft)
        if draft.hours is not None:
            check_hours(draft)
    if draft.kind in ("reception_point", "event"):
        draft.raw["lat"], draft.raw["lon"] = check_coordinates(draft, place, places)


def find_commune(draft: Draft, places: Places) -> Place:
    """The commune of `draft`: by its INSEE code, else by name and postcode."""
    place = places.by_insee.get(draft.insee or "")
    if place is not None:
        return place
    place = places.find(draft.commune, draft.postcode)
    if place is not None:
        if draft.insee:
            draft.note(Level.MENDED, "insee", "code de commune inconnu", f"commune lue : {place.name}", draft.insee)
        return place
    place = places.named_in(draft.where or "", draft.postcode or None) if not draft.commune else None
    if place is not None:
        return place
    ours = places.departments
    department = (draft.insee or draft.postcode or "")[:2]
    if department and department not in ours and (draft.postcode or "") not in places.by_postcode:
        raise Outside
    said = " ".join(part for part in (draft.insee, draft.postcode, draft.commune) if part)
    raise RowRejected("commune", "commune introuvable" if said else "aucune commune indiquée", said or None)


def check_postcode(draft: Draft, place: Place, places: Places) -> str | None:
    """The postcode when it may be the commune's; mended when the commune has only one."""
    written = "".join((draft.postcode or "").split())
    if written.isdigit() and len(written) == 4:
        written = "0" + written
    if not written:
        return next(iter(place.postcodes)) if len(place.postcodes) == 1 else None
    if not (written.isdigit() and len(written) == 5):
        draft.note(Level.TO_CHECK, "postcode", "ce n'est pas un code postal", "laissé de côté", draft.postcode)
        return None
    if not place.postcodes or written in place.postcodes:
        return written
    if written not in places.by_postcode and written[:2] == place.department:
        draft.note(Level.INFO, "postcode", "code de distribution spéciale (CEDEX, BP ou CS)", "gardé", written)
        return written
    reason = f"ce code postal n'est pas celui de {place.name}"
    if len(place.postcodes) == 1:
        right = next(iter(place.postcodes))
        draft.note(Level.MENDED, "postcode", reason, f"remplacé par {right}", written)
        return right
    draft.note(Level.TO_CHECK, "postcode", reason, "laissé de côté", written)
    return None


def check_coordinates(draft: Draft, place: Place, places: Places) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees when they can be the commune's; swapped ones are put right."""
    lat, lon = read_number(draft.lat), read_number(draft.lon)
    written = f"{draft.lat}, {draft.lon}"
    if lat is None or lon is None:
        if draft.lat not in (None, "") or draft.lon not in (None, ""):
            draft.note(Level.TO_CHECK, "lat", "coordonnées illisibles", "laissées de côté", written)
        return None, None
    if not (_LAT[0] <= lat <= _LAT[1] and _LON[0] <= lon <= _LON[1]):
        if _LAT[0] <= lon <= _LAT[1] and _LON[0] <= lat <= _LON[1]:
            draft.note(Level.MENDED, "lat", "latitude et longitude inversées", "remises dans l'ordre", written)
            lat, lon = lon, lat
        else:
            draft.note(Level.TO_CHECK, "lat", "coordonnées hors de France", "laissées de côté", written)
            return None, None
    apart = kilometres(place.lat, place.lon, lat, lon)
    if apart > (FAR_IN_TOWN_KM if place.population >= TOWN else FAR_KM):
        near = places.near(lat, lon)
        elsewhere = near is not None and near[0].insee != place.insee and apart > 2 * near[1]
        if near is not None and (elsewhere or apart > VERY_FAR_KM):
            reason = f"point à {apart:.0f} km du centre de {place.name}, près de {near[0].name}".replace(".", ",")
            draft.note(Level.TO_CHECK, "lat", reason, "coordonnées laissées de côté, adresse à vérifier", written)
            return None, None
    return round(lat, 5), round(lon, 5)


def check_phones(draft: Draft, place: Place, *, own_region: bool) -> list[dict[str, str]]:
    """The telephones as {"number", "label"}; what is no number, or of another region, is set aside."""
    given = draft.phones if isinstance(draft.phones, list) else [draft.phones]
    kept: list[dict[str, str]] = []
    for phone in given:
        label, text = (
            (phone.get("label") or "Accueil", phone.get("number")) if isinstance(phone, Mapping) else ("Accueil", phone)
        )
        numbers, wrong = read_phones(text)
        for part in wrong:
            draft.set_aside("phones", part, "ce n'est pas un numéro de téléphone")
        for number in numbers:
            if own_region and other_region(number, place.department):
                draft.set_aside("phones", number, f"numéro d'une autre région que {place.name}")
            elif all(number != other["number"] for other in kept):
                kept.append({"number": number, "label": str(label)})
    return kept


def check_email(draft: Draft) -> str | None:
    """The mail address of an organisation; a private person's is dropped and written nowhere."""
    given = draft.email[0] if isinstance(draft.email, list) and draft.email else draft.email
    text = str(given or "").strip()
    if not text or text == "[]":
        return None
    address = read_email(text)
    if address is None:
        if any(is_personal(found.lower()) for found in ANYWHERE.findall(text)):
            draft.note(Level.MENDED, "email", "adresse d'une personne", "retirée")
            return None
        draft.set_aside("email", text[:120], "adresse électronique invalide")
        return None
    if is_personal(address):
        draft.note(Level.MENDED, "email", "adresse d'une personne", "retirée")
        return None
    return address


def check_hours(draft: Draft) -> None:
    """Hours as OSM syntax, or as text and flagged."""
    hours = draft.hours
    if hours is None:
        return
    draft.raw["opening_hours"] = hours.osm
    draft.raw["hours_text"] = hours.text if not hours.osm else draft.raw.get("hours_text")
    for reason, done in hours.remarks:
        draft.note(Level.TO_CHECK, "opening_hours", reason, done)
    if not hours.osm and not hours.text:
        draft.note(Level.INFO, "opening_hours", "horaires absents", "aucun horaire affiché")


def drop_personal(draft: Draft) -> None:
    """Take private addresses out of every text."""
    for name in _TEXTS:
        text = draft.raw.get(name)
        if isinstance(text, str) and "@" in text:
            without = without_personal(text)
            if without != text:
                draft.note(Level.MENDED, name, "adresse d'une personne dans le texte", "retirée")
                draft.raw[name] = without
