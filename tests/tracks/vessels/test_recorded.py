"""Recorded traffic: no vessel is split without a reason, and vessels put under one MMSI are told apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from marsad.tracks.vessels import VesselState, assign
from marsad.tracks.vessels.records import ECHO, OUTLIER, TRACK
from tests.tracks.vessels.mixes import mix, right_share, usable
from tests.tracks.vessels.recorded import NAMES, day_by_day, recorded

SPLIT: dict[str, dict[int, str]] = {"solent": {}, "suez": {}, "marinecadastre": {}, "world": {}}
"""MMSI of the corpora that become two vessels, and why: none does."""

FAULTS = {"solent": 1, "suez": 0, "marinecadastre": 85, "world": 25}
"""No more faults than this. Looked at one by one: in marinecadastre a satellite's batch stamped with one second, places
far away with the next fix back; in world two ships that share 123456789, 265000000, ... for too few fixes to tell them
apart, and garbled latitudes with the right longitude."""

RIGHT = {20: 0.99, 5: 0.95}
"""Share of the points that go to the right vessel, at least, by distance in km."""


@pytest.mark.parametrize("name", NAMES)
def test_no_recorded_vessel_is_split(corpora: Path, name: str) -> None:
    state, split, faults, rows = VesselState(), set(), 0, 0
    for day in day_by_day(recorded(corpora, name)):
        result = assign(day, state)
        state = result.state
        rows += len(day)
        on_way = result.outcome == TRACK
        split |= set(day.mmsi[on_way & (result.vessel > 0)].tolist())
        assert set(np.unique(result.outcome).tolist()) <= {TRACK, ECHO, OUTLIER}
        faults += int(np.count_nonzero(~on_way))
    assert rows > 10_000
    assert split == set(SPLIT[name])
    assert faults <= FAULTS[name]


@pytest.mark.parametrize("apart_km", RIGHT)
def test_vessels_under_one_mmsi_are_told_apart(corpora: Path, apart_km: int) -> None:
    shares, points = [], []
    for name in ("solent", "suez", "marinecadastre"):
        vessels = usable(recorded(corpora, name))
        for count in (2, 3, 5):
            for seed in range(3):
                one = mix(vessels, count, apart_km * 1000.0, np.random.default_rng([seed, count, apart_km]))
                shares.append(right_share(one))
                points.append(len(one.truth))
    assert np.average(shares, weights=points) >= RIGHT[apart_km]
    assert np.median(shares) == 1.0
