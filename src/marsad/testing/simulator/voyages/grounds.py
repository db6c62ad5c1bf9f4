"""Ways within an area: one place after the other, each in clear sight of the one before."""

from __future__ import annotations

import math

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion.legs import METRES, Legs
from marsad.testing.simulator.voyages.waters import Waters, away_m
from marsad.testing.simulator.voyages.ways import CLEAR_M

_HARD_MPS2 = 0.3
"""How a small craft stops where she must."""
Circle = tuple[float, float, float]
"""Longitude, latitude, radius in metres."""


def step(
    waters: Waters,
    draw: Draw,
    here: tuple[float, float],
    area: Circle,
    metres: tuple[float, float],
    margin_m: float,
    heading_deg: float | None = None,
    spread_deg: float = 180.0,
) -> tuple[float, float] | None:
    """A place so far from here, within the area and straight over clear water; None where none was found.

    The direction lies within `spread_deg` of `heading_deg` at first, anywhere later on.
    """
    centre = area[0], area[1]
    for attempt in range(16):
        reach = draw.between(*metres) * (1.0 if attempt < 8 else 0.5)
        if heading_deg is None or attempt > 6:
            bearing = draw.between(0.0, 360.0)
        else:
            bearing = heading_deg + draw.between(-spread_deg, spread_deg)
        place = moved(here, bearing, reach)
        if away_m(place, centre) > area[2] and away_m(place, centre) >= away_m(here, centre):
            continue
        if waters.ways.clear(here, place, margin_m):
            return place
    return None


def onward(
    waters: Waters, legs: Legs, place: tuple[float, float], knots: float, accel: float | None = None, status: int = 0,
    end_knots: float | None = None,
) -> None:  # fmt: skip
    """Sail to a place that `step` gave; where there is no room for the turn she stops instead, as hard as she must."""
    line = legs.line_to(*place, knots)
    if line is None:
        return
    if waters.sea.is_clear(line.lon, line.lat, CLEAR_M):
        legs.sail(line, knots, accel=accel, end_knots=end_knots, status=status)
    else:
        legs.stop(accel=max(legs.accel_mps2, _HARD_MPS2), status=status)


def moved(here: tuple[float, float], bearing_deg: float, metres: float) -> tuple[float, float]:
    """A place so far off."""
    angle = math.radians(bearing_deg)
    lat = here[1] + metres * math.cos(angle) / METRES
    return here[0] + metres * math.sin(angle) / (METRES * math.cos(math.radians(0.5 * (lat + here[1])))), lat
