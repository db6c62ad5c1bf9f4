"""A watch room under load: latency from sentence to screen, memory, processor, and not a sentence lost.

    python benchmarks/live.py steady   20,000 sentences/s for 5 min, 200,000 vessels, room on one core
    python benchmarks/live.py flood    200,000 sentences/s for 60 s, 1 % of them distress
    ... --short                        10 s and 3 s

The sender's clock is read just before it sends the block that ends a probe report; the watcher's when the frame that
places the probe there has come. The watcher sees the whole world (steady) or the sea of the probes (flood: the
rest of the world would measure the watcher).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import machine
from flood_file import FloodFile, flood_file
from marsad.testing.traffic.flood import Probes, probe_number
from room import Room, free_port, sender
from watching import LOCATING_DEVICE, WORLD, Watcher, degrees

VESSELS = 200_000
PROBE_SEA = {"west": -41, "south": 4, "east": -35, "north": 60}


@dataclass(frozen=True)
class Load:
    """What to send, and how much of it is made before it is sent over and over."""

    name: str
    rate: float
    seconds: float
    short_s: float
    made_s: float
    view: dict[str, float]


STEADY = Load("steady", 20_000, 300, 10, 30, WORLD)
FLOOD = Load("flood", 200_000, 60, 3, 10, PROBE_SEA)


@dataclass(frozen=True)
class Figures:
    """What one run measured. `lost` and `strange` count lines of the raw log that are missing or were never sent."""

    sent_lines: int
    sent_rate: float
    p50_ms: float
    p99_ms: float
    worst_ms: float
    probes_sent: int
    probes_seen: int
    probes_not_newest: int
    vessels: int
    peak_bytes: int
    cpu_share: float
    drained_s: float
    lost: int
    strange: int

    def __str__(self) -> str:
        return (
            f"{self.sent_lines:,} sentences at {self.sent_rate:,.0f}/s · sentence to screen p50 {self.p50_ms:.0f} ms, "
            f"p99 {self.p99_ms:.0f} ms, worst {self.worst_ms:.0f} ms over {self.probes_seen:,} of {self.probes_sent:,} "
            f"probes, {self.probes_not_newest} not at their last place · {self.vessels:,} vessels · "
            f"peak {self.peak_bytes / 2**30:.2f} GiB · {self.cpu_share:.0%} of a core · all heard "
            f"{self.drained_s:.1f} s after the last was sent · raw log: {self.lost} lost, {self.strange} never sent"
        )


def measure(load: Load, seconds: float, folder: Path) -> Figures:
    """One run: a room, a sender, a watcher."""
    folder.mkdir()
    probes = Probes(every=100, stations=1000)
    file = flood_file(folder, VESSELS, load.rate, min(load.made_s, seconds), probes)
    log, port, data = folder / "sent.bin", free_port(), folder / "data"
    with sender(file.path, port, load.rate, seconds, log) as sending:
        room = Room([f"tcp://127.0.0.1:{port}"], data)
        before, began = room.usage(), time.monotonic()
        try:
            watcher = Watcher(room.port, room.key(), load.view)
            seen = _watch(watcher, lambda: sending.poll() is None or room.heard_bytes() < _sent(log)[-1, 1])
            after, ended = room.usage(), time.monotonic()
            counts = watcher.status.get("counts", {})
            watcher.close()
        finally:
            room.stop()
    sent = _sent(log)
    numbers, at_ns = (np.array(column, np.int64) for column in (seen.numbers, seen.at_ns))
    latency_ms = _latency_ms(file, sent, numbers, at_ns)
    last, lost, strange = _last_places(file, sent, probes), *_raw_log_differs(file, sent, data)
    return Figures(
        sent_lines=int(load.rate * seconds),
        sent_rate=load.rate * seconds / ((sent[-1, 0] - sent[0, 0]) / 1e9),
        p50_ms=float(np.percentile(latency_ms, 50)),
        p99_ms=float(np.percentile(latency_ms, 99)),
        worst_ms=float(latency_ms.max()),
        probes_sent=_probes_sent(file, sent),
        probes_seen=numbers.size,
        probes_not_newest=sum(seen.newest.get(slot) not in last for slot in seen.newest) + len(last) - len(seen.newest),
        vessels=counts.get("vessels", 0),
        peak_bytes=after.peak_bytes,
        cpu_share=(after.cpu_s - before.cpu_s) / (ended - began),
        drained_s=max(0.0, seen.idle_since_s - sent[-1, 0] / 1e9),
        lost=lost,
        strange=strange,
    )


@dataclass
class _Seen:
    numbers: list[int]
    at_ns: list[int]
    newest: dict[int, int]
    idle_since_s: float = 0.0


def _watch(watcher: Watcher, busy: Callable[[], bool]) -> _Seen:
    """Note when each probe came, until nothing is left to come for 2 s."""
    seen = _Seen([], [], {})
    asked_at = quiet_since = time.monotonic()
    while True:
        rows = watcher.read(time.monotonic() + 0.5)
        now_ns = time.monotonic_ns()
        if rows is not None and rows.size:
            probes = rows[rows["kind"] == LOCATING_DEVICE]
            numbers = probe_number(*degrees(probes))
            seen.numbers += numbers.tolist()
            seen.at_ns += [now_ns] * numbers.size
            seen.newest.update(zip(probes["slot"].tolist(), numbers.tolist(), strict=True))
        if now_ns / 1e9 > asked_at + 1:
            asked_at = now_ns / 1e9
            if busy():
                quiet_since = asked_at
            elif asked_at > quiet_since + 2:
                seen.idle_since_s = quiet_since
                return seen


def _sent(log: Path) -> np.ndarray:
    """The sender's log; a sender that has not ended yet has sent more than anyone can have heard."""
    if not log.exists():
        return np.array([[0, 2**62]])
    return np.fromfile(log, np.int64).reshape(-1, 2)


