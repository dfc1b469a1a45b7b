"""What the tuned sentence encoder adds to the rules and the linear model: danger told in words that neither knows.

Optional: without the file of a trained model (`langue.tuned`) the guard works on rules and n-grams alone.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from langue.tuned import DANGER, TunedClasses, together


@dataclass(frozen=True)
class Meant:
    """Log-odds of danger; of each kind, were it one, the log of its probability and the log-odds of immediacy."""

    danger: float
    kinds: dict[str, float]
    immediate: dict[str, float]


class Meaning:
    """Reads messages with the tuned encoder; about 1.5 ms each."""

    def __init__(self, classes: TunedClasses) -> None:
        self._classes = classes
        self._danger = classes.columns(lambda name: name.split(":")[0] == DANGER)
        self._safe = classes.columns(lambda name: name.split(":")[0] != DANGER)
        kinds = sorted({name.split(":")[1] for name in classes.names if name.count(":") == 2})
        self._kinds = {
            kind: (classes.columns(f"{DANGER}:{kind}:now".__eq__), classes.columns(f"{DANGER}:{kind}:later".__eq__))
            for kind in kinds
        }

    @classmethod
    def open(cls, path: Path) -> "Meaning":
        """From `tuned.npz`. Raises as `TunedClasses.load`, and ValueError when the file knows no kind of danger."""
        meaning = cls(TunedClasses.load(path))
        if not meaning._kinds:
            raise ValueError(f"{path.name} was trained without kinds of danger")
        return meaning

    def read(self, text: str) -> Meant:
        """What `text` means."""
        row = self._classes.scores([text])[0]
        all_danger = together(row, self._danger)
        kinds, immediate = {}, {}
        for kind, (now, later) in self._kinds.items():
            kinds[kind] = float(together(row, np.concatenate((now, later))) - all_danger)
            immediate[kind] = float(np.clip(together(row, now) - together(row, later), -30, 30))
        return Meant(float(all_danger - together(row, self._safe)), kinds, immediate)
