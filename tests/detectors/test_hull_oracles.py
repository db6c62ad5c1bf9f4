"""The kernels of hulls, cables and the bottom say what the rules say in plain words, on any made track of one ship."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.detectors import anchor_drag, cable_crossing, fake_track, grounding
from marsad.plugin.areas import Drawn, Wire, tables_of
from marsad.plugin.side import Side
from tests.detectors import plain_hulls as plain
from tests.detectors.made import rows_of
from tests.detectors.plain_anchor import drags
from tests.detectors.plain_ports import M
from tests.detectors.ships import found, spells

HOUR = 3_600_000_000
LON, LAT = 179.995, 0.0


def sailed(legs, seed, start=(0.0, 0.0), aside=0.0, **told):
    """A ship who sails legs of (reports, knots, course, seconds between), with speeds made good as she makes them."""
    rng, made, courses, t, (east, north) = np.random.default_rng(seed), [], [], 0, start
    for many, knots, course, every in legs:
        for _ in range(many):
            step = knots * 0.514444 * every
            east, north = east + step * np.sin(np.radians(course)), north + step * np.cos(np.radians(course))
            t += every
            made.append((t, (LON + east / M + 180.0) % 360.0 - 180.0, LAT + north / M, knots))
            courses.append(course)
    rows = rows_of(made, **{"ship_type": 70, "length_m": 180.0, **told})
    rows["made_kn"], rows["cog_deg"] = rows["sog_kn"], courses
    rows["heading_deg"] = (rows["cog_deg"] + aside) % 360.0
    rows["outcome"][rng.random(len(rows)) < 0.02] = 3
    for name in ("cog_deg", "heading_deg"):
        rows[name][rng.random(len(rows)) < 0.03] = np.nan
    rows["made_kn"][rng.random(len(rows)) < 0.03] *= 2.0
    rows["status"][rng.random(len(rows)) < 0.02] = rng.choice([1, 3, 5, 6])
    return rows


def legs(knots, courses, every, most=40, size=10):
    return st.lists(st.tuples(st.integers(1, most), st.sampled_from(knots), st.sampled_from(courses),
                              st.sampled_from(every)), min_size=1, max_size=size)  # fmt: skip


TYPES = st.sampled_from([0, 30, 40, 52, 60, 70, 80, 90])


@settings(max_examples=300, deadline=None)
@given(legs([8.0, 14.0, 20.0, 27.0, 33.0], [0.0, 20.0, 60.0, 130.0, 200.0], [5, 10, 10, 20, 30, 700, 1300]),
       st.integers(0, 99), TYPES, st.sampled_from([80.0, 180.0, 330.0]), st.integers(1, 4))  # fmt: skip
@example([(6, 27.0, 0.0, 5), (10, 27.0, 60.0, 5), (31, 8.0, 0.0, 10), (28, 20.0, 0.0, 30), (4, 20.0, 130.0, 20)],
         0, 0, 180.0, 1)  # a turn within half an hour of one whose event has ended  # fmt: skip
def test_a_track_not_sailed_is_what_the_rule_says(way, seed, kind, length, steps):
    rows = sailed(way, seed, ship_type=kind, length_m=length)
    some = found(fake_track.DETECTOR, rows, steps=steps)
    told, why = plain.ghosts(rows, fake_track.DETECTOR.parameters, int(rows["t"][-1]) + 3 * HOUR)
    assert spells(some) == told
    assert [one.evidence["why"] for one in some] == why


@settings(max_examples=300, deadline=None)
@given(legs([0.0, 0.4, 1.5, 2.5, 3.5, 8.0], [20.0, 90.0, 160.0, 270.0, 290.0], [30, 60, 120, 900, 2400, 30_000]),
       st.integers(-2500, 2500), st.integers(0, 99), st.sampled_from([0.0, 4.0, 9.0]), st.integers(1, 4),
       st.sampled_from([70, 70, 80, 52]))  # fmt: skip
def test_a_crossing_of_a_cable_is_what_the_rule_says(way, start, seed, aside, steps, kind):
    rows = sailed(way, seed, (start, 0.0), aside, ship_type=kind)
    lon = 180.0
    side = Side(tables_of(Drawn(wires=[Wire("C", [[(lon, -30.0), (lon, 30.0)]])])))
    some = found(cable_crossing.DETECTOR, rows, side=side, steps=steps, after_h=9.0)
    told, how = plain.over_a_cable(rows, lon, cable_crossing.DETECTOR.parameters, int(rows["t"][-1]) + 9 * HOUR)
    assert spells(some) == told
    assert [one.evidence["how"] for one in some] == how


@settings(max_examples=300, deadline=None)
@given(legs([0.0, 0.3, 0.6, 1.0, 1.8, 6.0, 12.0], [0.0, 90.0], [10, 60, 180, 600, 8000]), st.integers(0, 99), TYPES,
       st.booleans(), st.integers(1, 4))  # fmt: skip
def test_a_grounding_is_what_the_rule_says(way, seed, kind, sparse, steps):
    rows = sailed(way, seed, ship_type=kind)
    if sparse:
        rows["sog_kn"] = np.nan
    some = found(grounding.DETECTOR, rows, steps=steps)
    assert spells(some) == plain.groundings(rows, grounding.DETECTOR.parameters, int(rows["t"][-1]) + 3 * HOUR)


SWINGS = st.lists(
    st.tuples(
        st.integers(5, 60),
        st.floats(-200, 200),
        st.sampled_from([0.0, 0.0, 0.0, 0.3, 0.8, 1.5, 5.0]),
        st.sampled_from([0.0, 120.0, 250.0]),
    ),
    min_size=2,
    max_size=7,
)
"""Minutes, degrees that her bow swings, knots at which her anchor is dragged, and where to."""


def anchored(swings, seed, scope_m, headed, **told):
    """A ship behind her anchor: her bow swings, and the anchor is dragged off, more or less."""
    rng, made, headings, t, bow, (east, north) = np.random.default_rng(seed), [], [], 0, 20.0, (0.0, 0.0)
    for minutes, swing, knots, to in swings:
        for _ in range(minutes):
            t, bow = t + 60, (bow + swing / minutes) % 360.0
            east += knots * 0.514444 * 60 * np.sin(np.radians(to))
            north += knots * 0.514444 * 60 * np.cos(np.radians(to))
            x, y = east - scope_m * np.sin(np.radians(bow)), north - scope_m * np.cos(np.radians(bow))
            x, y = x + rng.normal(0, 6), y + rng.normal(0, 6)
            made.append((t, (LON + x / M + 180.0) % 360.0 - 180.0, LAT + y / M, max(knots, 0.1)))
            headings.append(bow)
    rows = rows_of(made, **{"ship_type": 70, "status": 1, **told})
    rows["made_kn"], rows["heading_deg"] = rows["sog_kn"], headings if headed else np.nan
    rows["status"][rng.random(len(rows)) < 0.01] = 5
    rows["sog_kn"][rng.random(len(rows)) < 0.02] = np.nan
    rows["heading_deg"][rng.random(len(rows)) < 0.03] = np.nan
    return rows[rng.random(len(rows)) > 0.05]


@settings(max_examples=250, deadline=None)
@given(SWINGS, st.integers(0, 99), st.sampled_from([60.0, 250.0]), st.booleans(), st.sampled_from([90.0, np.nan]),
       st.sampled_from([0, 1]), st.integers(1, 4))  # fmt: skip
def test_a_dragging_anchor_is_what_the_rule_says(swings, seed, scope_m, headed, length, status, steps):
    rows = anchored(swings, seed, scope_m, headed, length_m=length, status=status)
    p = anchor_drag.DETECTOR.parameters
    assert spells(found(anchor_drag.DETECTOR, rows, steps=steps)) == drags(rows, p, int(rows["t"][-1]) + 3 * HOUR)


def test_the_made_tracks_say_something_of_each_kind():
    """What is drawn above would be worth nothing if it told of no event."""
    kinds = set()
    for seed in range(40):
        rng = np.random.default_rng(seed)
        way = [(int(rng.integers(1, 40)), float(rng.choice([8, 20, 27, 33])), float(rng.choice([0, 60, 130])), 10)
               for _ in range(8)]  # fmt: skip
        kinds |= set(plain.ghosts(sailed(way, seed), fake_track.DETECTOR.parameters, 1 << 61)[1])
        way = [(int(rng.integers(5, 30)), float(rng.choice([0.3, 1.5, 3.5])), float(rng.choice([70, 110, 250])), 60)
               for _ in range(8)]  # fmt: skip
        slow = sailed(way, seed, (float(rng.integers(-900, 900)), 0.0), float(rng.choice([0, 9])))
        kinds |= set(plain.over_a_cable(slow, 180.0, cable_crossing.DETECTOR.parameters, 1 << 61)[1])
        way = [(20, 12.0, 0.0, 10), (1, 0.3, 0.0, 60), (int(rng.integers(5, 40)), 0.0, 0.0, 60), (10, 6.0, 0.0, 60)]
        if plain.groundings(sailed(way, seed), grounding.DETECTOR.parameters, 1 << 61):
            kinds.add("grounding")
        swings = [(40, float(rng.uniform(-90, 90)), 0.0, 0.0), (40, 60.0, 0.8, 120.0), (30, 10.0, 0.0, 0.0)]
        for headed in (True, False):
            rows = anchored(swings, seed, 60.0, headed, length_m=90.0)
            if drags(rows, anchor_drag.DETECTOR.parameters, 1 << 61):
                kinds.add(f"drags {headed}")
    assert kinds >= {"speed", "turns", "slow", "dragging", "anchored", "grounding", "drags True",
                     "drags False"}  # fmt: skip
