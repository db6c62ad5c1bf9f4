"""What all small craft do alike: they have a home off a port, and go straight to where they want to be."""

from __future__ import annotations

import math

from marsad.schema.refusal import Refusal
from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion import paths
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.voyages.sailor import AT_HOME, Sailor
from marsad.testing.simulator.voyages.waters import Waters, away_m


def settle(waters: Waters, ship: Sailor, draw: Draw) -> None:
    """Give her a home."""
    port = waters.port_for(ship.role, draw, berths=False)
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
) -> bool:
    """Sail from where she lies to a place, round what is in the way; False, and nothing done, where she cannot."""
    start = legs.lon, legs.lat
    if away_m(start, goal) < 30.0:
        return False
    legs.stop()
    start = legs.lon, legs.lat
    radius = paths.radius_m(knots, ship.turn_deg_min) * 1.05
    path = None
    if away_m(start, goal) < 60_000.0 and waters.ways.clear(start, goal, 60.0):
        path = paths.path([start[0], goal[0]], [start[1], goal[1]], radius)
    elif ship.place >= 0:
        roads = waters.roads(ship.place)
        far, near = (start, goal) if away_m(start, roads) > away_m(goal, roads) else (goal, start)
        try:
            # The long way is the same for all who use the port.
            x, y = waters.ways.line(roads, _round(far))
            out_lon, out_lat = [near[0], *x[:-1], far[0]], [near[1], *y[:-1], far[1]]
            if far == start:
                out_lon, out_lat = out_lon[::-1], out_lat[::-1]
            path = waters.ways.rounded(paths.np.array(out_lon), paths.np.array(out_lat), radius)
        except Refusal:
            path = None
    if path is None:
        path = waters.ways.path((start, goal), "direct", draw, radius)
    if path is None or math.isnan(path.length_m):
        return False
    legs.sail(path, knots, end_knots=end_knots, status=status)
    return True


def _round(place: tuple[float, float]) -> tuple[float, float]:
    """The corner of a small square that a place lies in: ways to it are looked up by it."""
    return round(place[0] * 20.0) / 20.0, round(place[1] * 20.0) / 20.0
