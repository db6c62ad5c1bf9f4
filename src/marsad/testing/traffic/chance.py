"""Randomness as an argument: every draw is keyed by the seed and by who draws, so that no draw moves another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def generator(seed: int, vessel: int) -> np.random.Generator:
    """The generator that makes one vessel."""
    return np.random.Generator(np.random.Philox(key=[seed & (2**64 - 1), vessel]))


def share(seed: int, purpose: int, vessel: npt.ArrayLike, count: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """A number in [0, 1) for each vessel and count: what varies from report to report (SplitMix64, counter-based)."""
    key = np.uint64((seed * 0x9E3779B97F4A7C15 + purpose * 0xD1342543DE82EF95) & (2**64 - 1))
    who, what = np.asarray(vessel, np.int64).astype(np.uint64), np.asarray(count, np.int64).astype(np.uint64)
    with np.errstate(over="ignore"):
        mixed = _mix(_mix(key ^ who) + what)
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _mix(value: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
