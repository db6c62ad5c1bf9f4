"""From the last byte of a sentence to its alert on disk, and from the watermark to alerts of other kinds.

    python benchmarks/alert_latency.py [steady|flood] [--seconds 60]

Beside the load of `live.py` (200,000 vessels; in the flood 1,000 beacons more), a second feed brings a new locating
device every 0.2 s, from the first instant on, and a ship that is inside a watched zone. The clock is read before a
device's sentence is sent, and again when the journal, read as another program reads it, has the alert. What is told of
a ship is timed from when the watermark passes the instant of its event: that instant and the lateness of the feed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np

import machine
from flood_file import flood_file
from live import FLOOD, STEADY, VESSELS, Load
from marsad.decode.ais.messages import MESSAGE_OF
from marsad.runtime.advance.lanes import TERRESTRIAL
from marsad.testing.simulator.feed.columnar import payload
from marsad.testing.simulator.feed.lines import Lines, merge, sentences
from marsad.testing.traffic.flood import Probes
from room import Room, free_port, sender

EVERY_S = 0.2
FIRST_MMSI, FIRST_SHIP = 972_500_000, 235_500_000
POLL_S = 0.01
INSIDE = 10
"""A ship tells twice that she is inside: with the next device, and with the one so much later."""
ZONE = """
[zones.watched]
polygon = [[-31.0, -58.0], [11.0, -58.0], [11.0, -54.0], [-31.0, -54.0]]
watch = ["enter"]
"""


def beacon(number: int) -> bytes:
    """The sentence of an active locating device, 20 km from the one before it."""
    lat, lon = -50.0 + 0.2 * (number // 200), -30.0 + 0.2 * (number % 200)
    return _told(FIRST_MMSI + number, lon, lat, 14)


def ship(number: int, turn: int) -> bytes:
    """The first or second sentence of a ship inside the zone."""
    return _told(FIRST_SHIP + number, -30.0 + 0.2 * (number % 200), -56.0 + 0.2 * (number // 200) + 0.0001 * turn, 0)


def _told(mmsi: int, lon: float, lat: float, status: int) -> bytes:
    fields = {"mmsi": mmsi, "lon_deg": lon, "lat_deg": lat, "status": status, "second": 60}
    data = payload(MESSAGE_OF[1], 1, 168, {name: np.array([value]) for name, value in fields.items()}, 1)
    return merge([Lines(np.array([0]), sentences(data, np.array([b"A"]), np.array([0])))])


@dataclass
class Beacons:
    """Sends a new device every so often to the one who connects."""

    seconds: float
    port: int = field(default_factory=free_port)
    sent_ns: dict[int, int] = field(default_factory=dict)

    def send(self, listening: socket.socket, begin: threading.Event) -> None:
        client, _ = listening.accept()
        with client:
            begin.wait()
            began = time.monotonic()
            for number in range(int(self.seconds / EVERY_S)):
                time.sleep(max(0.0, began + number * EVERY_S - time.monotonic()))
                self.sent_ns[number] = time.time_ns()
                client.sendall(beacon(number) + ship(number, 0) + ship(number - INSIDE, 1))
            with contextlib.suppress(OSError):
                while client.recv(1):
                    pass


@dataclass
class Seen:
    """When the journal had the alert of a device; of other kinds by how much later than their watermark."""

    at_ns: dict[int, int] = field(default_factory=dict)
    others_s: dict[str, float] = field(default_factory=dict)
    other_kinds: dict[str, int] = field(default_factory=dict)
    due_ns: dict[str, float] = field(default_factory=dict)
    """When the watermark passed the instant of events of other kinds."""

    def read(self, rows: list[tuple[int, str]], now_ns: int) -> None:
        for _, body in rows:
            change = json.loads(body)
            for event in change.get("events", []):
                if event["kind"] == "distress":
                    for vessel in event["vessel_ids"]:
                        self.at_ns.setdefault(vessel // 100 - FIRST_MMSI, now_ns)
                elif event["id"] not in self.others_s:
                    due_ns = datetime.fromisoformat(event["t_event"]).timestamp() * 1e9 + TERRESTRIAL.lateness_us * 1e3
                    self.others_s[event["id"]] = (now_ns - due_ns) / 1e9
                    self.due_ns[event["id"]] = due_ns
                    self.other_kinds[event["kind"]] = self.other_kinds.get(event["kind"], 0) + 1


def follow(journal: Path, seen: Seen, over: threading.Event) -> None:
    """Read what the journal has committed until the run is over."""
    while not journal.exists() and not over.is_set():
        time.sleep(POLL_S)
    after = 0
    with contextlib.closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as connection:
        while not over.is_set():
            try:
                rows = connection.execute(
                    "select seq, body from journal_record where seq > ? and kind = 'alert' order by seq", (after,)
                ).fetchall()
            except sqlite3.OperationalError:  # the tables are not made yet
                rows = []
            if rows:
                seen.read(rows, time.time_ns())
                after = rows[-1][0]
            time.sleep(POLL_S)


def measure(load: Load, seconds: float, folder: Path) -> str:
    """One run, as a sentence."""
    folder.mkdir()
    file = flood_file(folder, VESSELS, load.rate, min(load.made_s, seconds), Probes(every=100, stations=1000))
    data, port, log, config = folder / "data", free_port(), folder / "sent.bin", folder / "marsad.toml"
    config.write_text(ZONE)
    beacons, seen = Beacons(seconds), Seen()
    begin, over = threading.Event(), threading.Event()
    with socket.create_server(("127.0.0.1", beacons.port)) as listening:
        sending = threading.Thread(target=beacons.send, args=(listening, begin), daemon=True)
        sending.start()
        with sender(file.path, port, load.rate, seconds, log) as paced:
            room = Room([f"tcp://127.0.0.1:{beacons.port}", f"tcp://127.0.0.1:{port}"], data, config=config)
            begin.set()
            following = threading.Thread(target=follow, args=(data / "journal" / "journal.db", seen, over), daemon=True)
            following.start()
            try:
                paced.wait(seconds + 120)
                deadline = time.monotonic() + 30
                while len(seen.at_ns.keys() & beacons.sent_ns.keys()) < len(beacons.sent_ns):
                    if time.monotonic() > deadline:
                        break
                    time.sleep(0.1)
            finally:
                over.set()
                following.join()
                usage = room.usage()
                room.kill()
    return sentence(beacons, seen, usage.peak_bytes)


def sentence(beacons: Beacons, seen: Seen, peak_bytes: int) -> str:
    """What was measured."""
    both = sorted(beacons.sent_ns.keys() & seen.at_ns.keys())
    late_ms = np.array([(seen.at_ns[number] - beacons.sent_ns[number]) / 1e6 for number in both])
    told = (
        f"{len(both)} of {len(beacons.sent_ns)} devices alerted · sentence to alert p50 {np.median(late_ms):.0f} ms, "
        f"p99 {np.percentile(late_ms, 99):.0f} ms, worst {late_ms.max():.0f} ms · peak {peak_bytes / 2**30:.2f} GiB"
    )
    others = np.array(list(seen.others_s.values())) * 1e3
    if len(others):
        kinds = ", ".join(f"{kind} {many}" for kind, many in sorted(seen.other_kinds.items()))
        told += (f" · other kinds ({kinds}) after the watermark: p50 {np.median(others):.0f} ms, "
                 f"p99 {np.percentile(others, 99):.0f} ms")  # fmt: skip
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("load", choices=["steady", "flood"], nargs="?", default="steady")
    parser.add_argument("--seconds", type=float, default=60)
    wanted = parser.parse_args()
    load = {"steady": STEADY, "flood": FLOOD}[wanted.load]
    with tempfile.TemporaryDirectory(prefix="marsad-alerts-") as folder:
        measure(load, 2, Path(folder) / "first")  # compiles what is not compiled yet
        told = measure(load, wanted.seconds, Path(folder) / "again")
    print(f"\n{machine.banner()}\n{load.name}, {wanted.seconds:.0f} s: {told}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
