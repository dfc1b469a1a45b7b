"""Scores a running stack over HTTP on a folder of labelled sets.

Files are taken by their name: `*safety*.jsonl` (danger and look-alikes), `*oos*.jsonl` (out of scope), `*staff*.jsonl`
(search queries with `ids`), `*dialogues*.json`, `*answers*.json` (accepted records by message), `*pairs*.jsonl`
(`base` in standard French, `text` its rewrite in `register`); every other `*.jsonl` whose lines have `text` and `intent` is
residents' messages. Shapes of the fields: evaluation/README.md.
"""

import json
import time
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from evaluation.labels import intent_is_right, intent_of, wrong_criteria
from evaluation.measures import Table, calibration

WORKERS = 4
REFUSED = ("out_of_scope", "not_understood")
UNSURE = ("clarify", "out_of_scope", "not_understood", "unavailable")


class Stack:
    """A running stack: asks it, and remembers status codes and times."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=30)
        self.codes: dict[int, int] = {}
        self.times: list[float] = []

    def ask(self, text: str, conversation: str | None = None) -> dict[str, Any]:
        """The answer to a message (an empty one when the stack refused it)."""
        body = {"message": text[:1000], "conversation": conversation, "message_id": str(uuid.uuid4()), "plain": False}
        return self._call("POST", "/api/chat", json=body)

    def search(self, query: str) -> dict[str, Any]:
        """The first five results of a search."""
        return self._call("GET", "/api/search", params={"q": query, "limit": 5})

    def ask_all(self, texts: Iterable[str]) -> list[dict[str, Any]]:
        """Answers to messages of as many conversations, four at a time."""
        with ThreadPoolExecutor(WORKERS) as pool:
            return list(pool.map(self.ask, texts))

    def _call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        started = time.perf_counter()
        response = self._client.request(method, path, **options)
        self.times.append(time.perf_counter() - started)
        self.codes[response.status_code] = self.codes.get(response.status_code, 0) + 1
        answer: dict[str, Any] = {**response.json(), "status": response.status_code}
        return answer


def score(url: str, folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """`(report, errors)` of the stack at `url` on the sets of `folder`."""
    stack = Stack(url)
    errors: list[dict[str, Any]] = []
    report: dict[str, Any] = {}
    answers: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*answers*.json")):
        answers |= json.loads(path.read_text(encoding="utf-8"))
    parts: list[tuple[str, str, Callable[..., dict[str, Any]]]] = [
        ("safety", "*safety*.jsonl", _safety),
        ("out_of_scope", "*oos*.jsonl", _out_of_scope),
        ("search", "*staff*.jsonl", _search),
    ]
    special: set[Path] = set()
    for name, pattern, run in parts:
        paths = sorted(folder.glob(pattern))
        special |= set(paths)
        if rows := _read(paths):
            report[name] = run(stack, rows, errors)
    pairs = sorted(folder.glob("*pairs*.jsonl"))
    if rows := _read(pairs):
        report["pairs"] = _pairs(stack, rows, errors)
    rest = [p for p in sorted(folder.glob("*.jsonl")) if p not in special | set(pairs)]
    if rows := [row for row in _read(rest) if "text" in row and "intent" in row]:
        report["residents"] = _residents(stack, rows, answers, errors)
    dialogues = [d for path in sorted(folder.glob("*dialogues*.json")) for d in json.loads(path.read_text("utf-8"))]
    if dialogues:
        report["dialogues"] = _dialogues(stack, dialogues, errors)
    times = sorted(stack.times)
    if times:
        report["latency_ms"] = {
            q: round(1000 * times[int(len(times) * p)], 1) for q, p in (("p50", 0.5), ("p95", 0.95))
        }
    report["status_codes"] = {str(code): count for code, count in sorted(stack.codes.items())}
    return report, errors


def _read(paths: Iterable[Path]) -> list[dict[str, Any]]:
    return [
        json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def _missed(errors: list[dict[str, Any]], row: dict[str, Any], answer: dict[str, Any], why: str) -> None:
    errors.append(
        {
            "id": row.get("id"),
            "text": row.get("text") or row.get("query") or row.get("say"),
            "why": why,
            "want": [row.get("intent"), row.get("entities")],
            "got": [intent_of(answer), answer.get("understood"), answer.get("outcome")],
        }
    )


def _residents(
    stack: Stack, rows: list[dict[str, Any]], answers: dict[str, list[str]], errors: list[dict[str, Any]]
) -> dict[str, Any]:
    table, by_intent, by_register, sure = Table(), Table(), Table(), []
    for row, answer in zip(rows, stack.ask_all(row["text"] for row in rows), strict=True):
        right, wrong, outcome = (
            intent_is_right(row, answer),
            wrong_criteria(row, answer.get("understood") or {}),
            answer.get("outcome"),
        )
        table.add("intent", right)
        table.add("criteria", not wrong)
        table.add("both", right and not wrong)
        table.add("false_alarm", outcome == "emergency" and row["intent"] != "emergency")
        table.add("refused", outcome in REFUSED and row["intent"] != "out_of_scope")
        table.add("confident_wrong", not right and outcome not in UNSURE)
        entities = row.get("entities") or {}
        needless = (
            right and outcome == "clarify" and bool(entities.get("commune")) and not entities.get("commune_ambiguous")
        )
        table.add("needless_question", needless)
        by_intent.add(row["intent"], right)
        by_register.add(row.get("register", "?"), right)
        sure.append(((answer.get("intent") or {}).get("confidence", 0.0), right))
        if accepted := answers.get(row.get("id", "")):
            found = any(r["id"] in accepted for r in answer.get("results", [])[:3])
            table.add("right_record", found)
            if not found:
                _missed(errors, row, answer, f"record: wanted {accepted[:3]}")
        if not right:
            _missed(errors, row, answer, "intent")
        elif wrong:
            _missed(errors, row, answer, f"criteria: {wrong}")
    return {
        **table.as_dict(),
        "by_intent": by_intent.as_dict(),
        "by_register": by_register.as_dict(),
        "calibration": calibration(sure),
    }


def _safety(stack: Stack, rows: list[dict[str, Any]], errors: list[dict[str, Any]]) -> dict[str, Any]:
    table, by_kind = Table(), Table()
    for row, answer in zip(rows, stack.ask_all(row["text"] for row in rows), strict=True):
        found = answer.get("outcome") == "emergency"
        if row["intent"] != "emergency":
            table.add("false_alarm", found)
            table.add("look_alike_intent", intent_is_right(row, answer))
            if found:
                _missed(errors, row, answer, "false alarm")
            continue
        table.add("found", found)
        by_kind.add(row["kind"], found)
        lines = [r for r in answer.get("results", []) if r["kind"] == "help_line"]
        first = json.dumps(lines[:1], ensure_ascii=False).translate({32: None, 0xA0: None, 0x202F: None})
        right = found and len(lines) <= 3 and any(str(n).replace(" ", "") in first for n in row.get("lines", []))
        table.add("right_line_first", right)
        if not row.get("immediate_arguable"):
            table.add("immediate", found and (answer.get("emergency") or {}).get("immediate") == row["immediate"])
        if not right:
            _missed(errors, row, answer, f"danger: wanted {row.get('lines')}, got {[r['title'] for r in lines]}")
    return {**table.as_dict(), "by_kind": by_kind.as_dict()}


def _out_of_scope(stack: Stack, rows: list[dict[str, Any]], errors: list[dict[str, Any]]) -> dict[str, Any]:
    table = Table()
    for row, answer in zip(rows, stack.ask_all(row["text"] for row in rows), strict=True):
        refused = bool(row.get("attack")) and 400 <= answer["status"] < 500
        right = answer.get("outcome") in REFUSED or intent_is_right(row, answer) or refused
        table.add("recognised", right)
        table.add("server_error", answer["status"] >= 500)
        if not right:
            _missed(errors, row, answer, "out of scope")
    return table.as_dict()


def _search(stack: Stack, rows: list[dict[str, Any]], errors: list[dict[str, Any]]) -> dict[str, Any]:
    table = Table()
    for row in (row for row in rows if row.get("ids")):
        answer = stack.search(row["query"])
        found = [r["id"] for r in answer.get("results", [])[:5]]
        table.add("first", bool(found) and found[0] in row["ids"])
        table.add("in_five", any(i in row["ids"] for i in found))
        if not found or found[0] not in row["ids"]:
            _missed(errors, row, answer, f"search: wanted {row['ids'][:3]}, got {found}")
    return table.as_dict()


def _pairs(stack: Stack, rows: list[dict[str, Any]], errors: list[dict[str, Any]]) -> dict[str, Any]:
    """Share right of the standard messages (`base`) and of their rewrites by register; `gap_points` is between the two."""
    table = Table()
    for row, answer in zip(rows, stack.ask_all(row["base"] for row in rows), strict=True):
        table.add("standard", intent_is_right(row, answer))
    for row, answer in zip(rows, stack.ask_all(row["text"] for row in rows), strict=True):
        right = intent_is_right(row, answer)
        table.add(row["register"], right)
        table.add("rewrites", right)
        if not right:
            _missed(errors, row, answer, "pair")
    rates = table.as_dict()
    rates["gap_points"] = round(100 * (rates["standard"]["rate"] - rates["rewrites"]["rate"]), 1)
    return rates


def _dialogues(stack: Stack, dialogues: list[dict[str, Any]], errors: list[dict[str, Any]]) -> dict[str, Any]:
    table = Table()
    for dialogue in dialogues:
        conversation, whole = None, True
        for turn in dialogue["turns"]:
            answer = stack.ask(turn["say"], conversation)
            conversation = answer.get("conversation") or conversation
            intent, wrong = intent_is_right(turn, answer), wrong_criteria(turn, answer.get("criteria") or {})
            right = intent and not wrong
            whole &= right
            table.add("turn_right", right)
            table.add("intent", intent)
            table.add("criteria", not wrong)
            if not right:
                _missed(errors, {**turn, "id": dialogue["id"]}, answer, f"turn: {wrong or 'intent'}")
        table.add("whole_dialogue", whole)
    return table.as_dict()
