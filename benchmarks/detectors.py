"""What detection costs: reports a second of all detectors together and of each alone, on one thread.

    python benchmarks/detectors.py               the Gulf of Aden, large, 2 h, simulated first (some minutes)
    python benchmarks/detectors.py FOLDER...     feeds that `marsad simulate ... --outputs nmea` wrote
    ... --live                                   and in steps of a second, as live
    ... --short                                  a small sea for half an hour

Figures are of processor time, the second of two runs (the first compiles). Reports are rows of all families that are
handed to detectors: unique, cleaned, with hearings left out. "shell" is a run with no detector but one that does
nothing: what seating, hulls and order cost.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import machine
from marsad.plugin.detector import DETECTORS, Detector, State
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters
from marsad.plugin.rows import FAMILIES, Rows
from marsad.plugin.side import Side
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import span
from marsad.testing.scoring.feed import heard_rows

STEP_US = 600_000_000
MUST = 1_000_000
"""Reports a second of all detectors together."""


@dataclass(frozen=True)
class Cost:
    """One run over a feed."""

    name: str
    reports: int
    cpu_s: float
    events: int

    @property
    def rate(self) -> float:
        """Reports a second of processor time."""
        return self.reports / self.cpu_s

    def __str__(self) -> str:
        each_ns = self.cpu_s / self.reports * 1e9
        return f"{self.name:24} {self.rate / 1e6:8.2f} M reports/s {each_ns:8.0f} ns each {self.events:7} events"


def cost(name: str, detectors: Sequence[Detector], rows: Rows, step_us: int = STEP_US, runs: int = 2) -> Cost:
    """The last of some runs over all rows, cut each `step_us`."""
    first, last = span(rows)
    if first is None or last is None:
        raise SystemExit("No report was heard: choose another feed.")
    cpu_s, events = 0.0, 0
    for _ in range(runs):
        advance = Advance(detectors, Side(), start_us=first - 1, checkpoint_us=1 << 60)
        began, events = time.process_time(), 0
        for w in [*range(first, last, step_us), last]:
            advance.take(rows.within(advance.w or 0, w))
            events += len(advance.to(w))
        cpu_s = time.process_time() - began
        if advance.faults:
            raise SystemExit(f"Detector {advance.faults[0].detector} raised: {advance.faults[0].sentence}")
    return Cost(name, len(rows), cpu_s, events)


def costs(rows: Rows) -> Iterable[Cost]:
    """The shell, all detectors, and each alone."""
    yield cost("shell", [Detector("nothing", "1", ("gap",), "vessel", Parameters(), _nothing)], rows)
    detectors = tuple(DETECTORS.load().values())
    yield cost("all detectors", detectors, rows)
    for detector in detectors:
        yield cost(f"  {detector.name} alone", (detector,), rows)


def _nothing(
    parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side
) -> tuple[list[Found], State]:
    return [], state


def unheard(rows: Rows) -> Rows:
    """Without hearings, which are no reports, unless a detector reads them."""
    wanted = {family for detector in DETECTORS.load().values() for family in detector.reads}
    return rows.only(tuple(family for family in FAMILIES if family != "reception" or "reception" in wanted))


def simulated(folder: Path, short: bool) -> Path:
    """A sea as it is heard, made by a process of its own."""
    size, hours = ("small", "0.5") if short else ("large", "2")
    told = ["simulate", "plain-gulf-of-aden", "-o", str(folder), "--size", size, "--hours", hours, "--seed", "1"]
    subprocess.run([sys.executable, "-m", "marsad", *told, "--outputs", "nmea", "-q"], check=True)
    return folder


def live_cost(rows: Rows, step_us: int = 1_000_000) -> Cost:
    """All detectors with steps of a second, as live, without decoding and cleaning."""
    return cost("all, steps of 1 s", tuple(DETECTORS.load().values()), rows, step_us)


def run(folder: Path, live: bool = False) -> list[Cost]:
    """All figures of one feed."""
    rows = unheard(heard_rows(folder))
    print(f"{folder.name}: {len(rows):,} reports of {len(np.unique(rows.position['vessel'])):,} vessels")
    seen = []
    for one in [*costs(rows), *([live_cost(rows)] if live else [])]:
        print(one, flush=True)
        seen.append(one)
    return seen


def main() -> int:
    """Print the figures; 1 where all detectors together are slower than they must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path)
    parser.add_argument("--live", action="store_true")
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    print(machine.banner())
    with tempfile.TemporaryDirectory() as made:
        folders = asked.folder or [simulated(Path(made) / "gulf-of-aden", asked.short)]
        seen = [run(folder, asked.live) for folder in folders]
    return int(any(one.rate < MUST for some in seen for one in some if one.name == "all detectors"))


if __name__ == "__main__":
    raise SystemExit(main())
