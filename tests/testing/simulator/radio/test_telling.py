"""What transmissions tell, against the truth, and what effects and areas do to it."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import Kind, Records, Role, Station
from tests.testing.simulator.radio.stage import MINUTE, START, Stage, resting, steady, turning

LON_NA, LAT_NA = 181 * 600_000, 91 * 600_000
METRES = 6_371_008.8 * np.pi / 180


def fix_of(tx: Records) -> np.ndarray:
    """The instant that the UTC second names, the nearest before the slot."""
    second = tx["second"].astype(np.int64)
    whole = tx["t"] // 1_000_000
    return (whole - (whole - second) % 60) * 1_000_000


def away_m(tx: Records, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    east = (tx["lon_raw"] / 600_000 - lon) * METRES * np.cos(np.radians(lat))
    return np.hypot(east, (tx["lat_raw"] / 600_000 - lat) * METRES)


def positions(tx: Records) -> Records:
    return tx[np.isin(tx["type"], (1, 2, 3, 18))]


def test_a_position_is_the_truth_at_its_second_to_the_wire_s_resolution() -> None:
    stage = Stage()
    stage.add(Station.CLASS_A, steady(14.7))
    stage.add(Station.CLASS_A, turning(11.0))
    stage.add(Station.CLASS_B_SO, steady(7.3))
    tx = positions(stage.block(0.5))
    true = states(stage.course, tx["vessel"], fix_of(tx))
    age = tx["t"] - fix_of(tx)
    assert ((age >= 200_000) & (age < 1_200_000)).all()
    assert np.abs(tx["lon_raw"] - true["lon"] * 600_000).max() <= 0.5 + 1e-6
    assert np.abs(tx["lat_raw"] - true["lat"] * 600_000).max() <= 0.5 + 1e-6
    assert np.abs(tx["sog_raw"] - true["sog_kn"] * 10).max() <= 0.501
    turned = (tx["cog_raw"] / 10 - true["cog_deg"] + 180) % 360 - 180
    assert np.abs(turned).max() <= 0.0501
    bow = (tx["heading_raw"] - true["heading_deg"] + 180) % 360 - 180
    assert np.abs(bow).max() < 1.5
    ships = tx["type"] != 18
    told = tx["rot_raw"][ships].astype(float)
    rate = np.sign(told) * (told / 4.733) ** 2
    assert np.abs(rate - true["rot_deg_min"][ships]).max() < 3.0
    assert np.abs(true["rot_deg_min"]).max() > 20
    assert (tx["rot_raw"][~ships] == -128).all()


def test_gnss_noise_has_its_size_and_is_correlated_over_tens_of_seconds() -> None:
    stage = Stage()
    for _ in range(12):
        stage.add(Station.CLASS_A, steady(24.0), noise_m=5.0)
    tx = positions(stage.block(0.5))
    true = states(stage.course, tx["vessel"], fix_of(tx))
    north = (tx["lat_raw"] / 600_000 - true["lat"]) * METRES
    assert north.std() == pytest.approx(5.0, rel=0.15)
    assert abs(north.mean()) < 1.0
    one = north[tx["vessel"] == 3]
    apart = [np.corrcoef(one[:-lag], one[lag:])[0, 1] for lag in (1, 40)]
    assert apart[0] > 0.9
    assert apart[1] < 0.5


def test_sensors_that_are_not_there_say_so() -> None:
    stage = Stage()
    stage.add(Station.CLASS_A, turning(11.0), gyro=False, turn_indicator=False, accuracy=False, turn=45.0)
    stage.add(Station.CLASS_A, turning(11.0), gyro=True, turn_indicator=False, turn=45.0)
    tx = positions(stage.block(0.3))
    bare, gyro = tx[tx["vessel"] == 0], tx[tx["vessel"] == 1]
    assert set(bare["heading_raw"]) == {511}
    assert set(bare["rot_raw"]) == {-128}
    assert not bare["accuracy"].any()
    assert set(gyro["rot_raw"]) <= {-127, 0, 127}
    assert len(set(gyro["rot_raw"])) > 1


def test_messages_without_a_place_hold_no_sensor_s_word() -> None:
    stage = Stage()
    stage.add(Station.CLASS_A, steady(12.0))
    tx = stage.block(0.5)
    other = tx[tx["type"] == 5]
    assert other.size
    assert (other["lon_raw"] == LON_NA).all()
    assert (other["sog_raw"] == 1023).all()
    assert (other["words"] == 0).all()
    assert (tx["words"][tx["type"] != 5] == -1).all()


def test_message_27_is_coarse_and_without_a_second() -> None:
    stage = Stage()
    stage.add(Station.CLASS_A, steady(12.4), lon=-60.0)
    tx = stage.block(1.0)
    long = tx[tx["type"] == 27]
    assert np.abs(long["lon_raw"] / 600 - long["true_lon"]).max() <= 0.5 / 600 + 1e-9
    assert set(long["sog_raw"]) == {12}
    assert set(long["second"]) == {60}
    true = states(stage.course, 0, long["t"] - 700_000)
    assert np.abs(long["cog_raw"] - true["cog_deg"]).max() < 0.6


def test_aids_and_base_stations() -> None:
    stage = Stage()
    base = stage.add(Station.BASE, resting(), lon=48.3, mmsi=2_000_001, role=Role.BASE_STATION, antenna_m=90.0)
    buoy = stage.add(Station.ATON, resting(), lat=12.2, role=Role.AID, mmsi=992_000_001)
    ghost = stage.add(Station.ATON, resting(), lat=12.3, role=Role.VIRTUAL_AID, mmsi=992_006_001)
    stage.effect(buoy, Kind.OFFSET, t0=START + 30 * MINUTE, a=900.0, b=45.0)
    tx = stage.block(1.0)
    of_ghost = tx[tx["vessel"] == ghost]
    place = states(stage.course, base, START)
    assert np.allclose(of_ghost["true_lon"], place["lon"])
    assert set(of_ghost["antenna_m"]) == {90.0}
    assert set(of_ghost["second"]) == {61}
    assert set(of_ghost["mmsi"]) == {992_006_001}
    own = states(stage.course, ghost, START)
    assert away_m(of_ghost, own["lon"], own["lat"]).max() < 1.0
    of_buoy = tx[tx["vessel"] == buoy]
    assert np.array_equal(of_buoy["off_position"], of_buoy["t"] >= START + 30 * MINUTE)
    assert of_buoy["off_position"].any()


def test_a_locating_device_has_no_place_at_first() -> None:
    stage = Stage()
    stage.add(
        Station.LOCATING_DEVICE,
        lambda legs: (
            legs.begin(legs.lon, legs.lat)
            .absent(START + 20 * MINUTE)
            .drift(48.0, 12.0, 0.5, 90.0, 0.0, START + 90 * MINUTE, status=14)
        ),
        mmsi=972_000_009,
    )
    tx = stage.block(1.0)
    places = tx[tx["type"] == 1]
    assert places["t"][0] > START + 20 * MINUTE
    assert (places["lon_raw"][:6] == LON_NA).all()
    assert (places["lon_raw"][30:] != LON_NA).all()
    assert set(tx["status"][tx["type"] == 1]) == {14}


def one_ship(kind: Kind, knots: float = 12.0, **numbers: float) -> tuple[Records, Records, Stage]:
    """Positions of a ship within and outside an effect of ten minutes, and the stage."""
    stage = Stage()
    ship = stage.add(Station.CLASS_A, steady(knots))
    stage.effect(ship, kind, START + 10 * MINUTE, START + 20 * MINUTE, **numbers)
    tx = positions(stage.block(0.5))
    during = (tx["t"] >= START + 10 * MINUTE) & (tx["t"] < START + 20 * MINUTE)
    return tx[during], tx[~during], stage


def test_offset() -> None:
    inside, outside, stage = one_ship(Kind.OFFSET, a=2000.0, b=180.0)
    true = states(stage.course, 0, fix_of(inside))
    assert away_m(inside, true["lon"], true["lat"]) == pytest.approx(2000, abs=1)
    assert set(inside["effect"]) == {0}
    assert set(outside["effect"]) == {-1}
    true = states(stage.course, 0, fix_of(outside))
    assert away_m(outside, true["lon"], true["lat"]).max() < 0.3


def test_circle() -> None:
    inside, _, _ = one_ship(Kind.CIRCLE, a=50.0, b=14.0, c=1500.0, d=240.0)
    assert away_m(inside, np.full(inside.size, 50.0), np.full(inside.size, 14.0)) == pytest.approx(1500, abs=2)
    assert set(inside["sog_raw"]) == {round(2 * np.pi * 1500 / 240 / 1852 * 36_000)}
    turned = np.unwrap(np.radians(inside["cog_raw"] / 10))
    assert abs(turned[-1] - turned[0]) > 2 * np.pi


def test_relocate() -> None:
    inside, _, _ = one_ship(Kind.RELOCATE, a=31.3, b=30.1, c=20.0)
    away = away_m(inside, np.full(inside.size, 31.3), np.full(inside.size, 30.1))
    assert 5 < away.mean() < 60
    assert inside["sog_raw"].max() == 0
    assert np.abs(inside["true_lon"] - 48.0).max() < 1


def test_drag_off() -> None:
    inside, _, stage = one_ship(Kind.DRAG_OFF, a=3.0, b=0.0)
    true = states(stage.course, 0, fix_of(inside))
    since = (inside["t"] - START - 10 * MINUTE) * 1e-6
    assert away_m(inside, true["lon"], true["lat"]) == pytest.approx(3.0 * since, abs=4)


def test_no_fix() -> None:
    inside, outside, _ = one_ship(Kind.NO_FIX, a=60.0)
    reckoned = inside["t"] < START + 11 * MINUTE
    assert set(inside["second"][reckoned]) == {62}
    assert set(inside["second"][~reckoned]) == {63}
    lost = inside[~reckoned]
    assert (lost["lon_raw"] == LON_NA).all()
    assert (lost["lat_raw"] == LAT_NA).all()
    assert not lost["accuracy"].any()
    assert set(lost["sog_raw"]) == {1023}
    assert set(lost["cog_raw"]) == {3600}
    assert (lost["heading_raw"] < 360).all()
    assert set(lost["radio"] >> 17 & 3) == {1}
    assert (outside["lon_raw"] != LON_NA).all()


def test_noise() -> None:
    inside, _, stage = one_ship(Kind.NOISE, knots=24.0, a=200.0)
    true = states(stage.course, 0, fix_of(inside))
    assert 100 < away_m(inside, true["lon"], true["lat"]).mean() < 500
    assert not inside["accuracy"].any()


def test_what_is_told_falsely() -> None:
    inside, outside, _ = one_ship(Kind.STATUS, a=5.0)
    assert (set(inside["status"]), set(outside["status"])) == ({5}, {0})
    inside, outside, _ = one_ship(Kind.MMSI, a=123_456_789.0)
    assert (set(inside["mmsi"]), set(outside["mmsi"])) == ({123_456_789}, {200_000_001})
    inside, _, _ = one_ship(Kind.SPEED, a=33.3)
    assert set(inside["sog_raw"]) == {333}
    inside, _, _ = one_ship(Kind.VIRTUAL)
    assert set(inside["effect"]) == {0}
    inside, _, _ = one_ship(Kind.SENTINEL, a=1 + 2 + 4 + 8)
    assert (inside["lon_raw"] == LON_NA).all()
    assert (set(inside["sog_raw"]), set(inside["cog_raw"]), set(inside["heading_raw"])) == ({1023}, {3600}, {511})
    inside, outside, _ = one_ship(Kind.SIGN_FLIP, a=0.5)
    flipped = inside["lat_raw"] < 0
    assert 0.2 < flipped.mean() < 0.8
    assert np.array_equal(flipped, inside["effect"] >= 0)
    assert (outside["lat_raw"] > 0).all()


def test_silent_ships_come_back() -> None:
    inside, outside, _ = one_ship(Kind.SILENT)
    assert inside.size == 0
    assert outside[outside["t"] > START + 20 * MINUTE]["t"][0] < START + 21 * MINUTE


def test_other_papers_are_told_at_once() -> None:
    stage = Stage()
    for way in (steady(12.0), resting()):
        ship = stage.add(Station.CLASS_A, way)
        stage.effect(ship, Kind.STATIC, START + 10 * MINUTE, START + 20 * MINUTE, a=77.0)
    tx = stage.block(0.5)
    for ship in (0, 1):
        told = tx[(tx["vessel"] == ship) & (tx["type"] == 5)]
        new = told[told["words"] == 77]
        assert new.size >= 2
        assert new["t"][0] < START + 14 * MINUTE
        assert set(told["words"]) == {ship, 77}


def test_a_repeater_says_it_again() -> None:
    stage = Stage()
    ship = stage.add(Station.CLASS_A, steady(12.0))
    stage.effect(ship, Kind.ECHO, a=0.5, b=4.0)
    tx = stage.block(0.5)
    again = np.flatnonzero(tx["repeat"] == 1)
    assert 0.2 < again.size / (tx["repeat"] == 0).sum() < 0.6
    assert (tx["effect"][again] == 0).all()
    same = ("mmsi", "lon_raw", "lat_raw", "second", "radio", "sog_raw", "type")
    for row in again[:-1]:
        late = tx["t"][row] - tx["t"][:row]
        of = np.flatnonzero((late > 3_900_000) & (late < 4_100_000) & (tx["repeat"][:row] == 0))
        assert any(all(tx[name][one] == tx[name][row] for name in same) for one in of)


def test_texts_fill_the_slots_they_need() -> None:
    stage = Stage()
    ship = stage.add(Station.CLASS_A, steady(12.0))
    stage.texts += ["MAYDAY", "A" * 100]
    stage.effect(ship, Kind.TEXT, START, START + 10 * MINUTE, a=0.0, b=60.0)
    stage.effect(ship, Kind.TEXT, START + 15 * MINUTE, START + 25 * MINUTE, a=1.0, b=120.0)
    stage.effect(ship, Kind.TEXT, START + 27 * MINUTE, START + 30 * MINUTE, a=0.0)
    text = (tx := stage.block(0.5))[tx["type"] == 14]
    short, long = text[text["words"] == 0], text[text["words"] == 1]
    assert set(short["slots"]) == {1}
    assert set(long["slots"]) == {3}
    assert 9 <= (short["t"] < START + 10 * MINUTE).sum() <= 11
    assert (short["t"] > START + 26 * MINUTE).sum() == 1
    assert 4 <= long.size <= 6


def test_areas_touch_those_truly_within() -> None:
    stage = Stage()
    near = [stage.add(Station.CLASS_A, steady(12.0)) for _ in range(20)]
    far = stage.add(Station.CLASS_A, steady(12.0), lat=14.0)
    stage.area(Kind.NO_FIX, START + 5 * MINUTE, lon=48.1, lat=12.0, radius_m=40_000.0, share=0.5)
    stage.area(Kind.DARKEN, START + 15 * MINUTE, START + 25 * MINUTE, lon=48.1, lat=12.0, radius_m=40_000.0, a=0.5)
    tx = positions(stage.block(0.5))
    touched = np.unique(tx["vessel"][tx["area"] == 0])
    assert 4 <= touched.size <= 16
    assert far not in touched
    early = tx[(tx["t"] > START + 6 * MINUTE) & (tx["t"] < START + 14 * MINUTE)]
    assert np.array_equal(early["second"] == 63, np.isin(early["vessel"], touched))
    dark = tx[(tx["t"] > START + 16 * MINUTE) & (tx["t"] < START + 24 * MINUTE)]
    heard = np.intersect1d(np.unique(dark["vessel"]), near)
    assert 4 <= heard.size <= 16
    late = tx[tx["t"] > START + 27 * MINUTE]
    assert set(near) <= set(late["vessel"].tolist())


def test_an_area_moves() -> None:
    stage = Stage()
    stage.add(Station.CLASS_A, resting(0), lon=48.0)
    stage.add(Station.CLASS_A, resting(0), lon=48.19)
    stage.area(Kind.NOISE, START, lon=48.0, lat=12.0, radius_m=5000.0, east_mps=12.0, a=100.0)
    tx = positions(stage.block(0.6))
    first = tx["t"][(tx["vessel"] == 0) & (tx["area"] == 0)]
    second = tx["t"][(tx["vessel"] == 1) & (tx["area"] == 0)]
    assert first[-1] < START + 8 * MINUTE
    assert second[0] > START + 22 * MINUTE
