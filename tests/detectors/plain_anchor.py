"""A ship at anchor in plain Python: where she lies at each heading, and whether her anchor still holds her there."""

from __future__ import annotations

import math

from tests.detectors.plain_hulls import at_of, knots_of, turned
from tests.detectors.plain_ports import M, metres


def plane(one, other):
    """Metres east and north from one place to another."""
    east = (other[0] - one[0] + 180.0) % 360.0 - 180.0
    return M * east * math.cos(math.radians((one[1] + other[1]) / 2.0)), M * (other[1] - one[1])


class Anchor:
    """What is known of a ship at anchor since `t`; places are metres from `base`."""

    def __init__(self, t, at, heading):
        self.base, self.held, self.off, self.event, self.first = at, t, None, None, heading
        self.swung, self.lay, self.rest, self.half = 0.0, {}, (t, at), None

    def learn(self, place, bow, sector, t, memory_us):
        """The mean of where she lies when she heads so; older places fade."""
        old = self.lay.get(sector, {"place": (0.0, 0.0), "bow": (0.0, 0.0), "many": 0, "t": 0})
        share = 1.0 / (old["many"] + 1) if old["many"] < 3 else 1.0 - math.exp(-(t - old["t"]) / memory_us)
        mean = [tuple(a + share * (b - a) for a, b in zip(old[name], new, strict=True))
                for name, new in (("place", place), ("bow", bow))]  # fmt: skip
        self.lay[sector] = {"place": mean[0], "bow": mean[1], "many": old["many"] + 1, "t": t}

    def moved(self, place, bow, scope):
        """How far the anchor itself must have moved, of all scopes the one that explains most, and how far ahead."""
        if not self.lay:
            return 0.0, 0.0
        like = []
        for sector, old in self.lay.items():
            size = max(math.hypot(*old["bow"]), 1e-9)
            like.append(((bow[0] * old["bow"][0] + bow[1] * old["bow"][1]) / size, -sector))
        old = self.lay[-max(like)[1]]
        size = max(math.hypot(*old["bow"]), 1e-9)
        way = place[0] - old["place"][0], place[1] - old["place"][1]
        turn = bow[0] - old["bow"][0] / size, bow[1] - old["bow"][1] / size
        square = turn[0] ** 2 + turn[1] ** 2
        radius = min(max(-(way[0] * turn[0] + way[1] * turn[1]) / square, 0.0), scope) if square >= 1e-9 else 0.0
        ahead = (way[0] * bow[0] + way[1] * bow[1]) / max(math.hypot(*way), 1e-9)
        return math.hypot(way[0] + radius * turn[0], way[1] + radius * turn[1]), ahead


def drags(rows, p, w):
    """Dragging of one ship: (start, true, end)."""
    events, still, ship, last = [], None, None, None

    def over(t_end):
        if ship and ship.event:
            ship.event[2] = int(t_end)

    for row in rows:
        t, at, knots, heading = int(row["t"]), at_of(row), knots_of(row), float(row["heading_deg"])
        if row["outcome"] != 0:
            continue
        if (still or ship) and t > last + p.silence_minutes * 6e7:
            over(last)
            still = ship = None
        if math.isnan(knots):
            continue
        if knots > p.way_kn or row["status"] in (5, 7) or row["ship_type"] == 30:
            over(t)
            still = ship = None
            continue
        last = t
        if ship is None:
            if knots > p.lies_kn:
                still = None
            elif still is None or metres(*still[1], *at) > p.still_m:
                still = t, at
            elif t - still[0] >= (p.still_minutes if row["status"] == 1 else p.sure_minutes) * 6e7:
                ship = Anchor(t, at, heading)
            continue
        place = plane(ship.base, at)
        length = 300.0 if math.isnan(row["length_m"]) else min(max(float(row["length_m"]), 0.0), 400.0)
        scope = p.chain_m + length
        if not math.isnan(heading):
            ship.first = heading if math.isnan(ship.first) else ship.first
            ship.swung = max(ship.swung, turned(heading, ship.first))
            bow = math.sin(math.radians(heading)), math.cos(math.radians(heading))
            moved, ahead = ship.moved(place, bow, scope)
            off = moved > p.drag_m and ahead < 0.5
        elif math.isnan(row["sog_kn"]):
            continue
        else:
            far = math.hypot(*place)
            moved = max(far - 2.0 * scope, 0.0)
            off = moved > p.drag_m and knots <= 0.6 * p.way_kn
            if not ship.event:
                if straight_on(ship, at, place, far, t, scope, p) and knots <= 0.6 * p.way_kn:
                    off, moved = True, far
                elif far > p.drag_m:
                    moved = max(moved, 0.5 * p.drag_m)
        if ship.event:
            if metres(*ship.rest[1], *at) > p.rest_m:
                ship.rest = t, at
            elif t - ship.rest[0] >= p.rest_minutes * 6e7:
                over(ship.rest[0])
                still = ship = None
            continue
        if not off:
            ship.off = None
            if moved < 0.4 * p.drag_m:
                ship.held = t
            if not math.isnan(heading) and moved < 0.5 * p.drag_m:
                ship.learn(place, bow, int(heading / 45.0) % 8, t, p.memory_minutes * 6e7)
            elif moved >= p.drag_m:
                still = ship = None
            continue
        ship.off = t if ship.off is None else ship.off
        nailed = not math.isnan(heading) and ship.swung < p.swing_deg
        if t - ship.off >= p.hold_minutes * 6e7 and not nailed:
            ship.event, ship.rest = [ship.held, t, None], (t, at)
            events.append(ship.event)
    if (still or ship) and last + p.silence_minutes * 6e7 <= w:
        over(last)
    return [tuple(one) for one in events]


def straight_on(ship, at, place, far, t, scope, p):
    """Without heading: whether she went on straight, farther than a swing on her longest scope goes straight."""
    if metres(*ship.rest[1], *at) > p.rest_m:
        ship.rest = t, at
    elif t - ship.rest[0] >= p.rest_minutes * 6e7 and far > p.rest_m:
        ship.base, ship.half = ship.rest[1], None
        return False
    if far < p.drag_m:
        ship.half = None
        return False
    ship.half = place if ship.half is None else ship.half
    if far < max(2.4 * p.drag_m, 0.91 * scope):
        return False
    first, second = (math.degrees(math.atan2(*way)) for way in
                     (ship.half, (place[0] - ship.half[0], place[1] - ship.half[1])))  # fmt: skip
    return turned(first, second) < 16.0
