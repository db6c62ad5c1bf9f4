"""What is derived of the vessel that was heard last under an MMSI."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from marsad.geo.sphere import bearing_deg, distance_m
from marsad.tracks.live.columns import ALIVE_US
from marsad.tracks.ways.columns import STOPPED
from marsad.tracks.ways.parameters import KNOT_MPS
from marsad.tracks.ways.roll import Roll

SHORTEST_S = 10.0
"""Seconds over which a speed is taken at least: AIS tells whole seconds."""
MOVED_M = 20.0
"""A shorter way may be the noise of an antenna, and has no course."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What is derived of the vessel that was heard last under an MMSI. Times in us UTC; NaN and None: not known."""

    t_us: int
    track_since_us: int
    distance_m: float
    made_kn: float
    made_deg: float
    stopped_since_us: int | None
    vessels: int
    """Vessels that take turns under this MMSI."""
    faults: int
    """Positions under this MMSI that no vessel known under it can have reached, and that nothing confirmed."""


def derived_of(sender: np.void, ways: Roll, paces: Roll) -> Derived | None:
    """What is derived under an MMSI; None where no position of it lies in a track."""
    base = int(sender["vessel"]) * 100
    found = [ways.find(base + n) for n in range(int(sender["vessels"]))]
    opened = [way for way in found if way is not None and way["open"]]
    if not opened:
        return None
    way = max(opened, key=lambda one: int(one["t"]))
    alive = sum(int(way["t"]) - int(one["t"]) <= ALIVE_US for one in opened)
    made_kn, made_deg = _made_good(paces.find(int(way["vessel"])), int(way["t_begin"]))
    return Derived(
        t_us=int(way["t"]),
        track_since_us=int(way["t_begin"]),
        distance_m=float(way["run_m"]),
        made_kn=made_kn,
        made_deg=made_deg,
        stopped_since_us=int(way["stop_begin"]) if way["stop"] == STOPPED else None,
        vessels=alive,
        faults=int(sender["faults"]) + int(sender["doubted"]),
    )


def _made_good(pace: np.void | None, since_us: int) -> tuple[float, float]:
    """Speed and course made good over the last minute or two, as far as they lie in the track; NaN where unknown."""
    if pace is None:
        return math.nan, math.nan
    for before in ("then", "next"):
        past_s = (int(pace["t"]) - int(pace[f"{before}_t"])) / 1e6
        if int(pace[f"{before}_t"]) >= since_us and past_s >= SHORTEST_S:
            way = (pace[f"{before}_lon"], pace[f"{before}_lat"], pace["lon"], pace["lat"])
            metres = float(distance_m(*way))
            course = float(bearing_deg(*way)) if metres >= MOVED_M else math.nan
            return metres / past_s / KNOT_MPS, course
    return math.nan, math.nan
