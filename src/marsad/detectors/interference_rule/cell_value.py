"""The value and the level that gpsjam.org gives to a cell and a day, to be shown beside the room's own judgement.

Of the aircraft seen in a cell, `bad` had a poor navigation accuracy at some time and `good` never. One is let off, as a
single faulty receiver is found anywhere: value = (bad - 1) / (bad + good), low below 0.02, medium below 0.10, else
high.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

MEDIUM_FROM: Final = 0.02
HIGH_FROM: Final = 0.10
NONE, LOW, MEDIUM, HIGH = 0, 1, 2, 3
"""Levels; `NONE` where nobody was seen."""
NAMES: Final = ("none", "low", "medium", "high")


def values_of(good: npt.ArrayLike, bad: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """The value of each cell, below zero where nobody was bad; NaN where nobody was seen."""
    bad = np.asarray(bad, np.float64)
    seen = bad + np.asarray(good, np.float64)
    value: npt.NDArray[np.float64] = np.full(seen.shape, np.nan)
    np.divide(bad - 1.0, seen, out=value, where=seen > 0)
    return value


def levels_of(value: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """The level of each value."""
    level = np.full(value.shape, LOW, np.uint8)
    level[value >= MEDIUM_FROM], level[value >= HIGH_FROM] = MEDIUM, HIGH
    level[np.isnan(value)] = NONE
    return level
