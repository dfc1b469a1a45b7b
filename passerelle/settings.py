"""Every setting, read from environment variables with the prefix `PASSERELLE_`, documented where it is declared."""

import secrets
from pathlib import Path
from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent.parent


class SettingsError(ValueError):
    """Settings that contradict each other; the message is one clear line for the operator."""


class Settings(BaseSettings):
    """All settings. Defaults run everything on one machine with the embedded database."""

    model_config = SettingsConfigDict(env_prefix="PASSERELLE_", extra="ignore", frozen=True)

    env: Literal["development", "test", "production"] = Field(
        "development", description="production refuses a frozen clock, lifted limits and examples."
    )
    var: Path = Field(ROOT / "var", description="Folder of the embedded database, the model cache and snapshots.")
    database_url: str = Field(
        "", description="SQLAlchemy URL; empty: a SQLite file in `var`. PostgreSQL: postgresql+psycopg://…"
    )
    redis_url: str = Field("", description="Redis for rate limits shared by several API processes; empty: in memory.")
    rasa_url: str = Field(
        "http://127.0.0.1:5005",
        description="Where the API finds the bot. Comma-separated for several; loopback or private network only.",
    )
    guard_encoder: Path | None = Field(
        None,
        description="File of the tuned encoder that the danger guard reads; set by `passerelle run`. None: rules and "
        "n-grams alone.",
    )
    deep_encoder: Path | None = Field(
        None,
        description="File of the deep encoder that guard and bot ask when they hesitate; written and set by "
        "`passerelle run` and `passerelle serve`. None: they do without.",
    )
    rasa_timeout: float = Field(4.0, gt=0, description="Seconds to wait for the bot before the degraded answer.")
    site: str = Field("", description="Default site of conversations that name none.")
    secret: str = Field(
        "",
        description="Shared by API and bot, seed of tokens; 32 characters in production. Empty: made at each start.",
    )
    clock: AwareDatetime | None = Field(
        None, description="Freezes civil time (ISO 8601 with offset). Refused in production."
    )
    rate_limit: Literal["on", "off"] = Field("on", description="off lifts the limits. Refused in production.")
    rate_client: str = Field("60/minute;600/hour", description="Limit of one client address.")
    rate_conversation: str = Field("20/minute", description="Limit of one conversation.")
    max_in_flight: int = Field(
        128, ge=1, description="Messages that one API process answers at once; beyond, 503 and try again."
    )
    log_level: Literal["info", "warning", "error"] = Field(
        "warning", description="info writes one line an answered message: outcome and milliseconds, never its text."
    )
    metrics_token: str = Field(
        "", description="Bearer token that opens /metrics from elsewhere; empty: this machine only."
    )
    trusted_networks: str = Field(
        "", description="Comma-separated networks (CIDR) of town halls behind one address: ten times the client limit."
    )
    behind_tls: bool = Field(False, description="True behind a TLS proxy: HSTS, Secure and __Host- cookies.")
    examples: bool = Field(True, description="Show records marked as examples; never in production.")
    text_days: int = Field(90, ge=0, description="Days that masked texts are kept.")
    conversation_hours: int = Field(
        24, ge=1, description="Hours that a conversation's state and stored answers are kept."
    )
    exchange_days: int = Field(
        400, ge=1, description="Days that exchanges without text are kept; daily aggregates stay."
    )
    audit_days: int = Field(
        365,
        ge=180,
        le=365,
        description="Days that the log of sign-ins and changes is kept: six months to a year (CNIL, deliberation 2021-122). "
        "The history of records is apart and stays.",
    )
    staff_session_minutes: int = Field(480, ge=5, description="Minutes before a staff session ends.")
    staff_lock_minutes: int = Field(
        10, ge=1, description="Minutes without use before a shared counter's session locks."
    )
    smallest_group: int = Field(5, ge=2, description="No group smaller than this on managers' screens and exports.")
    quality_sample: int = Field(50, ge=0, description="Answers drawn at random each week for managers to judge.")
    monthly_cost: float | None = Field(
        None, ge=0, description="Euros a month, all included, for the cost of 1,000 conversations. Empty: not shown."
    )
    danger_texts_accepted: bool = Field(
        False, description="Production only: the operator accepts danger texts that no professional has reviewed."
    )
    oidc_issuer: str = Field("", description="OpenID Connect issuer (ProConnect, Keycloak); empty: accounts only.")
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    public_url: str = Field("", description="Address residents see, for links in exports and in the widget's line.")

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.env == "production":
            if self.clock is not None:
                raise SettingsError("PASSERELLE_CLOCK est refusé en production.")
            if self.rate_limit == "off":
                raise SettingsError("PASSERELLE_RATE_LIMIT=off est refusé en production.")
            if len(self.secret) < 32:
                raise SettingsError("PASSERELLE_SECRET doit compter 32 caractères au moins en production.")
        return self

    @property
    def show_examples(self) -> bool:
        """Whether records marked as examples are served."""
        return self.examples and self.env != "production"

    @property
    def database(self) -> str:
        """The database's URL, the embedded SQLite file by default."""
        return self.database_url or f"sqlite:///{self.var / 'passerelle.db'}"

    def with_secret(self) -> "Settings":
        """The same settings with a secret drawn now when none was given."""
        return self if self.secret else self.model_copy(update={"secret": secrets.token_urlsafe(32)})
