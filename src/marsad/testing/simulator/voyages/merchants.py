"""Merchant ships: from port to port and through the sea, waiting at anchor, working cargo at berths."""

from __future__ import annotations

import math

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion import paths
from marsad.testing.simulator.motion.legs import KNOT, Legs
from marsad.testing.simulator.motion.paths import Path
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.voyages.sailor import AT_BERTH, AT_GATE, NOWHERE, Sailor
from marsad.testing.simulator.voyages.waters import HOUR, MINUTE, Anchored, Waters, away_m

HARBOUR_KN = 7.0
BOUND_M = 4500.0
"""Ships go slowly so near to the ends of their way in ports."""
_CARGO_H = {Role.CONTAINER: (8.0, 30.0), Role.PASSENGER: (8.0, 14.0), Role.TANKER: (14.0, 40.0)}


def begin(waters: Waters, ship: Sailor, draw: Draw) -> None:
    """Where her first voyage comes from."""
    ship.where, ship.place = _somewhere(waters, ship, draw, -1, -1)


def plan(waters: Waters, ship: Sailor, legs: Legs, draw: Draw, book: bool) -> None:
    """The next voyage, to the end of the stay at its goal."""
    here = ship.place
    at_gate = ship.where == AT_GATE
    if ship.where == NOWHERE:
        begin(waters, ship, draw)
        here, at_gate = ship.place, ship.where == AT_GATE
    if ship.where not in (AT_GATE, AT_BERTH):
        legs.absent(legs.t_us + 24 * HOUR)
        return
    if at_gate:
        start = waters.sea.gates[here].lon, waters.sea.gates[here].lat
    else:
        if math.isnan(legs.lon):
            _first_berth(waters, ship, legs, draw, book)
        start = legs.lon, legs.lat
    for _ in range(4):
        where, goal = _somewhere(waters, ship, draw, ship.where, here)
        if where == AT_GATE:
            gone = _to_gate(waters, ship, legs, draw, start, goal, at_gate)
        else:
            gone = _to_port(waters, ship, legs, draw, start, goal, at_gate, book)
        if gone:
            ship.where, ship.place = (where if not math.isnan(legs.lon) or where == AT_GATE else NOWHERE), goal
            return
    if at_gate:
        legs.absent(legs.t_us + 2 * HOUR)
    else:
        legs.moor(None, None, None, legs.t_us + 6 * HOUR)


def _somewhere(waters: Waters, ship: Sailor, draw: Draw, where: int, place: int) -> tuple[int, int]:
    """A port or a gate that is not this one."""
    gates = [one.weight * (0.15 if ship.role == Role.PASSENGER else 1.0) for one in waters.sea.gates]
    if where == AT_GATE:
        # Ships come to pass through, not round the corner.
        here = waters.sea.gates[place].lon, waters.sea.gates[place].lat
        far = [away_m(here, (one.lon, one.lat)) for one in waters.sea.gates]
        gates = [weight * min(1.0, (metres / max(far)) ** 2) for weight, metres in zip(gates, far, strict=True)]
    ports = sum(one.weight for one in waters.sea.ports)
    for _ in range(20):
        if sum(gates) > 0 and draw.between(0.0, sum(gates) + ports) < sum(gates):
            return AT_GATE, draw.weighted(range(len(gates)), gates)
        port = waters.port_for(ship.role, draw, berths=True)
        if port >= 0 and (where != AT_BERTH or port != place):
            return AT_BERTH, port
    return (AT_GATE, draw.weighted(range(len(gates)), gates)) if sum(gates) > 0 else (NOWHERE, -1)


def _first_berth(waters: Waters, ship: Sailor, legs: Legs, draw: Draw, book: bool) -> None:
    """Where the ship lies that begins in a port."""
    stay = int(draw.between(4.0, 20.0) * HOUR)
    slot = waters.take_berth(ship.place, draw, legs.t_us, legs.t_us + stay, legs.t_us, book)
    if slot < 0:
        slot = draw.whole(0, len(waters.berths[ship.place]) - 1)
    lon, lat, heading = waters.berths[ship.place][slot]
    legs.moor(lon, lat, heading, legs.t_us + stay)


