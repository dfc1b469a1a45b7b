"""What managers read: daily counts, groups of questions, answers to judge. No text but the name of a group."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pistes.models.base import Base


class DailyCount(Base):
    """Exchanges of a day by one facet's value; kept after the exchanges are purged.

    `count` is exact and never leaves the database; `shown` is what screens and exports add up (see
    `pistes.analytics.release`). An empty string means « none » or « not told apart ».
    """

    __tablename__ = "daily_count"
    __table_args__ = {"sqlite_with_rowid": False}

    facet: Mapped[str] = mapped_column(String(12), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(120), primary_key=True)
    count: Mapped[int]
    shown: Mapped[int] = mapped_column(default=0)


class AwaitingCount(Base):
    """What each cell had counted and not yet shown when the last closed day ended: always less than a group."""

    __tablename__ = "awaiting_count"

    facet: Mapped[str] = mapped_column(String(12), primary_key=True)
    site: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(120), primary_key=True)
    count: Mapped[int]


class AnalyticsState(Base):
    """One row: how far the daily counts have come."""

    __tablename__ = "analytics_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # Days before this one are closed: never counted again.
    open_from: Mapped[date | None]
    smallest_group: Mapped[int]
    rolled_at: Mapped[datetime | None]
    grouped_at: Mapped[datetime | None]


class AvailabilityDay(Base):
    """Minutes of a day in which the application was there, and those in which it could answer with its engine."""

    __tablename__ = "availability_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    present: Mapped[int] = mapped_column(default=0)
    ready: Mapped[int] = mapped_column(default=0)
    first_minute: Mapped[datetime]
    last_minute: Mapped[datetime]


class QuestionGroup(Base):
    """Questions that mean the same. The name is one of its masked texts, emptied when all its texts are purged."""

    __tablename__ = "question_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(Text)
    intent: Mapped[str | None] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(default=0)
    first_seen: Mapped[date]
    # The editor's decision: "" (to look at), done or ignored.
    state: Mapped[str] = mapped_column(String(10), default="")


class QuestionGroupMember(Base):
    """The group of a question; goes with the exchange."""

    __tablename__ = "question_group_member"

    exchange_id: Mapped[int] = mapped_column(ForeignKey("exchange.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("question_group.id", ondelete="CASCADE"), index=True)


class QuestionGroupWeek(Base):
    """Questions of a group in a week (its Monday); `shown` as in `DailyCount`."""

    __tablename__ = "question_group_week"
    __table_args__ = (Index("ix_question_group_week_week", "week"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("question_group.id", ondelete="CASCADE"), primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int]
    shown: Mapped[int] = mapped_column(default=0)


class QualitySample(Base):
    """An exchange drawn for judging, with the answer as the resident read it; its question stays on the exchange."""

    __tablename__ = "quality_sample"

    id: Mapped[int] = mapped_column(primary_key=True)
    exchange_id: Mapped[int] = mapped_column(ForeignKey("exchange.id", ondelete="CASCADE"), unique=True)
    week: Mapped[date] = mapped_column(index=True)
    # The draw: the smallest keys of a week are its sample.
    draw: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(Text, default="")


class Judgement(Base):
    """What one judge says of an answer: right, partly, wrong or not_answerable."""

    __tablename__ = "judgement"

    sample_id: Mapped[int] = mapped_column(ForeignKey("quality_sample.id", ondelete="CASCADE"), primary_key=True)
    judge: Mapped[str] = mapped_column(String(120), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(15))
    at: Mapped[datetime]
