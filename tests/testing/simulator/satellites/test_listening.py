"""What satellites make of crowded slots, against the published figures, and when it reaches the ground."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from marsad.testing.simulator.reception.reception import Reception
from marsad.testing.simulator.records import Kind, Station
from marsad.testing.simulator.satellites.dump import Dumps
from marsad.testing.simulator.satellites.elsewhere import SENT_A_MINUTE, Elsewhere
from marsad.testing.simulator.satellites.listener import ELEVATION_DEG
from marsad.testing.simulator.satellites.orbit import EARTH_KM, Orbit
from marsad.testing.simulator.scenario import ErrorRates, SatelliteSpec
from tests.testing.simulator.reception.seas import MINUTE_US, NO_AREA, NO_EFFECT, T0_US, scenario, sent, vessels

PASS_MINUTES = 10
# It stands over the ships in the middle of the pass.
SPEC = SatelliteSpec("SIMSAT", altitude_km=600.0, inclination_deg=97.8, node_deg=0.0, phase_deg=20.0)
ORBIT = Orbit(SPEC.altitude_km, SPEC.inclination_deg, SPEC.node_deg, SPEC.phase_deg, T0_US)


def under(t_us):
    x, y, z = ORBIT.below([t_us])[0]
    return np.degrees(np.arctan2(y, x)), np.degrees(np.arcsin(z))


def heard_from(count, every_s=6.0, seed=1, channel=0, number=1, station=Station.CLASS_A, garbage=0.0):
    """Receptions of one pass over ships close together, each in slots of its own choice."""
    rng = np.random.Generator(np.random.Philox(seed))
    lon, lat = under(T0_US + PASS_MINUTES // 2 * MINUTE_US)
    turns = round(PASS_MINUTES * 60 / every_s)
    vessel = np.repeat(np.arange(count), turns)
    t = T0_US + ((np.tile(np.arange(turns), count) + rng.random(vessel.size)) * every_s * 1e6).astype(np.int64)
    tx = sent(t, vessel, lon, lat, channel + rng.integers(0, 2, vessel.size), number=number)
    sea = replace(scenario(satellites=(SPEC,)), errors=ErrorRates(garbage=garbage))
    one = Reception(sea, vessels(count, station), NO_EFFECT, NO_AREA, seed)
    first, rest = one.block(tx, T0_US, T0_US + PASS_MINUTES * MINUTE_US), one.rest()
    heard = np.concatenate([first.rx["SIMSAT"], rest.rx["SIMSAT"]])
    return tx, heard, rest


@pytest.mark.parametrize(("ships", "published"), [(900, 0.985), (2000, 0.08)])
def test_the_share_of_ships_heard_in_one_pass(ships, published):
    tx, heard, _ = heard_from(ships)
    share = np.unique(tx["vessel"][heard["tx"]]).size / ships
    print(f"{ships} ships with reports every 6 s in a footprint: {share:.3f} heard in a pass of 10 min")
    assert share == pytest.approx(published, abs=0.012 if ships == 900 else 0.025)


def test_message_27_survives_better():
    _, crowded, _ = heard_from(2000)
    tx, long_range, _ = heard_from(2000, every_s=180.0, channel=2, number=27)
    assert long_range.size / tx.size > 0.75
    assert crowded.size / 200_000 < 0.01


def test_low_power_is_seldom_heard():
    _, strong, _ = heard_from(100)
    _, weak, _ = heard_from(100, station=Station.CLASS_B_CS)
    assert 0.2 < weak.size / strong.size < 0.5


def test_only_the_footprint_is_heard():
    lon, lat = under(T0_US)
    reach = np.degrees(ORBIT.footprint_rad(ELEVATION_DEG))
    for aside, inside in ((0.0, True), (reach - 1.0, True), (reach + 1.0, False)):
        tx = sent(T0_US + np.arange(50) * 100_000, np.arange(50), lon, lat - aside)
        one = Reception(scenario(satellites=(SPEC,)), vessels(50), NO_EFFECT, NO_AREA, 1)
        one.block(tx, T0_US, T0_US + MINUTE_US)
        assert (one.waiting > 30) == inside
        assert inside or not one.waiting


def test_it_arrives_late_and_in_the_order_heard():
    tx, heard, _ = heard_from(50)
    delay_s = (heard["t_deliver"] - tx["t"][heard["tx"]]) / 1e6
    assert delay_s.min() >= 30
    assert delay_s.max() <= 2 * SPEC.delay_s
    assert (np.diff(tx["t"][heard["tx"]]) >= 0).all()


@pytest.mark.parametrize("mean_s", [600.0, 3600.0, 7200.0])
def test_the_mean_delay_is_the_satellites(mean_s):
    t = T0_US + np.arange(0, 10 * 86_400, 7) * 1_000_000
    delivered = Dumps(mean_s, 1, 0, T0_US).delivered(t)
    assert (delivered - t).mean() / 1e6 == pytest.approx(mean_s, rel=0.07)
    assert (delivered - t).min() >= 30_000_000


def test_orbits_are_those_of_kepler():
    assert ORBIT.period_s / 60 == pytest.approx(96.5, abs=0.1)
    assert ORBIT.speed_km_s == pytest.approx(7.56, abs=0.01)
    below = ORBIT.below(T0_US + np.arange(0, 100) * MINUTE_US)
    assert np.allclose(np.linalg.norm(below, axis=1), 1)
    assert np.degrees(np.arcsin(below[:, 2])).max() == pytest.approx(180 - 97.8, abs=0.3)
    crossing = below[0] if SPEC.phase_deg == 0 else ORBIT.below([T0_US - round(ORBIT.period_s * 1e6 * 20 / 360)])[0]
    assert np.degrees(np.arctan2(crossing[1], crossing[0])) == pytest.approx(SPEC.node_deg, abs=1e-4)
    assert crossing[2] == pytest.approx(0, abs=1e-6)
    ahead = ORBIT.ahead([T0_US])[0]
    assert ahead @ ORBIT.below([T0_US])[0] == pytest.approx(0, abs=1e-6)
    assert ahead[2] > 0.9
    assert ORBIT.footprint_rad(0.0) == pytest.approx(np.arccos(EARTH_KM / (EARTH_KM + 600.0)))


def test_an_area_that_nobody_hears():
    lon, lat = under(T0_US)
    tx = sent(T0_US + np.arange(50) * 100_000, np.arange(50), lon, lat + np.where(np.arange(50) % 2, 0.5, 0.0))
    areas = np.zeros(1, NO_AREA.dtype)
    areas["kind"], areas["t0"], areas["t1"], areas["a"] = Kind.OUTAGE, T0_US, T0_US + MINUTE_US, 1.0
    areas["lon"], areas["lat"], areas["radius_m"] = lon, lat, 10_000.0
    one = Reception(scenario(satellites=(SPEC,)), vessels(50), NO_EFFECT, areas, 1)
    one.block(tx, T0_US, T0_US + MINUTE_US)
    assert (tx["vessel"][one.rest().rx["SIMSAT"]["tx"]] % 2 == 1).all()


def test_ships_that_the_scenario_leaves_out_fill_slots_too():
    assert Elsewhere((-180.0, -90.0, 180.0, 90.0)).sent_a_minute(np.array([1.0, 0.0, 0.0]), -1.0) == 0
    ocean, gulf = np.array([-0.8, -0.6, 0.0]), Elsewhere((42.0, 10.0, 52.0, 16.0))
    assert gulf.sent_a_minute(ocean, -1.0) == pytest.approx(SENT_A_MINUTE, rel=0.01)
    footprint = np.cos(ORBIT.footprint_rad(ELEVATION_DEG))
    assert gulf.sent_a_minute(ocean, footprint) == pytest.approx(SENT_A_MINUTE * (1 - footprint) / 2 / 0.65, rel=0.15)
    # all the ocean but the Gulf of Aden: a ship is heard now and then, her long-range reports mostly
    rng = np.random.Generator(np.random.Philox(1))
    alone = []
    for number, channel in ((1, 0), (27, 2)):
        t, ship = T0_US + rng.integers(0, 10 * MINUTE_US, 5000), rng.integers(0, 100, 5000)
        tx = sent(t, ship, *under(T0_US + 5 * MINUTE_US), channel, number=number)
        sea = replace(scenario(satellites=(SPEC,)), area=(42.0, 10.0, 52.0, 16.0))
        one = Reception(sea, vessels(100), NO_EFFECT, NO_AREA, 1)
        one.block(tx, T0_US, T0_US + 10 * MINUTE_US)
        alone.append(one.waiting / 5000)
    assert 0.001 < alone[0] < 0.3
    assert alone[1] > 0.6


def test_garbage_is_told_as_if_it_were_right():
    tx, heard, rest = heard_from(1000, garbage=0.02)
    _, clean, _ = heard_from(1000)
    wrong = rest.air["mmsi"][rest.row["SIMSAT"]] != tx["mmsi"][rest.rx["SIMSAT"]["tx"]]
    assert heard.size - clean.size == wrong.sum()
    assert wrong.sum() == pytest.approx(0.02 * (tx.size - clean.size), rel=0.15)
