"""What all small craft do alike: they have a home off a port, and go straight to where they want to be."""

from __future__ import annotations

import math

import numpy as np

from marsad.schema.refusal import Refusal
from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion import paths
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.motion.paths import Path
from marsad.testing.simulator.voyages.sailor import AT_HOME, Sailor
from marsad.testing.simulator.voyages.waters import Waters, away_m


def settle(waters: Waters, ship: Sailor, draw: Draw) -> None:
    """Give her a home."""
    port = waters.port_for(ship.role, draw)
    if port < 0:
        ship.home_lon, ship.home_lat = waters.sea.open_water(draw, 500.0)
        return
    ship.place, ship.where = port, AT_HOME
    ship.home_lon, ship.home_lat = waters.home(port, draw)


def go(
    waters: Waters,
    ship: Sailor,
    legs: Legs,
    draw: Draw,
    goal: tuple[float, float],
    knots: float,
    end_knots: float = 0.0,
    status: int = 0,
    via: tuple[float, float] | None = None,
) -> bool:
    """Sail from where she lies to a place, round what is in the way; False, and nothing done, where she cannot.

    `via` is a place near the end that is not her home, to which many go.
    """
    start = legs.lon, legs.lat
    if away_m(start, goal) < 30.0:
        return False
    legs.stop()
    start = legs.lon, legs.lat
    radius = paths.radius_m(knots, ship.turn_deg_min) * 1.05
    path = None
    if away_m(start, goal) < 60_000.0 and waters.ways.clear(start, goal, 60.0):
        path = paths.path([start[0], goal[0]], [start[1], goal[1]], radius)
    elif ship.place >= 0 and via is not None:
        path = _by_roads(waters, ship, start, goal, via, radius)
    if path is None:
        path = waters.ways.path((start, goal), "direct", draw, radius)
    if path is None or math.isnan(path.length_m):
        return False
    legs.sail(path, knots, end_knots=end_knots, status=status)
    return True


def _by_roads(
    waters: Waters,
    ship: Sailor,
    start: tuple[float, float],
    goal: tuple[float, float],
    via: tuple[float, float],
    radius_m: float,
) -> Path | None:
    """The way between her home and a place near `via`, by the roads of her port: the long part is the same for all."""
    roads = waters.roads(ship.place)
    home_first = away_m(start, roads) < away_m(goal, roads)
    near, far = (start, goal) if home_first else (goal, start)
    if not (waters.ways.clear(near, roads, 40.0) and waters.ways.clear(far, via, 60.0)):
        return None
    try:
        x, y = waters.ways.line(roads, via)
    except Refusal:
        return None
    lon, lat = np.array([near[0], *x, far[0]]), np.array([near[1], *y, far[1]])
    return (
        waters.ways.rounded(lon, lat, radius_m) if home_first else waters.ways.rounded(lon[::-1], lat[::-1], radius_m)
    )
