"""The archive of NAVTEX: how fast it is read, and how much of it as a person reads it.

python benchmarks/navtex.py
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import machine
from decode import CORPORA

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.decode.broadcast.labels import ARCHIVE, labels, same_places  # noqa: E402

from marsad.runtime.broadcasts import read_warnings  # noqa: E402 - the folder of the tests is found first


def main() -> int:
    print(f"{machine.banner()}\n")
    took = []
    for _ in range(3):
        began = time.perf_counter()
        rows, rejected = read_warnings([CORPORA / ARCHIVE])
        took.append(time.perf_counter() - began)
    read_s = sorted(took)[1]
    print(f"{len(rows):,} messages, {sum(rejected.values())} rejected, read in {read_s:.1f} s (median of 3; must 10 s)")
    print(", ".join(f"{subject} {many:,}" for subject, many in Counter(row["subject"] for row in rows).most_common()))
    told = labels()
    right = sum(same_places(list(zip(rows[one.line]["lat_deg"], rows[one.line]["lon_deg"], strict=True)), one)
                for one in told)  # fmt: skip
    placed = [one for one in told if one.places]
    with_places = sum(same_places(list(zip(rows[one.line]["lat_deg"], rows[one.line]["lon_deg"], strict=True)), one)
                      for one in placed)  # fmt: skip
    subject = sum(rows[one.line]["subject"] == one.subject for one in told)
    print(f"of {len(told)} read by a person: positions right in {right} (must 98 %), of the {len(placed)} with "
          f"positions in {with_places}; subject in {subject}")  # fmt: skip
    gnss = [row for row in rows if row["gnss"]]
    jamming = [row for row in gnss if row["subject"] == "gnss" and "JAM" in row["text"]]
    print(f"on satellite navigation {len(gnss)}, of these on jamming {len(jamming)}: "
          f"{', '.join(sorted({row['number'] or '?' for row in jamming}))}")  # fmt: skip
    met = right >= 0.98 * len(told) and read_s < 10.0 and len(rows) == 49_825
    print(f"musts {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
