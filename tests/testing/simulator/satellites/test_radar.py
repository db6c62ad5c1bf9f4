"""What radar satellites see: dark ships too, no ghosts of the air, and those that move in the wrong place."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.geo.land import is_land
from marsad.geo.sphere import bearing_deg, destination, distance_m
from marsad.testing.simulator.records import EFFECT, STATE, VESSEL, Kind, Role, Station
from marsad.testing.simulator.satellites.detections import batch
from marsad.testing.simulator.satellites.orbit import Orbit
from marsad.testing.simulator.satellites.radar import MINUTE_US, Radar, azimuth_shift_m, recall
from marsad.testing.simulator.scenario import SatelliteSpec
from tests.testing.simulator.reception.seas import NO_EFFECT, T0_US, scenario

# Northward over the Indian Ocean.
SPEC = SatelliteSpec("SIMSAR1", "radar", 693.0, 98.2, 70.0, 2.0)
ORBIT = Orbit(693.0, 98.2, 70.0, 2.0, T0_US)
SHIPS = 400


def swath_ships(count=SHIPS, length_m=200.0, sog_kn=0.0, cog_deg=0.0):
    """Ships spread over what the first minute sweeps."""
    x, y, z = ORBIT.below([T0_US + MINUTE_US // 2])[0]
    lon, lat = np.degrees(np.arctan2(y, x)), np.degrees(np.arcsin(z))
    rng = np.random.Generator(np.random.Philox(4))
    spot = destination(lon, lat, 80.0, rng.uniform(350e3, 590e3, count))
    states = np.zeros(count, STATE)
    states["present"], states["lon"], states["lat"] = True, spot[0], spot[1] + rng.uniform(-1, 1, count)
    states["sog_kn"], states["cog_deg"] = sog_kn, cog_deg
    vessels = np.zeros(count, VESSEL)
    vessels["length_m"], vessels["role"], vessels["station"] = length_m, Role.CARGO, Station.CLASS_A
    return vessels, states


def seen(vessels, states, effects=NO_EFFECT, seed=1, minutes=1):
    radar = Radar(scenario(satellites=(SPEC,)), vessels, effects, seed)
    return np.concatenate([radar.minute(T0_US + k * MINUTE_US, states) for k in range(minutes)])


def ships(rows):
    return rows[rows["vessel"] >= 0]


def test_large_ships_are_found_and_boats_are_missed():
    found = [ships(seen(*swath_ships(length_m=length))).size / SHIPS for length in (8.0, 25.0, 60.0, 250.0)]
    assert found[0] < 0.25
    assert found == sorted(found)
    assert found[-1] > 0.8 * recall(250.0)
    assert 0.4 < recall(25.0) < 0.8


def test_who_is_silent_is_seen_and_who_is_only_told_is_not():
    vessels, states = swath_ships()
    vessels["station"][:100] = Station.NONE
    effects = np.zeros(100, EFFECT)
    effects["kind"], effects["vessel"] = Kind.VIRTUAL, 100 + np.arange(100)
    effects["t0"], effects["t1"] = T0_US, T0_US + MINUTE_US
    vessels["role"][200:300] = Role.VIRTUAL_AID
    states["present"][300:400] = False
    found = ships(seen(vessels, states, effects))["vessel"]
    assert found.size > 60
    assert found.max() < 100


def test_a_ship_at_rest_is_where_she_is():
    vessels, states = swath_ships()
    rows = ships(seen(vessels, states))
    off = distance_m(states["lon"][rows["vessel"]], states["lat"][rows["vessel"]], rows["lon"], rows["lat"])
    assert 20 < off.mean() < 60
    assert off.max() < 200
    assert (rows["shift_m"] == 0).all()
    assert np.median(np.abs(rows["length_m"] - 200)) < 40


@pytest.mark.parametrize("away", [True, False])
def test_who_moves_is_shifted_along_the_track(away):
    x, y, z = ORBIT.below([T0_US])[0]
    ahead = ORBIT.below([T0_US + 1_000_000])[0]
    track = bearing_deg(*(np.degrees([np.arctan2(y, x), np.arcsin(z)])),
                        *(np.degrees([np.arctan2(ahead[1], ahead[0]), np.arcsin(ahead[2])])))  # fmt: skip
    vessels, states = swath_ships(sog_kn=20.0, cog_deg=(track + (90 if away else -90)) % 360)
    rows = ships(seen(vessels, states))
    who = rows["vessel"]
    off = distance_m(states["lon"][who], states["lat"][who], rows["lon"], rows["lat"])
    course = bearing_deg(states["lon"][who], states["lat"][who], rows["lon"], rows["lat"])
    along = off * np.cos(np.radians(course - track))
    assert (np.sign(along) == (-1 if away else 1)).mean() > 0.98
    assert 450 < np.abs(along).mean() < 1000
    assert np.abs(rows["shift_m"]).min() > 400


@pytest.mark.parametrize(
    ("incidence", "slant", "published"), [(30.0, 790.0, 530.0), (39.0, 870.0, 740.0), (46.0, 955.0, 930.0)]
)
def test_the_shift_is_the_published_one(incidence, slant, published):
    assert azimuth_shift_m(20.0, 90.0, incidence, slant, 7.5) == pytest.approx(-published, rel=0.04)


def test_false_alarms_are_few_and_at_sea():
    rows = seen(*swath_ships(1), minutes=120)
    wrong = rows[rows["vessel"] < 0]
    assert 60 < wrong.size < 400
    assert not is_land(wrong["lon"], wrong["lat"]).any()
    assert (wrong["score"] < 0.8).all()
    assert (np.diff(rows["t"]) >= 0).all()


def test_a_second_look_is_the_same():
    vessels, states = swath_ships()
    assert seen(vessels, states).tobytes() == seen(vessels, states).tobytes()
    assert seen(vessels, states).tobytes() != seen(vessels, states, seed=2).tobytes()


def test_the_table_names_what_published_tables_name():
    vessels, states = swath_ships(20)
    table = batch(seen(vessels, states, minutes=30), ["SIMSAR1"])
    rows = table.to_pylist()
    assert rows[0]["scene_id"].startswith("SIMSAR1_20260101T120000Z")
    assert len({row["detect_id"] for row in rows}) == len(rows)
    assert any(row["vessel"] is None for row in rows)
    assert any(row["vessel"] is not None for row in rows)
