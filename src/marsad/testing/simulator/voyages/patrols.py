"""Warships and patrol vessels on their stations, and SAR aircraft over theirs."""

from __future__ import annotations

import math

from marsad.schema.refusal import Refusal
from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.voyages.grounds import Circle, moved, onward, step
from marsad.testing.simulator.voyages.sailor import AT_SEA, Sailor
from marsad.testing.simulator.voyages.waters import HOUR, Waters, spread


def enter(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """Somewhere in the area she watches: warships a naval area, patrol vessels the waters off a port."""
    ship.where = AT_SEA
    areas = waters.sea.naval_areas
    if ship.role == Role.NAVAL and areas:
        ship.line = draw.weighted(range(len(areas)), [one.radius_m for one in areas])
    else:
        ship.place = waters.port_for(ship.role, draw)
    margin = 1200.0 if ship.role == Role.NAVAL else 500.0
    area = _area(waters, ship)
    try:
        where = waters.sea.open_water(draw, margin, within=None if math.isnan(area[0]) else area)
    except Refusal:
        where = waters.sea.open_water(draw, margin)
    ship.home_lon, ship.home_lat = where
    legs.begin(*where, draw.between(0.0, 360.0), 6.0)
    plan(waters, ship, legs, draw)


def _area(waters: Waters, ship: Sailor) -> Circle:
    if ship.line >= 0:
        one = waters.sea.naval_areas[ship.line]
        return one.lon, one.lat, one.radius_m
    if ship.place >= 0:
        return (*waters.roads(ship.place), 32_000.0)
    return ship.home_lon, ship.home_lat, 32_000.0


def plan(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """From place to place in her area; now and then she lies stopped."""
    margin = 1200.0 if ship.role == Role.NAVAL else 500.0
    area = _area(waters, ship)
    for _ in range(4):
        place = step(waters, draw, (legs.lon, legs.lat), area, (5000.0, 22_000.0), margin, legs.course_deg, 75.0)
        if place is None:
            legs.stop()
            place = step(waters, draw, (legs.lon, legs.lat), area, (1500.0, 6000.0), margin / 2)
        if place is None:
            break
        share = draw.share()
        knots = ship.cruise_kn * (0.6 if share < 0.3 else 0.9 if share < 0.9 else 1.25)
        onward(waters, legs, place, min(knots, ship.top_kn), accel=0.05)
    if draw.share() < 0.2 or place is None:
        legs.stop()
        legs.moor(None, None, None, legs.t_us + int(draw.between(0.3, 2.0) * HOUR), status=0)


def enter_aircraft(waters: Waters, plane: Sailor, legs: Legs, draw: Draw) -> None:
    """Where she flies from; she is out soon."""
    stations = waters.sea.base_stations
    one = stations[plane.number % len(stations)]
    plane.home_lon, plane.home_lat = one.lon, one.lat
    legs.absent(legs.t_us + int(draw.between(0.05, 3.0) * HOUR))


def plan_aircraft(waters: Waters, plane: Sailor, legs: Legs, draw: Draw) -> None:
    """Out over the sea, a search of parallel tracks, back, and on the ground for hours."""
    home = plane.home_lon, plane.home_lat
    middle = home
    for _ in range(30):
        middle = spread(*home, draw, 110_000.0)
        if waters.sea.is_water(middle[0], middle[1], 5000.0).all():
            break
    heading = draw.between(0.0, 360.0)
    length, apart = draw.between(9000.0, 22_000.0), draw.between(1800.0, 3700.0)
    corners = [home]
    at = moved(moved(middle, heading + 180.0, length / 2.0), heading - 90.0, 3.0 * apart)
    for track in range(draw.whole(4, 8)):
        far = moved(at, heading, length)
        corners += [at, far] if track % 2 == 0 else [far, at]
        at = moved(at, heading + 90.0, apart)
    corners.append(home)
    legs.begin(*home, 0.0, 60.0)
    legs.sail(([x for x, _ in corners[1:]], [y for _, y in corners[1:]]), plane.cruise_kn, accel=1.0, end_knots=60.0)
    legs.absent(legs.t_us + int(draw.between(1.0, 6.0) * HOUR))
