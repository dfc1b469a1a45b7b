"""`passerelle bench`: latency, throughput and memory of `/api/chat` beside a stock Rasa project, in the same run."""

import hashlib
import itertools
import json
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import httpx
import psutil
import typer
import yaml

from passerelle.model import BOT_PYTHON, bot_environment
from passerelle.processes import free_port
from passerelle.settings import ROOT, Settings
from passerelle.stack import running_stack

# Our examples an intent that the stock project learns: its latency does not depend on them, its training does.
STOCK_EXAMPLES = 25
READY_SECONDS = 300
Ask = Callable[[httpx.Client, str], None]


def bench(
    messages: Annotated[int, typer.Option(help="Messages par mesure de latence.")] = 200,
    conversations: Annotated[int, typer.Option(help="Conversations simultanées de la mesure de débit.")] = 64,
    rounds: Annotated[int, typer.Option(help="Tours alternés.")] = 3,
    stock: Annotated[bool, typer.Option(help="Comparer avec un projet Rasa ordinaire.")] = True,
    output: Annotated[Path | None, typer.Option("--json", help="Rapport en JSON.")] = None,
) -> None:
    """Mesure latence, débit et mémoire, en alternance avec un projet Rasa ordinaire."""
    sentences = texts()
    environment = {"PASSERELLE_RATE_LIMIT": "off"}
    report: dict[str, Any] = {"messages": messages, "conversations": conversations, "rounds": rounds}
    with running_stack(None, environment) as ours:
        report["ready_seconds"] = round(ours.seconds_to_ready, 1)
        systems: dict[str, tuple[str, Ask, int]] = {"passerelle": (ours.url, _ask_ours, ours.process.pid)}
        if not stock:
            report |= _measure(systems, sentences, messages, conversations, rounds)
        else:
            with _stock_rasa(Settings().var / "bench") as (url, pid, config_hash):
                report["stock_config_sha256"] = config_hash
                systems["stock"] = (url, _ask_stock, pid)
                report |= _measure(systems, sentences, messages, conversations, rounds)
    if output:
        output.write_text(json.dumps(report, indent=1), encoding="utf-8")
    typer.echo(json.dumps(report, indent=1))


