"""What a process and its children hold as messages pass: memory, files, connections, and how fast each grows."""

import statistics
from dataclasses import dataclass, field

import psutil


@dataclass
class Growth:
    """Samples of a tree of processes; the first part of a run (warming up) does not count."""

    pid: int
    sent: list[int] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)

    def sample(self, sent: int) -> None:
        """Look at the processes once `sent` messages have passed."""
        tree = [psutil.Process(self.pid), *psutil.Process(self.pid).children(recursive=True)]
        self.sent.append(sent)
        # Proportional, so that memory shared by processes counts once.
        self.memory_mb.append(sum(process.memory_full_info().pss for process in tree) / 1e6)
        self.files.append(sum(process.num_fds() for process in tree))
        self.connections.append(sum(len(process.net_connections()) for process in tree))

    def summary(self) -> dict[str, float]:
        """Slopes for 1,000 messages over the second half of the run, and the last values."""
        return {
            "memory_mb": round(self.memory_mb[-1], 1),
            "memory_mb_per_1000": self._slope(self.memory_mb),
            "files": self.files[-1],
            "files_per_1000": self._slope(self.files),
            "connections": self.connections[-1],
            "connections_per_1000": self._slope(self.connections),
        }

    def _slope(self, values: list[float] | list[int]) -> float:
        half = len(self.sent) // 2
        if len(self.sent) - half < 2:
            return 0.0
        return round(1000 * statistics.linear_regression(self.sent[half:], values[half:]).slope, 4)
