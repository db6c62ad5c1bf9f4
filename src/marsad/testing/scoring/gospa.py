"""GOSPA: how far a picture is from the truth, with what is misplaced, missed and false told apart.

Rahmathullah, Garcia-Fernandez and Svensson, Generalized optimal sub-pattern assignment metric (FUSION 2017), with
p = 2 and alpha = 2: the root of the sum of the squared distances of those assigned, and half the square of the cut-off
for each that is missed or false.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.geo.sphere import distance_m
from marsad.testing.scoring.assignment import assign

CUT_OFF_M = 1000.0
"""c: farther apart, a track is not that of a vessel."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gospa:
    """Of one instant, or summed over many: squares in square metres."""

    localisation_m2: float = 0.0
    missed: int = 0
    false: int = 0
    assigned: int = 0

    def __add__(self, other: Gospa) -> Gospa:
        return Gospa(self.localisation_m2 + other.localisation_m2, self.missed + other.missed,
                     self.false + other.false, self.assigned + other.assigned)  # fmt: skip

    def parts_m2(self, cut_off_m: float) -> tuple[float, float, float]:
        """The parts of the square: misplaced, missed, false."""
        half = cut_off_m * cut_off_m / 2
        return self.localisation_m2, half * self.missed, half * self.false

    def metres(self, cut_off_m: float) -> float:
        """The distance at one instant."""
        return float(np.sqrt(sum(self.parts_m2(cut_off_m))))


def gospa(lon: Floats, lat: Floats, track_lon: Floats, track_lat: Floats, cut_off_m: float = CUT_OFF_M
          ) -> tuple[Gospa, dict[int, int]]:  # fmt: skip
    """Truth against tracks at one instant, and the track of each vessel that has one (rows of both)."""
    near = pairs(lon, lat, track_lon, track_lat, cut_off_m)
    # Whole square centimetres: the choice is exact, and the same on every machine.
    most = round(cut_off_m * 100) ** 2
    chosen = assign({pair: most - round(apart * 100) ** 2 for pair, apart in near.items()})
    square = sum(near[pair] ** 2 for pair in chosen.items())
    return Gospa(square, len(lon) - len(chosen), len(track_lon) - len(chosen), len(chosen)), chosen


def pairs(lon: Floats, lat: Floats, track_lon: Floats, track_lat: Floats, within_m: float
          ) -> dict[tuple[int, int], float]:  # fmt: skip
    """Vessels and tracks less than so far apart, and how far."""
    order = np.argsort(track_lat, kind="stable")
    beside = within_m / 111_000.0
    low = np.searchsorted(track_lat[order], lat - beside, "left")
    high = np.searchsorted(track_lat[order], lat + beside, "right")
    count = high - low
    if not count.sum():
        return {}
    vessel = np.repeat(np.arange(len(lat)), count)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    track = order[np.repeat(low, count) + nth]
    apart = distance_m(lon[vessel], lat[vessel], track_lon[track], track_lat[track])
    good = np.flatnonzero(apart < within_m)
    return {(int(vessel[at]), int(track[at])): float(apart[at]) for at in good[np.lexsort((track[good], vessel[good]))]}
