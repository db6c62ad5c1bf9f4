"""Craft that serve ships: pilots, tugs, barges, workboats, dredgers."""

from __future__ import annotations

import math

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion import states_kernel
from marsad.testing.simulator.motion.legs import KNOT, Legs
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.voyages.craft import go, settle
from marsad.testing.simulator.voyages.grounds import moved, onward, step
from marsad.testing.simulator.voyages.sailor import Sailor
from marsad.testing.simulator.voyages.waters import HOUR, MINUTE, Anchored, Waters, away_m, spread

RESTRICTED = 3
ALONGSIDE_M = 35.0
_PAUSE_H = {Role.PILOT: 0.7, Role.TUG: 1.6}


def enter(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """At home, until there is something to do; what that is follows from her role."""
    settle(waters, ship, draw)
    ship.line = draw.whole(0, 9)
    legs.begin(ship.home_lon, ship.home_lat, draw.between(0.0, 360.0))
    legs.moor(None, None, None, legs.t_us + int((0.05 + draw.share() * _PAUSE_H.get(ship.role, 3.0)) * HOUR))


def plan(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """Do a job, come back, and wait for the next."""
    home = ship.home_lon, ship.home_lat
    if away_m((legs.lon, legs.lat), home) > 100.0 and not go(waters, ship, legs, draw, home, ship.cruise_kn):
        legs.moor(None, None, None, legs.t_us + 12 * HOUR)
        return
    if ship.place < 0:
        legs.moor(None, None, None, legs.t_us + 12 * HOUR)
        return
    if ship.role == Role.PILOT:
        _pilot(waters, ship, legs, draw)
    elif ship.role == Role.DREDGER:
        _dredge(waters, ship, legs, draw)
    elif ship.role == Role.TUG and ship.line < 3:
        _tow(waters, ship, legs, draw)
    elif ship.role == Role.BUNKER or (ship.role == Role.SERVICE and ship.line < 6):
        _alongside(waters, ship, legs, draw)
    else:
        _about(waters, ship, legs, draw)
    hours = (0.15 - math.log(1.0 - draw.share())) * _PAUSE_H.get(ship.role, 3.0)
    legs.moor(None, None, None, legs.t_us + int(hours * HOUR))


def _pilot(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """Out to the station, on a parallel course with the ship, and back."""
    stations = [one for one in waters.sea.pilot_stations if one.port == ship.place]
    area = (stations[0].lon, stations[0].lat, stations[0].radius_m) if stations else (*waters.roads(ship.place), 1500.0)
    meet = spread(area[0], area[1], draw, 0.6 * area[2])
    if not go(waters, ship, legs, draw, meet, ship.cruise_kn, end_knots=min(8.0, ship.cruise_kn)):
        return
    # She runs beside the ship until the pilot is on the ladder.
    place = step(waters, draw, (legs.lon, legs.lat), (*area[:2], area[2] * 2), (1200.0, 3000.0), 250.0)
    if place is not None:
        onward(waters, legs, place, min(8.0, ship.cruise_kn))
    go(waters, ship, legs, draw, (ship.home_lon, ship.home_lat), ship.cruise_kn)


def _tow(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """A tow to a port not far off, slowly, and home another time."""
    others = waters.near_ports(ship.place)
    if not others:
        return
    port = draw.pick(others)
    goal = waters.home(port, draw)
    if away_m((legs.lon, legs.lat), goal) > 500_000.0:
        return
    path = waters.ways.path(
        ((legs.lon, legs.lat), waters.roads(ship.place), waters.roads(port), goal), "direct", draw, 300.0
    )
    if path is None:
        return
    legs.sail(path, draw.between(4.5, 6.5), end_knots=0.0, status=RESTRICTED)
    ship.place, (ship.home_lon, ship.home_lat) = port, goal


def _about(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """A round about the harbour and its roads."""
    area = (*waters.roads(ship.place), 4500.0)
    for _ in range(draw.whole(1, 3)):
        place = step(waters, draw, (legs.lon, legs.lat), area, (800.0, 5000.0), 150.0)
        if place is None:
            break
        onward(waters, legs, place, draw.between(0.5, 1.0) * ship.cruise_kn, end_knots=0.0)
        legs.moor(None, None, None, legs.t_us + draw.whole(5, 40) * MINUTE, status=0)
    go(waters, ship, legs, draw, (ship.home_lon, ship.home_lat), ship.cruise_kn)


def _alongside(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """To a ship at anchor and alongside her for a while."""
    hours = draw.between(3.0, 7.0) if ship.role == Role.BUNKER else draw.between(0.4, 1.5)
    soon = legs.t_us + HOUR
    some = [one for one in waters.anchored[ship.place] if one.t0 < soon and one.t1 > soon + int(hours * HOUR)]
    if not some:
        _about(waters, ship, legs, draw)
        return
    other = draw.pick(some)
    side = draw.between(0.0, 360.0)
    beside = legs.t_us
    goal = (other.lon, other.lat)
    for _ in range(2):
        goal = _beside(other, beside, side)
        beside = legs.t_us + int(1.1 * away_m((legs.lon, legs.lat), goal) / (ship.cruise_kn * KNOT) * 1e6) + 2 * MINUTE
    if not go(waters, ship, legs, draw, goal, ship.cruise_kn):
        return
    legs.anchor(None, None, other.radius_m, legs.t_us + int(hours * HOUR), status=5)
    go(waters, ship, legs, draw, (ship.home_lon, ship.home_lat), ship.cruise_kn)


def _beside(other: Anchored, t: int, side_deg: float) -> tuple[float, float]:
    """A place beside a ship at anchor as she lies at an instant."""
    bearing, _ = states_kernel.lie(other.lon, other.lat, t, other.t0, other.radius_m)
    return moved(moved((other.lon, other.lat), bearing, other.radius_m), side_deg, ALONGSIDE_M)


def _dredge(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """To and fro on the channel, then out to where the spoil is dumped; some times over."""
    roads = waters.roads(ship.place)
    if not go(waters, ship, legs, draw, spread(*roads, draw, 300.0), ship.cruise_kn):
        return
    heading = draw.between(0.0, 360.0)
    for _ in range(draw.whole(2, 4)):
        for _ in range(draw.whole(3, 6)):
            here = legs.lon, legs.lat
            place = step(waters, draw, here, (*roads, 3000.0), (900.0, 1800.0), 250.0, heading, 6.0)
            heading += 180.0
            if place is not None:
                onward(waters, legs, place, draw.between(1.5, 2.6), status=RESTRICTED)
        dump = step(waters, draw, (legs.lon, legs.lat), (*roads, 12_000.0), (4000.0, 8000.0), 400.0)
        legs.stop(status=RESTRICTED)
        if dump is None or not go(waters, ship, legs, draw, dump, ship.cruise_kn):
            break
        legs.moor(None, None, None, legs.t_us + 12 * MINUTE, status=RESTRICTED)
        if not go(waters, ship, legs, draw, spread(*roads, draw, 300.0), ship.cruise_kn):
            break
    go(waters, ship, legs, draw, (ship.home_lon, ship.home_lat), ship.cruise_kn)
