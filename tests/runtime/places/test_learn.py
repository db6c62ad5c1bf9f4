"""Ports and anchorages learnt from stops."""

from __future__ import annotations

import json

import numpy as np

from marsad.runtime.places.geojson import read_geojson
from marsad.runtime.places.learn import STOP, agreement, geojson_of, places_of, published

HOUR = 3_600_000_000


def stops(lon, lat, n, hours, radius_m, spread_m, seed=0, t0=0):
    rng = np.random.default_rng(seed)
    made = np.zeros(n, STOP)
    made["vessel"] = np.arange(n)
    made["t_begin"] = t0 + np.arange(n) * HOUR
    made["t_end"] = made["t_begin"] + round(hours * HOUR)
    made["lon_deg"] = (lon + rng.normal(0, spread_m / 111_195 / np.cos(np.radians(lat)), n) + 180) % 360 - 180
    made["lat_deg"] = lat + rng.normal(0, spread_m / 111_195, n)
    made["radius_m"] = radius_m
    return made


def test_berths_are_a_port_wide_circles_an_anchorage_and_one_ship_is_neither():
    found = places_of(np.concatenate([stops(45, 12, 30, 20, 15, 300), stops(45.2, 12.1, 12, 10, 180, 400, 1),
                                      stops(46, 13, 2, 30, 20, 50, 2)]))  # fmt: skip
    port, road = found
    assert (port.kind, road.kind) == ("port", "anchorage")
    assert (port.vessels, road.vessels) == (30, 12)
    assert abs(port.lon_deg - 45) < 0.003
    assert 150 < port.radius_m < 1500


def test_a_place_on_the_date_line_is_one():
    (one,) = places_of(stops(180, 12, 30, 20, 15, 200))
    assert abs(abs(one.lon_deg) - 180) < 0.002
    (north,) = places_of(stops(-150, 60.3, 30, 20, 15, 600))
    assert north.vessels > 25


def test_what_is_learnt_holds_from_the_last_stop_on(tmp_path):
    made = stops(45, 12, 30, 20, 15, 300, t0=1_772_359_200_000_000)
    file = tmp_path / "places.geojson"
    file.write_text(json.dumps(geojson_of(places_of(made))))
    (area,) = read_geojson(file).areas
    assert (area.kind, area.watch, area.holds[0]) == ("port", 0, int(made["t_end"].max()))


def test_the_published_recipe_needs_twenty_vessels_for_half_a_day_in_one_cell():
    assert len(published(stops(45.001, 12.001, 30, 20, 15, 10))) == 1
    assert not published(stops(45.001, 12.001, 30, 11, 15, 10))
    assert not published(stops(45.001, 12.001, 19, 20, 15, 10))


def test_agreement_counts_both_ways():
    found = places_of(np.concatenate([stops(45, 12, 30, 20, 15, 300), stops(47, 12, 30, 20, 15, 300, 1)]))
    true = np.array([45.0, 50.0]), np.array([12.0, 12.0]), np.array([2000.0, 2000.0])
    assert agreement(found, *true) == (0.5, 0.5)
