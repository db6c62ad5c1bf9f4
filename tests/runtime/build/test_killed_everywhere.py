"""A whole build, killed before every single change of the disk that it makes, shows whole days, and is run again.

In CI some of them, evenly spread; with MARSAD_KILL_POINTS=all every one.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

from marsad.schema.lake import LAKE
from marsad.store.lake.lake import Lake
from marsad.store.lake.row_hash import RowSum, hash_rows
from tests.runtime.build import lakes
from tests.runtime.build.voyages import csv, messages, voyages

ROOT = Path(__file__).parents[3]
KILLS = os.environ.get("MARSAD_KILL_POINTS", "20")
States = dict[date | None, dict[str, bytes]]


class Killer:
    """Asks for builds that are killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def build(self, lake: Path, files: list[Path], at: int) -> tuple[int, list[str]]:
        """Exit code, and the names of the operations that were begun."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"lake": str(lake), "files": [str(file) for file in files], "at": at}) + "\n")
        stdin.flush()
        told = json.loads(stdout.readline())
        return told["code"], told["operations"]


@dataclass(frozen=True)
class Archive:
    first: list[Path]
    later: list[Path]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Three days: sentences, then tables with rows between them."""
    folder = tmp_path_factory.mktemp("archive")
    reports = voyages(Random(11), hours=30)
    heard = folder / "heard.nmea"
    heard.write_bytes(b"".join(messages(reports[::2], ("north", "south"))))
    return Archive([heard], [csv(reports[1::4], folder / "late.csv"), csv(reports[3::4], folder / "more.csv")])


@pytest.fixture(scope="module")
def killer(archive: Archive) -> Iterator[Killer]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-W", "ignore", "-m", "tests.runtime.build.killed_forks", str(archive.first[0])]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Killer(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def days(lake: Path) -> States:
    """What a reader finds of each day: a digest for each table that has rows of it; nothing where there is no lake."""
    found: States = {}
    if not (lake / "marsad.json").exists():
        return found
    held = Lake.open(str(lake), lakes.clock)
    for name, table in LAKE.items():
        for day in held.days(name) if name != "inputs" else [None] if held.all_files(name) else []:
            total = RowSum()
            for batch in held.read(name, day).to_batches():
                total.add(hash_rows(table, batch))
            found.setdefault(day, {})[name] = bytes(total)
    return found


def chosen(operations: list[str]) -> list[int]:
    """Before which operations to kill, counted from 1."""
    every = range(1, len(operations) + 1)
    if KILLS == "all":
        return list(every)
    spread = max(len(operations) * 2 // int(KILLS), 1)
    return list(every[spread // 2 :: spread])


@pytest.mark.parametrize("which", ["first", "later"])
def test_killed_before_every_change_of_the_disk(archive: Archive, killer: Killer, tmp_path: Path, which: str) -> None:
    base, files = tmp_path / "base", getattr(archive, which)
    if which == "later":
        lakes.into(base, archive.first)
    else:
        base.mkdir()
    whole = tmp_path / "whole"
    shutil.copytree(base, whole)
    code, operations = killer.build(whole, files, 0)
    assert code == 0
    before, after = days(base), days(whole)
    assert len(after) == 4, "three days and the inputs"
    halfway = 0
    for at in chosen(operations):
        lake = tmp_path / f"killed-{at}"
        shutil.copytree(base, lake)
        assert killer.build(lake, files, at)[0] == -signal.SIGKILL, at
        seen = days(lake)
        for day in after:
            assert seen.get(day, {}) in (before.get(day, {}), after[day]), f"{day} is neither, killed at {at}"
        halfway += seen not in (before, after)
        lakes.into(lake, files, workers=1)
        assert days(lake) == after, f"run again after it was killed at {at}, {operations[at - 1]}"
        shutil.rmtree(lake)
    assert halfway, "no kill fell between two commits"
