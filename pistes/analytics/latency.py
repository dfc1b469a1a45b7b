"""Latency read from its daily histograms."""

from collections.abc import Mapping


def quantile(histogram: Mapping[str, int], share: float) -> int | None:
    """The upper bound, in milliseconds, of the bucket where `share` (0 to 1) of the exchanges is reached; None of none."""
    whole = sum(histogram.values())
    if not whole:
        return None
    reached = 0
    for bound in sorted(histogram, key=int):
        reached += histogram[bound]
        if reached >= share * whole:
            return int(bound)
    return None


def in_words(milliseconds: int | None) -> str:
    """« 120 ms », « 2,4 s », « — »."""
    if milliseconds is None:
        return "—"
    if milliseconds < 1000:
        return f"{milliseconds}\u00a0ms"
    return f"{milliseconds / 1000:.1f}\u00a0s".replace(".", ",")
