"""How well vessels that share an MMSI are told apart: `python benchmarks/shared_mmsi.py [--corpora DIR] [--seeds N]`.

Two to five recorded vessels are put under one MMSI, moved so that they are never nearer to each other than the stated
distance, within the time that they share. The table shows the share of points given to the right vessel: over all
points, and the median and the worst of the seeds. With `--whole` tracks also begin and end at different times, so that
one that begins after another ended can only be taken for the same vessel: one that falls silent and is heard elsewhere.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.tracks.vessels.mixes import mix, right_share, usable  # noqa: E402
from tests.tracks.vessels.recorded import recorded  # noqa: E402

CORPORA = ("solent", "suez", "marinecadastre")
APART_KM = (20.0, 5.0, 2.0)
COUNTS = (2, 3, 4, 5)


def scores(
    corpora: Path, name: str, apart_km: float, count: int, seeds: Iterable[int], whole: bool = False
) -> tuple[list[float], list[int]]:
    """Share of right points and number of points for each seed."""
    vessels = usable(recorded(corpora, name))
    shares, points = [], []
    for seed in seeds:
        one = mix(vessels, count, apart_km * 1000.0, np.random.default_rng([seed, count, round(apart_km)]), whole)
        shares.append(right_share(one))
        points.append(len(one.truth))
    return shares, points


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--whole", action="store_true", help="do not cut the tracks to the time that they share")
    options = parser.parse_args()
    print(f"{'corpus':15} {'apart':>6} {'vessels':>7} {'points':>8} {'right':>8} {'median':>8} {'worst':>8}")
    for apart_km in APART_KM:
        for name in CORPORA:
            for count in COUNTS:
                seeds = range(options.first, options.first + options.seeds)
                shares, points = scores(options.corpora, name, apart_km, count, seeds, options.whole)
                right = np.average(shares, weights=points)
                print(f"{name:15} {apart_km:4.0f}km {count:7d} {sum(points):8d} {right:8.2%} "
                      f"{np.median(shares):8.2%} {min(shares):8.2%}")  # fmt: skip


if __name__ == "__main__":
    main()
