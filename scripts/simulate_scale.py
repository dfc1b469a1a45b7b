"""From two départements to 101: how many machines, what they store, what breaks first. Writes the tables of docs/scale.md.

`uv run python scripts/simulate_scale.py [--places]`. A queue is simulated message by message (Poisson arrivals, one hour
of crisis); `--places` measures on this machine how reading a message slows down as communes are added. What is named
ESTIMATE is a guess to be replaced by what a first year shows; the rest is measured and says by which command.
"""

import argparse
import csv
import heapq
import math
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from langue.gazetteer import Gazetteer
from langue.places import find_places
from langue.understanding import read_message

ROOT = Path(__file__).resolve().parent.parent
# ESTIMATE (the project's specification): conversations an ordinary day for a million inhabitants, turns of one, how much a
# crisis multiplies, and the part of a day's messages that its busiest hour takes.
CONVERSATIONS_A_DAY = 1_100
TURNS = 4
CRISIS = 10
BUSIEST_HOUR = 0.2
# Measured on two cores shared with others: processor time of a message, API and bot, `passerelle load soak` (4,800 messages:
# 24 + 9 ms, masking of the text included).
MILLISECONDS = 33.0
# Measured: one row of `exchange` with its indexes in SQLite, once conversations and texts are purged.
BYTES_KEPT = 530
# ESTIMATE: a rented virtual machine of 2 cores and 4 GB, euros a month; a managed PostgreSQL with a replica.
MACHINE_EUROS = 20
POSTGRES_EUROS = 150
# The goal under load (seconds), and how full the processors of a machine may be planned.
GOAL = 0.3
CORES = 2
NAMES = 34_900


@dataclass(frozen=True)
class Extent:
    """How much of France: inhabitants and départements."""

    name: str
    departments: int
    inhabitants: int


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", action="store_true", help="measure the reading of places as communes are added")
    if parser.parse_args().places:
        print(places_table())
    print(load_table([Extent("Loire, Haute-Loire", 2, inhabitants()), Extent("a region of 12", 12, 8_200_000),
                      Extent("France", 101, 66_000_000)]))  # fmt: skip


def inhabitants() -> int:
    """Of the two départements, from the communes' own file."""
    with (ROOT / "pistes" / "seed" / "communes.csv").open(encoding="utf-8") as file:
        return sum(int(row["population"] or 0) for row in csv.DictReader(file))


def load_table(extents: list[Extent]) -> str:
    """A line an extent: load, machines, storage, cost."""
    lines = [
        "| extent | inhabitants | messages/s, crisis hour | machines | p95, crisis hour | kept a year | euros a month |"
    ]
    lines += ["|---|---|---|---|---|---|---|"]
    for extent in extents:
        rate = crisis_rate(extent.inhabitants)
        machines, p95 = machines_for(rate)
        a_year = extent.inhabitants / 1e6 * CONVERSATIONS_A_DAY * TURNS * 365 * BYTES_KEPT / 1e9
        # One machine keeps its database beside it; several need one of their own, and one machine may fail.
        spare = 1 if machines > 1 else 0
        euros = (machines + spare) * MACHINE_EUROS + (POSTGRES_EUROS if machines > 1 else 0)
        lines.append(
            f"| {extent.name} | {extent.inhabitants:,} | {rate:.1f} | {machines}{' + 1' if spare else ''} | "
            f"{1000 * p95:.0f} ms | {a_year:.1f} GB | {euros} |"
        )
    return "\n".join(lines)


def crisis_rate(people: int) -> float:
    """Messages a second in the busiest hour of a day of crisis."""
    return people / 1e6 * CONVERSATIONS_A_DAY * TURNS * CRISIS * BUSIEST_HOUR / 3_600


def machines_for(rate: float) -> tuple[int, float]:
    """The fewest machines that hold the goal over a simulated hour, and the p95 in seconds they give."""
    machines = max(1, math.ceil(rate * MILLISECONDS / 1_000 / CORES))
    while True:
        p95 = simulate(rate, machines * CORES)
        if p95 <= GOAL:
            return machines, p95
        machines += 1


def simulate(rate: float, servers: int, seconds: int = 3_600, seed: int = 42) -> float:
    """p95 of the seconds to an answer: Poisson arrivals at `rate`, log-normal service times about the measured mean."""
    rng = random.Random(seed)
    spread = 0.5
    mean = math.log(MILLISECONDS / 1_000) - spread**2 / 2
    free = [0.0] * servers
    heapq.heapify(free)
    now, times = 0.0, []
    while now < seconds:
        now += rng.expovariate(rate)
        begin = max(now, heapq.heappop(free))
        end = begin + rng.lognormvariate(mean, spread)
        heapq.heappush(free, end)
        times.append(end - now)
    times.sort()
    return times[int(0.95 * len(times))]


def places_table() -> str:
    """Milliseconds to read a message, by number of communes known. The added names are made up from the real ones."""
    snapshot = real_snapshot()
    lines = ["| communes | finding places, ms | the whole reading, ms |", "|---|---|---|"]
    for count in (577, 2_000, 8_000, NAMES):
        gazetteer = Gazetteer.from_snapshot(enlarged(snapshot, count))
        places = _milliseconds(lambda text, known=gazetteer: find_places(text, known))
        now = datetime(2026, 11, 25, 10, tzinfo=UTC)
        whole = _milliseconds(lambda text, known=gazetteer, at=now: read_message(text, at, known))
        lines.append(f"| {count:,} | {places:.2f} | {whole:.2f} |")
    return "\n".join(lines)


def real_snapshot() -> dict[str, Any]:
    """The communes of the two départements, as the gazetteer reads them."""
    with (ROOT / "pistes" / "seed" / "communes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    communes = [
        {
            "insee": row["insee"], "name": row["nom"], "department": row["insee"][:2],
            "population": int(row["population"] or 0), "lat": float(row["lat"]), "lon": float(row["lon"]),
            "postcodes": row["codes_postaux"].split("|"), "aliases": [], "former": [],
        }
        for row in rows
    ]  # fmt: skip
    departments = [
        {"code": "42", "name": "Loire", "aliases": [], "member": True},
        {"code": "43", "name": "Haute-Loire", "aliases": [], "member": True},
    ]
    return {"departments": departments, "communes": communes, "areas": []}


def enlarged(snapshot: dict[str, Any], count: int) -> dict[str, Any]:
    """The snapshot with made-up communes: halves of real names put together, as long and as alike as the real ones."""
    rng = random.Random(42)
    real = snapshot["communes"]
    names = [commune["name"] for commune in real]
    added = [
        {
            **real[0],
            "insee": f"{number:05d}",
            "name": rng.choice(names)[: rng.randint(4, 9)] + rng.choice(names)[-rng.randint(4, 9) :].lower(),
            "postcodes": [],
        }
        for number in range(50_000, 50_000 + count - len(real))
    ]
    return {**snapshot, "communes": [*real, *added]}


MESSAGES = (
    "y a-t-il un point d'accueil pour ma mère âgée près d'Aurec ?",
    "et à Firminy ?",
    "c'est ouvert le samedi ?",
    "comment demander l'APA ?",
    "des activités numériques pour un enfant de 9 ans à Yssingeaux",
    "la route de Tence est dégagée ?",
)


def _milliseconds(read: Any) -> float:
    read(MESSAGES[0])
    started = time.perf_counter()
    for lap in range(10):
        for text in MESSAGES:
            # Never twice the same: what is remembered from one message to the next does not count.
            read(f"{text} {'!' * lap}")
    return 1_000 * (time.perf_counter() - started) / (10 * len(MESSAGES))


if __name__ == "__main__":
    main()
