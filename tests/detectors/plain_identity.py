"""What one number tells, in plain Python: two places under it, two numbers exchanged, a hull that takes another."""

from __future__ import annotations

import math

MPS = 1852.0 / 3600.0
MINUTE = 60_000_000
FAULTS = (1, 2, 3, 4)
"""Outcomes of cleaning that are faults of the radio: no position, out of range, echo, inverted hemisphere."""


def sphere_m(one, other):
    (lon1, lat1), (lon2, lat2) = one, other
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2.0 * 6_371_008.8 * math.asin(min(1.0, math.sqrt(h)))


def usable(row):
    return row["outcome"] not in FAULTS and not math.isnan(row["lon_deg"]) and not math.isnan(row["lat_deg"])


def at_of(row):
    return float(row["lon_deg"]), float(row["lat_deg"])


class TwoPlaces:
    """Two places under a number; each report belongs to the nearer that can have come there, or is a new place."""

    def __init__(self, p, back_us, forget_us):
        self.p, self.back_us, self.forget_us = p, back_us, forget_us
        self.places, self.now = [None, None], 0
        self.returns, self.last_return, self.run = 0, 0, 0

    def fresh(self, place, t):
        return place is not None and t - place["t"] <= self.p.break_hours * 3.6e9

    def owner(self, row):
        t, at, here = int(row["t"]), at_of(row), self.places[self.now]
        if self.fresh(here, t):
            east = (at[0] - here["at"][0]) * math.cos(math.radians(at[1]))
            if east**2 + (at[1] - here["at"][1]) ** 2 < 2.5e-5:  # beside where she was, she is still there
                return self.now
        near = []
        for n, place in enumerate(self.places):
            if self.fresh(place, t):
                way = sphere_m(place["at"], at)
                if way <= self.p.top_kn * MPS * (t - place["t"]) / 1e6 + self.p.slack_m:
                    near.append((way, n))
        return min(near)[1] if near else None

    def put(self, row):
        """Whether the report is of another place than the one before; then `left` is that one."""
        t = int(row["t"])
        if self.returns and t - self.last_return > self.forget_us:
            self.returns = 0
        mine, before = self.owner(row), self.places[self.now]
        known = mine is not None
        if not known:
            mine = 1 - self.now if self.fresh(before, t) else self.now
        other = before is not None and (not known or mine != self.now)
        self.left = dict(before) if before else None
        if other:
            if known and t - self.places[mine]["t"] <= self.back_us:
                self.returns, self.last_return = self.returns + 1, t
            self.run = 0
        if not known:
            self.places[mine] = {"count": 0, "begin": t}
        self.places[mine] |= {"t": t, "at": at_of(row), "count": self.places[mine]["count"] + 1}
        self.run, self.now = self.run + 1, mine
        return other


def jumps(rows, p, w):
    """Jumps that last: (start, true, end)."""
    two, events, jump = TwoPlaces(p, p.gap_minutes * 6e7, p.forget_hours * 3.6e9), [], None

    def over(t):
        """By time alone: six hours after it, or when the place jumped to was not told for two."""
        ends = min(jump["t"] + p.longest_hours * 3.6e9, two.places[jump["to"]]["t"] + p.break_hours * 3.6e9)
        return ends if t > ends else None

    for row in rows:
        if not usable(row):
            continue
        t = int(row["t"])
        if jump and jump["event"] and (ends := over(t)) is not None:
            jump["event"][2], jump["event"] = int(ends), None
        before = two.places[two.now]
        last = before["t"] if before else None
        if two.put(row):
            if jump and jump["event"]:
                jump["event"][2] = t
            jump, here, there = None, two.places[two.now], two.places[1 - two.now]
            told = there["count"] if there else 0
            way = sphere_m(two.left["at"], at_of(row))
            if here["count"] == 1 and t - last <= p.gap_minutes * 6e7 and way >= p.far_m and told >= p.settled:
                jump = {"t": t, "to": two.now, "event": None}
        elif two.run <= 1:
            jump = None
        if jump is None or jump["event"] or jump["to"] != two.now or two.returns > p.rounds:
            continue
        if two.run >= p.reports and p.minutes * 6e7 <= t - jump["t"] <= p.break_hours * 3.6e9:
            jump["event"] = [jump["t"], t, None]
            events.append(jump["event"])
    if jump and jump["event"] and (ends := over(w + 1)) is not None:
        jump["event"][2] = int(ends)
    return [tuple(one) for one in events]


