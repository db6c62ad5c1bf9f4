"""Aids to navigation at fault: what is told of them is what the rule says in plain words, on anything they may tell."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors.aid_fault import DETECTOR
from marsad.plugin.rows import ATON, NO_TIME, RECEPTION, no_rows
from tests.detectors.made import T0, rows_of
from tests.detectors.plain_aids import MINUTE, faults

M = 111_195.0797
LON, LAT = 179.99, 55.0


def told(spells, vessel, seed, kind):
    """Reports of an aid each three minutes or so: of (reports, minutes between, metres off, off position, status)."""
    rng, made, t = np.random.default_rng(seed), [], 0.0
    for many, every, off_m, off_position, status in spells:
        for _ in range(many):
            t += every * 60 + float(rng.integers(0, 9))
            row = np.zeros(1, ATON)
            row["t"], row["vessel"], row["mmsi"] = T0 + round(t * 1e6), vessel, vessel // 100
            row["lon_deg"] = (LON + (off_m + rng.normal(0, 20)) / M / np.cos(np.radians(LAT)) + 180.0) % 360.0 - 180.0
            row["lat_deg"] = LAT if rng.random() > 0.02 else np.nan
            row["aid_type"], row["off_position"], row["aton_status"] = kind, off_position, status
            row["virtual"] = rng.random() < 0.01
            made.append(row)
    return np.concatenate(made)


def hearings(position, aton, out, seed=0):
    """The north receiver hears all, but from `out` on for 45 minutes nothing; the south one hears every other ship."""
    made = []
    for rows in (position, aton):
        for receiver in (7, 70_000_000_005):
            some = np.zeros(len(rows), RECEPTION)
            for name in ("t", "vessel", "mmsi"):
                some[name] = rows[name]
            some["receiver"] = receiver
            minute = (some["t"] - T0) // MINUTE
            up = (minute < out) | (minute >= out + 45)
            made.append(some[up] if receiver == 7 else some[(some["mmsi"] % 2 == 0) & (some["mmsi"] < 900_000_000)])
    every = np.concatenate(made)
    return every[np.lexsort((every["receiver"], every["vessel"], every["t"]))]


def found(position, aton, until, steps, reception=None):
    """What is known in the end of every fault."""
    reception = np.zeros(0, RECEPTION) if reception is None else reception
    vessels = np.unique(np.concatenate([position["vessel"], aton["vessel"]]))
    for rows in (position, aton, reception):
        rows["slot"] = np.searchsorted(vessels, rows["vessel"])
    state = DETECTOR.first_state()
    state.ids, state.vessels = vessels, np.zeros(len(vessels), state.vessels.dtype)
    given_, rows = {}, replace(no_rows(), position=position, aton=aton, reception=reception)
    for prev, w in itertools.pairwise(np.linspace(T0 - 1, until, steps + 1).astype(np.int64).tolist()):
        some, state = DETECTOR.step(DETECTOR.parameters, state, rows.within(prev, w), prev, w, None)
        for one in some:
            given_[one.vessel_ids, one.t_start, one.evidence["why"]] = one
    return sorted((one.t_start, one.t_event, one.t_end, one.evidence["why"]) for one in given_.values())


SPELLS = st.lists(
    st.tuples(
        st.integers(1, 30),
        st.sampled_from([3, 3, 3, 7, 45, 200]),
        st.sampled_from([0.0, 0.0, 0.0, 250.0, 400.0, 900.0]),
        st.sampled_from([0, 0, 0, 0, 1, -1]),
        st.sampled_from([-1, 0, 0, 0b11100000, 0b11100110, 0b11111000, 0b11100001, 0b11000110]),
    ),
    min_size=1,
    max_size=6,
)


def others(minutes, holes, seed):
    """Three ships near by who are heard each minute, but for holes in which the receiver is out."""
    rng, some = np.random.default_rng(seed), []
    for n in range(3):
        t = [k * 60 + n for k in range(minutes) if not any(low <= k < low + 25 for low in holes)]
        rows = rows_of([(one, 179.9, LAT + 0.01 * n, 0.0) for one in t], mmsi=211_000_001 + n)
        some.append(rows[rng.random(len(rows)) > 0.05])
    position = np.concatenate(some)
    return position[np.lexsort((position["vessel"], position["t"]))]


@settings(max_examples=120, deadline=None)
@given(SPELLS, st.lists(st.integers(0, 400), max_size=2), st.integers(0, 99), st.sampled_from([0, 14, 24, 30]),
       st.integers(1, 4), st.none() | st.integers(0, 300))  # fmt: skip
def test_a_fault_of_an_aid_is_what_the_rule_says(spells, holes, seed, kind, steps, out):
    aton = told(spells, 99_210_000_100, seed, kind)
    until = int(aton["t"].max()) + 100 * MINUTE
    position = others(min(int((until - T0) // MINUTE) + 1, 700), holes, seed)
    heard = np.zeros(0, RECEPTION) if out is None else hearings(position, aton, out)
    assert found(position, aton, until, steps, heard) == faults(
        position, aton, DETECTOR.parameters, until, T0 - 1, heard
    )


def test_a_buoy_told_off_its_place_among_its_first_reports_has_the_mean_of_the_others_for_its_home():
    """Its second place weighed a tenth instead of a half when eight between were off position: 360 m off became a buoy
    that had moved, and 300 m from its true mean is none."""
    aton = told(
        [(1, 3, 0.0, 0, 0), (8, 3, 900.0, 1, 0), (1, 3, 400.0, 0, 0), (6, 3, 400.0, 0, 0)], 99_210_000_100, 3, 24
    )
    until = int(aton["t"].max()) + MINUTE
    (one,) = found(others(30, [], 1), aton, until, 1)
    assert one[3] == "off position"
    assert one[2] != NO_TIME


def test_an_aid_is_not_silent_while_the_one_receiver_that_heard_it_is_out():
    """Ships near it were heard by another all the while: 18 such aids were told as silent in 18 simulated seas."""
    aton = told([(25, 3, 0.0, 0, 0)], 99_210_000_100, 3, 14)
    last = int(aton["t"].max())
    position, until = others(180, [], 1), last + 60 * MINUTE
    out = int((last - T0) // MINUTE) + 1
    assert [one[3] for one in found(position, aton, until, 1)] == ["silent"]
    assert [one[3] for one in found(position, aton, until, 1, hearings(position, aton, 400))] == ["silent"]
    assert found(position, aton, until, 1, hearings(position, aton, out)) == []
