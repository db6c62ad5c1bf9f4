"""What a hull cannot do, does over a cable, and does on the bottom, in plain Python: one ship, report by report."""

from __future__ import annotations

import math

from tests.detectors.plain_ports import M, metres

KNOT = 1852.0 / 3600.0


def turned(one, other):
    return abs((one - other + 180.0) % 360.0 - 180.0)


def knots_of(row):
    return float(row["made_kn"]) if math.isnan(row["sog_kn"]) else float(row["sog_kn"])


def at_of(row):
    return float(row["lon_deg"]), float(row["lat_deg"])


def ghosts(rows, p, w):
    """Tracks that were not sailed: (start, true, end, why).

    One that began with the same turn as one that has ended is that one, which goes on: an event is known by its start.
    """

    def raised(start, t, why):
        if events and events[-1]["t_start"] == start:
            events.pop()
        events.append({"t_start": start, "t_event": t, "t_end": None, "last": t, "why": why})
        return events[-1]

    events, event, run, steady, turn, series = [], None, None, [], None, None
    for row in rows:
        t, sog, made, cog = int(row["t"]), float(row["sog_kn"]), float(row["made_kn"]), float(row["cog_deg"])
        if row["outcome"] != 0:
            continue
        if event and t > event["last"] + p.silence_minutes * 6e7:
            event["t_end"], event = event["last"], None
        known = sog >= p.sea_kn and abs(made - sog) <= 0.2 * sog
        if not known:
            run = None
            if not (turn and t - turn["t"] <= 60e6 and sog >= p.sea_kn):
                steady, turn = [None], None
                continue
        length, kind = float(row["length_m"]), int(row["ship_type"])
        limit = p.other_kn
        if 70 <= kind < 90:
            limit = p.merchant_kn
        elif 40 <= kind < 50 or 60 <= kind < 70 or kind <= 0:
            limit = math.inf
        if min(sog, made) > limit and length >= p.long_m:
            last = steady[-1] if steady else None
            if run is None or last is None or t - last[0] > 600e6:
                run = {"t": t, "many": 0}
            run["many"] += 1
            if event:
                event["last"] = t
            elif t - run["t"] >= p.minutes * 6e7 and run["many"] >= 10:
                event = raised(run["t"], t, "speed")
        else:
            run = None
        if math.isnan(cog):
            steady = [*steady[-1:], None] if steady else [None]
            continue
        if turn and t - turn["t"] >= 45e6:
            if turned(cog, turn["to"]) <= 25.0 and t - turn["t"] <= 300e6:
                if series is None or turn["t"] - series["last"] > p.apart_minutes * 6e7:
                    series = {"first": turn["t"], "many": 0}
                series["many"] += 1
                series["last"] = turn["t"]
                if event:
                    event["last"] = t
                elif series["many"] >= p.turns and length >= p.long_m and turn["radius"] <= p.lengths * length:
                    event = raised(series["first"], t, "turns")
            turn = None
        before = steady[-1] if steady else None
        if before and 0.5e6 <= t - before[0] <= 21e6 and turn is None:
            earlier, angle = steady[-2] if len(steady) > 1 else None, turned(cog, before[2])
            if angle >= 45.0 and earlier and turned(earlier[2], before[2]) <= 25.0:
                radius = sog * KNOT * (t - before[0]) / 1e6 / math.radians(angle)
                if radius <= 300.0 * p.lengths and min(before[1], sog) >= 0.8 * max(before[1], sog):
                    turn = {"t": t, "to": cog, "radius": radius}
        elif turn and t - turn["t"] <= 15e6:
            turn["to"] = cog
        steady = [*steady[-1:], (t, sog, cog)]
    if event and event["last"] + p.silence_minutes * 6e7 <= w:
        event["t_end"] = event["last"]
    return [(one["t_start"], one["t_event"], one["t_end"]) for one in events], [one["why"] for one in events]


