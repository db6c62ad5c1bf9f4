"""Merchant ships: from port to port and through the sea, waiting at anchor, working cargo at berths."""

from __future__ import annotations

import math

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.motion import paths
from marsad.testing.simulator.motion.legs import KNOT, Legs
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.voyages.sailor import AT_ANCHOR, AT_BERTH, AT_GATE, AT_ROADS, NOWHERE, Sailor
from marsad.testing.simulator.voyages.waters import DAY, HOUR, MINUTE, Anchored, Waters, away_m

HARBOUR_KN = 7.0
BOUND_M = 4500.0
"""Ships go slowly so near to the ends of their way in ports."""
_CARGO_H = {Role.CONTAINER: (8.0, 30.0), Role.PASSENGER: (8.0, 14.0), Role.TANKER: (14.0, 40.0)}
_USUAL_H = (12.0, 60.0)
_TRIES = 12
Goal = tuple[int, int]
"""AT_GATE or AT_ROADS, and the row of the gate or port."""


def enter(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """In the middle of a voyage or of a stay: the longer it lasts the likelier."""
    longest = 0.0
    stays = sum(_CARGO_H.get(ship.role, _USUAL_H)) / 2.0 + 8.0
    for attempt in range(_TRIES):
        start = _goal(waters, ship, draw, None)
        goal = None if start is None else _goal(waters, ship, draw, start)
        if start is None or goal is None:
            break
        under_way = 1.1 * away_m(_place(waters, start), _place(waters, goal)) / (ship.cruise_kn * KNOT) / 3600.0
        rest = stays if goal[0] == AT_ROADS else 0.7
        longest = max(longest, under_way + rest)
        if attempt + 1 < _TRIES and draw.share() * longest * 1.5 > under_way + rest:
            continue
        if draw.share() * (under_way + rest) < under_way:
            if _on_the_way(waters, ship, legs, draw, start, goal):
                return
            continue
        ship.where, ship.place = goal
        if goal[0] == AT_GATE:
            legs.absent(legs.t_us + int(draw.between(0.05, 1.0) * HOUR))
        elif not _lying(waters, ship, legs, draw):
            continue
        return
    ship.where = NOWHERE
    legs.absent(legs.t_us + DAY)


def plan(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """What comes after where she is: a voyage, the arrival, a berth."""
    if ship.where == NOWHERE:
        enter(waters, ship, legs, draw)
    elif ship.where == AT_ROADS:
        _arrive(waters, ship, legs, draw)
    elif ship.where == AT_ANCHOR:
        _from_anchor(waters, ship, legs, draw)
    else:
        _sail(waters, ship, legs, draw)


def _place(waters: Waters, goal: Goal) -> tuple[float, float]:
    where, row = goal
    return (waters.sea.gates[row].lon, waters.sea.gates[row].lat) if where == AT_GATE else waters.roads(row)


def _goal(waters: Waters, ship: Sailor, draw: Draw, start: Goal | None) -> Goal | None:
    """A port or a gate that is not where she comes from; None where there is no other."""
    calm = 0.15 if ship.role == Role.PASSENGER else 1.0
    gates = [one.weight * calm for one in waters.sea.gates]
    if start is not None and start[0] == AT_GATE:
        # Ships come to pass through, not round the corner.
        here = _place(waters, start)
        far = [away_m(here, (one.lon, one.lat)) for one in waters.sea.gates]
        if max(far) > 0.0:
            gates = [weight * min(1.0, (metres / max(far)) ** 2) for weight, metres in zip(gates, far, strict=True)]
        gates[start[1]] = 0.0
    for _ in range(20):
        if gates and draw.between(0.0, sum(gates) + waters.busy) < sum(gates):
            return AT_GATE, draw.weighted(range(len(gates)), gates)
        if start is None or start[0] == AT_GATE:
            port = waters.port_for(ship.role, draw)
        else:
            port = waters.partner_of(start[1], ship.role, draw)
        if port >= 0 and (start is None or start != (AT_ROADS, port)):
            return AT_ROADS, port
    return None


def _radius(ship: Sailor) -> float:
    return paths.radius_m(ship.cruise_kn, ship.turn_deg_min) * 1.05


def _on_the_way(waters: Waters, ship: Sailor, legs: Legs, draw: Draw, start: Goal, goal: Goal) -> bool:
    if waters.ways.share:
        path = waters.ways.trunk(_place(waters, start), _place(waters, goal))
        legs.aside = _aside(ship)
    else:
        path = waters.ways.path((_place(waters, start), _place(waters, goal)), "lane", draw, _radius(ship))
    if path is None or path.length_m < 4000.0:
        return False
    _follow(ship, legs, goal, path, draw.share() * (path.length_m - 3000.0), path.length_m, draw)
    return True


def _follow(ship: Sailor, legs: Legs, goal: Goal, path: paths.Path, from_m: float, length_m: float, draw: Draw) -> None:
    """On along a path to where it ends: a gate, with all speed, or the roads of a port, where she loses her way."""
    if goal[0] == AT_GATE:
        legs.sail(path, ship.cruise_kn, from_m=from_m)
        legs.absent(legs.t_us + int(draw.between(0.3, 1.5) * HOUR))
    else:
        slow = min(HARBOUR_KN, ship.cruise_kn)
        if from_m < length_m - BOUND_M:
            legs.sail(path, ship.cruise_kn, from_m=from_m, end_knots=slow, to_m=length_m - BOUND_M)
            from_m = length_m - BOUND_M
        legs.sail(path, slow, from_m=from_m, end_knots=0.0)
    ship.where, ship.place = goal


def _sail(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """To another port or out of the sea."""
    at_gate = ship.where == AT_GATE
    start = (waters.sea.gates[ship.place].lon, waters.sea.gates[ship.place].lat) if at_gate else (legs.lon, legs.lat)
    for _ in range(4):
        goal = _goal(waters, ship, draw, (AT_GATE if at_gate else AT_ROADS, ship.place))
        if goal is None:
            break
        if waters.ways.share and not at_gate:
            if _by_trunk(waters, ship, legs, draw, goal):
                return
            continue
        path = waters.ways.path((start, _place(waters, goal)), "lane", draw, _radius(ship))
        if path is None or path.length_m < 4000.0:
            continue
        out = 0.0
        if not at_gate:
            out = min(BOUND_M, path.length_m / 3)
            legs.sail(path, min(HARBOUR_KN, ship.cruise_kn), to_m=out)
        _follow(ship, legs, goal, path, out, path.length_m, draw)
        return
    if at_gate:
        legs.absent(legs.t_us + 2 * HOUR)
    else:
        legs.moor(None, None, None, legs.t_us + 6 * HOUR)


def _by_trunk(waters: Waters, ship: Sailor, legs: Legs, draw: Draw, goal: Goal) -> bool:
    """Out to the roads, and from there the way that all ships go."""
    roads = waters.roads(ship.place)
    trunk = waters.ways.trunk(roads, _place(waters, goal))
    if trunk is None or trunk.length_m < 4000.0:
        return False
    if away_m((legs.lon, legs.lat), roads) > 30.0:
        out = waters.ways.path(((legs.lon, legs.lat), roads), "direct", draw, _radius(ship) / 2)
        if out is None:
            return False
        legs.sail(out, min(HARBOUR_KN, ship.cruise_kn), end_knots=0.0)
    legs.aside = _aside(ship)
    _follow(ship, legs, goal, trunk, 0.0, trunk.length_m, draw)
    return True


def _aside(ship: Sailor) -> float:
    """Each ship keeps her own distance from the middle of a way."""
    return (ship.number * 0.6180339887498949) % 1.0 * 2.0 - 1.0


def _stay(ship: Sailor, draw: Draw) -> int:
    return int(draw.between(*_CARGO_H.get(ship.role, _USUAL_H)) * HOUR)


def _lying(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> bool:
    """In port from the beginning, at a berth or at anchor, for what is left of the stay."""
    stay = int(_stay(ship, draw) * draw.share()) + 10 * MINUTE
    if draw.share() < 0.25:
        spot = waters.take_spot(ship.place, draw, legs.t_us, legs.t_us + stay)
        if spot is not None:
            legs.anchor(spot.lon, spot.lat, min(spot.chain_m, 100.0 + 0.6 * ship.length_m), legs.t_us + stay)
            _note(waters, ship, legs)
            ship.where = AT_ANCHOR
            return True
    slot = waters.take_berth(ship.place, draw, legs.t_us, legs.t_us + stay)
    if slot < 0:
        return False
    legs.moor(*waters.berths[ship.place][slot], legs.t_us + stay)
    ship.where = AT_BERTH
    return True


def _note(waters: Waters, ship: Sailor, legs: Legs) -> None:
    """Let barges and workboats know of a ship at anchor."""
    row = legs.rows[-1]
    waters.note_anchored(ship.place, Anchored(row[1], row[2], row[14], row[15], row[16]), row[1])


def _arrive(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """At the roads: to a berth that is free, or to a place at anchor until one is, or for orders and bunkers."""
    passengers = ship.role == Role.PASSENGER
    if draw.share() < (0.85 if passengers else 0.4) and _to_berth(waters, ship, legs, draw):
        return
    wait = int(math.exp(draw.between(math.log(3.0), math.log(40.0))) * HOUR)
    spot = waters.take_spot(ship.place, draw, legs.t_us, legs.t_us + wait + HOUR)
    if spot is not None:
        path = waters.ways.path(((legs.lon, legs.lat), (spot.lon, spot.lat)), "direct", draw, _radius(ship) / 2)
        if path is not None:
            legs.sail(path, min(HARBOUR_KN, ship.cruise_kn), end_knots=0.0)
            legs.anchor(None, None, min(spot.chain_m, 100.0 + 0.6 * ship.length_m), legs.t_us + wait)
            _note(waters, ship, legs)
            # Some come for bunkers or orders only, and sail on.
            ship.where = AT_ANCHOR if draw.share() < 0.75 else AT_BERTH
            return
    if not _to_berth(waters, ship, legs, draw):
        legs.moor(None, None, None, legs.t_us + int(draw.between(1.0, 3.0) * HOUR), status=0)
        ship.where = AT_BERTH


def _from_anchor(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> None:
    """To a berth, or on waiting; at last she leaves for another port."""
    if _to_berth(waters, ship, legs, draw):
        return
    legs.anchor(None, None, 120.0, legs.t_us + int(draw.between(2.0, 8.0) * HOUR))
    if draw.share() < 0.2:
        ship.where = AT_BERTH


def _to_berth(waters: Waters, ship: Sailor, legs: Legs, draw: Draw) -> bool:
    stay = _stay(ship, draw)
    slot = waters.take_berth(ship.place, draw, legs.t_us, legs.t_us + stay + 2 * HOUR)
    if slot < 0:
        return False
    lon, lat, heading = waters.berths[ship.place][slot]
    places = [(legs.lon, legs.lat), (lon, lat)]
    if ship.where == AT_ANCHOR:
        places.insert(1, waters.roads(ship.place))
    path = waters.ways.path(tuple(places), "direct", draw, _radius(ship) / 2)
    if path is None:
        return False
    legs.sail(path, min(HARBOUR_KN, ship.cruise_kn), end_knots=0.0)
    legs.moor(None, None, heading, legs.t_us + stay)
    ship.where = AT_BERTH
    return True
