"""The kernels of identities say what the rules say in plain words, on any made reports."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors import identity_change, identity_clone, identity_swap, teleport
from tests.detectors import plain_identity as plain
from tests.detectors.made import rows_of
from tests.detectors.ships import found, spells

HOUR = 3_600_000_000
M = 111_195.0797
TURNS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 12), st.sampled_from([10, 30, 60, 300, 1000, 8000])),
                 min_size=1, max_size=14)  # fmt: skip
"""Which of three places, how many reports from there, seconds between them."""
IN_TURNS = st.lists(st.tuples(st.sampled_from([0, 1, 0, 1, 0, 1, 2]), st.integers(1, 4),
                              st.sampled_from([10, 30, 60, 60, 900])), min_size=1, max_size=40)  # fmt: skip
APART = st.sampled_from([1500.0, 4000.0, 6000.0, 40_000.0, 2_000_000.0])


def told(turns, apart_m, seed):
    """Reports of one number from three places in a row, each of which goes on at 10 kn; some are faults."""
    rng, made, t = np.random.default_rng(seed), [], 0
    for place, many, every in turns:
        for _ in range(many):
            east = place * apart_m + 5.14 * t + rng.normal(0, 20)
            made.append((t, (179.97 + east / M / np.cos(np.radians(30)) + 180.0) % 360.0 - 180.0, 30.0, 10.0))
            t += every
    rows = rows_of(made)
    rows["outcome"][:] = np.where(rng.random(len(rows)) < 0.05, rng.integers(0, 6, len(rows)), 0)
    rows["lat_deg"][rng.random(len(rows)) < 0.02] = np.nan
    return rows


@settings(max_examples=300, deadline=None)
@given(TURNS, APART, st.integers(0, 99), st.integers(1, 4))
def test_a_jump_is_what_the_rule_says(turns, apart_m, seed, steps):
    rows = told(turns, apart_m, seed)
    w = int(rows["t"][-1]) + 3 * HOUR
    assert spells(found(teleport.DETECTOR, rows, steps=steps)) == plain.jumps(rows, teleport.DETECTOR.parameters, w)


@settings(max_examples=300, deadline=None)
@given(IN_TURNS, APART, st.integers(0, 99), st.integers(1, 4))
def test_a_number_used_twice_is_what_the_rule_says(turns, apart_m, seed, steps):
    rows = told(turns, apart_m, seed)
    p, w = identity_clone.DETECTOR.parameters, int(rows["t"][-1]) + 3 * HOUR
    assert spells(found(identity_clone.DETECTOR, rows, steps=steps)) == plain.clones(rows, p, w)


SHIP = st.tuples(st.floats(-4000, 4000), st.floats(-4000, 4000), st.sampled_from([0.0, 2.0, 8.0, 14.0]),
                 st.sampled_from([0.0, 20.0, 90.0, 180.0, 352.0]), st.sampled_from([10, 30, 60, 120]))  # fmt: skip
"""Metres east and north, knots, course, seconds between reports."""


def hulls(ships, numbers, seed, minutes=90):
    """Hulls that sail on, each under the numbers that `numbers` has from an instant on (None: silent)."""
    rng, some = np.random.default_rng(seed), []
    for (east, north, knots, course, every), says in zip(ships, numbers, strict=True):
        for t in range(0, minutes * 60, every):
            mmsi = next((number for since, number in reversed(says) if t >= since * 60), None)
            if mmsi is None or rng.random() < 0.1:
                continue
            way = knots * 0.514444 * t
            x, y = east + way * np.sin(np.radians(course)), north + way * np.cos(np.radians(course))
            place = (179.99 + x / M / np.cos(np.radians(40)) + 180.0) % 360.0 - 180.0, 40.0 + y / M
            row = rows_of([(t + int(rng.integers(0, 5)), *place, knots)], mmsi=mmsi, cog_deg=course)
            row["cog_deg"][rng.random(1) < 0.03] = np.nan
            some.append(row)
    rows = np.concatenate([rows_of([(0, 0.0, 0.0, 0.0)], mmsi=211_000_999), *some])
    rows["digest"] = np.arange(len(rows))
    return rows[np.lexsort((rows["digest"], rows["vessel"], rows["t"]))]


def pairs(some):
    return sorted((one.t_start, one.t_event, *one.vessel_ids) for one in some)


A, B, C = 211_000_001, 211_000_002, 211_000_003


@settings(max_examples=150, deadline=None)
@given(st.lists(SHIP, min_size=3, max_size=3), st.integers(5, 80), st.integers(0, 8), st.integers(0, 99),
       st.integers(1, 3))  # fmt: skip
def test_an_exchange_is_what_the_rule_says(ships, at, later, seed, steps):
    rows = hulls(ships, [[(0, A), (at, B)], [(0, B), (at + later, A)], [(0, C)]], seed)
    assert pairs(found(identity_swap.DETECTOR, rows, steps=steps)) == sorted(
        plain.swaps(rows, identity_swap.DETECTOR.parameters)
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(SHIP, min_size=3, max_size=3), st.integers(5, 80), st.integers(0, 30), st.integers(0, 99),
       st.integers(1, 3))  # fmt: skip
def test_a_change_is_what_the_rule_says(ships, at, silent, seed, steps):
    numbers = [[(0, A), (at, None), (at + silent, B)], [(0, C)], [(0, None), (at, 211_000_004)]]
    rows = hulls(ships, numbers, seed)
    assert pairs(found(identity_change.DETECTOR, rows, steps=steps)) == sorted(
        plain.changes(rows, identity_change.DETECTOR.parameters)
    )


def test_the_made_reports_say_something_of_each_kind():
    """What is drawn above would be worth nothing if it told of no event."""
    kinds = set()
    for seed in range(30):
        rng = np.random.default_rng(seed)
        turns = [(0, 12, 60), (int(rng.integers(0, 3)), 12, 60), (0, 3, 60)]
        if plain.jumps(told(turns, 40_000.0, seed), teleport.DETECTOR.parameters, 1 << 61):
            kinds.add("jump")
        turns = [(k % 2, int(rng.integers(1, 4)), 30) for k in range(20)]
        if plain.clones(told(turns, 6000.0, seed), identity_clone.DETECTOR.parameters, 1 << 61):
            kinds.add("clone")
        ships = [(0.0, float(rng.uniform(300, 900)), 14.0, 90.0, 10), (600.0, -300.0, 14.0, 90.0, 10),
                 (4000.0, 0.0, 8.0, 180.0, 30)]  # fmt: skip
        if plain.swaps(hulls(ships, [[(0, A), (30, B)], [(0, B), (31, A)], [(0, C)]], seed),
                       identity_swap.DETECTOR.parameters):  # fmt: skip
            kinds.add("swap")
        numbers = [[(0, A), (30, None), (35, B)], [(0, C)], [(0, C)]]
        if plain.changes(hulls(ships, numbers, seed), identity_change.DETECTOR.parameters):
            kinds.add("change")
    assert kinds == {"jump", "clone", "swap", "change"}