def clones(rows, p, w):
    """Two places told in turns: (start, true, end); it has ended when one of them was told last."""
    joint_us = p.joint_minutes * 6e7
    two, events, event, turns, since = TwoPlaces(p, joint_us, 2 * joint_us), [], None, 0, 0

    def older():
        return min(place["t"] if place else 0 for place in two.places)

    for row in rows:
        if not usable(row):
            continue
        t = int(row["t"])
        if turns and t - older() > joint_us:
            if event:
                event[2] = older()
            event, turns = None, 0
        if two.put(row):
            here, there = two.places[two.now], two.places[1 - two.now]
            if here["count"] == 1 and turns:
                if event:
                    event[2] = two.left["t"]  # a third place: it was of the two before
                event, turns = None, 0
            if here["count"] > 1 and t - (there["t"] if there else 0) <= joint_us:
                if not turns:
                    since = int(max(here["begin"], there["begin"], t - joint_us))
                turns += 1
        if event or turns < p.turns or t - since < p.minutes * 6e7:
            continue
        one, other = two.places
        if min(one["count"], other["count"]) >= p.reports and sphere_m(one["at"], other["at"]) >= p.apart_m:
            event = [since, t, None]
            events.append(event)
    if event and older() + joint_us <= w:
        event[2] = older()
    return [tuple(one) for one in events]


def led_m(one, t, at):
    """How far a place is from where a report leads to by its speed and course."""
    seconds, scale = (t - one["t"]) / 1e6, 111_195.0797 * math.cos(math.radians(at[1]))
    way, course = one["sog"] * MPS * seconds, math.radians(one["cog"])
    east = ((at[0] - one["at"][0] + 180.0) % 360.0 - 180.0) * scale - way * math.sin(course)
    return math.hypot(east, (at[1] - one["at"][1]) * 111_195.0797 - way * math.cos(course))


def told_of(row):
    return {"t": int(row["t"]), "at": at_of(row), "sog": float(row["sog_kn"]), "cog": float(row["cog_deg"])}


def swaps(rows, p):
    """Numbers exchanged: (start, known, the two numbers)."""
    last, jumped, events = {}, {}, []
    for row in rows:
        if not usable(row) or math.isnan(row["sog_kn"]) or math.isnan(row["cog_deg"]):
            continue
        mmsi, now = int(row["mmsi"]), told_of(row)
        before, last[mmsi] = last.get(mmsi), now
        if before is None or not 1_000_000 <= now["t"] - before["t"] <= p.gap_minutes * 6e7:
            continue
        seconds = (now["t"] - before["t"]) / 1e6
        if min(before["sog"], now["sog"]) < p.slow_kn:
            continue
        if led_m(before, now["t"], now["at"]) < p.jump_m + 0.1 * before["sog"] * MPS * seconds:
            continue
        jumped = {one: jump for one, jump in jumped.items() if now["t"] - jump[1]["t"] <= p.apart_minutes * 6e7}
        jumped[mmsi] = before, now
        fits = []
        for other, (left, came) in jumped.items():
            if other == mmsi:
                continue
            here, there = led_m(left, now["t"], now["at"]), led_m(before, came["t"], came["at"])
            most_here = p.near_m + 0.08 * left["sog"] * MPS * abs(now["t"] - left["t"]) / 1e6
            most_there = p.near_m + 0.08 * before["sog"] * MPS * abs(came["t"] - before["t"]) / 1e6
            if here <= most_here and there <= most_there:
                fits.append((max(here, there), other))
        if fits:
            other = min(fits)[1]
            events.append((min(now["t"], jumped[other][1]["t"]), now["t"], *sorted((mmsi * 100, other * 100))))
            del jumped[mmsi], jumped[other]
    return events


def turned(one, other):
    return abs((one - other + 180.0) % 360.0 - 180.0)


def changes(rows, p):
    """A hull that goes on under another number: (start, known, the two numbers)."""
    told, asked, first, events = {}, {}, {}, []
    for row in rows:
        if not usable(row) or row["outcome"] >= 3:
            continue
        mmsi, now = int(row["mmsi"]), told_of(row)
        t, mine = now["t"], told.setdefault(int(row["mmsi"]), [])
        moving = now["sog"] >= p.slow_kn and not math.isnan(now["cog"])
        if not mine or t - mine[-1]["t"] > p.forget_hours * 3.6e9:
            mine.clear()
            first[mmsi], asked[mmsi] = now, not moving
        mine.append(now)
        begin = first[mmsi]
        if asked[mmsi] or t - begin["t"] < p.sure_minutes * 6e7:
            continue
        asked[mmsi] = True
        if not moving or t - begin["t"] > len(mine) * p.often_s * 1e6 or turned(now["cog"], begin["cog"]) > 45.0:
            continue
        fits = []
        for other, some in told.items():
            old, ten = some[-1], some[-10:]
            if other == mmsi or len(ten) < 10 or not -1_000_000 <= begin["t"] - old["t"] <= p.gap_minutes * 6e7:
                continue
            if not old["sog"] >= p.slow_kn or math.isnan(old["cog"]) or old["t"] - ten[0]["t"] > 9 * p.often_s * 1e6:
                continue
            if turned(old["cog"], begin["cog"]) > 25.0 or abs(old["sog"] - begin["sog"]) > 1.0 + 0.15 * old["sog"]:
                continue
            seconds, off = (begin["t"] - old["t"]) / 1e6, led_m(old, begin["t"], begin["at"])
            if off <= p.near_m + 0.2 * old["sog"] * MPS * seconds:
                fits.append((off, other))
        if fits:
            events.append((begin["t"], t, *sorted((mmsi * 100, min(fits)[1] * 100))))
    return events
