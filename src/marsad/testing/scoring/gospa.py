"""GOSPA: how far a picture is from the truth, with what is misplaced, missed and false told apart.

Rahmathullah, Garcia-Fernandez and Svensson, Generalized optimal sub-pattern assignment metric (FUSION 2017), with
p = 2 and alpha = 2: the root of the sum of the squared distances of those assigned, and half the square of the cut-off
for each that is missed or false.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.geo.sphere import distance_m
from marsad.testing.scoring.assignment import assign

CUT_OFF_M = 1000.0
"""c: farther apart, a track is not that of a vessel."""

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


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
    found, row = judged(near, len(lon), len(track_lon), cut_off_m)
    return found, dict(zip(near.vessel[row].tolist(), near.track[row].tolist(), strict=True))


def judged(near: Pairs, vessels: int, tracks: int, cut_off_m: float) -> tuple[Gospa, Rows]:
    """The metric of so many vessels and tracks, and which of the pairs were chosen."""
    row = choose(near, cut_off_m)
    square = float(np.sum(near.apart_m[row] ** 2))
    return Gospa(square, vessels - row.size, tracks - row.size, row.size), row


class Pairs(NamedTuple):
    """Vessels and tracks that are near to one another, by row, in the order of both; and how far apart they are."""

    vessel: Rows
    track: Rows
    apart_m: Floats

    def only(self, which: npt.NDArray[np.bool_]) -> Pairs:
        """Some of them."""
        return Pairs(self.vessel[which], self.track[which], self.apart_m[which])


def pairs(lon: Floats, lat: Floats, track_lon: Floats, track_lat: Floats, within_m: float) -> Pairs:
    """Vessels and tracks less than so far apart."""
    order = np.argsort(track_lat, kind="stable")
    beside = within_m / 111_000.0
    low = np.searchsorted(track_lat[order], lat - beside, "left")
    high = np.searchsorted(track_lat[order], lat + beside, "right")
    count = high - low
    vessel = np.repeat(np.arange(len(lat)), count)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    track = order[np.repeat(low, count) + nth]
    apart = np.asarray(distance_m(lon[vessel], lat[vessel], track_lon[track], track_lat[track]), np.float64)
    good = np.flatnonzero(apart < within_m)
    good = good[np.lexsort((track[good], vessel[good]))]
    return Pairs(vessel[good], track[good], apart[good])


def choose(near: Pairs, cut_off_m: float) -> Rows:
    """Which pairs go together so that together they gain the most, as rows of `near` in their order."""
    # Whole square centimetres: the choice is exact, and the same on every machine.
    gain = round(cut_off_m * 100) ** 2 - np.rint(near.apart_m * 100).astype(np.int64) ** 2
    row = np.flatnonzero(gain > 0)
    vessel, track = near.vessel[row], near.track[row]
    # Most have nobody else near: only of the others there is something to choose.
    alone = (np.bincount(vessel)[vessel] == 1) & (np.bincount(track)[track] == 1)
    chosen = row[alone]
    rest = row[~alone]
    if rest.size:
        of = {(int(near.vessel[at]), int(near.track[at])): int(at) for at in rest}
        found = assign({pair: int(gain[at]) for pair, at in of.items()})
        chosen = np.sort(np.concatenate([chosen, [of[pair] for pair in found.items()]])).astype(np.int64)
    return np.asarray(chosen, np.int64)
