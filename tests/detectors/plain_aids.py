"""Aids to navigation at fault in plain Python: everything that was heard is kept, and asked again each minute."""

from __future__ import annotations

import math
from itertools import pairwise

from tests.detectors.plain_identity import sphere_m

MINUTE = 60_000_000
ERA = 6 * MINUTE


def fault(p, row, off_m, number):
    kind, status = int(row["aid_type"]), int(row["aton_status"])
    if row["off_position"] == 1:
        return "off position"
    if (20 <= kind <= 30 or kind in (0, 4)) and number > 10 and off_m > p.moved_m:
        return "moved"
    if status >= 0 and status // 32 == 7:
        if status // 2 % 4 == 3:
            return "light"
        if status // 8 % 4 == 3:
            return "racon"
        if status % 2 == 1:
            return "health"
    return ""


class Station:
    """All that one sender told: times and places, and of an aid what is wrong with it."""

    def __init__(self, vessel):
        self.vessel, self.heard, self.told, self.homes, self.longest = vessel, [], 0, [], 0
        self.why, self.since, self.times, self.event = "", 0, 0, None

    def last(self):
        return self.heard[-1]

    def run(self):
        """Since when it was heard without a hole of ten minutes."""
        begin = self.heard[0][0]
        for (before, _), (t, _) in pairwise(self.heard):
            if t - before > 10 * MINUTE:
                begin = t
        return begin

    def home(self):
        east = [(lon - self.homes[0][0] + 180.0) % 360.0 - 180.0 for lon, _ in self.homes]
        return self.homes[0][0] + sum(east) / len(east), sum(lat for _, lat in self.homes) / len(self.homes)


def faults(position, aton, p, until, since, reception=()):
    """(start, true, end, why) of every fault, of all aids."""
    stations, events, ears = {}, [], {}
    for row in reception:
        ears.setdefault((int(row["vessel"]), int(row["t"]) // ERA), set()).add(int(row["receiver"]))

    def same_ears(aid, other, now):
        last = aid.last()[0] // ERA
        if (aid.vessel, last) not in ears:
            return True
        ours = ears[aid.vessel, last] | ears.get((aid.vessel, last - 1), set())
        between = range(max(last + 1, now // ERA - 7), now // ERA)
        return all(ours & ears.get((other.vessel, era), set()) for era in between)

    def over(one, t):
        one.event[2] = t
        one.event, one.why, one.times = None, "", 0

    def raised(one, t):
        one.event = [one.since, t, None, one.why]
        events.append(one.event)

    def take(t_from, t_to):
        for row in aton[(aton["t"] > t_from) & (aton["t"] <= t_to)]:
            t, at = int(row["t"]), (float(row["lon_deg"]), float(row["lat_deg"]))
            if math.isnan(at[0]) or math.isnan(at[1]) or row["virtual"] == 1:
                continue
            one = stations.setdefault(int(row["vessel"]), Station(int(row["vessel"])))
            if one.event and one.why == "silent":
                over(one, t)
            elif one.told:
                one.longest = max(one.longest, t - one.last()[0])
            one.heard.append((t, at))
            one.told += 1
            if one.told == 1 or (one.told <= 10 and row["off_position"] != 1):
                one.homes.append(at)
            why = fault(p, row, sphere_m(one.home(), at), one.told)
            if why != one.why:
                if one.event:
                    over(one, t)
                one.why, one.times, one.since = why, 0, t
            one.times += 1
            if why and not one.event and one.times >= p.reports:
                raised(one, t)
        for row in position[(position["t"] > t_from) & (position["t"] <= t_to)]:
            if not math.isnan(row["lon_deg"]):
                at = float(row["lon_deg"]), float(row["lat_deg"])
                stations.setdefault(int(row["vessel"]), Station(int(row["vessel"]))).heard.append((int(row["t"]), at))

    def ask(now):
        for one in stations.values():
            least = p.silent_minutes * MINUTE
            if not one.told or one.told < p.known or (one.event and one.why == "silent"):
                continue
            silent, wanted = now - one.last()[0], max(least, p.holes * one.longest)
            if not wanted <= silent <= 4 * wanted:
                continue
            others = [other for other in stations.values() if other is not one and other.heard
                      and now - other.last()[0] <= 6 * MINUTE and other.run() <= one.last()[0]
                      and same_ears(one, other, now)
                      and sphere_m(one.last()[1], other.last()[1]) <= p.near_m]  # fmt: skip
            if len(others) < p.others:
                continue
            if one.event:
                over(one, now)
            one.why, one.times, one.since = "silent", 1, one.last()[0]
            raised(one, now)

    done, now = since, (since // MINUTE + 1) * MINUTE
    while now <= until:
        take(done, now)
        ask(now)
        done, now = now, now + MINUTE
    take(done, until)
    return sorted(tuple(one) for one in events)
