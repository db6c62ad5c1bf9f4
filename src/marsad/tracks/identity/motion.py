"""Whether a ship can have come from one place to another in the time that lies between."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from marsad.geo.sphere import distance_m

SLACK_M = 2_000.0
"""Two places of one ship may differ so much though it lay still: antennas, clocks and rounding."""
LIMIT_KN = 35.0
HIGHEST_KN = 70.0
Place = tuple[float, float, int]
"""Longitude and latitude in degrees, and the instant there, microseconds UTC."""
_KN_MS = 1852 / 3600


@dataclass(frozen=True, slots=True)
class Passage:
    """From the last place under one number to the first under another."""

    distance_m: float
    seconds: float
    needed_kn: float
    """Speed that the distance asks for, two kilometres of it free."""
    limit_kn: float
    """What the faster of the two was heard to make and a fifth more, 35 kn at least and 70 at most."""

    @property
    def possible(self) -> bool:
        return self.needed_kn <= self.limit_kn

    @property
    def close(self) -> bool:
        """Within an hour and ten kilometres: one number falls silent where the other begins."""
        return self.possible and self.seconds <= 3600 and self.distance_m <= 10_000


def passage(origin: Place, goal: Place, top_kn: float) -> Passage | None:
    """The passage between two places; None where one of them is not known (NaN)."""
    lon, lat, t_us = origin
    lon2, lat2, t2_us = goal
    if isnan(lon) or isnan(lon2):
        return None
    apart = float(distance_m(lon, lat, lon2, lat2))
    seconds = max((t2_us - t_us) / 1e6, 1.0)
    limit = min(max(LIMIT_KN, 0.0 if isnan(top_kn) else 1.2 * top_kn), HIGHEST_KN)
    return Passage(apart, seconds, max(apart - SLACK_M, 0.0) / seconds / _KN_MS, limit)
