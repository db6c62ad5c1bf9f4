"""What the day before teaches: the receivers' coverage, by what they heard and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from marsad.detectors.gap_rule.learning import cells_of
from marsad.geo import sphere
from marsad.plugin.rows import Records
from marsad.runtime import learning
from marsad.schema.refusal import Refusal
from marsad.testing.scoring import history
from marsad.testing.scoring.feed import side_of
from marsad.testing.simulator.incidents.casts import cast
from marsad.testing.simulator.records import Kind
from marsad.testing.simulator.scenario import Scenario, load
from marsad.testing.simulator.sea.sea import Sea
from tests.testing.scoring.test_folders import folder

SEED = 1


@pytest.fixture(scope="module")
def world() -> Scenario:
    return load("incidents-gap")


@pytest.fixture(scope="module")
def coverage(world: Scenario) -> Records:
    return history.coverage_before(world, SEED)


def heard_within(coverage: Records, lon: float, lat: float, metres: float) -> float:
    """Reports heard in the cells about a place, of every hour."""
    away = metres / 111_195.0
    x, y = np.meshgrid(lon + np.arange(-away, away, 0.01) / np.cos(np.radians(lat)), lat + np.arange(-away, away, 0.01))
    near = sphere.distance_m(lon, lat, x, y) <= metres
    return float(coverage["heard"][np.isin(coverage["cell"], cells_of(x[near], y[near]))].sum())


def test_it_is_known_before_the_window_begins(world: Scenario, coverage: Records):
    assert len(coverage) > 1_000
    assert world.start_us - history.DAY_US < coverage["t_from"].max() < world.start_us


def test_holes_that_are_there_on_any_day_were_there_and_stages_are_heard(world: Scenario, coverage: Records):
    gaps = cast(world, Sea.of(world), SEED)
    areas = np.concatenate([one.areas for one in gaps])
    holes = areas[(areas["kind"] == Kind.OUTAGE) & (areas["a"] >= 1.0) & (areas["radius_m"] < 10_000)]
    assert holes.size
    for hole in holes:
        # A cell's width within: a cell at the edge is heard in part.
        assert heard_within(coverage, hole["lon"], hole["lat"], hole["radius_m"] - 4_000.0) == 0.0
    dark = [event for one in gaps for event in one.events if not event.look_alike]
    assert dark
    assert all(heard_within(coverage, event.lon, event.lat, 6_000.0) > 500.0 for event in dark)


def test_the_same_seed_learns_the_same_and_receivers_were_in_order(world: Scenario, coverage: Records):
    assert history.coverage_before(world, SEED).tobytes() == coverage.tobytes()
    assert not any(one.outages for one in history.day_before(load("singapore")).receivers)


def test_it_is_kept_in_the_folder_as_learn_writes_it_and_handed_on(tmp_path: Path, coverage: Records):
    place = folder(tmp_path / "seed-1", SEED, [], [], "incidents-gap")
    (place / history.FILE).write_bytes(learning.written({"coverage": coverage}))
    told = history.learnt(place)
    assert told["coverage"].tobytes() == coverage.tobytes()
    assert side_of("incidents-gap", None, told).table("coverage").tobytes() == coverage.tobytes()
    assert not len(side_of("incidents-gap").table("coverage"))


def test_a_scenario_of_ones_own_has_no_day_before(tmp_path: Path):
    place = folder(tmp_path / "seed-1", 1, [], [], "strait")
    with pytest.raises(Refusal, match="leave out --history"):
        history.learnt(place)


def test_a_folder_without_the_file_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coverage: Records):
    place = folder(tmp_path / "seed-1", 7, [], [], "incidents-gap")
    (place / "scenario.json").write_text((place / "scenario.json").read_text().replace("{", '{"size": "small", ', 1))
    asked = []

    def before(scenario: Scenario, seed: int) -> Records:
        asked.append((replace(scenario, hours=0).name, scenario.hours, seed))
        return coverage

    monkeypatch.setattr(history, "coverage_before", before)
    assert history.learnt(place)["coverage"].tobytes() == coverage.tobytes()
    assert asked == [("incidents-gap", 6.0, 7)]
    history.learnt(place)
    assert len(asked) == 1
