"""The grounding of 23 March 2021 in the Suez Canal, on what was really heard: positions alone, minutes apart."""

import csv
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from marsad.detectors import grounding
from marsad.geo.sphere import distance_m
from marsad.plugin.found import Found
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


def told_of(heard: Records) -> list[Found]:
    """All that one step over the whole recording tells, in the order in which it became known."""
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
    return sorted(some, key=lambda one: one.t_known)


def utc(t_us: int) -> datetime:
    return datetime.fromtimestamp(t_us / 1e6, UTC)


@pytest.mark.parametrize("class_told", [True, False])
def test_the_grounding_is_found_and_nothing_else_with_the_queue_behind_it(heard, class_told):
    rows = heard.copy()
    rows["type"] = 1 if class_told else 0  # the file itself tells no class
    some = found(grounding.DETECTOR, rows, side=Side({"ports": PORTS}), after_h=0.1, steps=30)
    assert len(some) == 1
    (one,) = some
    assert datetime(2021, 3, 23, 5, 33, tzinfo=UTC) <= utc(one.t_start) <= datetime(2021, 3, 23, 5, 54, tzinfo=UTC)
    assert float(distance_m(one.lon_deg, one.lat_deg, 32.580, 30.0176)) < 200.0
    assert one.t_end is None
    # Four ships of her convoy were headed for her and stopped; nobody had done so there in the hours before.
    assert one.evidence["stopped_behind"] == 4
    assert one.evidence["stopped_before"] == 0
    assert one.evidence["lay_behind"] <= 1


def test_the_queue_is_told_while_it_grows(heard):
    told = told_of(heard)
    queue = [one.evidence["stopped_behind"] for one in told]
    assert queue == [2, 3, 4]
    # The queue itself is what tells so soon: without it she would have to lie still for 50 minutes.
    assert utc(told[0].t_known) <= datetime(2021, 3, 23, 6, 20, tzinfo=UTC)


def test_ships_who_come_to_anchor_are_no_queue(heard):
    """Without those who stopped in the canal, the many who came to the roads in the next day are not counted."""
    canal = (heard["lat_deg"] > 29.91) & (heard["lat_deg"] < 30.3)
    passed = set(np.unique(heard["vessel"][canal & (heard["t"] > at_us(5, 47)) & (heard["t"] < at_us(8, 0))]).tolist())
    stopped = np.isin(heard["vessel"], [one for one in passed if one != 20_000_023_500])
    roads = heard[~stopped]
    arrived = (roads["t"] > at_us(8, 0)) & (roads["lat_deg"] < 29.95) & (roads["lat_deg"] > 29.8)
    assert len(np.unique(roads["vessel"][arrived])) > 5
    told = told_of(roads)
    assert [one.evidence["stopped_behind"] for one in told] == [0.0] * len(told)
    assert told


def at_us(hour: int, minute: int) -> int:
    return int(datetime(2021, 3, 23, hour, minute, tzinfo=UTC).timestamp()) * 1_000_000
