"""Fishing vessels: from their moorings to a ground, about on it, and home; and the markers of their nets."""

from __future__ import annotations

import math

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.voyages.craft import go, settle
from marsad.testing.simulator.voyages.grounds import Circle, step
from marsad.testing.simulator.voyages.sailor import AT_HOME, AT_SEA, Sailor
from marsad.testing.simulator.voyages.waters import HOUR, Waters, away_m, spread

FISHING = 7
REACH_M = 250_000.0


def begin(waters: Waters, ship: Sailor, draw: Draw) -> None:
    """Her home, and the ground she goes to."""
    settle(waters, ship, draw)
    grounds = waters.sea.fishing_grounds
    home = ship.home_lon, ship.home_lat
    weights = [math.exp(-away_m(home, (one.lon, one.lat)) / 60_000.0) * one.radius_m for one in grounds]
    ship.line = draw.weighted(range(len(grounds)), weights) if sum(weights) > 0 else -1


def plan(waters: Waters, ship: Sailor, legs: Legs, draw: Draw, book: bool) -> None:
    """A night or a day in port, and a trip."""
    trawls = ship.role == Role.TRAWLER
    if math.isnan(legs.lon):
        legs.begin(ship.home_lon, ship.home_lat, draw.between(0.0, 360.0))
    legs.moor(None, None, None, legs.t_us + int(draw.between(5.0, 16.0 if trawls else 12.0) * HOUR))
    area = _area(waters, ship)
    target = None
    for _ in range(6):
        target = spread(area[0], area[1], draw, 0.7 * area[2])
        if waters.sea.is_water(target[0], target[1], 400.0).all():
            break
    if ship.line < 0 or target is None or not go(waters, ship, legs, draw, target, ship.cruise_kn, via=area[:2]):
        return
    ends = legs.t_us + int((draw.between(18.0, 72.0) if trawls else draw.between(4.0, 14.0)) * HOUR)
    heading, knots = draw.between(0.0, 360.0), draw.between(2.6, 4.4)
    while legs.t_us < ends:
        here = legs.lon, legs.lat
        if trawls:
            place = step(waters, draw, here, area, (4000.0, 11_000.0), 700.0, heading, 18.0)
            heading += 180.0
        else:
            place = step(waters, draw, here, area, (800.0, 4500.0), 350.0, legs.course_deg, 80.0)
        if place is None:
            break
        if trawls or draw.share() < 0.7:
            legs.sail(([place[0]], [place[1]]), knots if trawls else draw.between(2.0, 5.5), status=FISHING)
        else:
            # She hauls her gear, or lies to it.
            legs.sail(([place[0]], [place[1]]), draw.between(1.0, 2.0), status=FISHING, accel=0.03)
            if draw.share() < 0.4:
                legs.stop(status=FISHING)
                legs.moor(None, None, None, legs.t_us + int(draw.between(0.1, 0.7) * HOUR), status=FISHING)
    legs.stop()
    if go(waters, ship, legs, draw, (ship.home_lon, ship.home_lat), ship.cruise_kn, via=area[:2]):
        ship.where = AT_HOME


def _area(waters: Waters, ship: Sailor) -> Circle:
    if ship.line < 0:
        return ship.home_lon, ship.home_lat, 5000.0
    ground = waters.sea.fishing_grounds[ship.line]
    return ground.lon, ground.lat, ground.radius_m


def begin_marker(waters: Waters, marker: Sailor, draw: Draw) -> None:
    """A ground to lie on."""
    marker.where, marker.line = AT_SEA, draw.whole(0, max(len(waters.sea.fishing_grounds) - 1, 0))
    if not waters.sea.fishing_grounds:
        marker.line = -1


def plan_marker(waters: Waters, marker: Sailor, legs: Legs, draw: Draw, book: bool) -> None:
    """A marker at a set net lies still, one at a drifting net goes with the current."""
    if math.isnan(legs.lon):
        area = _area(waters, marker) if marker.line >= 0 else None
        where = spread(area[0], area[1], draw, 0.8 * area[2]) if area else None
        if where is None or not waters.sea.is_water(where[0], where[1], 1500.0).all():
            where = waters.sea.open_water(draw, 1500.0, within=area) if area else waters.sea.open_water(draw, 1500.0)
        legs.begin(*where)
        if draw.share() < 0.6:
            legs.lon = math.nan
            legs.anchor(where[0], where[1], draw.between(10.0, 45.0), legs.t_us + 1000 * 24 * HOUR, status=15)
            return
    area = legs.lon, legs.lat, 6000.0
    place = step(waters, draw, (legs.lon, legs.lat), area, (1000.0, 3000.0), 700.0, legs.course_deg, 60.0)
    if place is None:
        legs.moor(None, None, None, legs.t_us + 6 * HOUR, status=15)
        return
    legs.sail(([place[0]], [place[1]]), marker.cruise_kn, status=15)
