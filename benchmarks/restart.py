"""Restart (R3): kill -9 with 200,000 vessels in the picture, start again, and time the way to the same picture.

python benchmarks/restart.py [--short]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import machine
from flood_file import flood_file
from marsad.testing.traffic.flood import Probes
from room import Room, free_port, sender
from watching import Watcher

VESSELS, SHORT_VESSELS = 200_000, 20_000
RATE = 20_000
QUIET_S = 3.0


@dataclass(frozen=True)
class Figures:
    """Digests of the picture before and after; seconds from the start to an answer, and to the same picture."""

    vessels: int
    same: bool
    answers_s: float
    ready_s: float
    before: str
    after: str

    def __str__(self) -> str:
        verdict = "the same" if self.same else "NOT the same"
        return (
            f"{self.vessels:,} vessels, answers {self.answers_s:.1f} s after the start "
            f"and shows {verdict} picture {self.ready_s:.1f} s after it"
        )


def measure(vessels: int, folder: Path, patience_s: float = 60) -> Figures:
    """Fill a room, kill it, start it on the same data, and compare what a page is shown."""
    seconds = vessels / RATE * 1.2
    file = flood_file(folder, vessels, RATE, seconds, Probes(every=100, stations=200))
    port, data = free_port(), folder / "data"
    feed = [f"tcp://127.0.0.1:{port}"]
    with sender(file.path, port, RATE, seconds, folder / "sent.bin") as sending:
        room = Room(feed, data)
        try:
            sending.wait(seconds * 10 + 60)
            _wait_for_silence(room)
            before = _picture(room, "", time.monotonic() + 60)
        finally:
            room.kill()
    again = Room(feed, data)
    answers_s = time.monotonic() - again.started_at
    try:
        after = _picture(again, before, again.started_at + patience_s)
        ready_s = time.monotonic() - again.started_at
    finally:
        again.kill()
    return Figures(int(before.partition(":")[0]), before == after, answers_s, ready_s, before, after)


def _picture(room: Room, wanted: str, deadline_s: float) -> str:
    """The digest of what a new page is shown: when it is the wanted one, or when nothing more comes."""
    watcher, digest, digested_at_s = Watcher(room.port, room.key()), "", 0.0
    while time.monotonic() < deadline_s:
        rows = watcher.read(min(deadline_s, time.monotonic() + 0.2))
        if rows is not None and rows.size:
            watcher.keep(rows)
        now_s = time.monotonic()
        if now_s > watcher.news_at_s + 0.3 and digested_at_s < watcher.news_at_s:
            digest, digested_at_s = watcher.digest(), now_s
            if digest == wanted:
                break
        if not wanted and watcher.rows and now_s > watcher.news_at_s + QUIET_S:
            break
    watcher.close()
    return digest


def _wait_for_silence(room: Room) -> None:
    """Until nothing new is heard for a while, and the room had its second to bring it to disk."""
    heard, since = -1, time.monotonic()
    while time.monotonic() < since + QUIET_S:
        if (now := room.heard_bytes()) != heard:
            heard, since = now, time.monotonic()
        time.sleep(0.1)


def run(short: bool) -> Figures:
    """Measure in a folder of its own, and print."""
    with tempfile.TemporaryDirectory(prefix="marsad-restart-") as folder:
        figures = measure(SHORT_VESSELS if short else VESSELS, Path(folder))
    print(f"\n{machine.banner()}\nrestart: {figures}", flush=True)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--short", action="store_true")
    figures = run(parser.parse_args().short)
    return 0 if figures.same and figures.ready_s <= 10 else 1


if __name__ == "__main__":
    sys.exit(main())
