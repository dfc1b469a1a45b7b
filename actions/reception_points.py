"""Reception points: where one is received, and what is known of one of them."""

from actions.base import TurnAction
from actions.dialogue.choices import position
from actions.listing import drop_shown, show, show_one
from actions.places import ask_commune, ask_which_commune, place_is_outside
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome
from pistes.search import Hit, Results
from pistes.services.cards import load_cards
from pistes.services.nearest import own_contact

# Beyond this a point is no answer to « près de chez moi » without saying so first.
NEAR_KM = 15.0
# A place this much farther than the best one is not shown beside it.
MUCH_FARTHER_KM = 30.0


class FindReceptionPoint(TurnAction):
    """« Y a-t-il un point d'accueil près d'Aurec ? »"""

    intent = "find_reception_point"

    def answer(self, turn: Turn) -> Reply:
        if place_is_outside(turn):
            return Reply(Outcome.NOTHING_FOUND).say("utter_place__outside", place=turn.criteria["outside"])
        if question := ask_which_commune(turn):
            return question
        found = turn.find("reception_point", limit=3)
        if not found.matched_text and (question := ask_commune(turn)):
            return question
        if turn.understood.get("reaction") in ("other", "too_far"):
            found.hits = drop_shown(turn, turn.find("reception_point", limit=6).hits)[:3]
        if not found.hits:
            return Reply(Outcome.NOTHING_FOUND).say("utter_reception_point__none", place=turn.place())
        found.hits = _within_reach(found.hits)
        return show(turn, self._introduce(turn, found), found.hits + _own_contact(turn, found))

    def _introduce(self, turn: Turn, found: Results) -> Reply:
        reply, first = Reply(Outcome.ANSWERED), found.hits[0]
        values = {"place": turn.place(), "distance_km": first.distance_km}
        if turn.criteria.get("joint") and "joint" not in first.why:
            reply.say("utter_reception_point__no_joint", **values)
        elif found.exact_place:
            reply.say("utter_reception_point__here", **values)
        elif turn.criteria.get("commune"):
            far = (first.distance_km or 0) > NEAR_KM
            reply.say("utter_reception_point__far" if far else "utter_reception_point__near", **values)
            if any(hit.distance_km == 0 for hit in found.hits[1:]):
                reply.say("utter_reception_point__general_desk", **values)
        else:
            reply.say("utter_reception_point__list", **values)
        if turn.criteria.get("audience") == "caregiver":
            reply.say("utter_reception_point__caregiver")
        return reply.suggest("utter_suggest__hours").suggest("utter_suggest__other_place")


def _within_reach(hits: list[Hit]) -> list[Hit]:
    """Without the places much farther than the best one: from Brioude, nobody is sent 90 km away."""
    reach = (hits[0].distance_km or 0.0) + MUCH_FARTHER_KM
    return [hit for hit in hits if (hit.distance_km or 0.0) <= reach]


def _own_contact(turn: Turn, found: Results) -> list[Hit]:
    """The contact of the resident's own Département, unless it is found already: who is near may not decide."""
    commune = turn.services.gazetteer.communes.get(turn.criteria.get("insee") or "")
    if commune is None:
        return []
    contact = own_contact(
        turn.session,
        commune.department,
        turn.services.search.distances(turn.session, commune.insee),
        today=turn.now.date(),
        audience=turn.criteria.get("audience"),
        service=turn.criteria.get("procedure"),
        include_examples=turn.services.show_examples,
    )
    if contact is None or contact.record_id in {hit.record_id for hit in found.hits}:
        return []
    return [Hit(contact.record_id, "reception_point", 0.0, contact.distance_km, contact.why)]


class ReceptionPointDetails(TurnAction):
    """« C'est ouvert le samedi ? », « le téléphone du guichet de Bas ? »"""

    intent = "reception_point_details"

    def answer(self, turn: Turn) -> Reply:
        if question := ask_which_commune(turn):
            return question
        record_id = self._record(turn)
        if record_id is None:
            if place_is_outside(turn):
                return Reply(Outcome.NOTHING_FOUND).say("utter_place__outside", place=turn.criteria["outside"])
            if question := ask_commune(turn):
                return question
            return Reply(Outcome.NOTHING_FOUND).say("utter_reception_point__none", place=turn.place())
        return detail_reply(turn, record_id, turn.criteria.get("detail"))

    def _record(self, turn: Turn) -> str | None:
        """The point spoken of: by its position, by its name or place in the message, else the one just shown."""
        if chosen := position(turn.understood, turn.state.shown):
            return chosen
        names_place = "commune" in turn.understood or "area" in turn.understood
        current = turn.state.focus if (turn.state.focus or "").startswith("pt:") else None
        found = turn.find("reception_point", limit=3)
        if current and not names_place and not found.matched_text:
            return current
        if not found.hits or not (turn.place() or turn.criteria.get("department") or found.matched_text):
            return None
        turn.state.shown = [hit.record_id for hit in found.hits]
        return found.hits[0].record_id


def detail_reply(turn: Turn, record_id: str, detail: str | None) -> Reply:
    """Answer with one fact of a record, said first, or say that it is not known and give the phone."""
    card = load_cards(turn.session, [record_id], turn.now, plain=turn.plain)[0]
    fact = card["facts"].get(detail or "hours" if card["kind"] == "reception_point" else detail or "dates")
    reply = Reply(Outcome.ANSWERED)
    name = detail or ("hours" if card["kind"] == "reception_point" else "dates")
    if detail is None and not fact:
        reply.say("utter_details__card", title=card["title"])
    elif fact:
        reply.say("utter_details__fact", title=card["title"], fact=fact, detail=name)
    else:
        reply.say("utter_details__unknown", title=card["title"], detail=name, phone=card["facts"].get("phone"))
    return show_one(turn, reply, record_id)
