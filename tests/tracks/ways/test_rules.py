"""What cuts a track, what a stop is, and what is derived, on ways that a person can follow."""

from __future__ import annotations

import math

import numpy as np
import pytest

from marsad.geo.sphere import bearing_deg, destination, distance_m
from marsad.tracks.ways.hash_kernel import stop_hash, track_hash
from marsad.tracks.ways.parameters import Parameters
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import close_day, trace
from tests.tracks.ways.rows import DAY_US, NOON, laid_out

S = 1_000_000


def sail(seconds, kn, course=90.0, start=(5.0, 50.0), begin=NOON, **more):
    """Positions at these seconds of a vessel on one course."""
    rows = []
    for s in seconds:
        lon, lat = destination(*start, course, kn * 1852 / 3600 * s)
        rows.append({"tk": begin + int(s * S), "lon": float(lon), "lat": float(lat), **more})
    return rows


def run(rows, **rules):
    state, p = WayState(), Parameters(**rules)
    found = trace(*laid_out(rows), state, p)
    done = close_day(state, NOON + 10 * DAY_US, p)
    return found, done.tracks.to_pylist(), done.stops.to_pylist()


@pytest.mark.parametrize(
    ("kind", "message", "gap_s"),
    [(1, 1, 3600), (2, 18, 7200), (6, 9, 900), (7, 1, 3600), (0, 0, 43200), (1, 27, 43200)],
)
def test_each_class_may_be_silent_for_so_long(kind, message, gap_s):
    for silence, many in ((gap_s, 1), (gap_s + 1, 2)):
        _, tracks, _ = run(sail([0, 10, 10 + silence], 5, kind=kind, type=message))
        assert len(tracks) == many
        assert [t["cause"] for t in tracks] == ["first", "gap"][:many]


def test_a_long_range_report_on_either_side_allows_the_long_gap():
    rows = sail([0, 40000], 5)
    for which in (0, 1):
        mixed = [{**row, "type": 27 if i == which else 1} for i, row in enumerate(rows)]
        assert len(run(mixed)[1]) == 1
    assert len(run(rows)[1]) == 2


def test_a_step_that_the_class_cannot_do_begins_another_track():
    rows = sail([0, 60, 120], 10) + sail([180, 240], 10, start=(6.0, 50.0))
    found, tracks, _ = run(rows)
    assert [t["cause"] for t in tracks] == ["first", "teleport"]
    assert [t["points"] for t in tracks] == [3, 2]
    assert np.isnan(found.step_m[3])
    assert found.track_id[3] == tracks[1]["track_id"] == track_hash(23500000100, NOON + 180 * S)


def test_whole_minutes_do_not_make_a_fast_ferry_jump():
    rows = sail(range(0, 1200, 47), 40)
    for row in rows:
        row["tk"] = row["tk"] // (60 * S) * (60 * S)
    found, tracks, _ = run(rows)
    assert len(tracks) == 1
    twice = np.flatnonzero(np.diff([r["tk"] for r in rows]) == 0) + 1
    assert len(twice) > 3
    assert np.isnan(found.made_kn[twice]).all()
    assert np.isfinite(np.delete(found.made_kn, [0, *twice])).all()


def test_two_jumps_at_one_instant_have_names_of_their_own():
    rows = [{"tk": NOON, "lon": float(x), "lat": 0.0} for x in range(4)]
    found, tracks, _ = run(rows)
    assert len(tracks) == len(set(found.track_id.tolist())) == 4


def test_another_class_begins_another_track_and_an_untold_one_does_not():
    rows = [{**row, "kind": k} for row, k in zip(sail(range(0, 60, 10), 5), [0, 1, 0, 255, 1, 2], strict=True)]
    _, tracks, _ = run(rows)
    assert [(t["cause"], t["points"], t["station"]) for t in tracks] == [
        ("first", 5, "class_a"),
        ("class", 1, "class_b"),
    ]


