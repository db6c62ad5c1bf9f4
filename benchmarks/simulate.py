"""How fast a sea is simulated: as many times as fast as time, and in how much memory.

    python benchmarks/simulate.py [--hours 6] [--runs 3] [--only one-core world length]

One core: 5,000 vessels of the Gulf of Aden with truth once a minute and one receiver, pinned to a core (must: 200 x
real time). World: all 130,000 vessels on two cores, everything written (must: 5 x). Length: the peak memory of a run
and of one three times as long. Each figure is that of a fresh process after one that compiled the kernels; making the
sea is told apart from what it costs to go on.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import machine

ROOT = Path(__file__).parents[1]
MUST_ONE_CORE, MUST_WORLD = 200.0, 5.0
LONGER = 1.15
"""The peak of a run three times as long may be so much higher."""

CHILD = """
import json, os, resource, sys, time
from dataclasses import replace
from pathlib import Path

told = json.loads(sys.argv[1])
if told["cores"] == 1:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
from marsad.runtime.kept_memory import keep_freed_memory

keep_freed_memory()
from marsad.testing.simulator.choice import chosen
from marsad.testing.simulator.run import Run, simulate
from marsad.testing.simulator.scenario import load

scenario = replace(load(told["scenario"], told["size"]), hours=told["hours"])
if told["vessels"]:
    scenario = replace(scenario, vessels=told["vessels"])
if told["receivers"]:
    scenario = replace(scenario, receivers=scenario.receivers[: told["receivers"]], satellites=())
went_on = []
began = time.perf_counter()


def progress(step, share):
    went_on.append((time.perf_counter(), share))


run = Run(scenario, 1, told["cores"], chosen(told["outputs"]), Path(told["folder"]), None, False, time.monotonic)
account = simulate(run, progress)
ended = time.perf_counter()
first = next(t for t, share in went_on if share > 0)
share = next(share for t, share in went_on if share > 0)
print(json.dumps({
    "whole_s": ended - began,
    # From the end of the first block on: that one waits for the sea to be made.
    "going_s": (ended - first) / max(1 - share, 1e-9) if share < 0.75 else ended - began,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    "sent": account.sent, "heard": account.heard, "vessels": account.vessels,
}))
"""


def measured(**told: object) -> dict[str, float]:
    """One run in a process of its own."""
    folder = Path(tempfile.mkdtemp(prefix="marsad-benchmark-"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore"}
    asked = {"vessels": 0, "receivers": 0, "outputs": "all", "folder": str(folder / "sea"), **told}
    try:
        out = subprocess.run([sys.executable, "-c", CHILD, json.dumps(asked)], env=environment, check=True,
                             stdout=subprocess.PIPE)  # fmt: skip
        found: dict[str, float] = json.loads(out.stdout.decode().splitlines()[-1])
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def told(what: str, hours: float, found: dict[str, float]) -> str:
    return (
        f"{what:34} {found['vessels']:>8,} vessels {found['sent']:>12,} sent {found['heard']:>12,} heard "
        f"{found['whole_s']:8.1f} s in all, x {hours * 3600 / found['whole_s']:6.1f}; going on x "
        f"{hours * 3600 / found['going_s']:6.1f}; {found['peak'] / 2**30:5.2f} GiB"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--hours", type=float, default=6.0)
    parser.add_argument("--world-hours", type=float, default=0.5)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=["one-core", "world", "length"])
    wanted = parser.parse_args()
    print(machine.banner(), flush=True)
    failed: list[str] = []
    sea = {"scenario": "gulf-of-aden", "size": "medium", "vessels": 5000, "receivers": 1}
    measured(**{**sea, "vessels": 300}, cores=1, hours=0.1)  # compiles the kernels
    if "one-core" in wanted.only:
        asked = {**sea, "cores": 1, "hours": wanted.hours, "outputs": "truth,rx,nmea,events"}
        runs = [measured(**asked) for _ in range(wanted.runs)]
        found = sorted(runs, key=lambda one: one["whole_s"])[len(runs) // 2]
        print(told("5,000 vessels, one core", wanted.hours, found), flush=True)
        speed = wanted.hours * 3600 / statistics.median(one["whole_s"] for one in runs)
        if speed < MUST_ONE_CORE:
            failed.append(f"5,000 vessels on one core: x {speed:.0f}, must {MUST_ONE_CORE:.0f}")
    if "world" in wanted.only:
        found = measured(scenario="world", size="large", cores=2, hours=wanted.world_hours)
        print(told("the world, two cores", wanted.world_hours, found), flush=True)
        if wanted.world_hours * 3600 / found["going_s"] < MUST_WORLD:
            failed.append(f"the world on two cores: x {wanted.world_hours * 3600 / found['going_s']:.1f}")
    if "length" in wanted.only:
        short, long = (measured(**sea, cores=2, hours=hours) for hours in (wanted.hours, 3 * wanted.hours))
        print(told(f"{wanted.hours:g} hours", wanted.hours, short), flush=True)
        print(told(f"{3 * wanted.hours:g} hours", 3 * wanted.hours, long), flush=True)
        if long["peak"] > LONGER * short["peak"]:
            failed.append("memory grows with the length")
    for sentence in failed:
        print(f"NOT REACHED: {sentence}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
