"""Fishing vessels: from their moorings to a ground, about on it, and home; and the markers of their nets."""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.voyages.craft import go, settle
from marsad.testing.simulator.voyages.grounds import Circle, onward, step
from marsad.testing.simulator.voyages.sailor import AT_HOME, AT_SEA, Sailor
from marsad.testing.simulator.voyages.waters import HOUR, Waters, spread

FISHING = 7
WATCH = 2 * HOUR
"""So much of her work is planned at a time."""


def enter(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """Her home and the ground she goes to; she lies at the one or works on the other."""
    settle(waters, ship, draw)
    ship.line = waters.ground_for(ship.place, draw)
    if ship.place >= 0 and draw.share() < 0.6:
        area = _area(waters, ship)
        for _ in range(4):
            where = spread(area[0], area[1], draw, 0.8 * area[2])
            if float(waters.sea.clearance_m(*where)) > 700.0 and (
                ship.line >= 0 or waters.ways.clear((ship.home_lon, ship.home_lat), where, 60.0)
            ):
                legs.begin(*where, draw.between(0.0, 360.0), 3.0)
                ship.where = AT_SEA
                ship.until_us = legs.t_us + int(draw.share() * _trip_h(ship, draw) * HOUR)
                _work(waters, ship, legs, draw, HOUR)
                return
    legs.begin(ship.home_lon, ship.home_lat, draw.between(0.0, 360.0))
    legs.moor(None, None, None, legs.t_us + int(draw.between(0.1, 10.0) * HOUR))


def plan(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """Out to the ground, a watch of work, or home and some hours there."""
    area = _area(waters, ship)
    if ship.where == AT_SEA:
        if legs.t_us < ship.until_us:
            _work(waters, ship, legs, draw, WATCH)
            return
        home = ship.home_lon, ship.home_lat
        if not go(waters, ship, legs, draw, home, ship.cruise_kn, via=area[:2]):
            ship.home_lon, ship.home_lat = legs.lon, legs.lat
        ship.where = AT_HOME
        hours = draw.between(5.0, 16.0 if ship.role == Role.TRAWLER else 12.0)
        legs.moor(None, None, None, legs.t_us + int(hours * HOUR))
        return
    target = None
    for _ in range(6):
        place = spread(area[0], area[1], draw, 0.7 * area[2])
        if float(waters.sea.clearance_m(*place)) > 400.0 and (
            ship.line >= 0 or waters.ways.clear((legs.lon, legs.lat), place, 60.0)
        ):
            target = place
            break
    if target is None or not go(waters, ship, legs, draw, target, ship.cruise_kn, via=area[:2]):
        legs.moor(None, None, None, legs.t_us + int(draw.between(6.0, 12.0) * HOUR))
        return
    ship.where, ship.until_us = AT_SEA, legs.t_us + int(_trip_h(ship, draw) * HOUR)


def _trip_h(ship: Sailor, draw: Draw) -> float:
    return draw.between(18.0, 72.0) if ship.role == Role.TRAWLER else draw.between(4.0, 14.0)


def _work(waters: Waters, ship: Sailor, legs: Legs, draw: Draw, for_us: int) -> None:
    """Tows to and fro, or a round of nets and lines."""
    area = _area(waters, ship)
    ends = min(legs.t_us + for_us, max(ship.until_us, legs.t_us + HOUR // 2))
    trawls = ship.role == Role.TRAWLER
    knots = 2.6 + 0.2 * (ship.number % 10)
    heading = legs.course_deg + (180.0 if trawls else 0.0)
    while legs.t_us < ends:
        here = legs.lon, legs.lat
        if trawls:
            place = step(waters, draw, here, area, (4000.0, 11_000.0), 700.0, heading, 18.0)
            heading += 180.0
        else:
            place = step(waters, draw, here, area, (1200.0, 5000.0), 350.0, legs.course_deg, 80.0)
        if place is None:
            legs.stop(status=FISHING)
            legs.moor(None, None, None, legs.t_us + HOUR, status=FISHING)
        elif trawls or draw.share() < 0.7:
            onward(waters, legs, place, knots if trawls else draw.between(2.0, 5.5), status=FISHING)
        else:
            # She hauls her gear, or lies to it.
            onward(waters, legs, place, draw.between(1.0, 2.0), status=FISHING, accel=0.03)
            if draw.share() < 0.4:
                legs.stop(status=FISHING)
                legs.moor(None, None, None, legs.t_us + int(draw.between(0.1, 0.7) * HOUR), status=FISHING)


def _area(waters: Waters, ship: Sailor) -> Circle:
    if ship.line < 0:
        if ship.place >= 0:
            return (*waters.roads(ship.place), 12_000.0)
        return ship.home_lon, ship.home_lat, 5000.0
    ground = waters.sea.fishing_grounds[ship.line]
    return ground.lon, ground.lat, ground.radius_m


def enter_marker(waters: Waters, marker: Sailor, legs: Legs, draw: Draw) -> None:
    """A marker at a set net lies still, one at a drifting net goes with the current."""
    grounds = waters.sea.fishing_grounds
    marker.where, marker.line = AT_SEA, draw.whole(0, len(grounds) - 1) if grounds else -1
    area = _area(waters, marker) if grounds else None
    where = spread(area[0], area[1], draw, 0.8 * area[2]) if area else None
    if where is None or float(waters.sea.clearance_m(*where)) < 1500.0:
        where = waters.sea.open_water(draw, 1500.0, within=area)
    if draw.share() < 0.6:
        legs.anchor(*where, draw.between(10.0, 45.0), legs.t_us + 1000 * 24 * HOUR, status=15)
        return
    legs.begin(*where)
    plan_marker(waters, marker, legs, draw)


def plan_marker(waters: Waters, marker: Sailor, legs: Legs, draw: Draw) -> None:
    """On with the current."""
    area = legs.lon, legs.lat, 6000.0
    place = step(waters, draw, (legs.lon, legs.lat), area, (1000.0, 3000.0), 700.0, legs.course_deg, 60.0)
    if place is None:
        legs.stop(status=15)
        legs.moor(None, None, None, legs.t_us + 6 * HOUR, status=15)
        return
    onward(waters, legs, place, marker.cruise_kn, status=15)
