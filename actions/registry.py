"""Every action, by the intent it answers; the rules in `data/rules/` name them `action_<intent>`."""

from actions.activities import FindActivity
from actions.base import TurnAction
from actions.cooperation import AskCooperation
from actions.events import FindEvent
from actions.follow_up import Affirm, Deny, Inform, SelectItem
from actions.handoff import HumanHandoff
from actions.pistes import FindPiste, PisteDetails
from actions.procedures import AskProcedure
from actions.reception_points import FindReceptionPoint, ReceptionPointDetails
from actions.registration import AskRegistration
from actions.roads import AskRoad
from actions.small_talk import Emergency, NotUnderstood, OutOfScope, Simplify, SmallTalk
from actions.turn import Services


def make_actions(services: Services) -> list[TurnAction]:
    """One instance of each action."""
    searches: list[TurnAction] = [
        kind(services)
        for kind in (
            FindReceptionPoint,
            ReceptionPointDetails,
            FindActivity,
            FindEvent,
            AskRegistration,
            FindPiste,
            PisteDetails,
            AskCooperation,
            AskProcedure,
            AskRoad,
            HumanHandoff,
        )
    ]
    by_intent = {action.intent: action for action in searches}
    follow_ups: list[TurnAction] = [kind(services, by_intent) for kind in (Inform, SelectItem, Affirm, Deny)]
    talk: list[TurnAction] = [
        SmallTalk(services, "greet", "utter_suggest__capabilities"),
        SmallTalk(services, "goodbye"),
        SmallTalk(services, "thank"),
        SmallTalk(services, "bot_challenge"),
        SmallTalk(
            services,
            "ask_capabilities",
            *(f"utter_suggest__topic_{t}" for t in ("reception_point", "activity", "event", "procedure")),
        ),
        SmallTalk(services, "ask_privacy", "utter_suggest__erase"),
        SmallTalk(services, "give_feedback", "utter_suggest__person"),
        SmallTalk(services, "insult", "utter_suggest__capabilities", "utter_suggest__person"),
    ]
    others: list[TurnAction] = [kind(services) for kind in (Simplify, OutOfScope, NotUnderstood, Emergency)]
    return searches + follow_ups + talk + others
