"""Every table of Passerelle, by domain: territory, records, conversations, analytics, people.

One module a domain; columns and relations only, decisions live in `pistes/services/`.
"""

from pistes.models.analytics import (
    AnalyticsState,
    AvailabilityDay,
    AwaitingCount,
    DailyCount,
    Judgement,
    QualitySample,
    QuestionGroup,
    QuestionGroupMember,
    QuestionGroupWeek,
)
from pistes.models.base import Base
from pistes.models.candidates import ModelCandidate, ModelSwitch
from pistes.models.conversations import Conversation, EmergencyCount, Exchange, Feedback, Turn
from pistes.models.editing import RecordDraft, TextReview
from pistes.models.imports import ImportedItem, ImportRun, ImportSource
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
    "AnalyticsState",
    "Answer",
    "Area",
    "AreaCommune",
    "AuditEvent",
    "AvailabilityDay",
    "AwaitingCount",
    "Base",
    "Commune",
    "CommuneAlias",
    "CommuneNeighbour",
    "CommunePostcode",
    "Competence",
    "Conversation",
    "DailyCount",
    "Department",
    "EmergencyCount",
    "Event",
    "Exchange",
    "Feedback",
    "Flag",
    "GivenAnswer",
    "HelpLine",
    "HelpLineRule",
    "ImportRun",
    "ImportSource",
    "ImportedItem",
    "Intercommunality",
    "Judgement",
    "ModelCandidate",
    "ModelSwitch",
    "Piste",
    "Procedure",
    "QualitySample",
    "QuestionGroup",
    "QuestionGroupMember",
    "QuestionGroupWeek",
    "ReceptionPoint",
    "Record",
    "RecordDepartment",
    "RecordDraft",
    "RecordRevision",
    "Referral",
    "SearchDocument",
    "SearchState",
    "SearchWord",
    "Site",
    "StaffSession",
    "TextReview",
    "Turn",
    "User",
]
