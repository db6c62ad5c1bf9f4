"""Reports an hour of each class against the standard's table."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.radio.radio import Radio
from marsad.testing.simulator.records import AREA, EFFECT, PAPER, Records, Role, Station
from marsad.wire import reporting_interval as table
from tests.testing.simulator.radio.stage import HOUR, START, Stage, changing, every_class, resting, steady, turning

POSITIONS = (1, 2, 3, 4, 9, 18, 21)
OF_TABLE = {
    Station.CLASS_A: table.Station.CLASS_A,
    Station.CLASS_B_SO: table.Station.CLASS_B_SELF_ORGANISED,
    Station.CLASS_B_CS: table.Station.CLASS_B_CARRIER_SENSE,
    Station.BASE: table.Station.BASE,
    Station.ATON: table.Station.ATON,
    Station.SAR_AIRCRAFT: table.Station.SAR_AIRCRAFT,
}


def expected(stage: Stage, who: int, hours: float = 1.0) -> float:
    """Reports that the table asks of one vessel."""
    when = np.arange(START, START + round(hours * HOUR), 1_000_000)
    told = states(stage.course, np.full(when.size, who), when)
    station = np.full(when.size, OF_TABLE[Station(int(stage.rows[who]["station"][0]))], np.uint8)
    turns = np.abs(told["rot_deg_min"]) > 10
    return float((1.0 / table.expected_interval_s(station, told["sog_kn"].astype(float), told["status"], turns)).sum())


def made(tx: Records, who: list[int]) -> int:
    return int((np.isin(tx["vessel"], who) & np.isin(tx["type"], POSITIONS) & (tx["repeat"] == 0)).sum())


@pytest.mark.parametrize(
    ("station", "knots", "status"),
    [
        (Station.CLASS_A, 0.0, 5), (Station.CLASS_A, 2.0, 1), (Station.CLASS_A, 4.0, 1), (Station.CLASS_A, 2.0, 0),
        (Station.CLASS_A, 13.0, 0), (Station.CLASS_A, 15.0, 0), (Station.CLASS_A, 25.0, 0),
        (Station.CLASS_B_CS, 1.0, 0), (Station.CLASS_B_CS, 8.0, 0),
        (Station.CLASS_B_SO, 1.0, 0), (Station.CLASS_B_SO, 8.0, 0), (Station.CLASS_B_SO, 18.0, 0),
        (Station.CLASS_B_SO, 30.0, 0), (Station.SAR_AIRCRAFT, 120.0, 0), (Station.BASE, 0.0, 0), (Station.ATON, 0.0, 0),
    ],
)  # fmt: skip
def test_a_steady_station_reports_as_often_as_the_table_says(station: Station, knots: float, status: int) -> None:
    stage = Stage()
    who = [stage.add(station, steady(knots, status) if knots else resting(status)) for _ in range(16)]
    tx = stage.block(2.0)
    assert made(tx, who) == pytest.approx(sum(expected(stage, each, 2.0) for each in who), rel=0.01)


@pytest.mark.parametrize("station", [Station.CLASS_A, Station.CLASS_B_SO, Station.CLASS_B_CS])
def test_a_fleet_that_changes_its_speed_reports_within_a_hundredth_of_the_table(station: Station) -> None:
    stage = Stage()
    who = [stage.add(station, changing(each % 8)) for each in range(16)]
    who += [stage.add(station, steady(9.0 + 0.5 * each)) for each in range(32)]
    tx = stage.block(1.0)
    assert made(tx, who) == pytest.approx(sum(expected(stage, each) for each in who), rel=0.01)


@pytest.mark.parametrize("knots", [11.0, 17.0])
def test_a_ship_that_turns_reports_three_times_as_often(knots: float) -> None:
    stage = Stage()
    who = [stage.add(Station.CLASS_A, turning(knots), turn=40.0) for _ in range(12)]
    tx = stage.block(1.0)
    wanted = sum(expected(stage, each) for each in who)
    assert wanted > 1.1 * len(who) * (360 if knots < 14 else 600)
    assert made(tx, who) == pytest.approx(wanted, rel=0.01)


def test_static_messages_come_every_six_minutes() -> None:
    stage = every_class()
    tx = stage.block(2.0)
    stations = np.concatenate(stage.rows)["station"]
    old = np.unique(tx["vessel"][tx["type"] == 19])
    assert old.size
    assert set(stations[old]) == {Station.CLASS_B_SO}
    for station, kind, parts in (
        (Station.CLASS_A, 5, 1),
        (Station.CLASS_B_SO, 24, 2),
        (Station.CLASS_B_SO, 19, 1),
        (Station.CLASS_B_CS, 24, 2),
        (Station.SAR_AIRCRAFT, 5, 1),
    ):
        who = np.flatnonzero((stations == station) & (np.isin(np.arange(stations.size), old) == (kind == 19)))
        sent = (np.isin(tx["vessel"], who) & (tx["type"] == kind)).sum()
        assert abs(sent - who.size * 20 * parts) <= who.size * parts
        assert np.isin(tx["type"][np.isin(tx["vessel"], who)], (5, 19, 24)).sum() == sent
    both = tx[(tx["type"] == 24)]
    assert abs(int((both["part"] == 0).sum()) - int((both["part"] == 1).sum())) <= 30
    assert set(tx["slots"][tx["type"] == 19]) == {2}


def test_a_fifth_of_the_units_that_keep_slots_are_old_and_none_where_none_is_wanted() -> None:
    stage = Stage()
    who = [stage.add(Station.CLASS_B_SO, steady(8.0)) for _ in range(300)]
    tx = stage.block(0.15)
    old = np.unique(tx["vessel"][tx["type"] == 19]).size
    assert 0.13 * len(who) < old < 0.27 * len(who)
    vessels = np.concatenate(stage.rows)
    radio = Radio(vessels, np.zeros(len(who), PAPER), (), np.zeros(0, EFFECT), np.zeros(0, AREA), START, 1, 1, 0.0)
    assert not (radio.block(stage.course, START, START + HOUR // 6)["type"] == 19).any()


def test_message_27_comes_every_three_minutes_away_from_base_stations() -> None:
    stage = Stage()
    far = [stage.add(Station.CLASS_A, steady(12.0), lon=60.0) for _ in range(8)]
    near = [stage.add(Station.CLASS_A, steady(12.0, heading=0.0), lon=48.0) for _ in range(8)]
    stage.add(Station.BASE, resting(), lon=48.2, role=Role.BASE_STATION, mmsi=2_000_001)
    long = (tx := stage.block(1.0))[tx["type"] == 27]
    assert np.isin(long["vessel"], far).sum() == pytest.approx(20 * 8, abs=8)
    assert np.isin(long["vessel"], near).sum() == 0
    assert set(long["channel"]) == {2, 3}
    assert not np.isin(tx["channel"][tx["type"] != 27], (2, 3)).any()


def test_a_locating_device_sends_bursts_of_eight_in_fourteen_seconds() -> None:
    stage = Stage()
    device = stage.add(Station.LOCATING_DEVICE, steady(1.0, status=14), mmsi=970_123_456)
    tx = stage.block(1.0)
    assert set(tx["vessel"]) == {device}
    apart = np.diff(tx["t"])
    starts = np.flatnonzero(np.concatenate([[True], apart > 20_000_000]))
    assert 58 <= starts.size <= 62
    sizes = np.diff(np.concatenate([starts, [tx.size]]))[1:-1]
    assert set(sizes) == {8}
    assert np.all(np.abs(apart[apart < 20_000_000] - 2_000_000) <= 1)
    texts = tx[tx["type"] == 14]
    assert 26 <= texts.size <= 34
    radio = stage.radio()
    assert {radio.texts[row] for row in texts["words"]} == {"SART ACTIVE"}
    places = tx[tx["type"] == 1]
    assert set(places["status"]) == {14}
    assert (places["lon_raw"] == 181 * 600_000)[:6].size


def test_carrier_sense_units_come_late_or_not_at_all_on_a_full_link() -> None:
    stage = Stage()
    quick = [stage.add(Station.CLASS_A, steady(24.0), lon=48.0) for _ in range(150)]
    craft = [stage.add(Station.CLASS_B_CS, steady(8.0), lon=47.0) for _ in range(40)]
    tx = stage.block(0.25)
    assert made(tx, quick) == pytest.approx(150 * 450, rel=0.01)
    assert 0.2 * 40 * 30 < made(tx, craft) < 0.97 * 40 * 30
