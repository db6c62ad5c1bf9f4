"""The kernels of motion say what the rule says in plain words, on any made track."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors import drift, loitering, sudden_stop
from marsad.detectors.motion.ship_kernel import apart_m
from marsad.testing.detector_contract.tracks import Leg
from tests.detectors.ships import drawn, found, spells

KNOT = 1852.0 / 3600.0


def ended(events, began, event, t_end):
    """Only what became true is an event."""
    if event is not None:
        events.append((began, event, t_end))


def away_m(one, other):
    return apart_m(one["lon_deg"], one["lat_deg"], other["lon_deg"], other["lat_deg"])


def angle(row):
    return abs((float(row["cog_deg"]) - float(row["heading_deg"]) + 180.0) % 360.0 - 180.0)


def adrift(rows, p, w):
    """Spells of drift: reports that say so, broken by silence, by a status, or by doubt that lasts."""
    events, spell, doubt, event, hits = [], None, None, None, 0
    for row in rows:
        t = int(row["t"])
        if spell is not None and t > int(spell[-1]["t"]) + p.silence_minutes * 6e7:
            ended(events, int(spell[0]["t"]), event, int(spell[-1]["t"]))
            spell = event = None
        if row["status"] in (1, 3, 5, 6, 7, 8):
            if spell is not None:
                ended(events, int(spell[0]["t"]), event, t)
            spell = event = None
            continue
        speed = float(row["made_kn"]) if math.isnan(row["sog_kn"]) else float(row["sog_kn"])
        if math.isnan(speed) or speed < p.low_kn:
            continue
        sideways = angle(row)
        if speed <= p.high_kn and math.isnan(sideways):
            if row["status"] != 2:
                continue
            sideways = 90.0
        if speed > p.high_kn or sideways < p.angle_deg:
            if spell is not None:
                doubt = t if doubt is None else doubt
                if t - doubt >= p.doubt_minutes * 6e7 or speed > 2 * p.high_kn:
                    ended(events, int(spell[0]["t"]), event, doubt)
                    spell = event = None
            continue
        spell = [row] if spell is None else [*spell, row]
        doubt, first, hits = None, spell[0], len(spell)
        way, seconds = away_m(first, row), (t - int(first["t"])) / 1e6
        long = seconds >= p.minutes * 60 and hits >= p.hits and way >= p.way_m
        if event is None and long and way / seconds / KNOT >= p.straight * p.low_kn:
            event = t
    if spell is not None:
        over = int(spell[-1]["t"]) + p.silence_minutes * 6e7 <= w
        ended(events, int(spell[0]["t"]), event, int(spell[-1]["t"]) if over else None)
    return events


def stopped(rows, p, w):
    """Sudden stops: from steady believable speed to rest in no time, and then the motion of what floats."""
    events, fast, steady, stop, event = [], None, 0, None, None
    for row in rows:
        t, speed = int(row["t"]), float(row["sog_kn"])
        if stop is not None and t > stop["last"] + p.silence_minutes * 6e7:
            ended(events, stop["t"], event, stop["last"])
            stop = event = None
        if math.isnan(speed):
            continue
        if speed >= p.slow_kn:
            if stop is not None and speed >= p.slow_kn * (1.3 if event is None else 2.0):
                ended(events, stop["t"], event, t)
                stop = event = None
            if speed >= p.fast_kn:
                before = float(fast["sog_kn"]) if steady else speed
                low, high, made = min(before, speed), max(before, speed), float(row["made_kn"])
                fits = math.isnan(made) or low - max(4.0, 0.4 * low) <= made <= high + max(4.0, 0.4 * high)
                steady, fast = (steady + 1 if fits else 0), row
            if stop is not None:
                stop["last"] = t
            continue
        if stop is None:
            enough, steady = steady >= p.steady, 0
            if not enough or not 0 < t - int(fast["t"]) <= p.within_s * 1e6:
                continue
            seconds, way = (t - int(fast["t"])) / 1e6, away_m(fast, row)
            v = float(fast["sog_kn"])
            if (v - speed) * KNOT / seconds < p.brake_mps2 or way > v * KNOT * seconds + 60.0:
                continue
            stop = {"t": t, "row": row, "alive": 0, "reports": 0}
        stop["last"] = t
        if event is not None:
            continue
        stop["reports"] += 1
        stop["alive"] += speed >= 0.15
        held = t - stop["t"]
        if away_m(stop["row"], row) > 60.0 + 2.0 * p.slow_kn * KNOT * held / 1e6:
            stop = None
        elif stop["reports"] >= 3 and held >= p.held_s * 1e6 and (stop["alive"] >= 2 or held >= p.dead_minutes * 6e7):
            event = t
    if stop is not None:
        over = stop["last"] + p.silence_minutes * 6e7 <= w
        ended(events, stop["t"], event, stop["last"] if over else None)
    return events


def loiters(rows, p, w):
    """Spells of slowness, looked at every quarter of the least time, at the first report after it."""
    events, spell = [], None
    quarter = p.minutes * 1.5e7
    for row in rows:
        t = int(row["t"])
        if spell is not None and t > spell["last"] + p.silence_minutes * 6e7:
            ended(events, spell["t"], spell["event"], spell["last"])
            spell = None
        speed = float(row["made_kn"]) if math.isnan(row["sog_kn"]) else float(row["sog_kn"])
        if math.isnan(speed):
            continue
        if row["status"] in (2, 3, 6, 7, 8):
            if spell is not None:
                ended(events, spell["t"], spell["event"], t)
            spell = None
            continue
        if speed >= p.slow_kn:
            if spell is not None:
                spell["fast"] = t if spell["fast"] is None else spell["fast"]
                if t - spell["fast"] >= p.spurt_minutes * 6e7 or speed >= 3 * p.slow_kn:
                    ended(events, spell["t"], spell["event"], spell["fast"])
                    spell = None
                else:
                    spell["last"] = t
            continue
        if spell is None:
            spell = {"t": t, "event": None, "looks": [row], "reports": 0}
        spell["last"], spell["fast"] = t, None
        spell["reports"] += 1
        if t - int(spell["looks"][-1]["t"]) < quarter:
            continue
        spell["looks"].append(row)
        five = spell["looks"][-5:]
        if len(five) < 5 or spell["event"] is not None or spell["reports"] < 6:
            continue
        steps = [away_m(one, other) for one, other in itertools.pairwise(five)]
        circle = (2 * p.chain_m + 0.5 * float(row["length_m"])) * (2 if row["status"] in (1, 5) else 1)
        if min(steps) >= p.step_m and circle <= away_m(five[0], row) <= p.reach_m:
            spell["event"] = t
    if spell is not None:
        over = spell["last"] + p.silence_minutes * 6e7 <= w
        ended(events, spell["t"], spell["event"], spell["last"] if over else None)
    return events


PLAIN = {
    "drift": (drift.DETECTOR, adrift, st.sampled_from([10.0, 60.0, 180.0]), 1.0),
    "sudden_stop": (sudden_stop.DETECTOR, stopped, st.sampled_from([10.0, 20.0]), 0.4),
    "loitering": (loitering.DETECTOR, loiters, st.sampled_from([120.0, 360.0]), 2.5),
}
COURSE = st.sampled_from([0.0, 40.0, 90.0, 200.0, 300.0])
SPEED = st.sampled_from([0.0, 0.1, 0.4, 0.9, 1.5, 2.5, 4.0, 8.0, 13.0])


@pytest.mark.parametrize("kind", PLAIN)
@settings(max_examples=60)
@given(data=st.data())
def test_the_kernel_says_what_the_rule_says(kind, data):
    detector, plain, every, most_h = PLAIN[kind]
    every_s = data.draw(every)
    hours = st.floats(0.05, most_h)
    leg = st.builds(lambda h, v, c, b: Leg(h, v, c, (c + b) % 360.0, every_s), hours, SPEED, COURSE,
                    st.sampled_from([0.0, 0.0, 60.0, 90.0, -120.0]))  # fmt: skip
    legs = data.draw(st.lists(leg, min_size=1, max_size=6))
    rng = np.random.default_rng(data.draw(st.integers(0, 1000)))
    rows = drawn(rng, legs, data.draw(st.sampled_from([0.0, 0.3])))
    if not len(rows):
        return
    w = int(int(rows["t"][-1]) + 3.6e9 * 0.5)
    asked = plain(rows, detector.parameters, w)
    assert spells(found(detector, rows, after_h=0.5, steps=data.draw(st.sampled_from([1, 5])))) == asked