def test_the_names_of_tracks_and_stops_never_change():
    """Lakes hold them: the finisher of splitmix64 over vessel, kind of thing and start."""

    def mix(z):
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & (1 << 64) - 1
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & (1 << 64) - 1
        return z ^ (z >> 31)

    for vessel, t in ((23500000100, 1_600_000_000_000_000), (0, 0), (107374182307, -5), (99, 2**62)):
        for name, salt in ((track_hash, 0x515EED), (stop_hash, 0x570B5)):
            expected = mix(mix(vessel ^ salt) ^ (t & (1 << 64) - 1)) & (1 << 63) - 1
            assert name(vessel, t) == expected
    assert track_hash(23500000100, 1_600_000_000_000_000) == 1597096169175878816


def test_rows_of_no_track_stay_out():
    rows = sail(range(0, 60, 10), 5)
    rows[2]["outcome"] = 3
    rows[3]["number"] = 255
    rows[4]["lon"] = math.nan
    found, tracks, _ = run(rows)
    assert (found.track_id == 0).tolist() == [False, False, True, True, True, False]
    assert tracks[0]["points"] == 3
    assert np.isnan(found.step_m[2:5]).all()


def test_speed_course_and_turn_made_good():
    first = sail(range(0, 101, 10), 12, course=350.0)
    second = sail(
        range(10, 101, 10), 12, course=20.0, start=(first[-1]["lon"], first[-1]["lat"]), begin=first[-1]["tk"]
    )
    found, tracks, _ = run(first + second)
    np.testing.assert_allclose(found.made_kn[1:], 12.0, rtol=1e-5)
    np.testing.assert_allclose(found.made_deg[1:11], 350.0, atol=2e-3)
    np.testing.assert_allclose(found.made_deg[11:], 20.0, atol=3e-3)
    assert np.isnan(found.turn_deg_min[:2]).all()
    assert found.turn_deg_min[11] == pytest.approx(30.0 * 6, rel=1e-3)  # 30 degrees within 10 s
    np.testing.assert_allclose(found.turn_deg_min[2:11], 0.0, atol=1e-2)
    assert tracks[0]["distance_m"] == pytest.approx(200 * 12 * 1852 / 3600, rel=1e-9)
    assert tracks[0]["top_kn"] == pytest.approx(12.0, rel=1e-6)


def test_steps_agree_with_the_sphere_wherever_they_are():
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(-180, 180, 400), np.degrees(np.arcsin(rng.uniform(-1, 1, 400)))
    rows = [
        {"tk": NOON + i * 1000 * S, "lon": float(x), "lat": float(y)}
        for i, (x, y) in enumerate(zip(lon, lat, strict=True))
    ]
    found, _, _ = run(rows, top_class_a_kn=1e6)
    np.testing.assert_allclose(found.step_m[1:], distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:]), rtol=1e-6)
    np.testing.assert_allclose(found.made_deg[1:], bearing_deg(lon[:-1], lat[:-1], lon[1:], lat[1:]), atol=1e-4)


def test_the_highest_speed_is_taken_over_ten_seconds():
    rows = sail(range(0, 60, 2), 10)
    rows[10]["lon"] += 0.0005  # 36 m aside for two seconds
    found, tracks, _ = run(rows)
    assert np.nanmax(found.made_kn) > 30
    assert tracks[0]["top_kn"] < 20


def test_a_vessel_that_lies_still_for_long_enough_has_stopped():
    berth = destination(5.0, 50.0, 90.0, 10 * 1852 / 3600 * 600)
    come = sail(range(0, 600, 10), 10, sog_kn=10.0)
    lie = [{**row, "sog_kn": 0.1} for row in sail(range(600, 3600, 180), 0, start=(float(berth[0]), float(berth[1])))]
    go = sail(range(10, 600, 10), 10, start=(float(berth[0]), float(berth[1])), begin=NOON + 3600 * S, sog_kn=10.0)
    for told in (True, False):
        rows = come + lie + go
        if not told:
            rows = [{**row, "sog_kn": math.nan} for row in rows]
        _, tracks, stops = run(rows)
        assert len(tracks) == 1
        assert len(stops) == 1
        stop = stops[0]
        assert stop["track_id"] == tracks[0]["track_id"]
        begin, end = (stop[k].timestamp() * 1e6 - NOON for k in ("t_start", "t_end"))
        assert 570 * S <= begin <= 610 * S
        assert 3420 * S <= end <= 3640 * S
        assert distance_m(stop["lon_deg"], stop["lat_deg"], *berth) < 60
    assert stop["points"] >= len(lie)


