"""How a day is cut into units of work: stretches of buckets with about as many rows each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

ROWS_OF_UNIT = 1_000_000
"""So many rows of all families are written as one file, about; the same however many work on it."""
ROWS_AT_ONCE = 250_000
"""So many are cleaned at once: few enough that what is worked on stays near the processor."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The senders of one day whose bucket is `low` to below `high`."""

    day: int
    low: int
    high: int
    edges: tuple[int, ...] = ()
    """Where it is cut again for cleaning, both ends included."""


def units_of(day: int, counts: npt.NDArray[np.int64]) -> Iterator[Unit]:
    """Units that cover all buckets; `counts` says how many rows each bucket has."""
    edges = _edges(counts, ROWS_OF_UNIT)
    for low, high in pairwise(edges):
        yield Unit(day, low, high, tuple(low + edge for edge in _edges(counts[low:high], ROWS_AT_ONCE)))


def _edges(counts: npt.NDArray[np.int64], rows: int) -> list[int]:
    """Where to cut buckets into stretches of about so many rows, both ends included."""
    n = max(round(counts.sum() / rows), 1)
    ends = np.searchsorted(np.cumsum(counts), counts.sum() * np.arange(1, n) / n) + 1
    return [0, *np.unique(ends[ends < len(counts)]).tolist(), len(counts)]
