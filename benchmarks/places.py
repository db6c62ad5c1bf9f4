"""Places learnt from simulated seas against those that they have: `python benchmarks/places.py`.

Each sea is simulated with its radio and receivers, built into a lake, and learnt from as `marsad places learn` does.
Printed is how many places were learnt, how many of them are true, how many of those that could be found were, and how
far off they are. Beside the anchorages stand those of the published recipe (20 vessels for 12 hours in a cell).
Seeds 1 to 99 are for tuning, and no other is taken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from marsad.detectors.abnormal_rule import learning as traffic
from marsad.plugin.side import NORMAL
from marsad.runtime.clock import system_clock
from marsad.runtime.places.lake_stops import stops_of
from marsad.runtime.places.learn import published
from marsad.runtime.places.learn_lake import day_positions, learn_places
from marsad.runtime.places.learn_pilots import SEEN, seen_of
from marsad.store.lake.lake import Lake
from marsad.testing.scoring.places import PlaceScore, score_anchorages, score_grounds, score_lanes
from marsad.testing.simulator.scenario import load
from marsad.testing.simulator.sea.sea import Sea

SEAS = ("gulf-of-aden", "danish-straits", "singapore")


def lake_of(folder: Path, sea: str, seed: int, hours: float, size: str) -> Path:
    """A simulated sea as a lake; made once in a folder."""
    made = folder / f"{sea}-{size}-{seed}-{hours:g}h"
    if not (made / "lake").exists():
        command = [sys.executable, "-m", "marsad"]
        subprocess.run([*command, "simulate", sea, "-o", str(made), "--seed", str(seed), "--hours", f"{hours:g}",
                        "--size", size, "--outputs", "nmea", "--quiet"], check=True)  # fmt: skip
        files = sorted(str(file) for file in (made / "rx").glob("*.nmea"))
        subprocess.run([*command, "build", *files, "--into", str(made / "lake"), "--no-detect", "--quiet"], check=True)
    return made / "lake"


def scores(lake_path: Path, sea: Sea) -> dict[str, PlaceScore]:
    """The scores of one lake."""
    with Lake.open(str(lake_path), system_clock) as lake:
        found, stops = learn_places(lake), stops_of(lake)
        normal, seen = np.zeros(0, NORMAL), [np.zeros(0, SEEN)]
        for position in day_positions(lake):
            normal = traffic.added(normal, traffic.normal_of(position))
            seen.append(seen_of(position))
    roads = [one for one in found.lain if one.kind == "anchorage"]
    return {
        "pilot grounds": score_grounds(found.grounds, sea, np.concatenate(seen)),
        "lanes (cells)": score_lanes(found.lanes, sea, normal),
        "anchorages": score_anchorages(roads, sea, stops),
        "  as published": score_anchorages(published(stops), sea, stops, 20),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seas", nargs="+", default=list(SEAS), choices=SEAS)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], choices=range(1, 100), metavar="1-99")
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--size", default="small", choices=("small", "medium", "large"))
    parser.add_argument("--folder", type=Path, help="where the lakes are kept; without it they are made for this run")
    options = parser.parse_args()
    print(f"{'sea':15} {'seed':>4}  {'places':15} {'learnt':>7} {'true':>7} {'false':>7} {'there':>7} {'could':>7} "
          f"{'found':>7} {'off':>7}")  # fmt: skip
    with tempfile.TemporaryDirectory() as made:
        for sea in options.seas:
            for seed in options.seeds:
                path = lake_of(options.folder or Path(made), sea, seed, options.hours, options.size)
                for name, one in scores(path, Sea.of(load(sea))).items():
                    print(f"{sea:15} {seed:4d}  {name:15} {one.found:7d} {one.precision:7.1%} "
                          f"{one.found - one.right:7d} {one.true:7d} {one.could:7d} {one.recall:7.1%} "
                          f"{one.off_m:5.0f} m", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
