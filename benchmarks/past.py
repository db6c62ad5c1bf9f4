"""Looking back: seconds from asking for a moment of the past to its picture, and what keyframes take.

    python benchmarks/past.py [--vessels 5000] [--hours 3] | --short

A fleet of which each ship tells her place every ten seconds is recorded as a room records it, with keyframes when they
are due. Then moments in no order are asked for: in this process (`go`: keyframe and log), and of a process as the page
is given one (from its start to the first rows of the picture, which is what a person waits for).
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import machine
from marsad.decode.decoder import Decoder
from marsad.runtime.configuration import resolve
from marsad.runtime.past.keyframes import Keyframes, keyframes_in
from marsad.runtime.past.look import Look
from marsad.store.raw_log import RawLog
from marsad.tracks.picture import Picture
from marsad.tracks.saved import to_batch
from soak import START_US, minute

STEP_US = 10_000_000
MOMENTS = 20
LENGTH = struct.Struct("<I")
HELLO, ROWS = 1, 2


@dataclass(frozen=True)
class Recorded:
    """What was recorded, and what it takes on disk."""

    until_us: int
    lines: int
    log_bytes: int
    keyframes: int
    keyframe_bytes: int


def record(data: Path, vessels: int, hours: float) -> Recorded:
    """A fleet of some hours in a data folder, as a live room leaves it."""
    now, lines = [START_US], 0
    log = RawLog(data / "raw", lambda: now[0])
    kept, decoder, picture = Keyframes(keyframes_in(data), data / "raw"), Decoder(), Picture(vessels + 1000)
    mmsi = 200_000_000 + np.arange(vessels)
    for number in range(round(hours * 360)):
        now[0] = START_US + number * STEP_US
        data_heard = minute(number, mmsi)
        lines += data_heard.count(b"\n")
        log.append("roof", data_heard, now[0])
        log.sync()
        picture.apply(decoder.feed(data_heard, now[0], "roof").tables, now[0])
        if number % 6 == 5:
            kept.save_if_due(to_batch(picture), now[0])
        if sys.stderr.isatty():
            print(f"\r  recording {number / hours / 3.6:3.0f} %", end="", file=sys.stderr)
    log.close()
    print("\r\033[K" if sys.stderr.isatty() else "", end="", file=sys.stderr)
    segments = sum(file.stat().st_size for file in (data / "raw").rglob("*.zst"))
    frames = [one.path.stat().st_size for one in kept.there()]
    return Recorded(now[0], lines, segments, len(frames), sum(frames))


def in_process(data: Path, vessels: int, until_us: int, moments: int) -> list[float]:
    """Seconds to each of some moments."""
    look, rng, took = Look(data, resolve(None, {}, {"most_vessels": vessels + 1000})), random.Random(7), []
    look.go(START_US)
    for _ in range(moments + 1):
        t = rng.randint(START_US + 600_000_000, until_us)
        began = time.perf_counter()
        look.go(t)
        took.append(time.perf_counter() - began)
    return sorted(took[1:])  # the first compiles what no cache had


def as_the_page(data: Path, until_us: int) -> float:
    """Seconds from the start of a process to the first rows that it shows."""
    began = time.perf_counter()
    words = [sys.executable, "-m", "marsad.serve.past_process", "--data", str(data)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for said in ({"now_ms": until_us // 1000}, {"view": {"west": -180, "south": -90, "east": 180, "north": 90}},
                     {"at_ms": (START_US + until_us) // 2000}):  # fmt: skip
            message = json.dumps(said).encode()
            process.stdin.write(LENGTH.pack(len(message)) + message)
        process.stdin.flush()
        while True:
            size = LENGTH.unpack(process.stdout.read(LENGTH.size))[0]
            if process.stdout.read(size)[0] == ROWS:
                process.kill()
                return time.perf_counter() - began


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vessels", type=int, default=5000)
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--short", action="store_true", help="500 vessels, 20 minutes")
    told = parser.parse_args()
    vessels, hours = (500, 1 / 3) if told.short else (told.vessels, told.hours)
    print(machine.banner())
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        made = record(data, vessels, hours)
        print(f"{vessels:,} vessels, {hours:g} h, {made.lines:,} lines, log {made.log_bytes / 1e6:.0f} MB, "
              f"{made.keyframes} keyframes of {made.keyframe_bytes / 1e6:.0f} MB in all")  # fmt: skip
        took = in_process(data, vessels, made.until_us, MOMENTS)
        print(f"to a moment, {len(took)} of them: median {statistics.median(took):.2f} s, worst {took[-1]:.2f} s")
        starts = sorted(as_the_page(data, made.until_us) for _ in range(4))[:3]
        print(f"a page's process from its start to the first rows: median {statistics.median(starts):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
