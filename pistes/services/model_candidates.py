"""What may become of a candidate model: asked for, measured, promoted, rolled back. Each step leaves a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from pistes.models import ModelCandidate, ModelSwitch
from pistes.repositories import candidates, people

# Who switches when nobody did: the supervisor of the processes.
ITSELF = "passerelle"
# A job that has said nothing for this long is dead: its process was killed, or the machine.
SILENT = timedelta(hours=2)
# The part of the evaluation in which nothing may be lost, and its rates that are good when high.
DANGER = "safety"
# Rates that are good when low.
FAULTS = frozenset({"false_alarm", "refused", "confident_wrong", "needless_question"})
LEFT_OUT = frozenset({"by_intent", "by_register", "by_kind", "calibration"})


class CandidateError(ValueError):
    """A step that cannot be taken; the message is French and may be shown."""


@dataclass(frozen=True)
class Moved:
    """A measure before and after, from 0 to 1, on `n` messages."""

    part: str
    name: str
    before: float
    after: float
    n: int

    @property
    def worse(self) -> bool:
        """Whether the candidate does worse."""
        return self.after > self.before if self.name in FAULTS else self.after < self.before

    @property
    def dangerous(self) -> bool:
        """Whether it does worse at finding people in danger."""
        return self.worse and self.part == DANGER


def ask(session: Session, now: datetime, who: str, group_id: int | None, change: dict[str, Any], patch: str) -> int:
    """Ask for a candidate with `change`; gives its number. Raises `CandidateError` while another one is under way."""
    expire(session, now)
    if candidates.in_state(session, "waiting", "working"):
        raise CandidateError("Un modèle candidat est déjà en préparation : attendez qu’il soit prêt.")
    found = ModelCandidate(group_id=group_id, by=who, at=now, changes=[change], patch=patch, touched_at=now)
    session.add(found)
    session.flush()
    people.audit(session, now, who, "candidate asked", f"candidate:{found.id}", {"group": group_id, **change})
    return found.id


def expire(session: Session, now: datetime) -> None:
    """Give up the candidates whose job died."""
    for row in candidates.in_state(session, "working"):
        if now - row.touched_at > SILENT:
            row.state, row.error = "failed", "La préparation s’est interrompue."
    session.flush()


def live_candidate(session: Session, base: str) -> ModelCandidate | None:
    """The candidate whose model serves now on the inputs `base`; None when it is the project's own."""
    last = candidates.last_switch(session)
    if last is None or last.candidate_id is None or last.base != base:
        return None
    return candidates.by_id(session, last.candidate_id)


def set_aside_stale(session: Session, base: str) -> None:
    """Set aside the candidates measured on other inputs than the present ones: the project has changed since."""
    for row in candidates.in_state(session, "ready"):
        if row.base != base:
            row.state = "set_aside"


def own_model(base: str) -> str:
    """The file name of the model trained on the inputs `base`."""
    return f"passerelle-{base}.tar.gz"


def moves(report: Mapping[str, Any]) -> list[Moved]:
    """Every rate of both evaluations, side by side."""
    found = []
    for part, after in report.get("after", {}).items():
        before = report.get("before", {}).get(part)
        if not isinstance(after, dict) or not isinstance(before, dict):
            continue
        for name, rate in after.items():
            was = before.get(name)
            if name not in LEFT_OUT and isinstance(rate, dict) and isinstance(was, dict) and "rate" in rate:
                found.append(Moved(part, name, float(was["rate"]), float(rate["rate"]), int(rate["n"])))
    return found


def promote(session: Session, now: datetime, who: str, candidate_id: int, *, accepted: bool) -> None:
    """Let a candidate serve.

    Raises `CandidateError` when it is not ready, finds less danger than before, or does worse somewhere and nobody has
    `accepted` that.
    """
    row = candidates.by_id(session, candidate_id)
    if row is None or row.state != "ready" or not row.model or not row.base:
        raise CandidateError("Ce candidat n’est pas prêt.")
    live = live_model(session, row.base)
    if row.model == live:
        raise CandidateError("Ce modèle est déjà en service.")
    changed = moves(row.report)
    if not changed:
        raise CandidateError("Ce candidat n’a pas été mesuré.")
    if any(move.dangerous for move in changed):
        raise CandidateError(
            "Ce candidat reconnaît moins bien les situations de danger : il ne peut pas être mis en service."
        )
    if any(move.worse for move in changed) and not accepted:
        raise CandidateError("Ce candidat fait moins bien quelque part : lisez la comparaison, puis cochez la case.")
    _switch(session, now, who, "promote", row.model, live, row.base, row.id)


def roll_back(session: Session, now: datetime, who: str) -> str:
    """Give the service back to the model before the last promotion; its file name.

    Raises `CandidateError` when there is none.
    """
    last = candidates.last_switch(session)
    if last is None or last.action != "promote":
        raise CandidateError("Il n’y a pas de mise en service à annuler.")
    before = _candidate_of(candidates.switches(session), last.previous)
    _switch(session, now, who, "roll_back", last.previous, last.model, last.base, before)
    return last.previous


def put_back(session: Session, now: datetime, failed: str, former: str, reason: str) -> None:
    """Write down that the bot does not start with the model `failed`, and that `former` serves again.

    The candidate cannot be promoted any more. Nothing is written when another model was chosen meanwhile.
    """
    last = candidates.last_switch(session)
    if last is None or last.model != failed:
        return
    row = candidates.by_id(session, last.candidate_id) if last.candidate_id is not None else None
    if row is not None and row.model == failed:
        row.state, row.error = "failed", reason
    before = _candidate_of(candidates.switches(session), former)
    _switch(session, now, ITSELF, "put_back", former, failed, last.base, before, reason)


def _candidate_of(rows: Sequence[ModelSwitch], model: str) -> int | None:
    return next((row.candidate_id for row in rows if row.model == model), None)


def _switch(
    session: Session,
    now: datetime,
    who: str,
    action: str,
    model: str,
    previous: str,
    base: str,
    candidate: int | None,
    reason: str = "",
) -> None:
    session.add(
        ModelSwitch(
            at=now, by=who, action=action, model=model, previous=previous, base=base, candidate_id=candidate
        )
    )  # fmt: skip
    details = {"previous": previous, "candidate": candidate, **({"reason": reason} if reason else {})}
    people.audit(session, now, who, f"model {action}", model, details)
    session.flush()


def live_model(session: Session, base: str) -> str:
    """The file name of the model that serves on the inputs `base`: the project's own, unless a candidate was promoted."""
    last = candidates.last_switch(session)
    return last.model if last is not None and last.base == base else own_model(base)