def over_a_cable(rows, lon, p, w):
    """Stays at a cable that lies north and south: (start, true, end), and how."""
    events, how, stay, last = [], [], None, None

    def close(t_end):
        if stay and stay["event"]:
            stay["event"][2] = max(int(t_end), stay["event"][0])

    def tell(t, why):
        stay["event"] = [stay["t"], t, None]
        events.append(stay["event"])
        how.append(why)

    for row in rows:
        t, at, knots = int(row["t"]), at_of(row), knots_of(row)
        if row["outcome"] != 0:
            continue
        if stay and t > last[0] + p.lost_h * 3.6e9:
            close(last[0])
            stay = None
        before, last = last, (t, at)
        east = ((at[0] - lon + 180.0) % 360.0 - 180.0) * M * math.cos(math.radians(at[1]))
        kind, status = int(row["ship_type"]), int(row["status"])
        works = 30 <= kind <= 37 or 40 <= kind <= 59 or status in (3, 7, 8, 9, 10, 11, 12)
        if stay is None:
            if knots > p.slow_kn or works or abs(east) > p.near_m or 0.0 < row["length_m"] < p.length_m:
                continue
            stay = {"t": t, "event": None, "still": None, "fast": None, "speeds": [], "aside": [], "crossings": 0}
        elif abs(east) > p.near_m or works:
            close(t)
            stay = None
            continue
        if knots > p.slow_kn:
            stay["fast"] = t if stay["fast"] is None else stay["fast"]
            if t - stay["fast"] >= p.fast_min * 6e7:
                close(stay["fast"])
                stay = None
            continue
        stay["fast"] = None
        if knots > p.still_kn:
            stay["speeds"].append(knots)
            stay["still"] = None
            if not math.isnan(row["heading_deg"]) and not math.isnan(row["cog_deg"]):
                off = (float(row["cog_deg"]) - float(row["heading_deg"]) + 180.0) % 360.0 - 180.0
                stay["aside"].append(off)
        elif stay["still"] is None:
            stay["still"] = t
        if stay["still"] is not None and abs(east) <= p.anchor_m and status != 5:
            long = (p.anchored_min if status == 1 else p.still_min) * 6e7
            if t - stay["still"] >= long and not stay["event"]:
                tell(t, "anchored")
        if before is None or not 0 < t - before[0] <= p.gap_min * 6e7 or knots <= p.still_kn:
            continue
        side = ((before[1][0] - lon + 180.0) % 360.0 - 180.0) < 0, east < 0
        cuts = side[0] != side[1]
        if cuts:
            stay["crossings"] += 1
        elif not stay["event"] and t - stay["t"] >= 120e6 and not math.isnan(row["cog_deg"]):
            ahead = knots * KNOT * 60.0 * p.ahead_min * math.sin(math.radians(float(row["cog_deg"])))
            cuts = (east + ahead < 0) != (east < 0)
        if not cuts or stay["event"]:
            continue
        many = max(len(stay["speeds"]), 1)
        mean = sum(stay["speeds"]) / many
        spread = math.sqrt(sum((one - mean) ** 2 for one in stay["speeds"]) / many)
        aside = abs(sum(stay["aside"])) / len(stay["aside"]) if stay["aside"] else 0.0
        why = "slow"
        if status in (1, 5):
            why = "under_anchor"
        elif stay["crossings"] > 1:
            why = "to_and_fro"
        elif aside >= p.aside_deg or spread >= p.uneven_kn:
            why = "dragging"
        tell(t, why)
    if stay and last[0] + p.lost_h * 3.6e9 <= w:
        close(last[0])
    return [tuple(one) for one in events], how


def groundings(rows, p, w):
    """A ship who was brought up and lies: (start, true, end). Nobody else is about, so no queue shortens the wait."""
    events, stop, event, fast, steady, here, freed = [], None, None, None, 0, None, None

    def over(t_end):
        if event:
            event[2] = int(t_end)

    for row in rows:
        t, at, knots, sparse = int(row["t"]), at_of(row), knots_of(row), bool(math.isnan(row["sog_kn"]))
        if row["outcome"] != 0:
            continue
        if stop and t > stop["last"] + p.silence_minutes * 6e7:
            over(stop["last"])
            stop = event = None
        if math.isnan(knots):
            here = t, at
            continue
        if knots >= p.fast_kn:
            if stop:
                freed = None if stop["aground"] else t
                over(t)
                stop = event = None
            low, high = sorted((fast["knots"] if steady else knots, knots))
            made = float(row["made_kn"])
            fits = math.isnan(made) or low - max(4.0, 0.4 * low) <= made <= high + max(4.0, 0.4 * high)
            steady = steady + 1 if fits else 0
            fast = {"t": (here[0] if here else 0) if sparse else t, "knots": knots}
        elif stop and knots >= p.afloat_kn:
            freed = None if stop["aground"] else t
            over(t)
            stop = event = None
        elif knots <= p.slow_kn and not stop and steady:
            since = here[0] if sparse else t
            seconds, kind, told = (since - fast["t"]) / 1e6, int(row["ship_type"]), row["status"] == 6
            braked = (fast["knots"] - knots) * KNOT / max(seconds, 1.0)
            need = p.held_minutes if braked <= p.abrupt_mps2 else p.abrupt_minutes
            if 40 <= kind <= 49 or 60 <= kind <= 69:
                need = p.ferry_minutes
            need = p.sparse_minutes if sparse else need
            if 30 <= kind <= 39 or 50 <= kind <= 59:
                need = math.inf
            if not sparse and freed is not None and t - freed <= p.before_hours * 3.6e9:
                need = math.inf
            within = p.sparse_within_minutes * 60 if sparse else p.within_s
            good = 0.0 < seconds <= within and steady >= p.steady and (sparse or braked >= p.brake_mps2)
            steady = 0
            if good and row["length_m"] >= 50.0 and (need < math.inf or told):
                stop = {"t": since, "at": here[1] if sparse else at, "need": need, "reports": 0, "aground": False}
        here = t, at
        if not stop:
            continue
        stop["last"] = t
        away = metres(*at, *stop["at"])
        berthed = row["status"] == 5 or (row["status"] == 1 and not sparse)
        if away > p.still_m * (5.0 if event else 1.0) or (berthed and not event):
            over(t)
            stop = event = None
            continue
        if event:
            stop["aground"] |= row["status"] == 6
            continue
        stop["reports"] += 1
        held = t - stop["t"]
        long = held >= stop["need"] * 6e7 or (row["status"] == 6 and held >= p.told_minutes * 6e7)
        if long and stop["reports"] >= 3:
            event, stop["aground"] = [stop["t"], t, None], row["status"] == 6
            events.append(event)
    if stop and stop["last"] + p.silence_minutes * 6e7 <= w:
        over(stop["last"])
    return [tuple(one) for one in events]
