"""GOSPA by hand, and who follows whom."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.geo.sphere import destination
from marsad.testing.scoring.assignment import assign
from marsad.testing.scoring.gospa import CUT_OFF_M, choose, gospa, pairs
from marsad.testing.scoring.track_quality import Places, Quality, _at, _Line

LON, LAT = 50.0, 12.0


def at(*east_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Places so far east of one spot."""
    lon, lat = destination(np.full(len(east_m), LON), np.full(len(east_m), LAT), np.full(len(east_m), 90.0),
                           np.array(east_m))  # fmt: skip
    return np.asarray(lon, np.float64), np.asarray(lat, np.float64)


@pytest.mark.parametrize(
    ("truth", "tracks", "metres", "missed", "false"),
    [
        ((), (), 0.0, 0, 0),
        ((0.0,), (0.0,), 0.0, 0, 0),
        ((0.0,), (300.0,), 300.0, 0, 0),
        # One alone costs c / sqrt(2), whether missed or false.
        ((0.0,), (), (1000**2 / 2) ** 0.5, 1, 0),
        ((), (0.0,), (1000**2 / 2) ** 0.5, 0, 1),
        # Farther apart than c: both missed and false.
        ((0.0,), (1500.0,), 1000.0, 1, 1),
        # 300 and 400 m off, one missed, one false: sqrt(90,000 + 160,000 + 500,000 + 500,000).
        ((0.0, 10_000.0, 20_000.0), (300.0, 10_400.0, 40_000.0), 1250000**0.5, 1, 1),
        # The best choice of both together, not the nearest for the first: 600^2 + 600^2 < 1 pair of 0 + c^2.
        ((0.0, 600.0), (600.0, 1200.0), 720000**0.5, 0, 0),
    ],
)
def test_by_hand(truth: tuple[float, ...], tracks: tuple[float, ...], metres: float, missed: int, false: int):
    found, chosen = gospa(*at(*truth), *at(*tracks))
    assert found.metres(1000.0) == pytest.approx(metres, abs=0.05)
    assert (found.missed, found.false, found.assigned) == (missed, false, len(chosen))
    swapped, _ = gospa(*at(*tracks), *at(*truth))
    assert swapped.metres(1000.0) == pytest.approx(found.metres(1000.0), abs=0.01)


def places(east_m: tuple[float, ...], vessels: tuple[int, ...], tracks: tuple[int, ...]) -> Places:
    return Places(*at(*east_m), np.array(vessels, np.int64), np.array(tracks, np.int64))


def test_ships_side_by_side_keep_their_tracks():
    made = Quality()
    for off in (0.0, 60.0, -60.0, 60.0):
        # The nearer track changes each minute.
        made.minute(places((0.0, 50.0), (1, 2), (1, 2)), places((off, 50.0 - off), (100, 200), (7, 8)))
    assert (made.switches, made.breaks) == (0, 0)


def test_a_track_that_goes_over_to_another_ship_is_a_switch_and_a_new_track_of_hers_is_none():
    made = Quality()
    made.minute(places((0.0,), (1,), (1,)), places((0.0,), (100,), (7,)))
    made.minute(places((0.0,), (1,), (1,)), places((0.0,), (100,), (8,)))
    assert (made.switches, made.breaks) == (0, 1)
    made.minute(places((0.0,), (1,), (1,)), places((0.0,), (200,), (9,)))
    assert (made.switches, made.breaks) == (1, 1)


def test_the_parts_add_up():
    made = Quality()
    made.minute(places((0.0, 9000.0), (1, 2), (1, 2)), places((300.0,), (100,), (7,)))
    made.minute(places((0.0,), (1,), (1,)), places((400.0, 5000.0), (100, 200), (7, 8)))
    told = made.figures()
    parts = [told[name] ** 2 for name in ("localisation_rms_m", "missed_rms_m", "false_rms_m")]
    assert sum(parts) == pytest.approx(told["gospa_rms_m"] ** 2)
    assert parts[0] == pytest.approx((300**2 + 400**2) / 2, rel=1e-3)
    assert parts[1:] == [250_000.0, 250_000.0]
    assert told["missed_share"] == pytest.approx(1 / 3)


def test_the_quick_choice_is_that_of_the_whole_assignment():
    draw = np.random.default_rng(4)
    for crowd in (3, 20, 60):
        truth, tracks = at(*draw.uniform(0, 30_000, crowd)), at(*draw.uniform(0, 30_000, crowd + 5))
        near = pairs(*truth, *tracks, CUT_OFF_M)
        most = round(CUT_OFF_M * 100) ** 2
        gains = {
            (v, k): most - round(m * 100) ** 2
            for v, k, m in zip(near.vessel.tolist(), near.track.tolist(), near.apart_m.tolist(), strict=True)
        }
        row = choose(near, CUT_OFF_M)
        found = dict(zip(near.vessel[row].tolist(), near.track[row].tolist(), strict=True))
        assert found == assign(gains)
        assert found


def test_tracks_are_asked_at_many_instants_at_once_as_one_by_one():
    draw = np.random.default_rng(5)
    lines = []
    for track in range(30):
        t = np.unique(draw.integers(0, 100_000, 6))
        lines.append(_Line(t, 179.0 + draw.uniform(0, 2, t.size), draw.uniform(0, 10, t.size), track % 7, track))
    t = np.arange(0, 100_000, 777)
    for when, found in zip(t.tolist(), _at(lines, t), strict=True):
        now = [line for line in lines if line.t[0] <= when <= line.t[-1]]
        assert found.track.tolist() == [line.track for line in now]
        assert found.vessel.tolist() == [line.vessel for line in now]
        lon = [(float(np.interp(when, line.t, line.lon)) + 180.0) % 360.0 - 180.0 for line in now]
        assert found.lon.tolist() == lon
        assert found.lat.tolist() == [float(np.interp(when, line.t, line.lat)) for line in now]
