"""From the last byte of a sentence to its alert on fifty screens, while one more screen has stalled (R9).

    python benchmarks/desk_latency.py [--seconds 60] [--screens 50]

The load is that of `live.py steady`: 20,000 sentences/s of 200,000 vessels, the room on one core. As in
`alert_latency.py` a second feed brings a new locating device every 0.2 s and ships inside a watched zone. The clock is
read before a device's sentence is sent, and when each screen has the frame that holds its alert; other kinds are timed
from when the watermark passes their instant. All screens run in one process on the sender's core.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np

import machine
from alert_latency import FIRST_MMSI, ZONE, Beacons, Seen, follow
from flood_file import flood_file
from live import STEADY, VESSELS
from marsad.testing.traffic.flood import Probes
from room import Room, free_port, sender


def measure(seconds: float, screens: int, folder: Path) -> str:
    """One run, as a sentence."""
    folder.mkdir()
    file = flood_file(folder, VESSELS, STEADY.rate, min(STEADY.made_s, seconds), Probes(every=100, stations=1000))
    data, port, config = folder / "data", free_port(), folder / "marsad.toml"
    config.write_text(ZONE)
    beacons, seen, begin, over = Beacons(seconds), Seen(), threading.Event(), threading.Event()
    with socket.create_server(("127.0.0.1", beacons.port)) as listening:
        threading.Thread(target=beacons.send, args=(listening, begin), daemon=True).start()
        with sender(file.path, port, STEADY.rate, seconds, folder / "sent.bin") as paced:
            room = Room([f"tcp://127.0.0.1:{beacons.port}", f"tcp://127.0.0.1:{port}"], data, config=config)
            command = [sys.executable, str(Path(__file__).with_name("screens.py")), str(room.port),
                       room.key()["authorization"], str(screens), str(seconds + 8)]  # fmt: skip
            with subprocess.Popen(["taskset", "-c", "1", *command], stdout=subprocess.PIPE, text=True) as watching:
                begin.set()
                journal = data / "journal" / "journal.db"
                following = threading.Thread(target=follow, args=(journal, seen, over), daemon=True)
                following.start()
                try:
                    told, _ = watching.communicate(timeout=seconds + 120)
                    paced.wait(60)
                finally:
                    over.set()
                    following.join()
                    usage, dropped = room.usage(), room.get("/api/health")["slow_clients"]
                    room.kill()
    return sentence(beacons, seen, json.loads(told), screens, dropped, usage.peak_bytes)


def sentence(
    beacons: Beacons, seen: Seen, told: list[tuple[int, str, int]], screens: int, dropped: int, peak: int
) -> str:
    """What was measured."""
    sent = {f"d{FIRST_MMSI + number}": at for number, at in beacons.sent_ns.items()}
    late = np.array([(at - sent[name]) / 1e6 for _, name, at in told if name in sent])
    first = {name for _, name, _ in told if name in sent}
    text = (f"{len(first)} of {len(sent)} devices on {len(late)} of {len(sent) * screens} screens, {dropped} stalled "
            f"screens dropped · sentence to screen p50 {np.median(late):.0f} ms, p99 {np.percentile(late, 99):.0f} ms, "
            f"worst {late.max():.0f} ms · peak {peak / 2**30:.2f} GiB")  # fmt: skip
    due = {f"e{name}": at for name, at in seen.due_ns.items()}
    others = np.array([(at - due[name]) / 1e6 for _, name, at in told if name in due])
    if len(others):
        text += (f" · other kinds ({len(others)} times on a screen) after the watermark: p50 {np.median(others):.0f} "
                 f"ms, p99 {np.percentile(others, 99):.0f} ms")  # fmt: skip
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--screens", type=int, default=50)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="marsad-desks-") as folder:
        measure(5, 2, Path(folder) / "first")  # compiles what is not compiled yet
        told = measure(wanted.seconds, wanted.screens, Path(folder) / "again")
    print(f"\n{machine.banner()}\nsteady, {wanted.seconds:.0f} s, {wanted.screens} screens: {told}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
