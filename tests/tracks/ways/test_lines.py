"""Where a vessel was at an instant."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.geo.along import along
from marsad.geo.sphere import distance_m
from marsad.tracks.ways.lines import Line, lines_of, positions_at, resample, sample
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import close_day, trace
from tests.tracks.ways.rows import DAY_US, NOON, laid_out

S = 1_000_000
lons, lats = st.floats(-180, 180), st.floats(-90, 90)


@given(lons, lats, lons, lats, st.floats(0, 1))
def test_along_divides_the_great_circle(lon1, lat1, lon2, lat2, part):
    whole = distance_m(lon1, lat1, lon2, lat2)
    lon, lat = along(lon1, lat1, lon2, lat2, part)
    if np.isnan(lon):
        assert whole > 20_000_000
        return
    if whole < 19_900_000:
        assert distance_m(lon1, lat1, lon, lat) == pytest.approx(part * whole, abs=1e-3)
        assert distance_m(lon, lat, lon2, lat2) == pytest.approx((1 - part) * whole, abs=1e-3)


def test_along_gives_both_ends_as_they_are():
    lon, lat = along(np.array([180.0, -180.0]), 10.0, 179.9, np.array([11.0, 12.0]), np.array([0.0, 1.0]))
    assert lon.tolist() == [180.0, 179.9]
    assert lat.tolist() == [10.0, 12.0]


def test_over_the_date_line_and_nothing_outside():
    line = Line(np.array([0, 100]), np.array([179.0, -179.0]), np.array([0.0, 0.0]))
    lon, lat = positions_at(line, [-1, 0, 25, 50, 100, 101])
    assert np.isnan(lon[[0, -1]]).all()
    assert lon[1:3].tolist() == pytest.approx([179.0, 179.5])
    assert abs(lon[3]) == pytest.approx(180.0)
    assert lon[4] == -179.0
    assert lat[1:5].tolist() == pytest.approx([0.0] * 4)


def test_a_jump_holds_from_its_instant_on():
    line = Line(np.array([0, 10, 10, 20]), np.array([0.0, 1.0, 5.0, 6.0]), np.zeros(4))
    assert positions_at(line, [5, 10, 15])[0].tolist() == pytest.approx([0.5, 5.0, 5.5])


def test_resampling_keeps_to_whole_steps():
    line = Line(np.array([7 * S, 31 * S]), np.array([0.0, 0.024]), np.zeros(2))
    even = resample(line, 10 * S)
    assert even.t_us.tolist() == [10 * S, 20 * S, 30 * S]
    assert even.lon_deg.tolist() == pytest.approx([0.003, 0.013, 0.023])
    with pytest.raises(ValueError, match="positive"):
        resample(line, 0)


def test_all_vessels_at_one_instant_and_over_midnight():
    midnight = NOON + DAY_US // 2
    rows = [
        {"mmsi": 235000001 + v, "tk": midnight + (v * 40 + k * 30 - 300) * S, "lon": v + k * 1e-3, "lat": 50.0}
        for v in range(8)
        for k in range(12)
    ]
    positions, number, outcome = laid_out(rows)
    state, tables = WayState(), []
    import pyarrow as pa

    for before in (True, False):
        of = (positions.tk < midnight) == before
        trace(positions.part(of), number[of], outcome[of], state)
        tables.append(close_day(state, midnight if before else midnight + DAY_US).tracks)
    tracks = pa.concat_tables(tables)
    lines = lines_of(tracks)
    assert len(lines) == 8
    for t in (
        midnight - 301 * S,
        midnight - 300 * S,
        midnight - 3 * S,
        midnight,
        midnight + 30 * S,
        midnight + 311 * S,
    ):
        found = sample(tracks, t)
        expected = {}
        for name, line in lines.items():
            lon, lat = positions_at(line, t)
            if not np.isnan(lon):
                expected[name] = (float(lon), float(lat))
        got = zip(
            found["track_id"].to_pylist(), found["lon_deg"].to_pylist(), found["lat_deg"].to_pylist(), strict=True
        )
        assert {name: place for name, *place in got} == {name: list(place) for name, place in expected.items()}
        assert found["vessel_id"].to_pylist() == sorted(found["vessel_id"].to_pylist())
        assert [v // 100 for v in found["vessel_id"].to_pylist()] == found["mmsi"].to_pylist()
    assert sample(tracks, midnight).num_rows == 8  # between two parts, too
    assert sample(tracks.slice(0, 0), midnight).num_rows == 0
