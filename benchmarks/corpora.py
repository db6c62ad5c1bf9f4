"""What the detectors find on the recorded corpora, and how much of it is false by our own judgement.

    python benchmarks/corpora.py INTO [--corpora DIR] [--reuse]

Builds a lake of each timed corpus under INTO with every detector on, counts vessel-days (from each report of a vessel
to its next, but no longer than half an hour), and sets the events against the judged tables
`benchmarks/judged/KIND.csv`: an event without a row is listed, and so is a row without an event; both mean that
somebody has to judge again. Then `python benchmarks/alarm_load.py INTO/*` tells the load of a desk.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from marsad.runtime.lake_reading import open_tables
from marsad.schema.event import Event
from marsad.schema.event_rows import events_of
from marsad.store.lake.lake import Lake

HERE = Path(__file__).resolve().parent
TIMED = {
    "suez-2021-03": "tracks/suez-2021-03.csv",
    "marinecadastre-2022-01-03": "tracks/marinecadastre-2022-01-03.csv.gz",
    "global-5min-snapshot": "tracks/global-5min-snapshot.csv.gz",
    "solent-2016-01-12": "tracks/solent-2016-01-12.csv",
    "aislib-2010-06-11": "nmea/aislib/stream_example.txt",
    "exactearth-2012-01-31": "nmea/exactearth/exact-earth-augmented.txt",
    "exactearth-2012-03": "nmea/exactearth/exact-earth-with-tag-block.txt",
    "pyais-2017-02-01": "nmea/pyais/prefixed-times.log",
    "gfw-2024-01": "tracks/gfw-gap-sample-messages.json",
}
"""All of PROVENANCE.md that tell times, whole; the one-line samples left out."""
HEARD_US = 1_800_000_000
OWN_NUMBERS = 200_000_000
"""The Suez file numbers its ships from 1 to 256: added to this they are numbers that no administration gives out."""
HARBOUR = """[zones.suez]
polygon = [[32.515, 29.925], [32.575, 29.925], [32.575, 29.965], [32.515, 29.965]]
kind = "port"
"""
"""The basins of Suez, as a room there would have them in a file of its own."""


def ships_of_suez(file: Path, into: Path) -> Path:
    """The same rows with numbers that can be a ship's."""
    rows = csv.DictReader(file.open(encoding="utf-8-sig"))
    with into.open("w", newline="") as out:
        told = csv.writer(out)
        told.writerow(("timestamp", "mmsi", "lat", "lon"))
        for row in rows:
            t = datetime.strptime(row["ais_pos_timestamp"], "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
            told.writerow((t.isoformat(), OWN_NUMBERS + int(row["ID"]), row["latitude"], row["longitude"]))
    return into


def build(name: str, file: Path, folder: Path) -> None:
    """A lake of one corpus."""
    more: list[str] = []
    if name.startswith("suez"):
        file = ships_of_suez(file, folder.parent / f"{name}.csv")
        settings = folder.parent / "suez.toml"
        settings.write_text(HARBOUR)
        more = ["--config", str(settings)]
    command = [sys.executable, "-m", "marsad", "build", str(file), "--into", str(folder), "--quiet", *more]
    subprocess.run(command, check=True)


def vessel_days(folder: Path) -> float:
    """How long vessels were heard: from each report to the next of the day, but no longer than half an hour."""
    lake, days = Lake.open(str(folder), lambda: 0), 0.0
    for day in lake.days("position"):
        rows = lake.read("position", day, ["mmsi", "t"]).sort_by([("mmsi", "ascending"), ("t", "ascending")])
        whose, t = rows["mmsi"].to_numpy(), rows["t"].cast(pa.int64()).to_numpy()
        steps = np.minimum(np.diff(t), HEARD_US)[whose[1:] == whose[:-1]]
        days += float(steps.sum()) / 86.4e9
    return days


def key(event: Event) -> tuple[str, str]:
    """What a row of the tables names an event by: when it began, and whose it is."""
    began = datetime.fromtimestamp(event.t_start // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return began, " ".join(map(str, event.vessels))


def judged() -> dict[str, dict[tuple[str, str, str], str]]:
    """The verdicts by kind, then corpus, start and vessels."""
    told: dict[str, dict[tuple[str, str, str], str]] = {}
    for file in sorted((HERE / "judged").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as rows:
            told[file.stem] = {(row["corpus"], row["t_start"], row["vessels"]): row["verdict"]
                               for row in csv.DictReader(rows)}  # fmt: skip
    return told


def main() -> None:
    """Print the table, and what has to be judged again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("into", type=Path)
    parser.add_argument("--corpora", type=Path, default=HERE.parents[1] / "shared" / "data")
    parser.add_argument("--reuse", action="store_true", help="lakes that are there are not built again")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    verdicts, open_rows = judged(), []
    met: set[tuple[str, str, str, str]] = set()
    print("| corpus | vessel-days | kind | events | false or unclear | per 1,000 vessel-days |")
    print("|---|---|---|---|---|---|")
    for name, file in TIMED.items():
        folder = asked.into / name
        if not (asked.reuse and folder.exists()):
            build(name, asked.corpora / file, folder)
        days = vessel_days(folder)
        table = open_tables(str(folder))["events"]
        events = list(events_of(table.dataset.to_table())) if table.rows else []
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for event in events:
            verdict = verdicts.get(event.kind, {}).get((name, *key(event)))
            found[event.kind][verdict or "not judged"] += 1
            met.add((event.kind, name, *key(event)))
            if verdict is None:
                open_rows.append(f"not judged: {event.kind} {name} {' '.join(key(event))}")
        if not found:
            print(f"| {name} | {days:.2f} | none | 0 | 0 | 0 |")
        for kind, counts in sorted(found.items()):
            false = counts["false"] + counts["unclear"]
            print(f"| {name} | {days:.2f} | {kind} | {counts.total()} | {false} | {1000 * false / days:.1f} |")
    for kind, rows in verdicts.items():
        open_rows += [f"no such event: {kind} {' '.join(row)}" for row in rows if (kind, *row) not in met]
    print(*sorted(open_rows), sep="\n")


if __name__ == "__main__":
    main()
