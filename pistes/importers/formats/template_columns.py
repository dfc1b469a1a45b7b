"""Our own CSV and XLSX templates: French columns of places, activities and events, shared with the exports."""

from dataclasses import dataclass
from typing import Literal

How = Literal["text", "line", "list", "day", "bool", "int", "number", "moment", "code", "choice"]


@dataclass(frozen=True)
class Column:
    """A column: its French header, the field it fills, how its cells are read, the help shown with the template."""

    header: str
    field: str
    how: How
    help: str = ""
    required: bool = False


_HEAD = (
    Column("identifiant", "id", "line", "le vôtre, toujours le même pour la même fiche", True),
    Column("nom", "title", "line", "", True),
    Column("résumé", "summary", "text", "une à trois phrases"),
    Column("en simple", "plain", "text", "la même chose en phrases courtes"),
    Column("commune", "commune", "line", "son nom officiel", True),
    Column("code INSEE", "insee", "code", "facultatif si la commune est donnée"),
    Column("code postal", "postcode", "code"),
)
_TAIL = (
    Column("site web", "website", "line"),
    Column("mots-clés", "keywords", "list", "séparés par des points-virgules"),
    Column("thèmes", "themes", "list"),
    Column("vérifié le", "checked_on", "day", "AAAA-MM-JJ ou JJ/MM/AAAA"),
    Column("valable jusqu'au", "valid_until", "day"),
    Column("source", "source_name", "line", "qui le dit"),
    Column("lien de la source", "source_url", "line"),
    Column("licence", "licence", "line"),
)
PLACES = (
    *_HEAD,
    Column("adresse", "address", "line"),
    Column("latitude", "lat", "number"),
    Column("longitude", "lon", "number"),
    Column("organisme", "organisation", "line"),
    Column("téléphone", "phones", "line", "plusieurs : séparés par un point-virgule"),
    Column("courriel", "email", "line", "jamais celui d'une personne"),
    *(
        Column(day, day, "line", "09:00-12:00 / 14:00-17:00, ou - si fermé")
        for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    ),
    Column("horaires", "hours", "line", "en une phrase ou en syntaxe OpenStreetMap, à la place des sept jours"),
    Column("rendez-vous", "appointment", "choice", "sans, possible ou obligatoire"),
    Column("publics", "audiences", "list", "personnes âgées ; handicap ; enfants ; aidants ; familles ; tous"),
    Column("démarches", "services", "list", "apa ; mdph ; pch…"),
    Column("réseaux", "networks", "list"),
    Column("reçoit", "receives_from", "list", "codes INSEE ou départements ; vide : pas de limite connue"),
    Column("accessible sans marche", "step_free", "bool", "oui ou non"),
    *_TAIL,
)
ACTIVITIES = (
    *_HEAD,
    Column("lieu", "place", "line"),
    Column("âge minimum", "age_min", "int", "", False),
    Column("âge maximum", "age_max", "int"),
    Column("quand", "schedule", "line"),
    Column("prix", "price", "line"),
    Column("enfants confiés", "for_children_in_care", "bool", "oui si ouverte aux enfants suivis par l'ASE"),
    Column("départements qui inscrivent", "open_to", "list", "42 ; 43"),
    Column("comment s'inscrire", "registration", "line"),
    Column("places", "places", "int"),
    *_TAIL,
)
EVENTS = (
    *_HEAD,
    Column("lieu", "place", "line"),
    Column("latitude", "lat", "number"),
    Column("longitude", "lon", "number"),
    Column("début", "begin", "moment", "AAAA-MM-JJ HH:MM ou JJ/MM/AAAA HH:MM", True),
    Column("fin", "end", "moment"),
    Column("prix", "price", "line"),
    Column("gratuit", "free", "bool"),
    Column("comment s'inscrire", "registration", "line"),
    Column("état", "status", "choice", "prévu, annulé, complet ou terminé"),
    *_TAIL,
)
TEMPLATES: dict[str, tuple[Column, ...]] = {"reception_point": PLACES, "activity": ACTIVITIES, "event": EVENTS}
NAMES = {"reception_point": "lieux", "activity": "activites", "event": "evenements"}
# What tells one template from the others, by header.
MARKS = {"event": "début", "activity": "âge minimum", "reception_point": "téléphone"}

CHOICES: dict[str, dict[str, str]] = {
    "appointment": {"sans": "none", "possible": "possible", "obligatoire": "required"},
    "status": {"prevu": "scheduled", "annule": "cancelled", "complet": "full", "termine": "finished"},
    "audiences": {
        "personnes agees": "elderly",
        "handicap": "disabled",
        "enfants": "children",
        "aidants": "caregiver",
        "familles": "family",
        "tous": "all",
    },
}
CHOICES_FR: dict[str, dict[str, str]] = {
    "appointment": {"none": "sans", "possible": "possible", "required": "obligatoire"},
    "status": {"scheduled": "prévu", "cancelled": "annulé", "full": "complet", "finished": "terminé"},
    "audiences": {
        "elderly": "personnes âgées",
        "disabled": "handicap",
        "children": "enfants",
        "caregiver": "aidants",
        "family": "familles",
        "all": "tous",
    },
}
