"""The same scenario and seed give the same sea: on any number of workers, in any blocks, and in every release."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from marsad.testing.simulator.scenario import load
from marsad.testing.simulator.world import World
from tests.testing.simulator.folders import content, made, meaning

GOLDEN = Path(__file__).with_name("golden.json")
"""`python -m tests.testing.simulator.renew_golden` writes it; a change of incidents belongs in the CHANGELOG."""


@pytest.fixture(scope="module")
def sea(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sea") / "one"
    made(folder, "gulf-of-aden", hours=0.5)
    return folder


@pytest.mark.parametrize("workers", [2, 7])
def test_any_number_of_workers_gives_the_same_bytes(sea, tmp_path, workers):
    made(tmp_path / "sea", "gulf-of-aden", hours=0.5, workers=workers)
    assert content(tmp_path / "sea") == content(sea)


def test_a_second_run_gives_the_same_bytes(sea, tmp_path):
    made(tmp_path / "sea", "gulf-of-aden", hours=0.5)
    assert content(tmp_path / "sea") == content(sea)


def test_another_seed_gives_another_sea(sea, tmp_path):
    made(tmp_path / "sea", "gulf-of-aden", hours=0.5, seed=2)
    assert (tmp_path / "sea" / "truth.parquet").read_bytes() != (sea / "truth.parquet").read_bytes()


def test_blocks_may_be_cut_anywhere():
    scenario = replace(load("gulf-of-aden", "small"), hours=0.3)
    runs = []
    for longest_us in (3_600_000_000, 7 * 60_000_000, 13_370_000):
        world = World(scenario, 3)
        blocks = list(world.blocks(scenario.end_us, longest_us))
        tx = np.concatenate([block.tx for block in blocks])
        rx = {name: np.concatenate([block.heard.rx[name] for block in blocks]) for name in world.receivers}
        runs.append((tx.tobytes(), {name: rows.tobytes() for name, rows in rx.items()}))
        world.close()
    assert runs[0] == runs[1] == runs[2]


def test_this_release_makes_the_sea_that_the_last_one_made(tmp_path):
    golden = json.loads(GOLDEN.read_text())
    for scenario, told in golden.items():
        folder = tmp_path / scenario
        made(folder, scenario, hours=told["hours"], seed=told["seed"])
        assert meaning(folder) == told["files"], f"{scenario} changed: say so in the CHANGELOG and renew the hashes"
