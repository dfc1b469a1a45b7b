"""One row of a source, whatever its container: a line number, named values, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Row:
    """`line` counts from 1: the line of a CSV or XLSX file, the rank of an object in JSON. `fault`: it is unreadable."""

    line: int
    values: Mapping[str, Any]
    fault: str | None = None
