"""What professionals read before a resident in danger does: the rules, each answer, what each help line says of itself."""

from functools import lru_cache
from pathlib import Path

import yaml
from sqlalchemy.orm import Session

from pistes.french import typeset
from pistes.repositories import editing
from pistes.services.editing import reviews

# The wording of the answers to danger is code: it is read here, and changed only with a new version.
TEXTS = Path(__file__).parents[2] / "bot" / "domain" / "danger.yml"


def texts_to_review(session: Session) -> dict[str, tuple[str, ...]]:
    """What is said under each name; a change of any of them asks for another reading."""
    said = {
        line.id: (line.title, line.number, line.summary, line.plain or "", line.for_whom or "")
        for line in editing.help_lines(session)
    }
    return {reviews.RULES: reviews.rules_text(editing.help_line_rules(session)), **_answers(), **said}


def without_review(session: Session) -> list[str]:
    """Names of the texts that no professional has read as they are now."""
    return [status.name for status in reviews.statuses(session, texts_to_review(session)) if not status.current]


@lru_cache(maxsize=1)
def _answers() -> dict[str, tuple[str, ...]]:
    responses = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))["responses"]
    return {
        name: tuple(
            typeset(text)
            for variant in variants
            for text in (variant["text"], (variant.get("metadata") or {}).get("plain"))
            if text
        )
        for name, variants in responses.items()
    }
