"""A build that is killed at any moment, and run again, gives the lake that one build gives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.runtime.build import lakes
from tests.runtime.build.voyages import csv, messages, voyages

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("MARSAD_KILLS", "20"))


def run(lake: Path, at: str, files: list[Path]) -> int:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.runtime.build.killed_child", str(lake), at, *map(str, files)]
    return subprocess.run(command, env=environment, cwd=ROOT, timeout=300, capture_output=True).returncode


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Files, the lake of the first of them, and the digest of the lake of them all."""
    folder = tmp_path_factory.mktemp("killed")
    reports = voyages(Random(11), hours=60)
    first = folder / "first.nmea"
    first.write_bytes(b"".join(messages(reports[::2], ("north", "south"))))
    late = csv(reports[1::4], folder / "late.csv")
    more = csv(reports[3::4], folder / "more.csv")
    whole = folder / "whole"
    lakes.into(whole, [first])
    lakes.into(whole, [late, more])
    return [first], [late, more], lakes.digest(whole)


def test_killed_at_every_kind_of_moment(archive, tmp_path):
    first, later, expected = archive
    seed = int(os.environ.get("MARSAD_SEED", "5"))
    rng = Random(seed)
    died = 0
    for round_number in range(max(KILLS // 4, 1)):
        lake = tmp_path / f"lake-{round_number}"
        moments = [str(rng.randrange(1, 120)), str(rng.randrange(1, 120)), f"{rng.uniform(0.5, 3):.2f}s"]
        for moment, files in zip(moments, [first, later, later], strict=True):
            died += run(lake, moment, files) == -signal.SIGKILL
        assert run(lake, "0", first) == 0
        assert run(lake, "0", later) == 0
        assert lakes.digest(lake) == expected, f"seed {seed}, round {round_number}, killed at {moments}"
    assert died >= max(KILLS // 4, 1)
