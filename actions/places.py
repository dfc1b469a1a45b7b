"""Questions about the place, common to every search: which of several communes, a place that is not ours, no place."""

from actions.dialogue.state import Question
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome

MAX_CANDIDATES = 6


def ask_which_commune(turn: Turn) -> Reply | None:
    """The question « lequel ? » when the name fits several communes; None when there is nothing to ask."""
    codes = turn.criteria.get("commune_candidates_insee")
    if not codes or turn.criteria.get("commune"):
        return None
    known = turn.services.gazetteer.communes
    communes = sorted((known[code] for code in codes if code in known), key=lambda c: -c.population)[:MAX_CANDIDATES]
    turn.state.asked = Question("commune", intent=search_intent(turn), candidates=[c.insee for c in communes])
    reply = Reply(Outcome.CLARIFY).say(
        "utter_place__which_commune", names=[f"{c.name} ({c.department})" for c in communes]
    )
    for commune in communes:
        reply.suggest("utter_suggest__commune", commune=commune.name, department=commune.department)
    return reply


def place_is_outside(turn: Turn) -> bool:
    """Whether the only place named is known to lie outside the member départements."""
    return bool(turn.criteria.get("outside")) and not turn.criteria.get("commune") and not turn.criteria.get("area")


def ask_commune(turn: Turn) -> Reply | None:
    """Ask for the commune, once for a search; None when it has been asked already or a place is known."""
    topic = turn.state.topic or ""
    if turn.place() or turn.criteria.get("department") or topic in turn.state.asked_before:
        return None
    turn.state.asked_before.append(topic)
    turn.state.asked = Question("commune", intent=search_intent(turn))
    return Reply(Outcome.CLARIFY).say(f"utter_{topic}__ask_commune")


def search_intent(turn: Turn) -> str:
    """The intent to run again once the place is known."""
    return turn.state.last_intent or turn.intent if turn.intent == "inform" else turn.intent
