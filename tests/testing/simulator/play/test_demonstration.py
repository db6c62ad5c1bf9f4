"""The demonstration's sea: something happens at once, it does not end, and its fleet sails on from world to world."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from marsad.decode.decoder import Decoder
from marsad.geo import sphere
from marsad.schema.flags import Flag
from marsad.testing.simulator.play.demonstration import EVERY_S, OPENING, Demonstration
from marsad.testing.simulator.play.endless import TURN_US, Endless
from marsad.testing.simulator.play.programme import Programme
from marsad.testing.simulator.scenario import load
from marsad.testing.simulator.sea.sea import Sea

START = 1_790_000_000_000_000
MINUTE = 60_000_000
VESSELS = 60


@pytest.fixture(scope="module")
def batch():
    """Ten minutes of past and four of present, decoded."""
    sea = Demonstration(5, VESSELS, START)
    while sea.made_us < START + 4 * MINUTE:
        sea.make()
    data = sea.take(START + 4 * MINUTE)
    decoded = Decoder().feed(data, START + 4 * MINUTE, "SIM")
    assert decoded.counts.used_bytes == len(data)
    return decoded


def test_all_of_it_is_marked_as_simulated(batch):
    for table in batch.tables.values():
        assert all(flags & Flag.SIMULATED.value for flags in table["flags"].to_pylist())


def test_nearly_every_ship_is_heard_with_her_name(batch):
    named = {row["mmsi"] for row in batch.tables["static"].select(["mmsi", "name"]).to_pylist() if row["name"]}
    heard = set(batch.tables["position"]["mmsi"].to_pylist())
    assert len(named) > 0.9 * VESSELS
    assert len(heard - named) < 0.1 * VESSELS


def test_within_a_minute_a_distress_beacon_tells_its_place(batch):
    device = [
        row["t"].timestamp() * 1e6 - START
        for row in batch.tables["position"].select(["mmsi", "t", "lon_deg"]).to_pylist()
        if row["mmsi"] // 1_000_000 in (970, 972, 974) and row["lon_deg"] is not None
    ]
    assert -30e6 < min(device) < 60e6


def test_weather_texts_and_the_area_notice(batch):
    weather = batch.applications["met_hydro"].to_pylist()
    assert {row["visibility_nm"] for row in weather} == {8.0}
    assert len({row["mmsi"] for row in weather}) == 2
    circle, text = batch.applications["area_notice"].to_pylist()[0]["areas"]
    assert (round(circle["lon_deg"], 3), round(circle["lat_deg"], 3), circle["radius_m"]) == (45.35, 12.55, 3700)
    assert text["text"] == "SIMULATED"
    assert any(text.startswith("SIMULATED: ") for text in batch.tables["safety_text"]["text"].to_pylist())


def test_incidents_come_without_end():
    scenario = load("demo")
    programme = Programme(scenario, Sea.of(scenario), 1, START, OPENING, EVERY_S)
    begins = []
    for hour in (1, 2):
        for act in programme.until(START + hour * 3_600_000_000):
            begins.append(act.begins_us)
            assert min(event.t_start for event in act.cast.events) == act.begins_us < act.over_us
    assert len(begins) > 0.7 * (2 * 3600 / EVERY_S + len(OPENING) - 2)
    assert max(np.diff(begins)) <= 3 * EVERY_S * 1e6


def test_the_fleet_sails_on_when_the_next_world_takes_over():
    """No vessel of the fleet leaps or falls silent, nothing is told twice, and what was on its way still comes."""
    at = START // TURN_US * TURN_US + TURN_US - 3 * MINUTE
    sea = Endless(replace(load("demo"), vessels=VESSELS), 5, at, at, OPENING, EVERY_S)
    fleet = set(sea.world.vessels["mmsi"][: sea.world.fleet].tolist())
    lines, until = b"", []
    for end, feed in islice(sea.pieces(), 8):
        assert (np.diff(feed.t_us) >= 0).all()
        assert not feed.t_us.size or feed.t_us[-1] < end
        lines += feed.lines
        until.append(end)
    assert np.diff(until).tolist() == [MINUTE] * 7
    rows = Decoder().feed(lines, None, "SIM").tables["position"].select(["mmsi", "t", "lon_deg", "lat_deg"]).to_pylist()
    track = defaultdict(list)
    for row in rows:
        if row["mmsi"] in fleet and row["lon_deg"] is not None:
            track[row["mmsi"]].append((row["t"].timestamp(), row["lon_deg"], row["lat_deg"]))
    border = (until[2]) / 1e6
    over = 0
    for fixes in track.values():
        before = [fix for fix in fixes if border - 60 < fix[0] < border]
        after = [fix for fix in fixes if border < fix[0] < border + 60]
        if before and after:
            over += 1
            (t0, *place), (t1, *other) = before[-1], after[0]
            assert sphere.distance_m(*place, *other) < 25.0 * (t1 - t0) + 2_000.0
    assert over > 0.4 * VESSELS
