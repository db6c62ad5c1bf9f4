"""Ferries and high-speed craft: to and fro by a timetable."""

from __future__ import annotations

import math

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion import paths
from marsad.testing.simulator.motion.legs import KNOT, Legs
from marsad.testing.simulator.motion.paths import Path
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.sea.places import Berth
from marsad.testing.simulator.voyages.sailor import AT_BERTH, AT_SEA, Sailor
from marsad.testing.simulator.voyages.waters import HOUR, MINUTE, Waters

BOUND_M = 1500.0


def enter(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """Which line she serves, and from which end she begins: somewhere on her way."""
    lines = waters.sea.ferry_lines
    ship.line = draw.weighted(range(len(lines)), [max(line.ferries, 1) for line in lines])
    ship.place = draw.whole(0, 1)
    ship.where = AT_BERTH
    if ship.role == Role.FERRY:
        ship.cruise_kn = min(max(lines[ship.line].knots, 4.0), ship.top_kn)
    line = lines[ship.line]
    here, there = (line.from_berth, line.to_berth)[:: 1 if ship.place == 0 else -1]
    path = _path(waters, ship, here, there, draw)
    if path is None or draw.share() < 0.35:
        legs.moor(here.lon, here.lat, here.heading_deg, legs.t_us + int(draw.between(1.0, 15.0) * MINUTE))
        return
    ends = min(BOUND_M, path.length_m / 4)
    legs.sail(
        path, ship.cruise_kn, from_m=draw.between(ends, path.length_m - 2 * ends), end_knots=min(9.0, ship.cruise_kn),
        to_m=path.length_m - ends,
    )  # fmt: skip
    legs.sail(path, min(9.0, ship.cruise_kn), end_knots=0.0)
    legs.moor(None, None, there.heading_deg, legs.t_us + 5 * MINUTE)
    ship.place = 1 - ship.place


def _path(waters: Waters, ship: Sailor, here: Berth, there: Berth, draw: Draw) -> Path | None:
    radius = paths.radius_m(ship.cruise_kn, ship.turn_deg_min) * 1.05
    path = waters.ways.path(((here.lon, here.lat), (there.lon, there.lat)), "direct", draw, radius)
    return None if path is None or path.length_m < 200.0 else path


def plan(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """At the berth until the next departure, then over."""
    line = waters.sea.ferry_lines[ship.line]
    here, there = (line.from_berth, line.to_berth)[:: 1 if ship.place == 0 else -1]
    path = _path(waters, ship, here, there, draw)
    if path is None:
        legs.moor(None, None, here.heading_deg, legs.t_us + 6 * HOUR)
        return
    knots = ship.cruise_kn
    # The timetable: each ship of the line has departures at full quarters of an hour, so many a day as she can make.
    over = path.length_m / (knots * KNOT) * 1e6 * 1.1 + 10 * MINUTE
    every = math.ceil((over + 12 * MINUTE) / (15 * MINUTE)) * 15 * MINUTE
    offset = (ship.number * 7 % 12) * 5 * MINUTE
    earliest = legs.t_us + 8 * MINUTE
    leaves = -(-(earliest - offset) // every) * every + offset
    hour = waters.local_hour(leaves, here.lon)
    if over < 3 * HOUR and hour < 5.0:
        leaves += int((5.0 - hour) * HOUR)
    legs.moor(None, None, here.heading_deg, leaves)
    ends = min(BOUND_M, path.length_m / 4)
    slow = min(9.0, knots)
    legs.sail(path, slow, to_m=ends)
    legs.sail(path, knots, end_knots=slow, to_m=path.length_m - ends)
    legs.sail(path, slow, end_knots=0.0)
    legs.moor(None, None, there.heading_deg, legs.t_us + 5 * MINUTE)
    ship.place, ship.where = 1 - ship.place, AT_SEA
