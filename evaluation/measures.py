"""Counting right and wrong with the interval that the number of messages allows."""

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Rate:
    """`right` of `total`."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        """Count one."""
        self.right += bool(right)
        self.total += 1

    def as_dict(self) -> dict[str, Any] | None:
        """n, rate and the 95 % Wilson interval; None without any."""
        if not self.total:
            return None
        n, p, z = self.total, self.right / self.total, 1.96
        denominator = 1 + z * z / n
        middle = (p + z * z / (2 * n)) / denominator
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / denominator
        return {"n": n, "rate": round(p, 4), "low": round(middle - half, 4), "high": round(middle + half, 4)}


@dataclass
class Table:
    """Named rates, made as they are first counted."""

    rates: dict[str, Rate] = field(default_factory=dict)

    def add(self, name: str, right: bool) -> None:
        """Count one under `name`."""
        self.rates.setdefault(name, Rate()).add(right)

    def as_dict(self) -> dict[str, Any]:
        """Every rate by name."""
        return {name: rate.as_dict() for name, rate in sorted(self.rates.items())}


def calibration(pairs: list[tuple[float, bool]], bins: int = 10) -> list[dict[str, Any]]:
    """Reliability table: of the answers given with a confidence in each bin, how many were right."""
    counted: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for confidence, good in pairs:
        index = min(bins - 1, int(confidence * bins))
        counted[index] += 1
        right[index] += good
    return [
        {"from": i / bins, "to": (i + 1) / bins, "n": counted[i], "right": round(right[i] / counted[i], 3)}
        for i in range(bins)
        if counted[i]
    ]
