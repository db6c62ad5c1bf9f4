"""The simulated sea and the flood through Marsad's own decoder: every line used, nothing doubtful."""

from __future__ import annotations

import pytest

from marsad.decode.decoder import Decoder
from marsad.schema.flags import Flag
from marsad.testing.traffic.flood import Flood, Probes
from marsad.testing.traffic.traffic import Traffic

START = 1_790_000_000_000_000
TEN_MINUTES = 600_000_000


@pytest.fixture(scope="module")
def batch():
    data = Traffic(5, 150, START).sentences(START, START + TEN_MINUTES)
    decoded = Decoder().feed(data, START + TEN_MINUTES, "SIM")
    assert decoded.counts.used_bytes == len(data)
    return decoded


def test_nothing_is_rejected_and_nothing_is_in_doubt(batch):
    assert set(batch.tables) == {"position", "static", "base_station", "aton", "safety_text", "binary"}
    for table in batch.tables.values():
        assert set(table["flags"].to_pylist()) == {Flag.SIMULATED.value}


def test_every_ship_has_position_and_papers(batch):
    moving = set(batch.tables["position"]["mmsi"].to_pylist())
    named = {row["mmsi"] for row in batch.tables["static"].select(["mmsi", "name"]).to_pylist() if row["name"]}
    assert moving - named == {111_621_500, 970_990_001}
    assert len(named) == 150


def test_weather_and_the_area_notice(batch):
    weather = batch.applications["met_hydro"].to_pylist()
    assert len(weather) >= 6
    assert all(12 <= row["wind_gust_kn"] <= 25 and row["visibility_nm"] == 8 for row in weather)
    notice = batch.applications["area_notice"].to_pylist()[0]
    circle, text = notice["areas"]
    assert (round(circle["lon_deg"], 3), round(circle["lat_deg"], 3), circle["radius_m"]) == (45.35, 12.55, 3700)
    assert text["text"] == "SIMULATED"


def test_the_flood_is_used_whole():
    data = b"".join(Flood(1, 300, 100.0, Probes()).chunks(0, 20_000))
    decoded = Decoder().feed(data, START, "flood")
    assert decoded.counts.used_bytes == len(data)
    assert decoded.tables["position"].num_rows + decoded.tables["static"].num_rows == 20_000
