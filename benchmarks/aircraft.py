"""Reports of aircraft: how fast they are read and judged, and the flight that is known to have been spoofed.

python benchmarks/aircraft.py
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

import machine
from decode import CORPORA
from marsad.detectors.interference_rule.aircraft_evidence import events_of, judge_aircraft
from marsad.geo.sphere import distance_m
from marsad.runtime.interference.aircraft_files import read_aircraft

FLIGHT = CORPORA / "interference" / "flight-thy9bp-2024-09-17-spoofed.json.gz"
TRACE = CORPORA / "interference" / "readsb-trace-full-ac671b.json"
TARGET = (23.95, 49.67)
COPIES = 250
"""Of the flight, under addresses of their own."""


def the_flight() -> bool:
    table, _ = read_aircraft([FLIGHT])
    judged = judge_aircraft(table)
    events = events_of(judged)
    for one in events:
        begin, end = (datetime.fromtimestamp(t / 1e6, UTC).strftime("%H:%M:%SZ") for t in (one.t_start, one.t_end))
        away = float(distance_m(one.lon_deg, one.lat_deg, *TARGET)) / 1000
        print(f"{FLIGHT.name}: doubted {begin} to {end}, {one.fixes} fixes about {one.lat_deg:.3f}N "
              f"{one.lon_deg:.3f}E, {away:.1f} km from the known target; {judged.repeats:,} of {table.num_rows:,} rows "
              "told an old place")  # fmt: skip
    clean = judge_aircraft(read_aircraft([TRACE])[0])
    print(f"{TRACE.name}: {int(clean.evidence['doubted'].sum())} of {len(clean.fixes):,} fixes doubted")
    met = len(events) == 1 and not clean.evidence["doubted"].any()
    return met and begin.startswith("09:24") and end.startswith("09:58") and away <= 10.0


def speed() -> bool:
    with gzip.open(FLIGHT) as opened:
        told = json.load(opened)
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for copy in range(COPIES):
            told["icao24"] = dict.fromkeys(told["icao24"], f"{copy + 1:06x}")
            files.append(Path(folder) / f"{copy}.json")
            files[-1].write_text(json.dumps(told))
        began = time.perf_counter()
        table, _ = read_aircraft(files)
        read_s = time.perf_counter() - began
    rates = []
    for _ in range(5):
        began = time.process_time()
        judged = judge_aircraft(table)
        rates.append(len(judged.fixes) / (time.process_time() - began))
    rate = float(np.median(rates))
    print(f"read {table.num_rows / read_s:,.0f} rows/s; "
          f"judged {rate:,.0f} fixes/s of {len(judged.fixes):,} (must 1,000,000)")  # fmt: skip
    return rate >= 1e6


def main() -> int:
    print(f"{machine.banner()}\n")
    met = the_flight()
    met &= speed()
    print(f"musts {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
