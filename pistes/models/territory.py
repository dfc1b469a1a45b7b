"""Départements, communes, the areas people name, who decides what where, and the sites that embed us.

Départements are rows: another one joins by data, never by code.
"""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pistes.models.base import Base


class Department(Base):
    """A département of the entente, or a neighbour that residents name (`member` false)."""

    __tablename__ = "department"

    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    # "de la Loire": what follows « Département » in a sentence.
    of_name: Mapped[str] = mapped_column(String(80))
    inhabitants: Mapped[str | None] = mapped_column(String(80))
    member: Mapped[bool] = mapped_column(default=True)
    website: Mapped[str | None] = mapped_column(String(300))
    aliases: Mapped[list[str]] = mapped_column(default=list)
    # Colour of the département on pages; text on it is checked for contrast.
    colour: Mapped[str | None] = mapped_column(String(9))


class Intercommunality(Base):
    """An EPCI: métropole, communauté d'agglomération or de communes."""

    __tablename__ = "intercommunality"

    siren: Mapped[str] = mapped_column(String(9), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    type: Mapped[str] = mapped_column(String(20))


class Commune(Base):
    """A commune of a member département (INSEE code, official geography of the year given in the seed's source)."""

    __tablename__ = "commune"

    insee: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    department_code: Mapped[str] = mapped_column(ForeignKey("department.code"), index=True)
    population: Mapped[int] = mapped_column(default=0)
    # Degrees, WGS 84; centre of the commune's surface, not its town hall.
    lat: Mapped[float]
    lon: Mapped[float]
    intercommunality_siren: Mapped[str | None] = mapped_column(ForeignKey("intercommunality.siren"))
    arrondissement: Mapped[str | None] = mapped_column(String(80))
    # Touches another member département.
    border: Mapped[bool] = mapped_column(default=False)

    department: Mapped[Department] = relationship()
    intercommunality: Mapped[Intercommunality | None] = relationship()
    postcodes: Mapped[list["CommunePostcode"]] = relationship(cascade="all, delete-orphan")
    aliases: Mapped[list["CommuneAlias"]] = relationship(cascade="all, delete-orphan")


class CommunePostcode(Base):
    """A postcode of a commune; one postcode serves many communes."""

    __tablename__ = "commune_postcode"

    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee", ondelete="CASCADE"), primary_key=True)
    postcode: Mapped[str] = mapped_column(String(5), primary_key=True, index=True)


class CommuneAlias(Base):
    """Another name of a commune: what people say ("Sainté") or a former commune merged into it."""

    __tablename__ = "commune_alias"

    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee", ondelete="CASCADE"), primary_key=True)
    alias: Mapped[str] = mapped_column(String(120), primary_key=True)
    former: Mapped[bool] = mapped_column(default=False)


class CommuneNeighbour(Base):
    """A pair of communes that share a boundary across two départements; stored in both directions."""

    __tablename__ = "commune_neighbour"

    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee", ondelete="CASCADE"), primary_key=True)
    neighbour_insee: Mapped[str] = mapped_column(ForeignKey("commune.insee", ondelete="CASCADE"), primary_key=True)


class Area(Base):
    """A name people use for a part of the territory ("le Forez"); its outline is indicative."""

    __tablename__ = "area"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    aliases: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str | None] = mapped_column(String(500))

    communes: Mapped[list["AreaCommune"]] = relationship(cascade="all, delete-orphan")


class AreaCommune(Base):
    """A commune that belongs to an area."""

    __tablename__ = "area_commune"

    area_id: Mapped[str] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee", ondelete="CASCADE"), primary_key=True)


class Competence(Base):
    """Who decides or pays for a matter, in a place.

    The most precise scope wins: `commune:42218` > `epci:244200770` > `department:42` > `all`.
    """

    __tablename__ = "competence"
    __table_args__ = (Index("ix_competence_matter_scope", "matter", "scope", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # A procedure key of LABELS.md (fsl, transport_scolaire…) or "road".
    matter: Mapped[str] = mapped_column(String(40))
    scope: Mapped[str] = mapped_column(String(60))
    authority: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(String(1000))
    source_name: Mapped[str] = mapped_column(String(300))
    source_url: Mapped[str | None] = mapped_column(String(500))
    checked_on: Mapped[str] = mapped_column(String(10))


class Site(Base):
    """A web site that embeds the widget: its look, its greeting, the origins allowed to frame and call us."""

    __tablename__ = "site"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    department_code: Mapped[str | None] = mapped_column(ForeignKey("department.code"))
    greeting: Mapped[str | None] = mapped_column(String(1000))
    greeting_plain: Mapped[str | None] = mapped_column(String(1000))
    position: Mapped[str] = mapped_column(String(10), default="right")
    # {"accent": "#1d4f91", "on_accent": "#ffffff", "logo": "/static/…"}; validated where it is edited.
    theme: Mapped[dict[str, Any]] = mapped_column(default=dict)
    origins: Mapped[list[str]] = mapped_column(default=list)
    # The audited off switch: when set, residents read this message instead of the chat.
    off_message: Mapped[str | None] = mapped_column(String(1000))
