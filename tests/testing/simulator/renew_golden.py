"""Writes anew what a seed means: python -m tests.testing.simulator.renew_golden"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.testing.simulator.folders import made, meaning

GOLDEN = Path(__file__).with_name("golden.json")
RUNS = {"gulf-of-aden": (0.25, 1), "danish-straits": (0.1, 2), "incidents-distress": (6.0, 1)}


def main() -> None:
    told = {}
    for scenario, (hours, seed) in RUNS.items():
        with tempfile.TemporaryDirectory() as folder:
            made(Path(folder) / "sea", scenario, hours=hours, seed=seed)
            told[scenario] = {"hours": hours, "seed": seed, "files": meaning(Path(folder) / "sea")}
    GOLDEN.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
