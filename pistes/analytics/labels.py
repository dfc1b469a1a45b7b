"""French words for what is counted: one place, for screens, exports and summaries."""

from collections.abc import Mapping
from types import MappingProxyType

from pistes.french import NARROW, NBSP, WEEKDAYS


def _fixed(words: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(words)


OUTCOMES = _fixed(
    {
        "answered": "Réponse donnée",
        "clarify": "Précision demandée",
        "handoff": "Orientation vers une personne",
        "chitchat": "Politesse",
        "nothing_found": "Rien de connu",
        "not_understood": "Pas comprise",
        "out_of_scope": "Hors du sujet",
        "unavailable": "Moteur arrêté",
    }
)
CAUSES = _fixed(
    {
        "nothing_found": "Aucune donnée",
        "not_understood": "Question pas comprise",
        "out_of_scope": "Hors du sujet",
        "unavailable": "Moteur arrêté ou coupé",
        "expired_fact": "Fait périmé ou signalé faux",
        "unhelpful": "Jugée inutile par l’habitant",
    }
)
INTENTS = _fixed(
    {
        "find_reception_point": "Trouver un lieu d’accueil",
        "reception_point_details": "Horaires, téléphone, accès d’un lieu",
        "find_activity": "Trouver une activité",
        "ask_registration": "S’inscrire",
        "find_event": "Trouver un événement",
        "find_piste": "Trouver une piste",
        "piste_details": "Savoir où en est une piste",
        "ask_cooperation": "Comprendre la coopération",
        "ask_procedure": "Faire une démarche",
        "ask_road": "État des routes",
        "human_handoff": "Parler à une personne",
        "simplify": "Des mots plus simples",
        "give_feedback": "Donner un avis",
        "inform": "Préciser sa recherche",
        "select_item": "Choisir un résultat",
        "out_of_scope": "Autre sujet",
        "ask_capabilities": "Ce que l’assistant sait faire",
        "ask_privacy": "Données personnelles",
        "bot_challenge": "« Êtes-vous un robot ? »",
        "insult": "Insulte",
        "greet": "Bonjour",
        "goodbye": "Au revoir",
        "thank": "Merci",
        "affirm": "Oui",
        "deny": "Non",
    }
)
THEMES = _fixed(
    {
        "culture": "Culture",
        "sport": "Sport",
        "numerique": "Numérique",
        "nature": "Nature",
        "tourisme": "Tourisme",
        "agriculture": "Agriculture",
        "enfance": "Enfance",
        "colleges": "Collèges",
        "routes": "Routes",
        "action_sociale": "Action sociale",
        "autonomie": "Autonomie",
    }
)
CHANNELS = _fixed({"chat": "Assistant", "counter": "Guichet", "phone": "Téléphone"})
REGISTERS = _fixed(
    {
        "short": "Courts (3 mots au plus)",
        "long": "Longs (40 mots au moins)",
        "caps": "En majuscules",
        "sms": "Style SMS",
        "standard": "Courants",
    }
)
DANGERS = _fixed(
    {
        "child_danger": "Enfant en danger",
        "domestic_violence": "Violences dans le couple",
        "suicide": "Idées de suicide",
        "medical": "Urgence médicale",
        "elder_or_disabled_abuse": "Maltraitance d’un adulte fragile",
        "homeless": "Sans abri",
        "cyber_or_bullying": "Harcèlement",
    }
)
FEEDBACK = _fixed({"yes": "Utile", "no": "Inutile"})
VERDICTS = _fixed(
    {"right": "Juste", "partly": "En partie juste", "wrong": "Fausse", "not_answerable": "Impossible à répondre"}
)
PARTS = _fixed(
    {
        "safety": "Situations de danger",
        "out_of_scope": "Hors du sujet",
        "search": "Recherche",
        "pairs": "Mêmes demandes écrites autrement",
        "residents": "Questions d’habitants",
        "dialogues": "Dialogues",
    }
)
MEASURES = _fixed(
    {
        "intent": "Demande comprise",
        "criteria": "Critères compris",
        "both": "Demande et critères compris",
        "false_alarm": "Fausse alerte",
        "refused": "Refusée à tort",
        "confident_wrong": "Fausse et sûre d’elle",
        "needless_question": "Précision inutile",
        "right_record": "Bonne fiche",
        "found": "Danger reconnu",
    }
)
STEPS = _fixed(
    {
        "copy": "copie du projet",
        "train_before": "modèle actuel",
        "measure_before": "mesure du modèle actuel",
        "train": "entraînement du candidat",
        "measure": "mesure du candidat",
        "done": "terminé",
    }
)
DAYS = tuple(day.capitalize() for day in WEEKDAYS)
NONE_OF = _fixed({"intent": "Sans intention reconnue", "theme": "Sans thème", "department": "Département non dit"})


def number(n: float, digits: int = 0) -> str:
    """« 12 345 », « 3,5 »: as the Imprimerie nationale prints them."""
    return f"{n:,.{digits}f}".replace(",", NARROW).replace(".", ",")


def percent(part: float, whole: float) -> str:
    """« 12,5 % », « — » of nothing."""
    return f"{number(100 * part / whole, 1)}{NBSP}%" if whole else "—"


def fewer_than(smallest: int) -> str:
    """What stands for a count too small to be told."""
    return f"moins de {smallest}"
