"""Nights on which warm air over a cool sea carries VHF far beyond the horizon."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.draw import Draw, Purpose

STEP_US = 600_000_000
"""The reach changes in steps of ten minutes."""
MOST = 4.0
"""The horizon grows to so many times itself at most."""
_SHARE = 0.18
_SEA_DEG = 8.0
_HOUR_US = 3_600_000_000


def reach(seed: int, lon: float, lat: float, first_step: int, steps: int) -> npt.NDArray[np.float64]:
    """By how much the horizon grows at a place, for each step (UTC microseconds over STEP_US).

    A night belongs to a sea of 8 by 8 degrees and lasts from local noon to noon; its duct builds up from six in the
    evening and is gone by nine in the morning.
    """
    hours = (np.arange(first_step, first_step + steps) + 0.5) * (STEP_US / _HOUR_US) + lon / 15.0 - 12.0
    night, hour = np.divmod(hours, 24.0)  # noon to noon: 12 is midnight
    sea = int((lon + 180.0) // _SEA_DEG) * 1000 + int((lat + 90.0) // _SEA_DEG)
    strength = np.array([_strength(seed, sea, int(n)) for n in np.unique(night)])
    there = np.clip(np.minimum((hour - 6.0) / 3.0, (21.0 - hour) / 4.0), 0.0, 1.0)
    grown: npt.NDArray[np.float64] = (
        1.0 + (strength[np.unique(night, return_inverse=True)[1]] - 1.0) * np.sin(there * math.pi / 2.0) ** 2
    )
    return grown


def _strength(seed: int, sea: int, night: int) -> float:
    draw = Draw(seed, Purpose.WEATHER, sea, night)
    return draw.between(1.8, MOST) if draw.share() < _SHARE else draw.between(1.0, 1.15)
