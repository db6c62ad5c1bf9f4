"""At the end of a day, what was followed live is what a build makes of the same rows."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo.sphere import destination
from marsad.tracks.live.ways import DAY_US, LATENESS_US
from tests.rows import columns, table
from tests.tracks.live.as_built import built, followed, ways_of
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
@settings(max_examples=120)
def test_a_day_followed_in_any_chunks_is_the_day_built_at_once(rows, chance: random.Random, call_s: int):
    came = sorted([{**row, "t_recv": row["t"] + chance.randrange(LATENESS_US - S)} for row in rows],
                  key=lambda row: row["t_recv"])  # fmt: skip
    calls: dict[int, list[dict[str, Any]]] = {}
    for row in came:
        calls.setdefault(row["t_recv"] // (call_s * S), []).append(row)
    live, senders = followed(
        [(table("position", some), some[-1]["t_recv"]) for some in calls.values()], EVENING + 5 * DAY_US
    )
    found, lanes, state = built(table("position", rows))
    assert live.late == 0
    assert senders.decided == found
    assert ways_of(live._ways) == ways_of(state)
    assert senders.lanes.tobytes() == lanes.lanes.tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_recorded_traffic_followed_by_the_hour_is_the_traffic_built(corpora: Path, name: str):
    rows = recorded(corpora, name)
    told = {"mmsi": rows.mmsi, "t": rows.t, "lon_deg": rows.lon, "lat_deg": rows.lat, "sog_kn": rows.sog_kn,
            "cog_deg": rows.cog_deg, "type": rows.type, "flags": rows.flags, "digest": rows.digest}  # fmt: skip
    hours = rows.t // (3600 * S)
    calls = [
        (columns("position", int(of.sum()), **{name: column[of] for name, column in told.items()}),
         int((hour + 1) * 3600 * S))
        for hour in np.unique(hours) for of in [hours == hour]
    ]  # fmt: skip
    live, senders = followed(calls, int(rows.t.max()) + 2 * DAY_US, most=50_000)
    found, lanes, state = built(columns("position", len(rows), **told))
    assert live.late == 0
    assert senders.decided == found
    assert ways_of(live._ways) == ways_of(state)
    assert senders.lanes.tobytes() == lanes.lanes.tobytes()
