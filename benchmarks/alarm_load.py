"""The alarm load of a desk: warnings and above an hour on average, and in the worst ten minutes, for each lake.

    python benchmarks/alarm_load.py LAKE...            one desk of 200 x 200 nautical miles about the busiest place
    python benchmarks/alarm_load.py --area W,S,E,N LAKE
    marsad simulate singapore --size large --hours 6 --seed 100 -o SEA
    python benchmarks/alarm_load.py --sea SEA          the same for a simulated sea: all detectors run on what was heard

A lake needs its table `events` (`marsad build`, or `benchmarks/corpora.py` for the recorded corpora). Each event is put
before the desk at the instant at which it became known, and its end when it ended. The bar: at most 6 an hour on
average, at most 10 in any ten minutes, nothing dropped.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

from marsad.alerts.limits import Limits
from marsad.alerts.rule import Rules
from marsad.plugin.detector import DETECTORS
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of, span
from marsad.runtime.archive_desk import over
from marsad.runtime.dry_run import events_in
from marsad.schema.event import Event
from marsad.schema.refusal import Refusal
from marsad.testing.scoring.feed import heard_rows, side_of

SIDE_NM = 200.0
STEP_US = 600_000_000


def busiest(events: list[Event]) -> tuple[float, float, float, float]:
    """The desk's area about the cell of a degree around which most warnings and alarms were found."""
    heard = [e for e in events if e.lon_deg is not None and e.lat_deg is not None
             and e.severity in ("warning", "alarm")]  # fmt: skip
    cells: Counter[tuple[int, int]] = Counter()
    for event in heard:
        west, south = math.floor(event.lon_deg), math.floor(event.lat_deg)
        cells.update((west + x, south + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
    (west, south), _ = cells.most_common(1)[0] if cells else ((0, 0), 0)
    lat, half = south + 0.5, SIDE_NM / 120.0
    wide = half / max(0.1, math.cos(math.radians(lat)))
    return west + 0.5 - wide, max(-90.0, lat - half), west + 0.5 + wide, min(90.0, lat + half)


def events_of_sea(folder: str) -> list[Event]:
    """What all detectors find in a folder that `marsad simulate` wrote, knowing its charts and notices to mariners."""
    rows = heard_rows(Path(folder))
    first, last = span(rows)
    if first is None or last is None:
        return []
    scenario = json.loads((Path(folder) / "scenario.json").read_text())["scenario"]
    side = side_of(scenario, Path(folder))
    advance, told = Advance(DETECTORS.load().values(), side, start_us=first - 1), list[list[Event]]()
    for w in [*range(first + STEP_US, last, STEP_US), last]:
        advance.take(rows.within(advance.w or 0, w))
        told.append(advance.to(w))
    if advance.faults:
        raise SystemExit(f"{advance.faults[0]}")
    return sorted(last_of(told), key=lambda event: (event.t_event, event.id))


def main() -> None:
    """Print a line for each lake."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lakes", nargs="+")
    parser.add_argument("--area", help="west,south,east,north in degrees; by default about the busiest place")
    parser.add_argument("--sea", action="store_true", help="what is named are simulated seas")
    asked = parser.parse_args()
    print(f"{'lake':<32} {'events':>7} {'hours':>6} {'alerts':>7} {'an hour':>8} {'worst':>6} {'gathered':>9}  bar")
    for lake in asked.lakes:
        try:
            events = events_of_sea(lake) if asked.sea else events_in(lake, 1 << 61)
        except Refusal:
            print(f"{lake:<32} {0:>7} {'':>6} {0:>7} {0:>8.2f} {0:>6} {0:>9}  met, no events")
            continue
        area = tuple(map(float, asked.area.split(","))) if asked.area else busiest(events)
        limits = replace(Limits(), area=area, keep_us=1 << 61, keep_unread_us=1 << 61)
        desk, load = over(events, Rules(), limits)
        inside = {name for alert in desk.alerts.values() for name in alert.events}
        aside = {one.event.id for one in desk.suppressed()}
        dropped = len({event.id for event in events} - inside - aside) if len(aside) < 5000 else 0
        alerts = sum(not alert.why and not alert.gone for alert in desk.alerts.values())
        good = load.per_hour <= 6 and load.worst <= 10 and not dropped
        print(f"{lake:<32} {len(events):>7} {load.hours:>6.1f} {alerts:>7} {load.per_hour:>8.2f} {load.worst:>6} "
              f"{desk.counts['gathered']:>9}  {'met' if good else f'missed, {dropped} dropped'}")  # fmt: skip


if __name__ == "__main__":
    main()
