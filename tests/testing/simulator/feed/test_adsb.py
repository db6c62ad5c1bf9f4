"""Aircraft over the sea, and what jamming does to them."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest

from marsad.geo.sphere import bearing_deg, distance_m
from marsad.testing.simulator.feed.adsb import EVERY_US, RADIUS_M, Adsb
from marsad.testing.simulator.records import AREA, Kind

T0_US = 1_767_268_800_000_000
ADEN = (42.0, 10.0, 52.0, 16.0)
MINUTE_US = 60_000_000
NONE = np.zeros(0, AREA)


def jammer(lon=47.0, lat=13.0, radius_m=150_000.0, kind=Kind.NO_FIX):
    area = np.zeros(1, AREA)
    area["t0"], area["t1"], area["kind"], area["lon"], area["lat"] = T0_US, T0_US + 600 * MINUTE_US, kind, lon, lat
    area["radius_m"], area["share"] = radius_m, 1.0
    return area


def flights(areas=NONE, minutes=60, seed=1):
    return list(Adsb(ADEN, areas, T0_US, seed).snapshots(T0_US, T0_US + minutes * MINUTE_US))


def test_as_many_as_a_sea_has_and_marked_as_simulated():
    for one in flights(minutes=5):
        assert 35 <= len(one["aircraft"]) <= 160
        assert all(a["flight"].startswith("SIM") and len(a["flight"]) == 8 for a in one["aircraft"])
        assert all(0xF08000 <= int(a["hex"], 16) < 0xF0F000 for a in one["aircraft"])
        assert len({a["hex"] for a in one["aircraft"]}) == len(one["aircraft"])


def test_they_fly_as_they_say():
    tracks = {}
    for one in flights():
        for a in one["aircraft"]:
            tracks.setdefault(a["hex"], []).append((one["now"], a["lon"], a["lat"], a["gs"], a["track"]))
    checked = 0
    for points in tracks.values():
        for (t, lon, lat, gs, track), (t2, lon2, lat2, _, _) in pairwise(points):
            if t2 - t == EVERY_US / 1e6:
                assert distance_m(lon, lat, lon2, lat2) / (t2 - t) / 0.514444 == pytest.approx(gs, abs=2.5)
                assert abs((bearing_deg(lon, lat, lon2, lat2) - track + 180) % 360 - 180) < 0.5
                checked += 1
    assert checked > 500


def test_quality_falls_near_a_jammer_and_nowhere_else():
    clean = {(s["now"], a["hex"]): a for s in flights() for a in s["aircraft"]}
    bad = good = 0
    for one in flights(jammer()):
        for a in one["aircraft"]:
            before = clean[one["now"], a["hex"]]
            away = distance_m(before["lon"], before["lat"], 47.0, 13.0)
            if a["nac_p"] < before["nac_p"]:
                bad += 1
                assert away < 600_000
                assert a["nic"] <= before["nic"]
            else:
                good += 1
                assert away > 150_000 or a["alt_baro"] < 10_000
            assert ("lat" in a) == (a["nic"] > 0 or a["nac_p"] > 0 or a.get("rc", 0) > 0) or "lat" in a
    assert bad > 100
    assert good > 200


def test_the_nearest_lose_their_place():
    lost = [a for s in flights(jammer()) for a in s["aircraft"] if "lat" not in a]
    assert lost
    assert all(a["nic"] == a["rc"] == a["nac_p"] == 0 for a in lost)


def test_height_sees_a_jammer_from_farther():
    reach = {}
    for one in flights(jammer(radius_m=30_000.0), minutes=240):
        for a in one["aircraft"]:
            if a["nac_v"] == 0 and "lat" in a:
                high = a["alt_baro"] > 20_000
                reach[high] = max(reach.get(high, 0), distance_m(a["lon"], a["lat"], 47.0, 13.0))
    assert reach[True] > 100_000
    assert reach.get(False, 0) < 0.7 * reach[True]


def test_an_outage_of_receivers_is_no_jamming():
    assert flights(jammer(kind=Kind.OUTAGE), minutes=2) == flights(minutes=2)


def test_lines_are_snapshots_however_time_is_cut():
    one = Adsb(ADEN, NONE, T0_US, 3)
    whole = one.lines(T0_US, T0_US + 5 * MINUTE_US)
    cut = T0_US + 77_777_777
    assert one.lines(T0_US, cut) + one.lines(cut, T0_US + 5 * MINUTE_US) == whole
    rows = [json.loads(line) for line in whole.splitlines()]
    assert len(rows) == 15
    assert all(a["rc"] == round(RADIUS_M[a["nic"]]) for a in rows[0]["aircraft"])
