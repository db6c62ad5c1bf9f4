"""What receivers ashore hear: how far, beside whom, by which clock."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.testing.simulator.reception.hear_kernel import loss_db, slot_of
from marsad.testing.simulator.reception.reception import Reception
from marsad.testing.simulator.records import EFFECT, Kind, Station
from marsad.testing.simulator.scenario import Receiver
from tests.testing.simulator.reception.seas import (
    ADEN,
    DJIBOUTI,
    MINUTE_US,
    NO_AREA,
    NO_EFFECT,
    T0_US,
    scenario,
    sent,
    vessels,
)

HOUR_US = 60 * MINUTE_US
KM_PER_DEG_LAT = 111.195


def hear(tx, *receivers, fleet=None, effects=NO_EFFECT, areas=NO_AREA, seed=1, minutes=70, **more):
    fleet = vessels(int(tx["vessel"].max()) + 1) if fleet is None else fleet
    one = Reception(scenario(*receivers), fleet, effects, areas, seed, **more)
    end = T0_US + round(minutes * MINUTE_US)
    block, rest = one.block(tx, T0_US, end), one.rest()
    return {name: np.concatenate([block.rx[name], rest.rx[name]]) for name in block.rx}


def at_distance(km, antenna_m, count=200, **more):
    """Each a ship of her own, one after the other, due north of Aden."""
    t = T0_US + np.arange(count) * 1_000_000
    return sent(t, np.arange(count), ADEN.lon, ADEN.lat + km / KM_PER_DEG_LAT, antenna_m=antenna_m, **more)


@pytest.mark.parametrize("antenna_m", [10.0, 20.0, 40.0])
def test_the_horizon_of_both_antennas_decides(antenna_m):
    horizon_km = 4.12 * (antenna_m**0.5 + ADEN.antenna_m**0.5)
    share = [
        hear(at_distance(f * horizon_km, antenna_m), ADEN)["SIMADEN"].size / 200 for f in (0.5, 0.8, 1.0, 1.15, 1.6)
    ]
    assert share[0] == share[1] == 1.0
    assert share[-1] == 0.0
    assert share == sorted(share, reverse=True)
    assert share[2] > 0.6


def test_the_edge_is_smooth():
    horizon_km = 4.12 * (20.0**0.5 + 60.0**0.5)
    share = [hear(at_distance(f * horizon_km, 20.0), ADEN)["SIMADEN"].size / 200 for f in np.linspace(0.9, 1.6, 15)]
    assert sum(0.02 < one < 0.98 for one in share) >= 3


def test_a_weak_transmitter_is_heard_less_far():
    tx = at_distance(57.0, 20.0)
    loud = hear(tx, ADEN)["SIMADEN"].size
    weak = hear(tx, ADEN, fleet=vessels(200, Station.CLASS_B_CS))["SIMADEN"].size
    assert loud > 170
    assert weak < 0.8 * loud


def test_loss_grows_with_distance():
    losses = [loss_db(float(km), 4.5, 7.7, 1.0) for km in range(1, 120)]
    assert (np.diff(losses) > 0).all()
    assert losses[0] == pytest.approx(76.64, abs=15)


def test_levels_are_plausible():
    for km, low, high in ((2, -60, -30), (20, -92, -60), (45, -112, -85)):
        dbm = hear(at_distance(km, 20.0), ADEN)["SIMADEN"]["signal_dbm"]
        assert low < dbm.mean() < high


def test_a_slot_holds_one_of_two_alike_or_none():
    near, far = ADEN.lat + 0.05, ADEN.lat + 0.055
    t = T0_US + np.repeat(np.arange(100), 2) * 1_000_000
    tx = sent(t, np.arange(200), ADEN.lon, np.where(np.arange(200) % 2, near, far))
    heard = hear(tx, ADEN)["SIMADEN"]
    assert heard.size < 40
    assert hear(tx, ADEN, garbling=False)["SIMADEN"].size == 200


def test_the_much_stronger_of_two_is_read():
    tx = sent(T0_US + np.repeat(np.arange(100), 2) * 1_000_000, np.arange(200), ADEN.lon,
              ADEN.lat + np.where(np.arange(200) % 2, 0.02, 0.35))  # fmt: skip
    vessel = tx["vessel"][hear(tx, ADEN)["SIMADEN"]["tx"]]
    assert (vessel % 2 == 1).all()
    assert vessel.size > 95


@pytest.mark.parametrize(
    ("slots", "later", "both"), [(1, 1, True), (2, 1, False), (2, 2, True), (5, 4, False), (5, 5, True)]
)
def test_long_messages_fill_all_their_slots(slots, later, both):
    k = np.arange(100)
    t = T0_US + k * 1_000_000
    first = sent(t, k, ADEN.lon, ADEN.lat + 0.05, slots=slots)
    second = sent(t + later * 80_000 // 3 + 5, 100 + k, ADEN.lon, ADEN.lat + 0.051)
    assert (slot_of(second["t"]) - slot_of(first["t"]) == later).all()
    tx = np.concatenate([first, second])
    heard = hear(tx[np.lexsort((tx["vessel"], tx["channel"], tx["t"]))], ADEN)["SIMADEN"].size
    assert (heard == 200) == both


def test_the_other_channel_disturbs_nobody():
    tx = sent(np.repeat(T0_US, 2), [0, 1], ADEN.lon, ADEN.lat + 0.05, channel=[0, 1])
    assert hear(tx, ADEN)["SIMADEN"].size == 2


def test_message_27_is_not_heard_ashore():
    tx = sent([T0_US, T0_US], [0, 1], ADEN.lon, ADEN.lat + 0.05, channel=[2, 3], number=27)
    assert hear(tx, ADEN)["SIMADEN"].size == 0


def test_several_stations_hear_the_same():
    tx = at_distance(10.0, 20.0)
    heard = hear(tx, ADEN, Receiver("SIMTWO", ADEN.lon + 0.1, ADEN.lat, 40.0))
    assert set(heard["SIMADEN"]["tx"]) == set(heard["SIMTWO"]["tx"]) == set(range(200))
    assert (heard["SIMADEN"]["signal_dbm"] != heard["SIMTWO"]["signal_dbm"]).any()


def test_a_clock_that_is_off_stamps_so_and_drifts():
    k = np.arange(60)
    tx = sent(T0_US + k * MINUTE_US, k, DJIBOUTI.lon, DJIBOUTI.lat + 0.05)
    heard = hear(tx, DJIBOUTI)["SIMDJIBOUTI"]
    off = (heard["t"] - tx["t"][heard["tx"]] - 26_667) / 1000
    assert -705 < off[0] < -690
    slope = np.polyfit(k / 60, off, 1)[0]
    assert 1 < abs(slope) < 150
    good = hear(tx, Receiver("SIMGOOD", DJIBOUTI.lon, DJIBOUTI.lat))["SIMGOOD"]
    assert (np.abs(good["t"] - tx["t"][good["tx"]] - 26_667) < 10_000).all()
    assert (good["t_deliver"] > tx["t"][good["tx"]] + 140_000).all()


def test_outages_of_the_scenario_and_of_effects():
    k = np.arange(60)
    tx = sent(T0_US + k * MINUTE_US, k, ADEN.lon, ADEN.lat + 0.05)
    out = Receiver("SIMADEN", ADEN.lon, ADEN.lat, 60.0, outages=((0.25, 0.5),))
    minutes = tx["t"][hear(tx, out)["SIMADEN"]["tx"]] - T0_US
    assert set(minutes // MINUTE_US) == set(range(15)) | set(range(30, 60))
    effects = np.zeros(1, EFFECT)
    effects["kind"], effects["vessel"], effects["a"] = Kind.OUTAGE, 1, 1.0
    effects["t0"], effects["t1"] = T0_US, T0_US + HOUR_US
    both = hear(tx, ADEN, Receiver("SIMTWO", ADEN.lon, ADEN.lat), effects=effects)
    assert (both["SIMADEN"].size, both["SIMTWO"].size) == (60, 0)


def test_an_area_that_nobody_hears_moves_over_a_ship():
    k = np.arange(60)
    lat = ADEN.lat + 0.05
    tx = sent(T0_US + k * MINUTE_US, k, ADEN.lon, lat)
    areas = np.zeros(1, NO_AREA.dtype)
    areas["kind"], areas["t0"], areas["t1"], areas["a"] = Kind.OUTAGE, T0_US, T0_US + HOUR_US, 1.0
    areas["lon"], areas["lat"], areas["radius_m"], areas["east_mps"] = ADEN.lon - 0.2, lat, 5000.0, 12.0
    lost = sorted(set(range(60)) - set(hear(tx, ADEN, areas=areas)["SIMADEN"]["tx"].tolist()))
    metres = 0.2 * 111_195 * np.cos(np.radians(lat))
    assert lost == [m for m in range(60) if abs(metres - 12.0 * 60 * m) <= 5000.0]
    areas["a"], areas["radius_m"] = 0.5, 50_000.0
    assert 15 < hear(tx, ADEN, areas=areas)["SIMADEN"].size < 45


@pytest.mark.parametrize("instead", [0.0, 1.0])
def test_a_replayed_feed_tells_the_past_as_if_it_were_now(instead):
    k = np.arange(60)
    tx = sent(T0_US + k * MINUTE_US, k, ADEN.lon, ADEN.lat + 0.05)
    effects = np.zeros(1, EFFECT)
    effects["kind"], effects["a"], effects["b"] = Kind.REPLAY, 1200.0, instead
    effects["t0"], effects["t1"] = T0_US + 30 * MINUTE_US, T0_US + 40 * MINUTE_US
    heard = hear(tx, ADEN, effects=effects)["SIMADEN"]
    minute = (heard["t"] - T0_US) // MINUTE_US
    again = heard[minute != heard["tx"]]
    assert again["tx"].tolist() == list(range(10, 20))
    assert ((again["t"] - T0_US) // MINUTE_US).tolist() == list(range(30, 40))
    assert heard.size - again.size == (50 if instead else 60)


def test_a_replay_ends_with_the_simulation():
    k = np.arange(30)
    tx = sent(T0_US + k * MINUTE_US, k, ADEN.lon, ADEN.lat + 0.05)
    effects = np.zeros(1, EFFECT)
    effects["kind"], effects["a"], effects["t0"], effects["t1"] = Kind.REPLAY, 1200.0, T0_US, T0_US + HOUR_US
    heard = hear(tx, ADEN, effects=effects, minutes=29.5)["SIMADEN"]
    assert heard.size == 40
    assert (heard["t"] < T0_US + 30 * MINUTE_US).all()


def test_ducts_carry_far_on_some_nights_only():
    nights = []
    for seed in range(40):
        # two in the morning at Aden
        tx = at_distance(110.0, 20.0, 20)
        tx["t"] += 11 * HOUR_US
        nights.append(hear(tx, ADEN, seed=seed, minutes=12 * 60)["SIMADEN"].size)
    assert 2 <= sum(one > 10 for one in nights) <= 20
    assert sum(one == 0 for one in nights) >= 15


def test_cells_find_receivers_everywhere():
    """Over the antimeridian, near a pole, and for an aircraft that sees several hundred km."""
    places = [(179.9, 10.0, -179.9, 10.0, 20.0), (10.0, 89.8, -170.0, 89.9, 20.0), (0.0, 50.0, 2.5, 50.0, 3000.0)]
    for lon, lat, from_lon, from_lat, antenna_m in places:
        tx = sent([T0_US], [0], from_lon, from_lat, antenna_m=antenna_m)
        assert hear(tx, Receiver("SIMEDGE", lon, lat, 60.0))["SIMEDGE"].size == 1