def test_a_slow_passage_is_no_stop_and_one_wrong_speed_ends_none():
    assert run(sail(range(0, 7200, 10), 1.8, sog_kn=1.8))[2] == []
    rows = sail(range(0, 7200, 60), 0, sog_kn=0.0)
    rows[50]["sog_kn"] = 45.0
    stops = run(rows)[2]
    assert len(stops) == 1
    assert stops[0]["points"] == 119


def test_an_anchored_ship_that_swings_has_one_stop():
    rows = []
    for k in range(480):
        lon, lat = destination(44.0, 12.0, 0.75 * k, 300.0)
        rows.append({"tk": NOON - 10 * 3600 * S + k * 180 * S, "lon": float(lon), "lat": float(lat), "sog_kn": 0.4})
    stops = run(rows)[2]
    assert len(stops) == 1
    assert 500 < stops[0]["radius_m"] < 610
    assert distance_m(stops[0]["lon_deg"], stops[0]["lat_deg"], 44.0, 12.0) < 20


def test_tracks_and_stops_go_on_over_midnight_under_their_names():
    midnight = NOON + DAY_US // 2
    rows = sail(range(0, 7200, 60), 0, begin=midnight - 3600 * S, sog_kn=0.0)
    positions, number, outcome = laid_out(rows)
    state, parts = WayState(), []
    for before in (True, False):
        of = (positions.tk < midnight) == before
        found = trace(positions.part(of), number[of], outcome[of], state)
        parts.append(close_day(state, midnight if before else midnight + DAY_US))
        assert np.isnan(found.step_m[0]) == before
    for name, key in (("tracks", "track_id"), ("stops", "stop_id")):
        one, two = (getattr(part, name).to_pylist() for part in parts)
        assert len(one) == len(two) == 1
        assert one[0][key] == two[0][key]
        assert one[0]["t_begin"] == two[0]["t_begin"]
        assert (one[0]["part"], two[0]["part"]) == (0, 1)
        assert one[0]["points"] == two[0]["points"] == 60


def test_a_vessel_silent_for_days_is_known_to_have_been_seen():
    state = WayState()
    trace(*laid_out(sail([0, 10], 5)), state)
    close_day(state, NOON + 3 * DAY_US)
    kept = WayState.from_arrow(state.to_arrow())
    assert kept.records["open"].tolist() == [0]
    trace(*laid_out(sail([0, 10], 5, begin=NOON + 4 * DAY_US)), kept)
    assert close_day(kept, NOON + 5 * DAY_US).tracks["cause"].to_pylist() == ["gap"]


def test_a_row_older_than_its_track_counts_at_the_newest_instant():
    state = WayState()
    rows = sail(range(0, 100, 10), 5)
    trace(*laid_out(rows), state)
    found = trace(*laid_out([{**rows[4]}]), state)
    assert state.late == 1
    assert found.track_id[0] != 0
    assert found.step_m[0] > 0
    assert np.isnan(found.made_kn[0])


def test_the_live_state_keeps_no_lines():
    state = WayState(draw=False)
    for k in range(50):
        trace(*laid_out(sail([k * 10], 20)), state)
    assert state.parts == state.rests == state.vertices == []
    record = state.roll.find(23500000100)
    assert record is not None
    assert record["points"] == 50
    assert state.roll.find(23500000101) is None
    assert state.roll.drop_before(NOON + DAY_US) == 1
    assert len(state) == 0
    assert state.roll.find(23500000100) is None


def test_a_state_amid_a_day_is_not_kept():
    state = WayState()
    trace(*laid_out(sail([0, 10], 5)), state)
    with pytest.raises(ValueError, match="close it first"):
        state.to_arrow()