def _latency_ms(file: FloodFile, sent: np.ndarray, numbers: np.ndarray, at_ns: np.ndarray) -> np.ndarray:
    """From sending to seeing. A file sent over and over repeats its probes: the latest before the sight counts."""
    newest = np.full(numbers.size, np.iinfo(np.int64).min)
    for start in range(0, int(sent[-1, 1]), file.bytes):
        end = file.probe_ends[numbers] + start
        block = np.minimum(np.searchsorted(sent[:, 1], end, side="left") - 1, len(sent) - 2)
        when = np.where(end <= sent[-1, 1], sent[block, 0], np.iinfo(np.int64).max)
        newest = np.where(when <= at_ns, np.maximum(newest, when), newest)
    return (at_ns - newest) / 1e6


def _probes_sent(file: FloodFile, sent: np.ndarray) -> int:
    whole, rest = divmod(int(sent[-1, 1]), file.bytes)
    return whole * file.probe_ends.size + int(np.searchsorted(file.probe_ends, rest, side="right"))


def _last_places(file: FloodFile, sent: np.ndarray, probes: Probes) -> set[int]:
    """The numbers that the probes must show in the end."""
    total, n = _probes_sent(file, sent), file.probe_ends.size
    last = {number % n % probes.stations: number % n for number in range(max(0, total - 2 * n), total)}
    return set(last.values())


def _raw_log_differs(file: FloodFile, sent: np.ndarray, data: Path) -> tuple[int, int]:
    """Lines sent that the raw log does not hold, and lines it holds that were not sent, as multisets."""
    from collections import Counter

    whole, rest = divmod(int(sent[-1, 1]), file.bytes)
    content = file.path.read_bytes()
    wanted: Counter[int] = Counter()
    for line in content.splitlines():
        wanted[hash(line)] += whole
    for line in content[:rest].splitlines():
        wanted[hash(line)] += 1
    found = Counter(hash(line) for line in raw_log_lines(data))
    return sum((wanted - found).values()), sum((found - wanted).values())


def raw_log_lines(data: Path) -> Iterator[bytes]:
    """The lines as heard of all segments of a data folder's raw log, their own tag block taken off."""
    from marsad.sources.file import open_file

    for segment in sorted((data / "raw").rglob("*.zst")):
        tail = b""
        for chunk in open_file(segment):
            lines = (tail + chunk).split(b"\n")
            tail = lines.pop()
            yield from (line.split(b"\\", 2)[2].rstrip(b"\r") for line in lines if line.startswith(b"\\c:"))


def run(load: Load, short: bool, seconds: float | None = None) -> Figures:
    """Measure in a folder of its own, and print."""
    seconds = seconds or (load.short_s if short else load.seconds)
    with tempfile.TemporaryDirectory(prefix="marsad-live-") as folder:
        measure(load, 1, Path(folder) / "first")  # compiles what is not compiled yet
        figures = measure(load, seconds, Path(folder) / "again")
    print(f"\n{machine.banner()}\n{load.name}, {seconds:.0f} s: {figures}", flush=True)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("load", choices=["steady", "flood"])
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seconds", type=float, help="another length")
    wanted = parser.parse_args()
    run({"steady": STEADY, "flood": FLOOD}[wanted.load], wanted.short, wanted.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
