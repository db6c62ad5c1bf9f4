"""Aircraft as JSON: what receivers' programs wrote, value by value; and what is no aircraft."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.decode.aircraft.reader import AircraftReader
from marsad.runtime.read import read
from marsad.schema import FAMILIES, Flag

NOW = 1_726_564_800.5


def rows(*documents) -> tuple[list[dict], list[str]]:
    """Rows and reasons of rejects of one document a line."""
    reader = AircraftReader("roof")
    batches = [reader.feed("".join(json.dumps(one) + "\n" for one in documents).encode()), reader.flush()]
    told, why = [], []
    for batch in batches:
        told += batch.tables["aircraft"].to_pylist() if "aircraft" in batch.tables else []
        why += batch.tables["reject"]["reason"].to_pylist() if "reject" in batch.tables else []
    return told, why


def listed(*aircraft):
    return {"now": NOW, "aircraft": list(aircraft)}


def test_the_instant_of_a_position_is_not_that_of_the_row():
    (row,), _ = rows(listed({"hex": "4BAAC6", "lat": 47.5, "lon": 22.5, "seen_pos": 400.25, "seen": 0.5, "nac_p": 0}))
    at = datetime.fromtimestamp(NOW, UTC)
    assert row["t"] == at - timedelta(seconds=0.5)
    assert row["t_fix"] == at - timedelta(seconds=400.25)
    assert (row["icao"], row["nac_p"], row["source"]) == (0x4BAAC6, 0, "roof")


def test_an_old_position_keeps_its_instant_and_its_integrity():
    last = {"lat": 1.0, "lon": 2.0, "nic": 8, "rc": 186, "seen_pos": 900.0}
    (row,), _ = rows(listed({"hex": "4baac6", "lastPosition": last, "seen": 2}))
    assert row["t_fix"] == datetime.fromtimestamp(NOW - 900, UTC)
    assert (row["lat_deg"], row["nic"], row["rc_m"]) == (1.0, 8, 186.0)


@pytest.mark.parametrize(
    "told", [{}, {"hex": None}, {"hex": "xyz"}, {"hex": "1234567"}, {"hex": ""}, 5, None, "4baac6"]
)
def test_what_has_no_address_is_a_reject_and_the_others_are_read(told):
    found, why = rows(listed(told, {"hex": "1"}))
    assert [row["icao"] for row in found] == [1]
    assert why == ["aircraft_fields"]


def test_made_up_addresses_and_places_beyond_the_poles_are_marked():
    found, _ = rows(listed({"hex": "~2a0001", "lat": 91.0, "lon": 0.0}, {"hex": "1", "lat": 1.0, "lon": 1.0}))
    assert [row["flags"] for row in found] == [Flag.TABLE | Flag.MMSI | Flag.POSITION_RANGE, Flag.TABLE]
    assert found[0]["lat_deg"] is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers(-(10**20), 10**20) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=6,
)  # fmt: skip
_FIELDS = ("hex", "lat", "lon", "seen_pos", "seen", "alt_baro", "gs", "track", "nic", "nac_p", "rc", "flight", "type",
           "lastPosition", "squawk", "rssi", "version")  # fmt: skip


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON), _JSON)
def test_whatever_stands_in_a_field_rows_keep_to_the_schema(fields, now):
    found, why = rows({"now": now, "aircraft": [{"hex": "4baac6", **fields}]})
    assert len(found) + len(why) == 1
    for row in found:
        for column in FAMILIES["aircraft"].columns:
            value = row[column.name]
            assert value is not None or column.nullable, column.name
            if isinstance(value, int | float) and not isinstance(value, bool):
                assert column.low is None or value >= column.low, column.name
                assert column.high is None or value <= column.high, column.name


def test_a_track_as_traffic_saves_it(corpora):
    file = corpora / "interference" / "flight-thy9bp-2024-09-17-spoofed.json.gz"
    with gzip.open(file) as opened:
        told = json.load(opened)
    found = read(file).tables["aircraft"].to_pylist()
    assert len(found) == len(told["icao24"])
    for at, row in enumerate(found):
        want = {name: values[str(at)] for name, values in told.items()}
        assert row["icao"] == int(want["icao24"], 16)
        assert round(row["t"].timestamp() * 1e3) == want["timestamp"]
        if want["latitude"] is None:
            assert row["t_fix"] is None
            continue
        assert (row["lat_deg"], row["lon_deg"]) == (want["latitude"], want["longitude"])
        assert round(row["t_fix"].timestamp() * 1e3) == want["last_position"]
        assert row["gs_kn"] == (None if want["groundspeed"] is None else pytest.approx(want["groundspeed"]))


def test_a_trace_of_readsb(corpora):
    file = corpora / "interference" / "readsb-trace-full-ac671b.json"
    told = json.loads(file.read_text())
    found = read(file).tables["aircraft"].to_pylist()
    assert len(found) == len(told["trace"]) == 2500
    for point, row in zip(told["trace"], found, strict=True):
        assert row["t_fix"].timestamp() == pytest.approx(told["timestamp"] + point[0], abs=1e-5)
        assert (row["lat_deg"], row["lon_deg"]) == (point[1], point[2])
        more = point[8] or {}
        assert row["nac_p"] == more.get("nac_p")
        assert row["nic"] == more.get("nic")
        assert row["on_ground"] == (None if point[3] is None else point[3] == "ground")
