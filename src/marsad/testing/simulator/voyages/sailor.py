"""What is kept of a vessel from one plan to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass

from marsad.testing.simulator.records import Role

NOWHERE, AT_SEA, AT_BERTH, AT_HOME, AT_GATE, AT_ROADS, AT_ANCHOR = range(7)


@dataclass(slots=True)
class Sailor:
    """One vessel between two plans: when and where the last one ended."""

    number: int
    role: Role
    cruise_kn: float
    top_kn: float
    turn_deg_min: float
    accel_mps2: float
    length_m: float
    t_us: int
    lon: float = math.nan
    lat: float = math.nan
    heading_deg: float = 0.0
    where: int = NOWHERE
    place: int = -1
    """Row of the port or gate she is at, or whose home she has."""
    until_us: int = 0
    """Until when she does what she is about: fishes, waits for a berth."""
    home_lon: float = math.nan
    home_lat: float = math.nan
    plans: int = 0
    """How many were made: what she draws is counted by it."""
    line: int = -1
    """Ferry line, fishing ground or area she keeps to."""