def _radius(ship: Sailor) -> float:
    return paths.radius_m(ship.cruise_kn, ship.turn_deg_min) * 1.05


def _out(waters: Waters, ship: Sailor, legs: Legs, path: Path, at_gate: bool) -> None:
    """Leave: out of the harbour slowly, from a gate with all speed."""
    if not at_gate:
        legs.sail(path, min(HARBOUR_KN, ship.cruise_kn), to_m=min(BOUND_M, path.length_m / 3))


def _to_gate(
    waters: Waters, ship: Sailor, legs: Legs, draw: Draw, start: tuple[float, float], goal: int, at_gate: bool
) -> bool:
    gate = waters.sea.gates[goal]
    path = waters.ways.path((start, (gate.lon, gate.lat)), "lane", draw, _radius(ship))
    if path is None or path.length_m < 2000.0:
        return False
    _out(waters, ship, legs, path, at_gate)
    legs.sail(path, ship.cruise_kn)
    legs.absent(legs.t_us + int(draw.between(0.3, 1.5) * HOUR))
    return True


def _to_port(
    waters: Waters,
    ship: Sailor,
    legs: Legs,
    draw: Draw,
    start: tuple[float, float],
    goal: int,
    at_gate: bool,
    book: bool,
) -> bool:
    roads = waters.roads(goal)
    low, high = _CARGO_H.get(ship.role, (12.0, 60.0))
    stay = int(draw.between(low, high) * HOUR)
    far = 1.15 * away_m(start, roads)
    t_roads = legs.t_us + int(far / (ship.cruise_kn * KNOT) * 1e6) + HOUR
    wait = 0
    if draw.share() < (0.15 if ship.role == Role.PASSENGER else 0.5):
        wait = int(math.exp(draw.between(math.log(3.0), math.log(48.0))) * HOUR)
    # Reserved with room for what the estimate is wrong by.
    slack = int(0.12 * (t_roads - legs.t_us)) + 2 * HOUR
    slot = waters.take_berth(
        goal, draw, t_roads + wait - slack // 2, t_roads + wait + stay + slack + HOUR, legs.t_us, book
    )
    if slot < 0:
        wait = max(wait, int(draw.between(6.0, 30.0) * HOUR))
    spot = waters.take_spot(goal, draw, t_roads - slack, t_roads + wait + slack, legs.t_us, book) if wait else None
    if spot is None:
        if slot < 0:
            return False
        lon, lat, heading = waters.berths[goal][slot]
        path = waters.ways.path((start, (lon, lat)), "lane", draw, _radius(ship))
        if path is None or path.length_m < 2000.0:
            return False
        _out(waters, ship, legs, path, at_gate)
    else:
        inward = waters.ways.path((start, roads, (spot.lon, spot.lat)), "lane", draw, _radius(ship))
        if inward is None or inward.length_m < 2000.0:
            return False
        path = None
        if slot >= 0:
            lon, lat, heading = waters.berths[goal][slot]
            path = waters.ways.path(((spot.lon, spot.lat), roads, (lon, lat)), "direct", draw, _radius(ship) / 2)
        _out(waters, ship, legs, inward, at_gate)
        legs.sail(inward, ship.cruise_kn, end_knots=HARBOUR_KN, to_m=max(inward.length_m - BOUND_M, 0.0))
        legs.sail(inward, min(HARBOUR_KN, ship.cruise_kn), end_knots=0.0)
        radius = min(spot.chain_m, 100.0 + 0.6 * ship.length_m)
        t0 = legs.t_us
        legs.anchor(None, None, radius, legs.t_us + wait)
        if book:
            row = legs.rows[-1]
            waters.note_anchored(goal, Anchored(t0, legs.t_us, row[14], row[15], radius), t0)
        if path is None:
            # No berth came free: she goes on to another port.
            ship.slot = -1
            return True
    legs.sail(path, ship.cruise_kn, end_knots=HARBOUR_KN, to_m=max(path.length_m - BOUND_M, path.length_m / 2))
    legs.sail(path, min(HARBOUR_KN, ship.cruise_kn), end_knots=0.0)
    legs.moor(None, None, heading, legs.t_us + stay + draw.whole(0, 30) * MINUTE)
    ship.slot = slot
    return True
