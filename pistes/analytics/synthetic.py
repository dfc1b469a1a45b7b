"""Realistic traffic for tests and measures: invented questions, with the rhythm of a public service.

Weekdays weigh more than week-ends, mornings more than nights, a few large communes more than the many small ones, a few
questions more than the long tail. No sentence comes from a resident.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from pistes.models import Exchange

# Share of a day's questions by hour, then by day of the week, in any unit.
HOURS = (1, 1, 1, 1, 1, 2, 4, 9, 18, 26, 28, 24, 14, 18, 26, 26, 24, 20, 16, 14, 12, 10, 6, 3)
WEEKDAYS = (20, 19, 18, 18, 15, 6, 4)
AT_ONCE = 5_000

# (weight, intent, theme, outcomes as they are drawn, writings); {c} is a commune.
NEEDS: tuple[tuple[int, str, str | None, tuple[str, ...], tuple[str, ...]], ...] = (
    (18, "ask_procedure", "autonomie", ("answered",) * 9 + ("clarify",),
     ("comment demander l'apa", "dossier apa pour ma mère", "apa à domicile {c}", "allocation autonomie comment faire",
      "je voudrais l'apa pour mon père à {c}", "slt koman on fé pour l apa", "demande d'APA")),
    (14, "find_reception_point", "autonomie", ("answered",) * 8 + ("nothing_found", "clarify"),
     ("point d'accueil à {c}", "où est le guichet pour personnes âgées {c}", "un lieu d'accueil près de {c} ?",
      "qui peut m'aider à {c} pour les papiers de ma grand-mère", "maison france services {c}")),
    (9, "reception_point_details", None, ("answered",) * 9 + ("nothing_found",),
     ("horaires france services {c}", "c'est ouvert quand à {c}", "numéro de téléphone du point d'accueil de {c}",
      "tel france services {c}")),
    (9, "find_activity", "sport", ("answered",) * 6 + ("nothing_found",) * 3 + ("clarify",),
     ("activité sportive pour un enfant placé à {c}", "sport pour un enfant de l'ase {c}", "judo enfant en foyer {c}",
      "escalade pour jeune en famille d'accueil")),
    (6, "find_activity", "culture", ("answered",) * 6 + ("nothing_found",) * 4,
     ("atelier théâtre enfant placé {c}", "musique pour un enfant en famille d'accueil", "activité culturelle ase {c}")),
    (10, "find_event", "culture", ("answered",) * 8 + ("nothing_found",) * 2,
     ("que faire ce week-end à {c}", "sortie en famille samedi {c}", "événement au bord de la Loire", "marché de noël {c}")),
    (5, "find_event", "nature", ("answered",) * 7 + ("nothing_found",) * 3,
     ("randonnée gorges de la loire", "balade nature ce dimanche {c}", "via fluvia vélo")),
    (6, "ask_road", "routes", ("answered",) * 5 + ("out_of_scope",) * 2 + ("nothing_found",) * 3,
     ("la route de {c} est elle déneigée", "neige sur la rd 15", "route barrée {c} ?", "état des routes ce matin")),
    (4, "find_piste", "tourisme", ("answered",) * 9 + ("clarify",),
     ("quelles sont les pistes de coopération", "pistes sur le tourisme", "liste des pistes agriculture")),
    (4, "piste_details", "agriculture", ("answered",) * 9 + ("nothing_found",),
     ("où en est la piste sur les abattoirs", "la piste fleuve loire c'est quoi", "avancement piste circuits courts")),
    (3, "ask_cooperation", None, ("answered",) * 10,
     ("c'est quoi l'entente entre la loire et la haute-loire", "qui décide de la coopération",
      "pourquoi les deux départements")),
    (5, "ask_procedure", "action_sociale", ("answered",) * 8 + ("nothing_found", "clarify"),
     ("demande de rsa", "dossier rsa {c}", "aide fsl loyer impayé", "le fsl pour payer l'électricité")),
    (4, "ask_procedure", "autonomie", ("answered",) * 9 + ("clarify",),
     ("dossier mdph", "renouveler ma carte mobilité inclusion", "carte de stationnement handicapé", "pch comment demander")),
    (5, "out_of_scope", None, ("out_of_scope",) * 10,
     ("faire un passeport à {c}", "carte grise", "la météo demain", "horaires de la déchetterie {c}", "payer mes impôts")),
    (3, "out_of_scope", None, ("not_understood",) * 10,
     ("heu", "asdf", "pour le machin de la dernière fois", "ça marche pas", "le truc bleu")),
    (3, "human_handoff", None, ("handoff",) * 10, ("je veux parler à quelqu'un", "un conseiller svp", "rappelez moi")),
    (5, "greet", None, ("chitchat",) * 10, ("bonjour", "bonsoir", "salut")),
    (4, "thank", None, ("chitchat",) * 10, ("merci", "merci beaucoup", "ok merci")),
)  # fmt: skip


def traffic(
    begin: datetime,
    days: int,
    count: int,
    communes: Sequence[tuple[str, str]],
    records: Sequence[str] = (),
    seed: int = 42,
    *,
    texts: bool = True,
) -> Iterator[dict[str, Any]]:
    """`count` rows of exchanges over `days` days from `begin` (aware, midnight); the same for the same `seed`.

    `communes`: (INSEE code, name), the most asked about first. `records`: ids that answers show, the most shown first.
    """
    draw = random.Random(seed)
    places = draw.choices(communes, [1 / (rank + 2) for rank in range(len(communes))], k=4096)
    shown = draw.choices(records, [1 / (rank + 3) for rank in range(len(records))], k=1024) if records else []
    needs = draw.choices(NEEDS, [need[0] for need in NEEDS], k=4096)
    starts = [begin + timedelta(days=day) for day in range(days)]
    of_days = draw.choices(starts, [WEEKDAYS[start.weekday()] for start in starts], k=max(count // 4, 1))
    for number in range(count):
        _, intent, theme, outcomes, writings = needs[draw.randrange(4096)]
        insee, name = places[draw.randrange(4096)]
        writing = draw.choice(writings)
        hour = draw.choices(range(24), cum_weights=_CUMULATED)[0]
        outcome = "unavailable" if draw.random() < 0.004 else draw.choice(outcomes)
        placed = "{c}" in writing
        yield {
            "turn_key": f"synthetic-{seed}-{number}",
            "at": of_days[draw.randrange(len(of_days))] + timedelta(hours=hour, seconds=draw.randrange(3600)),
            "site": "42" if insee.startswith("42") else "43",
            "channel": "chat",
            "outcome": outcome,
            "intent": None if outcome == "unavailable" else intent,
            "confidence": round(
                min(0.999, max(0.2, draw.gauss(0.45 if outcome == "not_understood" else 0.9, 0.12))), 4
            ),
            "criteria": {"theme": theme} if theme else {},
            "insee": insee if placed else None,
            "department_code": insee[:2] if placed else None,
            "result_ids": [shown[draw.randrange(1024)]] if shown and outcome == "answered" else [],
            "latency_ms": round(draw.lognormvariate(3.6, 0.5)),
            "register": draw.choices(("standard", "short", "long", "sms"), (70, 20, 5, 5))[0],
            "plain": draw.random() < 0.03,
            "text": _typed(writing.format(c=name), draw) if texts else None,
            "conversation_id": f"synthetic-{number // 3}",
        }


_CUMULATED = tuple(sum(HOURS[: hour + 1]) for hour in range(24))


def _typed(text: str, draw: random.Random) -> str:
    """One writing in ten has two letters swapped, one in ten is in capitals or without accents' care."""
    luck = draw.random()
    if luck < 0.1 and len(text) > 6:
        at = draw.randrange(1, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text.capitalize() if luck < 0.4 else text


def fill(session: Session, rows: Iterator[dict[str, Any]]) -> int:
    """Write exchanges; gives their number."""
    written, block = 0, []
    for row in rows:
        block.append(row)
        if len(block) == AT_ONCE:
            session.execute(insert(Exchange), block)
            written, block = written + len(block), []
    if block:
        session.execute(insert(Exchange), block)
    return written + len(block)
