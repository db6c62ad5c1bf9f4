"""What Marsad's detectors find in worlds whose truth is known, and how often they cry wolf, beside published rules.

    python benchmarks/scoreboard.py [--seeds 100-199] [--kinds rendezvous gap ...] [--keep FOLDER]
    python benchmarks/scoreboard.py --plain [--size small] [--seeds 100] [--kinds ...] [--keep FOLDER]

Every kind has an incident world: two incidents and their look-alikes a seed. The seeds 100 to 199 are for reporting and
1 to 99 for tuning. `--plain` takes the seas without incidents instead, where every event is false that is not about
what ordinary traffic truly did, and tells how many there are of each kind, for 1,000 vessel-days and for an hour of the
whole sea, and how much of what was truly done was told. It ends with 1 where a bar is missed:
recall 0.95 (distress 1), 95 % of the look-alikes not raised, and for four kinds a tenth of the false events of the best
published rule that finds as much.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import machine
from marsad.plugin.detector import DETECTORS
from marsad.schema.kinds import KINDS
from marsad.testing.scoring.intervals import wilson

OWN = "marsad"
RECALL, NOT_RAISED, TENTH = 0.95, 0.95, 0.1
RECALL_OF = {"distress": 1.0}
AGAINST_RULES = ("gap", "rendezvous", "loitering", "close_quarters")
PLAIN = ("plain-gulf-of-aden", "plain-danish-straits", "plain-singapore")

Row = dict[str, Any]


def marsad(*words: str) -> bytes:
    """What a command prints."""
    return subprocess.run([sys.executable, "-m", "marsad", *words], check=True, stdout=subprocess.PIPE).stdout


def scored(folder: Path, scenario: str, seeds: str, kinds: list[str], more: list[str]) -> list[Row]:
    """The rows of the whole, of a scenario that is simulated first unless the folder has it."""
    if not folder.exists():
        outputs = "nmea,events,truth,broadcasts"
        marsad("simulate", scenario, "-o", str(folder), "--seed", seeds, "--outputs", outputs, "-q", *more)
    chosen = [word for kind in kinds for word in ("--kind", kind)]
    told = json.loads(marsad("score", "--own", str(folder), "--to", "json", "-q", *chosen))
    return [row for row in told["rows"] if row["coverage"] == "all"]


def not_raised(row: Row) -> tuple[int, int]:
    """Look-alikes that were not raised, and how many there were."""
    there = sum(one["there"] for one in row["look_alikes"].values())
    return there - sum(one["alarmed"] for one in row["look_alikes"].values()), there


def share(found: dict[str, float | None]) -> str:
    """A proportion with its interval."""
    if found["value"] is None or found["low"] is None or found["high"] is None:
        return "-"
    return f"{found['value']:.1%} ({found['low']:.1%}-{found['high']:.1%})"


def line(row: Row) -> str:
    quiet, there = not_raised(row)
    interval = wilson(quiet, there) if there else None
    kept = f"{quiet}/{there} ({interval.low:.1%}-{interval.high:.1%})" if interval else "-"
    rate = row["false_per_1000_vessel_days"]
    false = "-" if rate["value"] is None else f"{rate['value']:.1f} ({rate['low']:.1f}-{rate['high']:.1f})"
    return (
        f"| {row['kind']} | {row['finder']} | {share(row['recall'])} | {share(row['precision'])} | {kept} | {false} | "
        f"{row['observable']} |"
    )


def crying_wolf(place: Path, seeds: str, kinds: list[str], size: str) -> None:
    """The tables of the plain seas, by kind and finder, sea by sea: false events, and what was told of true ones."""
    false: dict[tuple[str, str], list[str]] = {}
    true: dict[tuple[str, str], list[str]] = {}
    for scenario in PLAIN:
        # A size of its own lies in a folder of its own; six hours of each, so that seeds are many and not hours.
        folder = place / (scenario if size == "small" else f"{scenario}-{size}")
        for row in scored(folder, scenario, seeds, kinds, ["--size", size, "--hours", "6"]):
            days, hour = row["false_per_1000_vessel_days"], row["false_per_hour"]
            told = "0" if not row["false"] else (
                f"{row['false']}: {days['value']:.1f} ({days['low']:.1f}-{days['high']:.1f}), {hour['value']:.2f}"
            )  # fmt: skip
            who = row["kind"], row["finder"]
            false.setdefault(who, []).append(told)
            true.setdefault(who, []).append(f"{row['unstaged_told']}/{row['unstaged']}")
        print(f"{scenario} done", file=sys.stderr, flush=True)
    _table("false events: for 1,000 vessel-days, for an operator-hour", false)
    _table("told of what ordinary traffic truly did", {
        who: cells for who, cells in true.items() if any(cell != "0/0" for cell in cells)
    })  # fmt: skip


def _table(title: str, cells: dict[tuple[str, str], list[str]]) -> None:
    print(f"{title}\n\n| kind | finder | " + " | ".join(PLAIN) + " |\n|---|---|" + "---|" * len(PLAIN))
    for (kind, finder), told_of in sorted(cells.items(), key=lambda one: (one[0][0], one[0][1] != OWN, one[0][1])):
        print(f"| {kind} | {finder} | " + " | ".join(told_of) + " |")
    print(flush=True)


def missed(rows: list[Row]) -> list[str]:
    """The bars that Marsad misses in the rows of one kind."""
    own = next((row for row in rows if row["finder"] == OWN), None)
    if own is None:
        return []
    kind, failed = own["kind"], list[str]()
    recall, (quiet, there) = own["recall"]["value"] or 0.0, not_raised(own)
    if recall < RECALL_OF.get(kind, RECALL):
        failed.append(f"{kind}: recall {recall:.1%}")
    if there and quiet / there < NOT_RAISED:
        failed.append(f"{kind}: {quiet} of {there} look-alikes not raised")
    rivals = [row for row in rows if row["finder"] != OWN and (row["recall"]["value"] or 0.0) >= recall]
    if kind in AGAINST_RULES and rivals:
        best = min(row["false_per_1000_vessel_days"]["value"] for row in rivals)
        if own["false_per_1000_vessel_days"]["value"] > TENTH * best:
            failed.append(f"{kind}: more than a tenth of the false events of the best rule that finds as much")
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seeds", default="")
    parser.add_argument("--kinds", nargs="+", default=[])
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--size", choices=("small", "medium", "large"), default="small", help="of the plain seas")
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    mine = {kind for detector in DETECTORS.load().values() for kind in detector.kinds}
    every = [kind for kind in KINDS if kind in mine]
    kinds = wanted.kinds or every
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[1] / "src")
    print(machine.banner(), flush=True)
    if wanted.plain:
        with tempfile.TemporaryDirectory(prefix="marsad-benchmark-") as scratch:
            crying_wolf(wanted.keep or Path(scratch), wanted.seeds or "100", kinds, wanted.size)
        return 0
    print("| kind | finder | recall | precision | look-alikes not raised | false per 1,000 vessel-days | observable |")
    print("|---|---|---|---|---|---|---|", flush=True)
    failed = list[str]()
    with tempfile.TemporaryDirectory(prefix="marsad-benchmark-") as scratch:
        place = wanted.keep or Path(scratch)
        for kind in kinds:
            scenario = f"incidents-{kind.replace('_', '-')}"
            rows = scored(place / scenario, scenario, wanted.seeds or "100-199", [kind], [])
            print("\n".join(line(row) for row in rows), flush=True)
            failed += missed(rows)
    for sentence in failed:
        print(f"NOT REACHED: {sentence}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
