"""At the end of a day, what was followed live is what a build makes of the same rows."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo.sphere import destination
from marsad.tracks.live.ways import DAY_US, LATENESS_US, LiveWays
from marsad.tracks.position_arrays import PositionArrays
from tests.rows import columns, table
from tests.tracks.live.as_built import NotedSenders, built, followed, ways_of
from tests.tracks.vessels.mixes import mix, usable
from tests.tracks.vessels.recorded import NAMES, recorded

S = 1_000_000
EVENING = 1_700_000_000 * S // DAY_US * DAY_US + 22 * 3600 * S
SHARED = 211_000_001


@st.composite
def evening(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A few MMSI with one to three vessels each, wild places among them, over midnight; some rows come twice."""
    rows: list[dict[str, Any]] = []
    for mmsi in range(SHARED, SHARED + draw(st.integers(1, 3))):
        for _ in range(draw(st.integers(1, 3))):
            lon, lat, course = draw(st.floats(-180, 180)), draw(st.floats(-89, 89)), draw(st.floats(0, 359))
            begin_s, kn = draw(st.integers(0, 4 * 3600)), draw(st.floats(0, 30))
            each_s = draw(st.sampled_from([6, 60, 61, 720]))
            told_kn, told_deg = draw(st.sampled_from([None, kn, 10.0, 102.2])), draw(st.sampled_from([None, course]))
            late_us = draw(st.sampled_from([None, 0, S]))
            for k in range(draw(st.integers(1, 14))):
                x, y = destination(lon, lat, course, k * each_s * kn * 0.5144)
                t = EVENING + (begin_s + k * each_s) * S
                rows.append(
                    {"mmsi": mmsi, "t": t, "t_fix": None if late_us is None else t - late_us, "lon_deg": float(x),
                     "lat_deg": float(y), "sog_kn": told_kn, "cog_deg": told_deg, "digest": len(rows), "type": 1}
                )  # fmt: skip
    for k in draw(st.lists(st.integers(0, len(rows) - 1), max_size=4)):
        rows.append({**rows[k], "t": rows[k]["t"] + draw(st.sampled_from([0, S, 2 * S])), "station": "other"})
    return rows


@given(evening(), st.randoms(use_true_random=False), st.sampled_from([1, 20, 600, 7200]))
@settings(max_examples=60)
def test_a_day_followed_in_any_chunks_is_the_day_built_at_once(rows, chance: random.Random, call_s: int):
    came = sorted([{**row, "t_recv": row["t"] + chance.randrange(LATENESS_US - S)} for row in rows],
                  key=lambda row: row["t_recv"])  # fmt: skip
    calls: dict[int, list[dict[str, Any]]] = {}
    for row in came:
        calls.setdefault(row["t_recv"] // (call_s * S), []).append(row)
    live, senders = followed(
        [(table("position", some), some[-1]["t_recv"]) for some in calls.values()], EVENING + 5 * DAY_US
    )
    assert live.late == 0
    assert_as_built(table("position", rows), live, senders)


def assert_as_built(rows: pa.Table, live: LiveWays, senders: NotedSenders) -> None:
    found, lanes, state = built(rows)
    assert senders.decided == found
    assert ways_of(live._ways) == ways_of(state)
    assert senders.lanes.tobytes() == lanes.lanes.tobytes()


def by_the(step_s: int, rows: PositionArrays) -> tuple[pa.Table, list[tuple[pa.Table, int]]]:
    """Positions as one table, and as they come when a call is made each so many seconds."""
    told = {"mmsi": rows.mmsi, "t": rows.t, "lon_deg": rows.lon, "lat_deg": rows.lat, "sog_kn": rows.sog_kn,
            "cog_deg": rows.cog_deg, "type": rows.type, "flags": rows.flags, "digest": rows.row}  # fmt: skip
    steps = rows.t // (step_s * S)
    calls = []
    for step in np.unique(steps).tolist():
        some = {name: column[steps == step] for name, column in told.items()}
        calls.append((columns("position", some["t"].size, **some), (step + 1) * step_s * S))
    return columns("position", len(rows), **told), calls


@pytest.mark.parametrize("name", NAMES)
def test_recorded_traffic_followed_by_the_hour_is_the_traffic_built(corpora: Path, name: str):
    rows = recorded(corpora, name)
    whole, calls = by_the(3600, rows)
    live, senders = followed(calls, int(rows.t.max()) + 2 * DAY_US, most=50_000)
    assert live.late == 0
    assert_as_built(whole, live, senders)


@pytest.mark.parametrize(("name", "step_s"), [("suez", 720), ("solent", 30)])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_vessels_that_share_an_mmsi_are_told_apart_in_the_end_as_in_a_build(corpora, name, step_s, count):
    rows = mix(usable(recorded(corpora, name)), count, 20_000.0, np.random.default_rng(count)).positions
    whole, calls = by_the(step_s, rows)
    live, senders = followed(calls, int(rows.t.max()) + 2 * DAY_US)
    assert senders.changes > 0  # what was taken for one vessel at first has been traced anew
    assert_as_built(whole, live, senders)


def test_what_is_shown_while_the_day_lasts_is_what_a_build_makes_of_the_rows_so_far(corpora):
    rows = mix(usable(recorded(corpora, "solent")), 3, 20_000.0, np.random.default_rng(5)).positions
    whole, calls = by_the(30, rows)
    taken, live = 0, LiveWays(1000)
    for part, now_us in calls[:24]:
        live.add(part, now_us)
        live.advance(now_us + LATENESS_US)
        taken += part.num_rows
        _, lanes, state = built(whole.slice(0, taken))
        newest = max(state.records, key=lambda way: int(way["t"]))
        told = live.derived(int(rows.mmsi[0]))
        assert told is not None
        assert told.vessels == len(lanes.lanes)
        assert (told.t_us, told.track_since_us) == (int(newest["t"]), int(newest["t_begin"]))
    assert taken >= 20
