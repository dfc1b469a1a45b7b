"""Which format a file is of: asked of every format, the most precise first."""

from collections.abc import Sequence

from pistes.importers.formats.apidae import Apidae
from pistes.importers.formats.base import Format, SourceFile
from pistes.importers.formats.data_inclusion import DataInclusion
from pistes.importers.formats.datatourisme import DataTourisme
from pistes.importers.formats.digital_help import AidantsConnect, Hinaura, MediationNumerique
from pistes.importers.formats.dila import Dila
from pistes.importers.formats.finess import Finess
from pistes.importers.formats.france_services import FranceServices
from pistes.importers.formats.ical import ICalendar
from pistes.importers.formats.openagenda import OpenAgenda
from pistes.importers.formats.own_records import OwnRecords
from pistes.importers.formats.schema_org import SchemaOrgEvent
from pistes.importers.formats.templates import Template

FORMATS: Sequence[Format] = (
    OwnRecords(),
    FranceServices(),
    Template(),
    Finess(),
    ICalendar(),
    Dila(),
    AidantsConnect(),
    Hinaura(),
    MediationNumerique(),
    OpenAgenda(),
    Apidae(),
    DataTourisme(),
    SchemaOrgEvent(),
    DataInclusion(),
)


def detect(file: SourceFile) -> Format | None:
    """The format that recognises `file`, or None."""
    return next((known for known in FORMATS if known.recognises(file)), None)


def by_name(name: str) -> Format | None:
    """The format called `name`."""
    return next((known for known in FORMATS if known.name == name), None)
