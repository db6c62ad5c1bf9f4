"""The grounding of 23 March 2021 in the Suez Canal, on what was really heard: positions alone, minutes apart."""

import csv
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from marsad.detectors import grounding
from marsad.geo.sphere import distance_m
from marsad.plugin.rows import POSITION, Records, no_rows, ordered
from marsad.plugin.side import Side, places
from marsad.testing.detector_contract.tracks import made_good
from tests.detectors.ships import found

PORTS = places([32.545, 32.30], [29.955, 31.26], 3000.0)
"""Suez and Port Said."""


@pytest.fixture(scope="module")
def heard(corpora) -> Records:
    """The rows; the file has a number of its own for every ship, no MMSI, no speed and no course."""
    by_ship: dict[int, dict[int, tuple[float, float]]] = {}
    with (corpora / "tracks" / "suez-2021-03.csv").open(encoding="utf-8-sig") as file:
        for one in csv.DictReader(file):
            t = datetime.strptime(one["ais_pos_timestamp"], "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
            place = float(one["longitude"]), float(one["latitude"])
            by_ship.setdefault(int(one["ID"]), {})[int(t.timestamp()) * 1_000_000] = place
    tracks = []
    for number, told in by_ship.items():
        rows = np.zeros(len(told), POSITION)
        for name in POSITION.names or ():
            if POSITION[name].kind == "f":
                rows[name] = np.nan
        rows["t"] = rows["t_fix"] = sorted(told)
        rows["lon_deg"], rows["lat_deg"] = np.array([told[t] for t in sorted(told)]).T
        rows["mmsi"], rows["vessel"] = 200_000_000 + number, (200_000_000 + number) * 100
        rows["digest"] = rows["t"].astype(np.uint64) + np.uint64(number)
        for name in ("status", "second", "accuracy", "raim", "ship_type"):
            rows[name] = -1
        rows["type"] = 1
        tracks.append(made_good(rows))
    return ordered(np.concatenate(tracks))


def test_the_grounding_is_found_and_nothing_else_with_the_queue_behind_it(heard):
    some = found(grounding.DETECTOR, heard, side=Side({"ports": PORTS}), after_h=0.1, steps=30)
    assert len(some) == 1
    (one,) = some
    began = datetime.fromtimestamp(one.t_start / 1e6, UTC)
    assert datetime(2021, 3, 23, 5, 33, tzinfo=UTC) <= began <= datetime(2021, 3, 23, 5, 54, tzinfo=UTC)
    assert float(distance_m(one.lon_deg, one.lat_deg, 32.580, 30.0176)) < 200.0
    assert one.t_end is None
    assert one.evidence["stopped_behind"] >= 4


def test_the_queue_is_told_while_it_grows(heard):
    told = []
    state = grounding.DETECTOR.first_state()
    rows = heard.copy()
    vessels = np.unique(rows["vessel"])
    rows["slot"] = np.searchsorted(vessels, rows["vessel"])
    state.ids, state.vessels = vessels, np.zeros(len(vessels), state.vessels.dtype)
    part = replace(no_rows(), position=rows)
    side = Side({"ports": PORTS})
    some, _ = grounding.DETECTOR.step(
        grounding.DETECTOR.parameters, state, part, int(rows["t"][0]) - 1, int(rows["t"][-1]), side
    )
    told = [one.evidence["stopped_behind"] for one in sorted(some, key=lambda one: one.t_known)]
    assert told == sorted(told)
    assert told[-1] > told[0]
