"""How often the look-up puts the right record first: `python -m evaluation.staff_score ADDRESS FILE`, totals only.

ADDRESS is a running stack that holds the records the queries are about; FILE holds lines with `query` and `ids` (accepted
records, best first). Nothing of a query is printed or kept.
"""

import json
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

# Goals of the look-up: an accepted record first, and among the first five.
FIRST, IN_FIVE = 0.85, 0.95
LOOKED_AT = 5


def found(address: str, query: str) -> list[str]:
    """Ids of the first results of the public search, which the staff's look-up shares."""
    asked = urllib.parse.urlencode({"q": query, "limit": LOOKED_AT})
    with urllib.request.urlopen(f"{address}/api/search?{asked}", timeout=30) as answer:
        return [result["id"] for result in json.load(answer)["results"]]


def score(address: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Shares of queries with an accepted record first and in the first five; milliseconds of an answer."""
    first = in_five = 0
    times = []
    for row in rows:
        begun = time.perf_counter()
        ids = found(address, row["query"])
        times.append(1000 * (time.perf_counter() - begun))
        first += bool(ids) and ids[0] in row["ids"]
        in_five += any(each in row["ids"] for each in ids)
    times.sort()
    return {
        "queries": len(rows),
        "first": round(first / len(rows), 3),
        "in_five": round(in_five / len(rows), 3),
        "milliseconds": {"p50": round(times[len(times) // 2]), "p95": round(times[int(len(times) * 0.95)])},
    }


def main(address: str, path: Path) -> int:
    """Print the figures; 1 when a goal is missed."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    figures = score(address, [line for line in lines if line.get("ids")])
    print(json.dumps(figures))
    return 0 if figures["first"] >= FIRST and figures["in_five"] >= IN_FIVE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), Path(sys.argv[2])))
