"""Every table of Passerelle, by domain: territory, records, conversations, people.

One module a domain; columns and relations only, decisions live in `pistes/services/`.
"""

from pistes.models.base import Base
from pistes.models.conversations import Conversation, EmergencyCount, Exchange, Feedback, Turn
from pistes.models.people import AuditEvent, Flag, GivenAnswer, StaffSession, User
from pistes.models.records import (
    Activity,
    Answer,
    Event,
    HelpLine,
    HelpLineRule,
    Piste,
    Procedure,
    ReceptionPoint,
    Record,
    RecordDepartment,
    RecordRevision,
    Referral,
)
from pistes.models.search import SearchDocument, SearchState, SearchWord
from pistes.models.territory import (
    Area,
    AreaCommune,
    Commune,
    CommuneAlias,
    CommuneNeighbour,
    CommunePostcode,
    Competence,
    Department,
    Intercommunality,
    Site,
)

__all__ = [
    "Activity",
    "Answer",
    "Area",
    "AreaCommune",
    "AuditEvent",
    "Base",
    "Commune",
    "CommuneAlias",
    "CommuneNeighbour",
    "CommunePostcode",
    "Competence",
    "Conversation",
    "Department",
    "EmergencyCount",
    "Event",
    "Exchange",
    "Feedback",
    "Flag",
    "GivenAnswer",
    "HelpLine",
    "HelpLineRule",
    "Intercommunality",
    "Piste",
    "Procedure",
    "ReceptionPoint",
    "Record",
    "RecordDepartment",
    "RecordRevision",
    "Referral",
    "SearchDocument",
    "SearchState",
    "SearchWord",
    "Site",
    "StaffSession",
    "Turn",
    "User",
]
