"""Who is near whom, a vessel-slice: `python benchmarks/adjacency.py [--vessels N] [--slices N] [--rows FOLDER]`.

Vessels are strewn about some busy places. A slice is all of them at one instant, whose neighbours within 700 m (as
rendezvous looks for them), and pairs that will pass within 370 m in six and a half minutes (as close quarters does),
are found. Beside it scipy's cKDTree, where scipy is there, on the same points for the first of the two. pipe-encounters
is published to do 18,700 vessel-slices/s. With `--rows`, a folder that `marsad simulate` wrote, the detectors
themselves are timed on its feed, by the clock of the process.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from marsad.detectors.adjacency.cells_kernel import meetings, neighbours
from marsad.detectors.adjacency.points_kernel import KNOT, put


def strewn(vessels: int, rng: np.random.Generator) -> np.ndarray:
    """Points of vessels about forty places, up to 60 nm from each."""
    lon, lat = rng.uniform(-180, 180, 40), rng.uniform(-60, 70, 40)
    points = np.empty((vessels, 6))
    for i in range(vessels):
        at = rng.integers(40)
        put(points, i, lon[at] + rng.normal(0, 0.5), lat[at] + rng.normal(0, 0.3), rng.uniform(0, 18) * KNOT,
            rng.uniform(0, 360), 0.0, 0.0)  # fmt: skip
    return points


def rate(what, slices: int, vessels: int) -> float:
    """Vessel-slices a second of processor time, after one slice to warm up."""
    what()
    begin = time.process_time()
    for _ in range(slices):
        what()
    return slices * vessels / (time.process_time() - begin)


def detectors(folder: Path) -> None:
    """Nanoseconds a row of both detectors on a folder's feed."""
    from marsad.detectors import close_quarters, rendezvous
    from marsad.testing.detector_contract.running import seated
    from marsad.testing.scoring.feed import heard_rows, side_of

    rows, ids = seated(heard_rows(folder))
    first, last = int(rows.position["t"][0]) - 1, int(rows.position["t"][-1])
    for detector in (close_quarters.DETECTOR, rendezvous.DETECTOR):
        side = side_of("", folder).only(detector.side)
        for _ in range(2):
            state = detector.first_state()
            state.ids, state.vessels = ids, np.zeros(len(ids), state.vessels.dtype)
            begin = time.process_time()
            detector.step(detector.parameters, state, rows.only(detector.reads), first, last, side)
            took = time.process_time() - begin
        print(f"{detector.name:15} {len(rows.position) / took:12,.0f} reports/s of {len(rows.position):,}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vessels", type=int, default=20_000)
    parser.add_argument("--slices", type=int, default=20)
    parser.add_argument("--rows", type=Path)
    options = parser.parse_args()
    n, slices = options.vessels, options.slices
    points, idle = strewn(n, np.random.default_rng(1)), np.zeros(n, np.bool_)
    ends, _ = neighbours(points, n, 700.0, idle)
    print(f"{n:,} vessels, {len(ends):,} pairs within 700 m; vessel-slices/s, one thread")
    print(f"neighbours      {rate(lambda: neighbours(points, n, 700.0, idle), slices, n):12,.0f}")
    print(f"meetings        {rate(lambda: meetings(points, n, 6500.0, 1200.0, 370.0, 390.0, 1.5), slices, n):12,.0f}")
    try:
        from scipy.spatial import cKDTree
    except ImportError:
        print("scipy's cKDTree: scipy is not there")
    else:
        places = points[:, :3].copy()
        peer = rate(lambda: cKDTree(places).query_pairs(700.0, output_type="ndarray"), slices, n)
        print(f"scipy's cKDTree {peer:12,.0f}")
    print("pipe-encounters       18,700 (published)")
    if options.rows:
        detectors(options.rows)


if __name__ == "__main__":
    main()
