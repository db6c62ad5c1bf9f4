"""Every position lies within the stated distance of where the simplified line is at the same instant."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo.sphere import distance_m
from marsad.tracks.ways.lines import Line, lines_of, positions_at
from marsad.tracks.ways.parameters import Parameters
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import close_day, trace
from tests.tracks.ways.rows import NOON, laid_out, ways


def farthest_m(positions, track_id, lines: dict[int, Line]) -> float:
    """Greatest distance of a position from its line at its instant; at a jump, the nearer side counts."""
    worst = 0.0
    for name in np.unique(track_id[track_id != 0]):
        line, of = lines[name], track_id == name
        t = positions.tk[of]
        away = distance_m(positions.lon[of], positions.lat[of], *positions_at(line, t))
        for vertex in range(len(line.t_us)):
            at = t == line.t_us[vertex]
            side = distance_m(positions.lon[of][at], positions.lat[of][at], line.lon_deg[vertex], line.lat_deg[vertex])
            away[at] = np.minimum(away[at], side)
        assert not np.isnan(away).any()
        worst = max(worst, float(away.max()))
    return worst


@given(ways(), st.sampled_from([0.5, 5.0, 20.0, 500.0]))
@settings(max_examples=400)
def test_no_position_is_farther_from_its_line_than_stated(rows, error_m):
    positions, number, outcome = laid_out(rows)
    rules, state = Parameters(error_m=error_m, gap_class_a_s=60000.0), WayState()
    found = trace(positions, number, outcome, state, rules)
    tracks = close_day(state, NOON + 10**12, rules).tracks
    assert set(tracks["error_m"].to_pylist()) <= {error_m}
    assert farthest_m(positions, found.track_id, lines_of(tracks)) <= error_m


@given(
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)), st.floats(0, 360), st.floats(1, 400),
    st.lists(st.tuples(st.floats(1, 30000), st.floats(-30, 30)), min_size=2, max_size=40),
)  # fmt: skip
@settings(max_examples=300)
def test_long_ways_at_any_speed_stay_within_the_bound(start, course, speed_mps, legs):
    """Also where a segment grows to hundreds of kilometres, as satellites hear ships."""
    from marsad.geo.sphere import destination

    lon, lat, tk, rows = *start, NOON, []
    for seconds, wiggle_m in legs:
        tk += int(seconds * 1e6)
        lon, lat = (float(v) for v in destination(lon, lat, course, speed_mps * seconds))
        off = destination(lon, lat, course + 90.0, wiggle_m)
        rows.append({"tk": tk, "lon": float(off[0]), "lat": float(off[1]), "kind": 6})
    positions, number, outcome = laid_out(rows)
    rules = Parameters(gap_aircraft_s=1e6, top_aircraft_kn=1e4)
    state = WayState()
    found = trace(positions, number, outcome, state, rules)
    tracks = close_day(state, NOON + 10**14, rules).tracks
    assert tracks.num_rows == 1
    assert farthest_m(positions, found.track_id, lines_of(tracks)) <= rules.error_m


def test_a_straight_way_over_the_date_line_needs_two_vertices():
    rows = [{"tk": NOON + i * 10_000_000, "lon": (179.99 + i * 0.001 + 180) % 360 - 180, "lat": 0.0} for i in range(30)]
    positions, number, outcome = laid_out(rows)
    state = WayState()
    trace(positions, number, outcome, state)
    tracks = close_day(state, NOON + 10**12).tracks
    row = tracks.to_pylist()[0]
    assert len(row["line_t"]) == 2
    assert row["west_deg"] == 179.99
    assert -180 <= row["east_deg"] < -179.9
    assert abs(row["distance_m"] - distance_m(179.99, 0.0, row["line_lon_deg"][1], 0.0)) < 1e-3
