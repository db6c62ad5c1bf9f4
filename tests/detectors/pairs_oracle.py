"""The rules of close quarters and rendezvous as one would tell them: slow, obvious, every pair with every other."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import combinations

from marsad.detectors.close_quarters import CloseQuarters
from marsad.detectors.rendezvous import Rendezvous, at_sea
from marsad.geo.land import is_land

R = 6371008.8
KNOT = 1852 / 3600


def vector(lon, lat):
    lon, lat = math.radians(lon), math.radians(lat)
    return (R * math.cos(lat) * math.cos(lon), R * math.cos(lat) * math.sin(lon), R * math.sin(lat))


def way(lon, lat, speed, course):
    lon, lat, course = math.radians(lon), math.radians(lat), math.radians(course)
    east, north = speed * math.sin(course), speed * math.cos(course)
    return (
        -math.sin(lon) * east - math.sin(lat) * math.cos(lon) * north,
        math.cos(lon) * east - math.sin(lat) * math.sin(lon) * north,
        math.cos(lat) * north,
    )


def plus(a, b, times=1.0):
    return tuple(x + times * y for x, y in zip(a, b, strict=True))


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def place(p):
    lon = math.degrees(math.atan2(p[1], p[0]))
    return (lon - 360 if lon >= 180 else lon), math.degrees(math.atan2(p[2], math.hypot(p[0], p[1])))


def apart(lon1, lat1, lon2, lat2):
    return math.dist(vector(lon1, lat1), vector(lon2, lat2))


def turned(by):
    return by - 360 * math.floor((by + 180) / 360)


@dataclass
class Ship:
    t: int
    fix: int
    lon: float
    lat: float
    speed: float
    course: float
    turn: float
    length: float
    kind: int
    status: int
    small: bool
    agreeing: int
    first: int
    rest: int

    def hull(self, p):
        return self.length if 0 < self.length < 600 else p.small_m if self.small else p.length_m


@dataclass
class Pair:
    last: int = 0
    hits: int = 0
    since: int = 0
    steady: float = 0.0
    beside: float = 0.0
    open: bool = False
    event: dict = field(default_factory=dict)
    clear: int = 0
    quiet: int = 0


def believed(row):
    return (
        200_000_000 <= row["mmsi"] < 800_000_000
        and row["outcome"] == 0
        and not row["flags"] & 0b1111000
        and abs(row["lon_deg"]) <= 180
        and abs(row["lat_deg"]) <= 90
    )


def heard(ships, row, p):
    old, fix = ships.get(int(row["vessel"])), int(row["t_fix"])
    if not believed(row) or (old and fix <= old.fix):
        return
    speed, course = float(row["sog_kn"]), float(row["cog_deg"])
    if math.isnan(speed):
        speed, course = float(row["made_kn"]), float(row["made_deg"])
    elif math.isnan(course):
        made = float(row["made_deg"])
        course = float(row["heading_deg"]) if math.isnan(made) else made
    if not 0 <= speed <= p.top_kn:
        speed = math.nan
    rest = int(row["t"]) if speed <= p.rest_kn else old.rest if old else 0
    turn, agreeing = 0.0, 0
    if old and (dt := (fix - old.fix) / 1e6) <= 180:
        made, told = float(row["made_kn"]), (speed + old.speed) / 2
        fits = math.isnan(made) or abs(made - told) <= 3 + 0.2 * told + 25 / (dt * KNOT)
        agreeing = min(old.agreeing + 1, 9) if fits and not math.isnan(speed) else 0
        if dt <= 60 and speed > 3 and old.speed > 3:
            turn = old.turn + min(dt / 20, 1) * (turned(course - old.course) / dt - old.turn)
            turn = 0.0 if math.isnan(turn) else min(max(turn, -3), 3)
    ships[int(row["vessel"])] = Ship(
        int(row["t"]), fix, float(row["lon_deg"]), float(row["lat_deg"]), speed, course, turn, float(row["length_m"]),
        int(row["ship_type"]), int(row["status"]), int(row["type"]) in (18, 19, 24), agreeing,
        old.first if old else int(row["t"]), rest,
    )  # fmt: skip


def led_on(ship, tick):
    """Where she is at an instant and how she goes."""
    turn = ship.turn if abs(ship.turn) > 3 / 60 else 0.0
    ahead = (tick - ship.fix) / 1e6
    if abs(turn) * ahead > 90:
        return None
    half = way(ship.lon, ship.lat, ship.speed * KNOT, ship.course + turn * ahead / 2)
    full = way(ship.lon, ship.lat, ship.speed * KNOT, ship.course + turn * ahead)
    return plus(vector(ship.lon, ship.lat), half, ahead), full


def close_quarters(rows, start, end, p: CloseQuarters, places=()):
    """Events: (vessels, t_start, t_event, t_end)."""
    ships, pairs, found, every = {}, {}, [], round(p.every_s * 1e6)
    rows, at = list(rows), 0
    for tick in range(-(-(start + 1) // every) * every, end + 1, every):
        while at < len(rows) and rows[at]["t"] <= tick:
            heard(ships, rows[at], p)
            at += 1
        moving = {}
        for vessel, ship in ships.items():
            known = tick - ship.t <= p.max_age_s * 1e6 and ship.speed >= p.slow_kn and not math.isnan(ship.course)
            if known and (led := led_on(ship, tick)):
                moving[vessel] = led
        for a, b in combinations(sorted(ships), 2):
            _pair(ships, moving, a, b, pairs, tick, p, places, found)
    return sorted((e["pair"], e["t_start"], e["t_event"], e["t_end"]) for e in found)


def _pair(ships, moving, a, b, pairs, tick, p, places, found):
    every_s, pair = p.every_s, pairs.get((a, b))
    near = False
    if a in moving and b in moving:
        (pa, va), (pb, vb) = moving[a], moving[b]
        d, v = plus(pb, pa, -1), plus(vb, va, -1)
        far, along, ways = math.sqrt(dot(d, d)), dot(d, v), dot(v, v)
        after = -along / ways if ways >= 1e-12 else 0.0
        least = math.sqrt(max(far * far - along * along / ways, 0)) if ways >= 1e-12 else far
        meet = along < 0 and ways >= (p.closing_kn * KNOT) ** 2 and after <= p.tcpa_s and least <= p.most_m * p.crossing
        near = far <= p.reach_m and (far <= p.company_m or meet)
    if not near:
        if pair is None:
            return
        pair.steady, pair.hits = max(pair.steady - every_s, 0), max(pair.hits - 2, 0)
        pair.beside = max(pair.beside - every_s, 0)
        if pair.open and a in moving and b in moving:
            pair.clear = pair.clear or tick
            past = along >= 0 and far > pair.event["domain"]
            if past or tick - pair.clear >= p.clear_min * 6e7:
                _end(pair, pair.clear, tick, p)
        elif pair.open and tick - pair.last > 2e6 * p.max_age_s:
            _end(pair, pair.last, tick, p)
        if not (pair.open or tick < pair.quiet or tick - pair.last <= 120_000_000):
            del pairs[a, b]
        return
    one, other = ships[a], ships[b]
    pair = pairs.setdefault((a, b), Pair())
    if far <= p.company_m:
        gain = every_s if math.sqrt(ways) <= p.closing_kn * KNOT else -2 * every_s
        pair.steady = min(max(pair.steady + gain, 0), 120 * p.company_min)
    else:
        pair.steady = max(pair.steady - every_s, 0)
    pair.beside = min(max(pair.beside + (every_s if far <= p.beside_m else -every_s), 0), 120 * p.beside_min)
    pair.last = tick
    kind, room = _domain(one, other, d, va, vb, p)
    room *= p.harbour_share if _ferries(one, other) else 1
    if pair.open:
        acted = after > 0 and least > 2 * pair.event["domain"]
        if after <= 0 and far > pair.event["domain"]:
            _end(pair, tick, tick, p)
        elif not acted:
            pair.clear = 0
        elif not pair.clear:
            pair.clear = tick
        elif tick - pair.clear >= p.clear_min * 6e7:
            _end(pair, pair.clear, tick, p)
        return
    both = (one, other)
    nimble = any(40 <= s.kind <= 49 or s.hull(p) < p.nimble_m for s in both)
    strange = any(s.kind < 0 and tick - s.first < p.stranger_min * 6e7 for s in both)
    working = any(s.kind in (31, 32, 50, 51, 52, 53, 55) or s.status in (11, 12) for s in both)
    fishing = all(s.kind == 30 or s.status == 7 for s in both)
    setting_out = any(s.rest and tick - s.rest < p.launch_min * 6e7 and not s.length >= p.nimble_m for s in both)
    ferries = kind != "crossing" and _ferries(one, other)
    risk = (
        0 < after <= (min(p.nimble_s, p.tcpa_s) if nimble else p.tcpa_s)
        and least <= room
        and math.sqrt(ways) >= p.closing_kn * KNOT
        and a // 100 != b // 100
        and pair.steady < 60 * p.company_min
        and pair.beside < 60 * p.beside_min
        and min(one.agreeing, other.agreeing) >= 1
        and tick >= pair.quiet
        and not (strange and after > p.urgent_s / 2)
        and not (working or fishing or ferries or setting_out)
    )
    if risk and max(abs(one.turn), abs(other.turn)) > p.turning_deg_min / 60 and after > p.urgent_s:
        return
    if not risk:
        pair.hits = max(pair.hits - 2, 0)
        return
    middle = plus(plus(pa, pb), plus(va, vb), after)
    middle = tuple(x / 2 for x in middle)
    lon, lat = place(middle)
    for me in (a, b):
        twins = [at for other, (at, _) in moving.items() if other // 100 == me // 100 and other < me]
        if any(math.dist(at, moving[me][0]) <= 3000 for at in twins):
            return
    if not (p.south_deg <= lat <= p.north_deg and _between(lon, p.west_deg, p.east_deg)):
        pair.hits = 0
        return
    share = 1.0
    if sum(math.dist(middle, at) <= p.crowd_m for at, _ in moving.values()) >= p.crowd:
        share = p.crowd_share
    if least <= room * share and _harbour(ships, lon, lat, tick, p, places):
        share = min(share, p.harbour_share)
    if least > room * share:
        pair.hits = max(pair.hits - 2, 0)
        return
    pair.since = pair.since if pair.hits else tick
    pair.hits += 1
    if pair.hits >= (p.looks if after > p.urgent_s else min(p.looks, 2)):
        pair.open, pair.clear = True, 0
        pair.event = {"pair": (a, b), "t_start": pair.since, "t_event": tick, "t_end": None, "domain": room * share}
        found.append(pair.event)


def _ferries(*both):
    return all(ship.kind // 10 in (4, 6) for ship in both)


def _end(pair, t_end, tick, p):
    pair.event["t_end"], pair.open, pair.hits = t_end, False, 0
    pair.quiet = tick + round(p.quiet_min * 6e7)


def _between(lon, west, east):
    return west <= lon <= east if west <= east else lon >= west or lon <= east


def _domain(one, other, d, va, vb, p):
    """Head-on, crossing or overtaking, and how far apart they must pass. `d` goes from one to the other."""
    by = abs(turned(one.course - other.course))
    kind = "crossing"
    if by >= 165:
        kind = "head-on"
    elif by < 67.5:
        slow, to_fast = (vb, plus((0, 0, 0), d, -1)) if one.speed >= other.speed else (va, d)
        if dot(to_fast, slow) < math.cos(math.radians(112.5)) * math.sqrt(dot(d, d) * dot(slow, slow)):
            kind = "overtaking"
    room = min(p.base_m + p.lengths * max(one.hull(p), other.hull(p)), p.most_m)
    room *= p.crossing if kind == "crossing" else 1
    return kind, room * min(max((max(one.speed, other.speed) / p.sea_kn) ** 2, p.least_share), 1)


def _harbour(ships, lon, lat, tick, p, places):
    if any(apart(lon, lat, x, y) <= p.port_m for x, y in places):
        return True
    wide, sides = max(math.cos(math.radians(lat)), 1e-6), 0
    for at in range(8):
        east, north = (math.degrees(p.shore_m * f(at * math.pi / 4) / R) for f in (math.sin, math.cos))
        sides += bool(is_land(lon + east / wide, min(max(lat + north, -90), 90)))
    if sides >= p.shore_sides or bool(is_land(lon, lat)):
        return True
    reach = p.still_m / 111_000
    still = [
        ship for ship in ships.values()
        if abs(ship.lat - lat) <= reach and tick - ship.t <= 600_000_000 and ship.speed <= 0.7
        and abs(turned(ship.lon - lon)) * math.cos(math.radians(lat)) <= reach
    ]  # fmt: skip
    return len(still) >= p.still


# -- rendezvous


@dataclass
class Slow:
    fixes: list
    rest: tuple
    sailed: int = 0
    speed: float = math.nan
    course: float = math.nan
    length: float = math.nan
    kind: int = -1
    status: int = -1

    @property
    def t(self):
        return self.fixes[-1][0]

    def still(self, tick, p):
        known = tick - self.t <= p.gap_min * 6e7 and self.speed <= p.still_kn
        return known and (self.status in (1, 5) or tick - self.rest[0] >= p.rest_min * 6e7)


def between(one, other, share):
    return place(tuple((1 - share) * x + share * y for x, y in zip(vector(*one), vector(*other), strict=True)))


def seen(ships, row, p):
    t, lon, lat = int(row["t_fix"]), float(row["lon_deg"]), float(row["lat_deg"])
    vessel = int(row["vessel"])
    old = ships.get(vessel)
    if not believed(row) or (old and t < old.t + (20_000_000 if old.speed <= p.slow_kn else 1)):
        return
    speed, course = float(row["sog_kn"]), float(row["cog_deg"])
    if math.isnan(speed):
        speed, course = float(row["made_kn"]), float(row["made_deg"])
    if old is None:
        old = ships[vessel] = Slow([], (t, lon, lat))
    else:
        if math.isnan(speed):
            speed = apart(*old.fixes[-1][1:], lon, lat) / (t - old.t) * 1e6 / KNOT
        if apart(*old.rest[1:], lon, lat) > p.rest_m:
            old.rest = (t, lon, lat)
    old.sailed = t if speed > p.sailing_kn else old.sailed
    old.fixes = [*old.fixes[-1:], (t, lon, lat)]
    old.speed, old.course, old.length = speed, course, float(row["length_m"])
    old.kind, old.status = int(row["ship_type"]), int(row["status"])


def both_at(one, other, p):
    """The instant at which both are known, and both places."""
    early, late = (one, other) if one.t <= other.t else (other, one)
    t = early.t
    if late.t == t:
        there = late.fixes[-1][1:]
    elif len(late.fixes) == 2 and late.fixes[0][0] <= t:
        (t0, *before), (t1, *after) = late.fixes
        if t1 - t0 > p.gap_min * 6e7:
            return None
        there = between(before, after, (t - t0) / (t1 - t0))
    elif late.t - t <= 120_000_000:
        there = late.fixes[-1][1:]
        if not math.isnan(late.course):
            speed = way(*there, late.speed * KNOT, late.course)
            there = place(plus(vector(*there), speed, (t - late.t) / 1e6))
    else:
        return None
    return t, early.fixes[-1][1:], there


def rendezvous(rows, start, end, p: Rendezvous, places=()):
    """Events: (vessels, t_start, t_event, t_end)."""
    ships, runs, found, every = {}, {}, [], round(p.every_s * 1e6)
    rows, at = list(rows), 0
    for tick in range(-(-(start + 1) // every) * every, end + 1, every):
        while at < len(rows) and rows[at]["t"] <= tick:
            seen(ships, rows[at], p)
            at += 1
        for pair in combinations(sorted(ships), 2):
            run = _run(ships, pair, runs.pop(pair, None), tick, p, places, found)
            if run:
                runs[pair] = run
    return sorted((e["pair"], e["t_start"], e["t_event"], e["t_end"]) for e in found if e["at_sea"])


def _candidate(ships, one, other, tick, p):
    """Whether two come near enough to be looked at: slow, known, not both idle, by dead reckoning."""
    there = []
    for ship in (one, other):
        if tick - ship.t > p.gap_min * 6e7 or not ship.speed <= p.slow_kn:
            return False
        here = vector(*ship.fixes[-1][1:])
        if not math.isnan(ship.course):
            here = plus(here, way(*ship.fixes[-1][1:], ship.speed * KNOT, ship.course), (tick - ship.t) / 1e6)
        there.append(here)
    idle = all(s.still(tick, p) and (s.status in (1, 5) or not s.sailed) for s in (one, other))
    return not idle and math.dist(*there) <= 1.5 * p.most_m


def _run(ships, pair, run, tick, p, places, found):
    one, other = ships[pair[0]], ships[pair[1]]
    if run is None:
        if not _candidate(ships, one, other, tick, p):
            return None
        run = {"last": 0, "count": 0, "sum": 0.0, "event": None}
    gap, known = p.gap_min * 6e7, both_at(one, other, p)
    if known and known[0] > run["last"] and (not run["last"] or known[0] - run["last"] <= gap):
        t, here, there = known
        hulls = sum(s.length / 2 if 0 < s.length < 600 else 50 for s in (one, other))
        slow = one.speed <= p.slow_kn and other.speed <= p.slow_kn
        if slow and apart(*here, *there) <= min(p.near_m + hulls, p.most_m):
            middle = between(here, there, 0.5)
            if not run["last"]:
                run["since"], run["first"] = t, middle
            run["last"], run["count"], run["sum"] = t, run["count"] + 1, run["sum"] + (one.speed + other.speed) / 2
            slowly = run["sum"] <= p.mean_kn * run["count"]
            if not run["event"] and t - run["since"] >= p.minutes * 6e7 and slowly:
                came = max(one.sailed, other.sailed) > 0 or apart(*run["first"], *middle) > p.rest_m
                came = came or t - run["since"] >= p.berthed_h * 3.6e9
                if came and not _no_news(ships, pair, middle, tick, p, places):
                    run["event"] = {"pair": pair, "t_start": run["since"], "t_event": tick, "t_end": None,
                                    "at_sea": _sea(run["first"], p)}  # fmt: skip
                    found.append(run["event"])
            return run
    if not run["last"]:
        return None
    if (known and known[0] - run["last"] > p.grace_min * 6e7) or tick - run["last"] > gap:
        if run["event"]:
            run["event"]["t_end"] = run["last"]
        return None
    return run


def _sea(middle, p):
    import numpy as np

    return bool(at_sea(np.array([middle], [("lon_deg", "f8"), ("lat_deg", "f8")]), p.shore_m)[0])


def _no_news(ships, pair, middle, tick, p, places):
    both = [ships[vessel] for vessel in pair]
    if any(s.kind in (31, 32, 50, 51, 52, 53, 55) or s.status in (11, 12) for s in both):
        return True
    if pair[0] // 100 == pair[1] // 100:
        return True
    held = [s for s in both if s.status in (1, 5) and s.still(tick, p)]
    if len(held) == 2 or any(apart(*middle, x, y) <= p.port_m for x, y in places):
        return True
    others = [
        ship for vessel, ship in ships.items()
        if vessel not in pair and ship.still(tick, p) and abs(ship.fixes[-1][2] - middle[1]) <= p.still_m / 111_000
        and apart(*ship.fixes[-1][1:], *middle) <= p.still_m
    ]  # fmt: skip
    return len(others) >= (1 if held else p.still)
