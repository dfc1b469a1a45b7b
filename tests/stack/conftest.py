"""The whole stack, started as a new user would: API, bot, database, model."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from passerelle.stack import RunningStack, running_stack

CLOCK = "2026-11-25T10:00:00+01:00"
Talk = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """A stack on a fresh database of the project's own content, its civil time frozen."""
    var = tmp_path_factory.mktemp("var")
    # The trained model is reused: only the database must be new.
    models = Path(os.environ.get("PASSERELLE_VAR", "var")).resolve() / "models"
    (var / "models").symlink_to(models)
    environment = {"PASSERELLE_CLOCK": CLOCK, "PASSERELLE_RATE_LIMIT": "off", "PASSERELLE_VAR": str(var)}
    with running_stack(None, environment) as running:
        yield running


@pytest.fixture
def talk(stack: RunningStack) -> Talk:
    """Says messages one after the other in one conversation, and gives the answers."""

    def say(*messages: str, **more: Any) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = []
        conversation: str | None = None
        with httpx.Client(base_url=stack.url, timeout=20) as client:
            for message in messages:
                sent = {"message": message, "conversation": conversation, "message_id": str(uuid4()), **more}
                response = client.post("/api/chat", json=sent)
                assert response.status_code == 200, response.text
                answers.append(response.json())
                conversation = answers[-1]["conversation"]
        return answers

    return say
