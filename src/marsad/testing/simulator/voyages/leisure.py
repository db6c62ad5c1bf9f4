"""Pleasure and sailing craft: out by day and home in the evening; some sail on to the next port."""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.voyages.craft import go, settle
from marsad.testing.simulator.voyages.grounds import onward, step
from marsad.testing.simulator.voyages.sailor import Sailor
from marsad.testing.simulator.voyages.waters import HOUR, MINUTE, Waters, away_m, spread

SAILS = 8


def enter(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """Her marina, and whether she sails by the day or on passages; by day some are out."""
    settle(waters, ship, draw)
    ship.line = draw.whole(0, 9)
    hour = waters.local_hour(legs.t_us, ship.home_lon)
    if ship.place >= 0 and 10.0 < hour < 18.0 and draw.share() < 0.4:
        area = (*waters.roads(ship.place), 9000.0)
        for _ in range(4):
            where = spread(area[0], area[1], draw, area[2])
            if float(waters.sea.clearance_m(*where)) > 500.0:
                legs.begin(*where, draw.between(0.0, 360.0), 3.0)
                _out(waters, ship, legs, draw, draw.between(0.3, 19.0 - hour))
                return
    legs.begin(ship.home_lon, ship.home_lat, draw.between(0.0, 360.0))
    _wait(waters, legs, draw)


def _wait(waters: Waters, legs: Legs, draw: Draw) -> None:
    """In the marina until the next fine day."""
    hour = waters.local_hour(legs.t_us, legs.lon)
    wait = (draw.between(7.5, 13.0) - hour) % 24.0
    if draw.share() < 0.35:
        wait += 24.0
    legs.moor(None, None, None, legs.t_us + int(max(wait, 0.05) * HOUR))


def plan(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """A day out or a passage, and the wait for the next."""
    if ship.place < 0:
        legs.moor(None, None, None, legs.t_us + 24 * HOUR)
        return
    sails = ship.role == Role.SAILING
    status = SAILS if sails else 0
    if ship.line < 3 and sails:
        others = waters.near_ports(ship.place)
        if others:
            port = draw.pick(others)
            goal = waters.home(port, draw)
            if away_m((legs.lon, legs.lat), goal) < 600_000.0:
                path = waters.ways.path(
                    ((legs.lon, legs.lat), waters.roads(ship.place), waters.roads(port), goal), "direct", draw, 120.0
                )
                if path is not None:
                    legs.sail(path, ship.cruise_kn, end_knots=0.0, status=status)
                    ship.place, (ship.home_lon, ship.home_lat) = port, goal
                    _wait(waters, legs, draw)
                    return
    _out(waters, ship, legs, draw, draw.between(1.5, 6.5))


def _out(waters: Waters, ship: Sailor, legs: Legs, draw: Draw, hours: float) -> None:
    """About on the water for some hours, and home."""
    sails = ship.role == Role.SAILING
    status = SAILS if sails else 0
    ends = legs.t_us + int(hours * HOUR)
    area = (*waters.roads(ship.place), draw.between(5000.0, 16_000.0))
    while legs.t_us < ends:
        # Sailing craft tack.
        spread_deg = 70.0 if sails else 50.0
        reach = (1000.0, 4000.0) if sails else (1500.0, 8000.0)
        place = step(waters, draw, (legs.lon, legs.lat), area, reach, 200.0, legs.course_deg, spread_deg)
        if place is None:
            break
        onward(waters, legs, place, draw.between(0.6, 1.0) * ship.cruise_kn, status=status)
        if draw.share() < 0.12:
            legs.stop(status=status)
            legs.moor(None, None, None, legs.t_us + draw.whole(10, 70) * MINUTE, status=0)
    legs.stop(status=status)
    go(waters, ship, legs, draw, (ship.home_lon, ship.home_lat), 0.9 * ship.cruise_kn, status=status)
    _wait(waters, legs, draw)
