"""Figures of a running watch room: how long things take, and how much goes through."""

from __future__ import annotations

import threading
from bisect import bisect_left
from dataclasses import dataclass

_EDGES_MS = tuple(round(0.1 * 1.25**k, 4) for k in range(70))  # 0.1 ms to 8 min, each 25 % wider than the last


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles in milliseconds, rounded up to the edge of a bin that is 25 % wide; 0 before the first."""

    count: int
    p50_ms: float
    p99_ms: float
    max_ms: float


class Histogram:
    """Durations in logarithmic bins: constant memory, however long it runs. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        with self._lock:
            self._bins = [0] * (len(_EDGES_MS) + 1)
            self._count = 0
            self._max_ms = 0.0

    def add(self, ms: float, weight: int = 1) -> None:
        """Record a duration; a negative one (the clock stepped) counts as 0."""
        with self._lock:
            self._bins[bisect_left(_EDGES_MS, max(ms, 0.0))] += weight
            self._count += weight
            self._max_ms = max(self._max_ms, ms)

    def read(self) -> Latency:
        """The percentiles so far."""
        with self._lock:
            return Latency(self._count, self._percentile(0.50), self._percentile(0.99), round(self._max_ms, 3))

    def _percentile(self, share: float) -> float:
        wanted, seen = share * self._count, 0
        if self._count == 0:
            return 0.0
        most = round(self._max_ms, 3)
        for edge, many in zip(_EDGES_MS, self._bins, strict=False):
            seen += many
            if seen >= wanted:
                return min(edge, most)
        return most


class Metrics:
    """All figures of one watch room. Counters only grow."""

    def __init__(self) -> None:
        self.batches = 0
        self.bytes = 0
        self.rows = 0
        self.decode_errors = 0
        self.queue_bytes = 0
        self.shed_bytes = 0
        self.slow_clients = 0
        self.decode_ms = Histogram()
        self.apply_ms = Histogram()
        self.tick_ms = Histogram()
        self.received_to_sent_ms = Histogram()
