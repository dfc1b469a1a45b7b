"""initial tables

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from pistes.models.search import create_search_index, drop_search_index

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "analytics_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("open_from", sa.Date(), nullable=True),
        sa.Column("smallest_group", sa.Integer(), nullable=False),
        sa.Column("rolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("grouped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analytics_state")),
    )
    op.create_table(
        "area",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("target", sa.String(length=160), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_at"), ["at"], unique=False)

    op.create_table(
        "availability_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("first_minute", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_minute", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_availability_day")),
    )
    op.create_table(
        "awaiting_count",
        sa.Column("facet", sa.String(length=12), nullable=False),
        sa.Column("site", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "site", "channel", "outcome", "value", name=op.f("pk_awaiting_count")),
    )
    op.create_table(
        "competence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("scope", sa.String(length=60), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("source_name", sa.String(length=300), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("checked_on", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competence")),
    )
    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.create_index("ix_competence_matter_scope", ["matter", "scope"], unique=True)

    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=40), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_started_at"), ["started_at"], unique=False)

    op.create_table(
        "daily_count",
        sa.Column("facet", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("site", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "day", "site", "channel", "outcome", "value", name=op.f("pk_daily_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "department",
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("of_name", sa.String(length=80), nullable=False),
        sa.Column("inhabitants", sa.String(length=80), nullable=True),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("colour", sa.String(length=9), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_department")),
    )
    op.create_table(
        "emergency_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("site", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "site", "kind", name=op.f("pk_emergency_count")),
    )
    op.create_table(
        "exchange",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("turn_key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("site", sa.String(length=40), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("intent", sa.String(length=40), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("insee", sa.String(length=5), nullable=True),
        sa.Column("department_code", sa.String(length=3), nullable=True),
        sa.Column("result_ids", sa.JSON(), nullable=False),
        sa.Column("latency_ms", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=12), nullable=True),
        sa.Column("plain", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("conversation_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
        sa.UniqueConstraint("turn_key", name=op.f("uq_exchange_turn_key")),
    )
    with op.batch_alter_table("exchange", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exchange_at"), ["at"], unique=False)
        batch_op.create_index("ix_exchange_at_site", ["at", "site"], unique=False)
        batch_op.create_index(batch_op.f("ix_exchange_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exchange_insee"), ["insee"], unique=False)
        batch_op.create_index(batch_op.f("ix_exchange_intent"), ["intent"], unique=False)
        batch_op.create_index(batch_op.f("ix_exchange_outcome"), ["outcome"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("turn_key", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("turn_key", name=op.f("uq_feedback_turn_key")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_conversation_id"), ["conversation_id"], unique=False)

    op.create_table(
        "given_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("insee", sa.String(length=5), nullable=True),
        sa.Column("department_code", sa.String(length=3), nullable=True),
        sa.Column("record_id", sa.String(length=120), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_answer")),
        sa.UniqueConstraint("client_id", name=op.f("uq_given_answer_client_id")),
    )
    with op.batch_alter_table("given_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_given_answer_at"), ["at"], unique=False)

    op.create_table(
        "help_line_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("immediate", sa.Boolean(), nullable=False),
        sa.Column("writer", sa.String(length=12), nullable=True),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_line_rule")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("location", sa.String(length=1000), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_origin"), ["origin"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_run_started_at"), ["started_at"], unique=False)

    op.create_table(
        "import_source",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("location", sa.String(length=1000), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=True),
        sa.Column("every_hours", sa.Integer(), nullable=False),
        sa.Column("most_lost", sa.Double(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.String(length=200), nullable=True),
        sa.Column("last_modified", sa.String(length=80), nullable=True),
        sa.Column("checksum", sa.String(length=64), nullable=True),
        sa.Column("last_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_good_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_source")),
    )
    with op.batch_alter_table("import_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_source_next_at"), ["next_at"], unique=False)

    op.create_table(
        "imported_item",
        sa.Column("origin", sa.String(length=60), nullable=False),
        sa.Column("origin_id", sa.String(length=200), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("origin", "origin_id", name=op.f("pk_imported_item")),
    )
    with op.batch_alter_table("imported_item", schema=None) as batch_op:
        batch_op.create_index("ix_imported_item_record", ["record_id"], unique=False)

    op.create_table(
        "intercommunality",
        sa.Column("siren", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("siren", name=op.f("pk_intercommunality")),
    )
    op.create_table(
        "question_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("intent", sa.String(length=40), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_group")),
    )
    op.create_table(
        "record",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=True),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.Column("internal_note", sa.Text(), nullable=True),
        sa.Column("source_name", sa.String(length=300), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("source_licence", sa.String(length=120), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(length=120), nullable=True),
        sa.Column("responsible_service", sa.String(length=200), nullable=True),
        sa.Column("review_every_days", sa.Integer(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("origin", sa.String(length=60), nullable=True),
        sa.Column("origin_id", sa.String(length=200), nullable=True),
        sa.Column("edited_fields", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
    )
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_kind"), ["kind"], unique=False)
        batch_op.create_index("ix_record_origin", ["origin", "origin_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_valid_until"), ["valid_until"], unique=False)

    op.create_table(
        "record_draft",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_record_draft")),
    )
    op.create_table(
        "record_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_revision")),
    )
    with op.batch_alter_table("record_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_revision_record_id"), ["record_id"], unique=False)

    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("vocabulary", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    op.create_table(
        "text_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_name", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reviewer", sa.String(length=200), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_review")),
    )
    with op.batch_alter_table("text_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_review_text_name"), ["text_name"], unique=False)

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=True),
        sa.Column("oidc_subject", sa.String(length=300), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("login", name=op.f("uq_user_login")),
        sa.UniqueConstraint("oidc_subject", name=op.f("uq_user_oidc_subject")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("other_questions", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_answer_id_record"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_table(
        "commune",
        sa.Column("insee", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("department_code", sa.String(length=3), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("intercommunality_siren", sa.String(length=9), nullable=True),
        sa.Column("arrondissement", sa.String(length=80), nullable=True),
        sa.Column("border", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_code"], ["department.code"], name=op.f("fk_commune_department_code_department")
        ),
        sa.ForeignKeyConstraint(
            ["intercommunality_siren"],
            ["intercommunality.siren"],
            name=op.f("fk_commune_intercommunality_siren_intercommunality"),
        ),
        sa.PrimaryKeyConstraint("insee", name=op.f("pk_commune")),
    )
    with op.batch_alter_table("commune", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commune_department_code"), ["department_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_commune_name"), ["name"], unique=False)

    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("closed_by", sa.String(length=120), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_flag_record_id_record"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint("client_id", name=op.f("uq_flag_client_id")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_record_id"), ["record_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_flag_state"), ["state"], unique=False)

    op.create_table(
        "help_line",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=True),
        sa.Column("hours", sa.String(length=200), nullable=True),
        sa.Column("opening_hours", sa.String(length=300), nullable=True),
        sa.Column("cost", sa.String(length=200), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_help_line_id_record"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_line")),
    )
    op.create_table(
        "piste",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("axis", sa.String(length=120), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("status_date", sa.String(length=10), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("among_thirty", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_piste_id_record"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_piste")),
    )
    op.create_table(
        "procedure",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=True),
        sa.Column("who_decides", sa.Text(), nullable=True),
        sa.Column("first_step", sa.Text(), nullable=True),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("appeal", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_procedure_id_record"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
    )
    with op.batch_alter_table("procedure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_procedure_key"), ["key"], unique=False)

    op.create_table(
        "quality_sample",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("draw", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_quality_sample_exchange_id_exchange"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_sample")),
        sa.UniqueConstraint("exchange_id", name=op.f("uq_quality_sample_exchange_id")),
    )
    with op.batch_alter_table("quality_sample", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quality_sample_week"), ["week"], unique=False)

    op.create_table(
        "question_group_member",
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exchange_id"],
            ["exchange.id"],
            name=op.f("fk_question_group_member_exchange_id_exchange"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["question_group.id"],
            name=op.f("fk_question_group_member_group_id_question_group"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("exchange_id", name=op.f("pk_question_group_member")),
    )
    with op.batch_alter_table("question_group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_group_member_group_id"), ["group_id"], unique=False)

    op.create_table(
        "question_group_week",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("site", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["question_group.id"],
            name=op.f("fk_question_group_week_group_id_question_group"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "week", "site", "channel", "outcome", name=op.f("pk_question_group_week")),
    )
    with op.batch_alter_table("question_group_week", schema=None) as batch_op:
        batch_op.create_index("ix_question_group_week_week", ["week"], unique=False)

    op.create_table(
        "record_department",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("department_code", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_code"], ["department.code"], name=op.f("fk_record_department_department_code_department")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_record_department_record_id_record"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("record_id", "department_code", name=op.f("pk_record_department")),
    )
    with op.batch_alter_table("record_department", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_department_department_code"), ["department_code"], unique=False)

    op.create_table(
        "referral",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_referral_id_record"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_table(
        "search_document",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("insee", sa.String(length=5), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.Column("vector_key", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_search_document_record_id_record"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_document")),
        sa.UniqueConstraint("record_id", name=op.f("uq_search_document_record_id")),
    )
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.create_index("ix_search_document_kind_insee", ["kind", "insee"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("department_code", sa.String(length=3), nullable=True),
        sa.Column("greeting", sa.String(length=1000), nullable=True),
        sa.Column("greeting_plain", sa.String(length=1000), nullable=True),
        sa.Column("position", sa.String(length=10), nullable=False),
        sa.Column("theme", sa.JSON(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("off_message", sa.String(length=1000), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_code"], ["department.code"], name=op.f("fk_site_department_code_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("shared_computer", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_staff_session_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("message_key", sa.String(length=64), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_turn_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("message_key", name=op.f("uq_turn_message_key")),
    )
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turn_conversation_id"), ["conversation_id"], unique=False)

    op.create_table(
        "activity",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("insee", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("schedule", sa.String(length=500), nullable=True),
        sa.Column("timings", sa.JSON(), nullable=False),
        sa.Column("price", sa.String(length=200), nullable=True),
        sa.Column("payer", sa.String(length=300), nullable=True),
        sa.Column("transport", sa.String(length=300), nullable=True),
        sa.Column("for_children_in_care", sa.Boolean(), nullable=False),
        sa.Column("open_to", sa.JSON(), nullable=False),
        sa.Column("registration", sa.JSON(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_activity_id_record"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["insee"], ["commune.insee"], name=op.f("fk_activity_insee_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_insee"), ["insee"], unique=False)

    op.create_table(
        "area_commune",
        sa.Column("area_id", sa.String(length=40), nullable=False),
        sa.Column("insee", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_area_commune_area_id_area"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["insee"], ["commune.insee"], name=op.f("fk_area_commune_insee_commune"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("area_id", "insee", name=op.f("pk_area_commune")),
    )
    op.create_table(
        "commune_alias",
        sa.Column("insee", sa.String(length=5), nullable=False),
        sa.Column("alias", sa.String(length=120), nullable=False),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["insee"], ["commune.insee"], name=op.f("fk_commune_alias_insee_commune"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("insee", "alias", name=op.f("pk_commune_alias")),
    )
    op.create_table(
        "commune_neighbour",
        sa.Column("insee", sa.String(length=5), nullable=False),
        sa.Column("neighbour_insee", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(
            ["insee"], ["commune.insee"], name=op.f("fk_commune_neighbour_insee_commune"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["neighbour_insee"],
            ["commune.insee"],
            name=op.f("fk_commune_neighbour_neighbour_insee_commune"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("insee", "neighbour_insee", name=op.f("pk_commune_neighbour")),
    )
    op.create_table(
        "commune_postcode",
        sa.Column("insee", sa.String(length=5), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(
            ["insee"], ["commune.insee"], name=op.f("fk_commune_postcode_insee_commune"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("insee", "postcode", name=op.f("pk_commune_postcode")),
    )
    with op.batch_alter_table("commune_postcode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commune_postcode_postcode"), ["postcode"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("insee", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("timings", sa.JSON(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(length=5), nullable=False),
        sa.Column("price", sa.String(length=200), nullable=True),
        sa.Column("free", sa.Boolean(), nullable=True),
        sa.Column("registration", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("access", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_event_id_record"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["insee"], ["commune.insee"], name=op.f("fk_event_insee_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_begins_on"), ["begins_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_ends_on"), ["ends_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_insee"), ["insee"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("judge", sa.String(length=120), nullable=False),
        sa.Column("verdict", sa.String(length=15), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["quality_sample.id"], name=op.f("fk_judgement_sample_id_quality_sample"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sample_id", "judge", name=op.f("pk_judgement")),
    )
    op.create_table(
        "reception_point",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("insee", sa.String(length=5), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("postcode", sa.String(length=5), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("phones", sa.JSON(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("opening_hours", sa.String(length=1000), nullable=True),
        sa.Column("hours_text", sa.String(length=1000), nullable=True),
        sa.Column("closures", sa.JSON(), nullable=False),
        sa.Column("appointment", sa.String(length=10), nullable=True),
        sa.Column("access", sa.JSON(), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.Column("receives_from", sa.JSON(), nullable=False),
        sa.Column("what_to_bring", sa.JSON(), nullable=False),
        sa.Column("direct_contact", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_reception_point_id_record"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["insee"], ["commune.insee"], name=op.f("fk_reception_point_insee_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_point")),
    )
    with op.batch_alter_table("reception_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_point_insee"), ["insee"], unique=False)

    create_search_index(op.get_bind())


def downgrade() -> None:
    drop_search_index(op.get_bind())
    with op.batch_alter_table("reception_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_point_insee"))

    op.drop_table("reception_point")
    op.drop_table("judgement")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_insee"))
        batch_op.drop_index(batch_op.f("ix_event_ends_on"))
        batch_op.drop_index(batch_op.f("ix_event_begins_on"))

    op.drop_table("event")
    with op.batch_alter_table("commune_postcode", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commune_postcode_postcode"))

    op.drop_table("commune_postcode")
    op.drop_table("commune_neighbour")
    op.drop_table("commune_alias")
    op.drop_table("area_commune")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_insee"))

    op.drop_table("activity")
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_turn_conversation_id"))

    op.drop_table("turn")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_user_id"))

    op.drop_table("staff_session")
    op.drop_table("site")
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.drop_index("ix_search_document_kind_insee")

    op.drop_table("search_document")
    op.drop_table("referral")
    with op.batch_alter_table("record_department", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_department_department_code"))

    op.drop_table("record_department")
    with op.batch_alter_table("question_group_week", schema=None) as batch_op:
        batch_op.drop_index("ix_question_group_week_week")

    op.drop_table("question_group_week")
    with op.batch_alter_table("question_group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_group_member_group_id"))

    op.drop_table("question_group_member")
    with op.batch_alter_table("quality_sample", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quality_sample_week"))

    op.drop_table("quality_sample")
    with op.batch_alter_table("procedure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_procedure_key"))

    op.drop_table("procedure")
    op.drop_table("piste")
    op.drop_table("help_line")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flag_state"))
        batch_op.drop_index(batch_op.f("ix_flag_record_id"))

    op.drop_table("flag")
    with op.batch_alter_table("commune", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commune_name"))
        batch_op.drop_index(batch_op.f("ix_commune_department_code"))

    op.drop_table("commune")
    op.drop_table("answer")
    op.drop_table("user")
    with op.batch_alter_table("text_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_review_text_name"))

    op.drop_table("text_review")
    op.drop_table("search_word")
    op.drop_table("search_state")
    with op.batch_alter_table("record_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_revision_record_id"))

    op.drop_table("record_revision")
    op.drop_table("record_draft")
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_valid_until"))
        batch_op.drop_index("ix_record_origin")
        batch_op.drop_index(batch_op.f("ix_record_kind"))

    op.drop_table("record")
    op.drop_table("question_group")
    op.drop_table("intercommunality")
    with op.batch_alter_table("imported_item", schema=None) as batch_op:
        batch_op.drop_index("ix_imported_item_record")

    op.drop_table("imported_item")
    with op.batch_alter_table("import_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_source_next_at"))

    op.drop_table("import_source")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_started_at"))
        batch_op.drop_index(batch_op.f("ix_import_run_origin"))

    op.drop_table("import_run")
    op.drop_table("help_line_rule")
    with op.batch_alter_table("given_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_given_answer_at"))

    op.drop_table("given_answer")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_conversation_id"))

    op.drop_table("feedback")
    with op.batch_alter_table("exchange", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exchange_outcome"))
        batch_op.drop_index(batch_op.f("ix_exchange_intent"))
        batch_op.drop_index(batch_op.f("ix_exchange_insee"))
        batch_op.drop_index(batch_op.f("ix_exchange_conversation_id"))
        batch_op.drop_index("ix_exchange_at_site")
        batch_op.drop_index(batch_op.f("ix_exchange_at"))

    op.drop_table("exchange")
    op.drop_table("emergency_count")
    op.drop_table("department")
    op.drop_table("daily_count")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_started_at"))

    op.drop_table("conversation")
    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.drop_index("ix_competence_matter_scope")

    op.drop_table("competence")
    op.drop_table("awaiting_count")
    op.drop_table("availability_day")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_at"))

    op.drop_table("audit_event")
    op.drop_table("area")
    op.drop_table("analytics_state")