def _measure(
    systems: dict[str, tuple[str, Ask, int]], texts: Iterator[str], messages: int, conversations: int, rounds: int
) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {name: {"latencies": [], "throughputs": []} for name in systems}
    for name, (url, ask, _) in systems.items():
        _latencies(url, ask, itertools.islice(texts, 20))
        found[name]["pss_mb_idle"] = _pss_mb(systems[name][2])
    for _ in range(rounds):
        for name, (url, ask, _pid) in systems.items():
            found[name]["latencies"] += _latencies(url, ask, itertools.islice(texts, messages // rounds))
        for name, (url, ask, _pid) in systems.items():
            found[name]["throughputs"].append(
                _throughput(url, ask, list(itertools.islice(texts, conversations * 4)), conversations)
            )
    out: dict[str, Any] = {}
    for name, figures in found.items():
        times = sorted(figures["latencies"])
        out[name] = {
            "p50_ms": round(1000 * times[len(times) // 2], 1),
            "p95_ms": round(1000 * times[int(len(times) * 0.95)], 1),
            "per_second": round(sorted(figures["throughputs"])[len(figures["throughputs"]) // 2], 1),
            "pss_mb": _pss_mb(systems[name][2]),
            "pss_mb_idle": figures["pss_mb_idle"],
        }
    if "stock" in out:
        ours, other = out["passerelle"], out["stock"]
        out["ratios"] = {key: round(ours[key] / other[key], 2) for key in ("p50_ms", "p95_ms", "per_second", "pss_mb")}
    return out


def texts() -> Iterator[str]:
    """Distinct messages for ever: our training sentences, shuffled, each with a number that changes nothing."""
    found = [
        example["text"]
        for path in sorted((ROOT / "data" / "nlu").glob("*/*.yml"))
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]
        if entry["intent"] != "emergency"
        for example in entry["examples"]
    ]
    random.Random(42).shuffle(found)
    for lap in itertools.count():
        yield from (text if lap == 0 else f"{text} {'.' * lap}" for text in found)


def _ask_ours(client: httpx.Client, text: str) -> None:
    client.post("/api/chat", json={"message": text, "message_id": str(uuid4())}).raise_for_status()


def _ask_stock(client: httpx.Client, text: str) -> None:
    client.post("/webhooks/rest/webhook", json={"sender": str(uuid4()), "message": text}).raise_for_status()


def _latencies(url: str, ask: Ask, texts: Iterator[str]) -> list[float]:
    times = []
    with httpx.Client(base_url=url, timeout=30) as client:
        for text in texts:
            started = time.perf_counter()
            ask(client, text)
            times.append(time.perf_counter() - started)
    return times


def _throughput(url: str, ask: Ask, texts: list[str], conversations: int) -> float:
    limits = httpx.Limits(max_connections=conversations)
    with httpx.Client(base_url=url, timeout=60, limits=limits) as client, ThreadPoolExecutor(conversations) as pool:
        started = time.perf_counter()
        list(pool.map(lambda text: ask(client, text), texts))
        return len(texts) / (time.perf_counter() - started)


def _pss_mb(pid: int) -> float:
    """Proportional memory of a process and its children, in MB."""
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return round(sum(p.memory_full_info().pss for p in processes) / 1e6, 1)


@contextmanager
def _stock_rasa(folder: Path) -> Iterator[tuple[str, int, str]]:
    """What `rasa init` makes, with the language and our examples; `(url, pid, hash of its configuration)`."""
    project = folder / "stock"
    environment = bot_environment(folder / "none")
    # Written once our own training ended: `rasa init` leaves a model of its demo behind.
    trained = project / "trained"
    if not trained.exists():
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [str(BOT_PYTHON), "-m", "rasa", "init", "--no-prompt", "--init-dir", str(project)],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            cwd=project,
        )
        _fill_stock(project)
        typer.echo("Entraînement du projet Rasa ordinaire…", err=True)
        subprocess.run(
            [str(BOT_PYTHON), "-m", "rasa", "train"],
            cwd=project,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        trained.touch()
    port = free_port()
    command = [str(BOT_PYTHON), "-m", "rasa", "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(
        command,
        cwd=project,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process)
        yield url, process.pid, hashlib.sha256((project / "config.yml").read_bytes()).hexdigest()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/status", timeout=1).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    typer.echo("Le projet Rasa ordinaire n'a pas démarré.", err=True)
    raise typer.Exit(1)


def _fill_stock(project: Path) -> None:
    """Replace the demo's data by ours: examples, one rule and one answer an intent."""
    examples: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]:
            examples.setdefault(entry["intent"], []).extend(example["text"] for example in entry["examples"])
    for path in (project / "data").glob("*.yml"):
        path.unlink()
    rng = random.Random(42)
    nlu = [
        {
            "intent": intent,
            "examples": "".join(f"- {_plain(t)}\n" for t in rng.sample(texts, min(STOCK_EXAMPLES, len(texts)))),
        }
        for intent, texts in sorted(examples.items())
    ]
    rules = [{"rule": i, "steps": [{"intent": i}, {"action": f"utter_{i}"}]} for i in sorted(examples)]
    domain = {
        "version": "3.1",
        "intents": sorted(examples),
        "responses": {f"utter_{i}": [{"text": i}] for i in sorted(examples)},
    }
    for name, content in (
        ("data/nlu.yml", {"version": "3.1", "nlu": nlu}),
        ("data/rules.yml", {"version": "3.1", "rules": rules}),
        ("domain.yml", domain),
    ):
        (project / name).write_text(yaml.safe_dump(content, allow_unicode=True, width=10_000), encoding="utf-8")
    config = (project / "config.yml").read_text(encoding="utf-8").replace("language: en", "language: fr")
    (project / "config.yml").write_text(config, encoding="utf-8")


def _plain(text: str) -> str:
    return text.translate(str.maketrans("[](){}\n", "       "))
