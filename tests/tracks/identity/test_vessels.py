"""The table vessels: a function of the set of reports, with what is known and doubtful of each."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.schema.arrow import arrow_schema
from marsad.schema.lake import LAKE
from marsad.tracks.identity import identity_of_part, vessels_of_day
from marsad.tracks.identity.words import battery_names, plain, telling_callsigns, telling_names
from marsad.tracks.position_arrays import positions_of
from tests.rows import table
from tests.tracks.identity.days import DAY_S, Reports, hull, identify, of_day, us

HOUR = 3600
SHIP = 353_136_000


@pytest.mark.parametrize(("mmsi", "kind", "country", "valid"), [
    (SHIP, "ship", "PA", True), (2_275_200, "coast_station", "FR", True), (111_232_511, "sar_aircraft", "GB", True),
    (992_351_000, "aton_physical", "GB", True), (993_676_001, "aton_virtual", "US", True),
    (982_510_001, "craft", "IS", True), (850_312_345, "handheld", "AU", True), (970_123_456, "sart", None, True),
    (972_971_214, "mob", None, True), (974_000_001, "epirb", None, True),
    (979_000_001, "autonomous_device", None, True),
    (123_456_789, "unknown", None, False), (0, "unknown", None, False), (412_000_000, "ship", "CN", False),
])  # fmt: skip
def test_what_the_number_says(mmsi: int, kind: str, country: str | None, valid: bool) -> None:
    reports = Reports()
    reports.sail(mmsi, 0, 600, 10.0, 50.0)
    row = identify(reports).vessel(mmsi * 100)
    assert (row["kind"], row["country"], row["mmsi_valid"]) == (kind, country, valid)


def test_what_a_vessel_says_and_where_it_is() -> None:
    reports = Reports()
    lon, lat = reports.sail(
        SHIP, HOUR, 2 * HOUR, 10.0, 50.0, 10, imo=9_074_729, name="ALPHA", callsign="H3RC", ship_type=70, **hull()
    )
    row = identify(reports).vessel(SHIP * 100)
    assert (row["imo"], row["imo_valid"], row["name"], row["callsign"], row["ship_type"]) == (
        9_074_729,
        True,
        "ALPHA",
        "H3RC",
        70,
    )
    assert (row["lon_deg"], row["lat_deg"], row["positions"], row["station"]) == (lon, lat, 30, "class_a")
    assert row["t_first"].timestamp() * 1e6 == us(HOUR)
    assert not row["shares_mmsi"]
    assert row["linked_to"] is None
    assert row["evidence"] == []


@pytest.mark.parametrize(
    ("imo", "valid"), [(9_074_729, True), (9_074_728, False), (1_234_567, True), (12, False), (None, None)]
)
def test_the_check_digit(imo: int | None, valid: bool | None) -> None:
    reports = Reports()
    reports.sail(SHIP, 0, 600, 10.0, 50.0, imo=imo, name="ALPHA")
    row = identify(reports).vessel(SHIP * 100)
    assert (row["imo"], row["imo_valid"]) == (imo, valid)


def test_stations_that_send_no_position_of_a_ship() -> None:
    base = table("base_station", [{"t": us(10), "mmsi": 2_275_200, "type": 4, "lon_deg": 5.0, "lat_deg": 50.0}])
    aids = table("aton", [
        {"t": us(20), "mmsi": 992_351_000, "type": 21, "lon_deg": 1.0, "lat_deg": 51.0, "virtual": False},
        {"t": us(30), "mmsi": 993_676_001, "type": 21, "lon_deg": 1.0, "lat_deg": 52.0, "virtual": True},
    ])  # fmt: skip
    none = positions_of(table("position", []))
    part = identity_of_part(none, np.zeros(0, np.uint8), {"base_station": base, "aton": aids})
    rows, _ = vessels_of_day(part.heard, part.changes, part.said)
    told = {row["mmsi"]: (row["station"], row["lat_deg"], row["positions"]) for row in rows.to_pylist()}
    assert told == {
        2_275_200: ("base_station", 50.0, 0), 992_351_000: ("aton_physical", 51.0, 0),
        993_676_001: ("aton_virtual", 52.0, 0),
    }  # fmt: skip


def test_a_vessel_that_never_knew_where_it_was_is_heard() -> None:
    reports = Reports()
    reports.positions.append({"t": us(5), "mmsi": SHIP, "type": 1, "digest": 1})
    row = identify(reports).vessel(SHIP * 100)
    assert (row["positions"], row["lon_deg"]) == (0, None)


@pytest.mark.parametrize(("name", "marker"), [
    ("12345-87%", True), ("NET MARK 3", True), ("00187654-100%", True), ("FISHNET 12", True), ("BUOY 7-12.4V", True),
    ("ANNETTE", False), ("AVANTE V", False), ("SUPER 100", False), ("KNOTTYBUOY", False), ("NETTO", False),
    ("ENDURANCE IV", False), ("RED NETS", False),
])  # fmt: skip
def test_net_markers_are_known_by_their_names(name: str, marker: bool) -> None:
    reports = Reports()
    reports.sail(SHIP, 0, 900, 10.0, 50.0, kind=18)
    reports.say(SHIP, 60, 24, part=0, name=name)
    told = identify(reports)
    assert (told.vessel(SHIP * 100)["kind"] == "net_marker") == marker
    assert bool(told.facts(SHIP * 100, "net_marker")) == marker


def test_a_ship_of_class_a_is_no_net_marker() -> None:
    reports = Reports()
    reports.sail(SHIP, 0, 900, 10.0, 50.0, name="12345-87%")
    assert identify(reports).vessel(SHIP * 100)["kind"] == "ship"


def test_contested_names_of_a_shared_number_are_nobodys() -> None:
    reports = Reports()
    reports.sail(SHIP, 0, 6 * HOUR, 10.0, 50.0, 10, imo=9_074_729, name="ALPHA", ship_type=70)
    reports.sail(SHIP, 60, 6 * HOUR, 20.0, 50.0, 10, imo=9_811_000, name="BETA", ship_type=70)
    told = identify(reports)
    for vessel in (SHIP * 100, SHIP * 100 + 1):
        row = told.vessel(vessel)
        assert row["shares_mmsi"]
        assert (row["name"], row["imo"], row["imo_valid"], row["ship_type"]) == (None, None, None, 70)
        contested = {fact["field"]: fact["values"] for fact in told.facts(vessel, "contested")}
        assert contested == {"name": ["ALPHA", "BETA"], "imo": ["9074729", "9811000"]}
    assert told.history[0].num_rows < 60
    assert told.history[0]["vessel_id"].null_count == told.history[0].num_rows


def test_words() -> None:
    words = plain(pa.array([" h3rc ", "", None, "NONE", "AB", "12345", "WDC4321", "TOOLONG8"]))
    assert words.to_pylist()[:3] == ["H3RC", None, None]
    assert telling_callsigns(words).tolist() == [True, False, False, False, False, False, True, False]
    assert telling_names(words).tolist() == [True, False, False, False, False, True, True, True]
    assert not battery_names(words).any()


def fleet(seed: int) -> Reports:
    """A few ships that share, swap and change numbers over three days."""
    random = np.random.default_rng(seed)
    reports = Reports()
    numbers = [353_136_000, 636_019_825, 477_219_900, 412_000_000]
    imos = [9_074_729, 9_811_000, 1_234_567, None]
    for _ in range(random.integers(2, 7)):
        mmsi, imo = int(random.choice(numbers)), imos[random.integers(4)]
        says = {
            "imo": imo,
            "name": str(random.choice(["ALPHA", "BETA"])),
            "callsign": str(random.choice(["H3RC", "D5XY9"])),
        }
        begin = int(random.integers(0, 60)) * HOUR
        reports.sail(
            mmsi, begin, begin + int(random.integers(1, 12)) * HOUR, float(random.choice([10.0, 10.4, 14.0])), 50.0,
            float(random.choice([0.0, 12.0])), every_s=600, **says, **hull(),
        )  # fmt: skip
    unique = {(row["mmsi"], row["t"], row["digest"]): row for row in reports.positions}
    reports.positions = list(unique.values())
    reports.statements = list({(row["mmsi"], row["t"], row["digest"]): row for row in reports.statements}.values())
    return reports


def rows_of(days: list[pa.Table]) -> list[list[dict[str, Any]]]:
    return [day.to_pylist() for day in days]


@given(st.integers(0, 2**32), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_order_and_parts_do_not_matter(seed: int, random: Any) -> None:
    reports = fleet(seed)
    whole = identify(reports, 4)
    for table_ in (reports.positions, reports.statements):
        random.shuffle(table_)
    again = identify(reports, 4, parts=3)
    assert rows_of(again.days) == rows_of(whole.days)
    assert rows_of(again.history) == rows_of(whole.history)
    assert repr(again.known.to_pylist()) == repr(whole.known.to_pylist()), "NaN is equal to no NaN"
    assert again.said.equals(whole.said)


@given(st.integers(0, 2**32))
@settings(max_examples=20)
def test_rows_keep_to_their_schema_and_to_reason(seed: int) -> None:
    reports = fleet(seed)
    told = identify(reports, 4)
    for day, rows in enumerate(told.days):
        assert rows.schema.equals(arrow_schema(LAKE["vessels"]))
        rows.validate(full=True)
        heard = {row["mmsi"] for row in of_day(reports.positions + reports.statements, day)}
        assert {row["mmsi"] for row in rows.to_pylist()} == heard
        for row in rows.to_pylist():
            facts = json.loads(row["evidence"]) if row["evidence"] else []
            assert len(facts) <= 12
            linked = [fact["with"] for fact in facts if fact["what"] == "linked"]
            assert row["linked_to"] is None or row["linked_to"] in linked
            assert row["linked_to"] != row["vessel_id"]
            assert us(day * DAY_S) <= row["t"].timestamp() * 1e6 < us((day + 1) * DAY_S)
    assert told.known.num_rows <= 4 * len(set(told.known["vessel_id"].to_pylist()))


@given(st.integers(0, 2**32))
@settings(max_examples=10)
def test_no_later_day_changes_an_earlier_one(seed: int) -> None:
    reports = fleet(seed)
    assert rows_of(identify(reports, 4).days[:2]) == rows_of(identify(reports, 2).days)
