"""Messages sent to a running instance, and how each was answered."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

TIMEOUT = 30.0
# Turns of one conversation before another begins.
TURNS = 10


@dataclass
class Answers:
    """Statuses (0: no answer), outcomes, and seconds of the answers that were given."""

    statuses: Counter[int] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def stored(self) -> int:
        """Answers that are counted as exchanges: all but those to danger."""
        return sum(count for outcome, count in self.outcomes.items() if outcome != "emergency")

    def summary(self) -> dict[str, Any]:
        """Counts, and the percentiles in milliseconds."""
        times = sorted(self.seconds)
        percentiles = {
            f"p{q}_ms": round(1000 * times[min(len(times) - 1, len(times) * q // 100)], 1)
            for q in (50, 95, 99)
            if times
        }
        return {
            "statuses": {str(status): count for status, count in sorted(self.statuses.items())},
            "outcomes": dict(self.outcomes.most_common()),
            **percentiles,
        }


def steady(url: str, texts: Iterator[str], per_second: float, seconds: float) -> Answers:
    """Send at a constant rate, whether or not answers come: the time of each runs from when it was due."""

    async def run(client: httpx.AsyncClient, answers: Answers) -> None:
        started = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for number in range(round(per_second * seconds)):
                due = started + number / per_second
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                tasks.create_task(_one(client, answers, next(texts), None, due))

    return _run(url, run)


def full_speed(
    url: str, texts: Iterator[str], messages: int, at_once: int, watch: Callable[[int], None] = lambda sent: None
) -> tuple[Answers, float]:
    """Send `messages`, `at_once` residents asking one after the other; the answers, and how many a second.

    `watch` is called with the number sent after each answer.
    """
    left = iter(range(messages))

    async def run(client: httpx.AsyncClient, answers: Answers) -> None:
        async def resident() -> None:
            conversation: str | None = None
            for turn, sent in enumerate(left):
                known = None if turn % TURNS == 0 else conversation
                body = await _one(client, answers, next(texts), known, time.perf_counter())
                over = body is None or body["outcome"] == "emergency"
                conversation = None if body is None or over else body["conversation"]
                watch(sent)

        async with asyncio.TaskGroup() as tasks:
            for _ in range(at_once):
                tasks.create_task(resident())

    started = time.perf_counter()
    answers = _run(url, run)
    return answers, messages / (time.perf_counter() - started)


def _run(url: str, run: Callable[[httpx.AsyncClient, Answers], Any]) -> Answers:
    async def main() -> Answers:
        answers = Answers()
        limits = httpx.Limits(max_connections=1_000, max_keepalive_connections=200)
        async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT, limits=limits) as client:
            await run(client, answers)
        return answers

    return asyncio.run(main())


async def _one(
    client: httpx.AsyncClient, answers: Answers, text: str, conversation: str | None, since: float
) -> dict[str, Any] | None:
    body = {"message": text, "message_id": str(uuid4()), "conversation": conversation}
    try:
        response = await client.post("/api/chat", json=body)
    except httpx.HTTPError:
        answers.statuses[0] += 1
        return None
    answers.statuses[response.status_code] += 1
    if response.status_code != 200:
        return None
    answers.seconds.append(time.perf_counter() - since)
    found: dict[str, Any] = response.json()
    answers.outcomes[found["outcome"]] += 1
    return found
