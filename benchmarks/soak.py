"""A long run leaks nothing (R19): days of traffic through a whole room by a clock that runs ahead, memory by the hour.

    python benchmarks/soak.py [--hours 96] [--vessels 400] | --short

Vessels sail circles and lie still by turns, and each minute another comes in the place of one that leaves, so that
after a day as many are forgotten as come: from then on memory must not grow. Decoder, picture, tracks, detectors,
alerts with a journal on disk, people's sessions and three screens, one of which comes anew each hour. The slope is the
line of least squares through the memory at each full hour of the last two thirds (the first day fills the room), after
what was freed has been given back; descriptors are counted at the same instants.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

import machine
from marsad.decode.ais.messages import MESSAGE_OF
from marsad.testing.simulator.feed.columnar import payload
from marsad.testing.simulator.feed.lines import Lines, merge, sentences

START_US = 1_790_000_000_000_000
MINUTE_US = 60_000_000
MUST_MB_H = 1.0
CENTRE = (-30.0, 45.0)


def minute(number: int, mmsi: npt.NDArray[np.int64]) -> bytes:
    """What a fleet tells in one minute: a position each, papers of every tenth."""
    place, hours = np.arange(mmsi.size), number / 60.0
    still = (place + number // 720) % 3 == 0
    turn = hours * 10.0 / (2.0 + place % 7) + place
    lon = CENTRE[0] + (place % 20) * 0.5 + np.where(still, 0.0, 0.08 * np.cos(turn))
    lat = CENTRE[1] + (place // 20) * 0.4 + np.where(still, 0.0, 0.05 * np.sin(turn))
    fields = {
        "mmsi": mmsi, "lon_deg": lon, "lat_deg": lat, "sog_kn": np.where(still, 0.0, 10.0), "second": place % 60,
        "cog_deg": np.degrees(np.arctan2(-np.sin(turn), np.cos(turn))) % 360, "status": np.where(still, 1, 0),
    }  # fmt: skip
    lines = [Lines(place, sentences(payload(MESSAGE_OF[1], 1, 168, fields, mmsi.size), b"A", 0))]
    if number % 60 == 30:  # a beacon each hour, so that alerts come, end and are forgotten
        beacon = {"mmsi": 970_000_000 + number // 60, "lon_deg": CENTRE[0] - 5, "lat_deg": CENTRE[1], "status": 14}
        lines.append(Lines(np.array([0]), sentences(payload(MESSAGE_OF[1], 1, 168, beacon, 1), b"A", 0)))
    named = place[(place + number) % 10 == 0]
    papers = {"mmsi": mmsi[named], "name": mmsi[named].astype("S20"), "ship_type": 70 + named % 20}
    lines.append(Lines(named, sentences(payload(MESSAGE_OF[5], 5, 424, papers, named.size), b"A", named % 10)))
    return merge(lines)


async def run(hours: int, vessels: int, folder: Path) -> tuple[list[float], list[int], int, int]:
    """Memory in MB and descriptors at each full hour; vessels in the picture and records of the journal at the end."""
    from marsad.decode.decoder import Decoder
    from marsad.runtime.alerting import Alerting
    from marsad.runtime.detection.chosen import chosen
    from marsad.runtime.detection.detection import Detection
    from marsad.runtime.kept_memory import give_back_freed_memory, keep_little_memory
    from marsad.runtime.people.door import Door
    from marsad.runtime.watch_room import WatchRoom
    from marsad.serve.live_session import LiveSession
    from marsad.serve.ticker import Ticker
    from marsad.store.journal.journal import Journal
    from marsad.tracks.picture import Picture

    keep_little_memory()
    now_us = [START_US]
    clock = lambda: now_us[0]  # noqa: E731
    decoder, room = Decoder(), WatchRoom(Picture(20_000, 86_400), clock)
    room.alerting = Alerting(clock, journal=Journal.open(f"sqlite:///{folder}/journal.db", clock))
    room.detection = Detection(chosen({}))
    room.detection.listen(room.alerting.take)
    door, ticker = Door(clock, room.alerting.journal), Ticker(room)
    following = asyncio.create_task(ticker.run())
    alerts = asyncio.create_task(ticker.alerts.run())
    screens = [LiveSession(ticker) for _ in range(3)]
    memory, descriptors = [], []
    mmsi = 200_000_000 + np.arange(vessels)
    for number in range(hours * 60):
        now_us[0] += MINUTE_US
        mmsi[number % vessels] = 200_000_000 + vessels + number
        batch = decoder.feed(minute(number, mmsi), now_us[0], "soak")
        room.apply(batch.tables, batch.applications, now_us[0])
        for work in (room.refresh, room.detect, room.detect_arrivals):
            work()
        await asyncio.sleep(0)
        for screen in screens:
            screen.take('{"view":{"west":-60,"south":30,"east":0,"north":60}}' if number % 60 == 0 else "{}")
            async for _ in screen.frames():
                pass
        if number % 60 == 59:
            screens[number // 60 % 3] = LiveSession(ticker)
            door.sessions.begin("layla", "127.0.0.1")
            door.sessions.sweep()
            gc.collect()
            give_back_freed_memory()
            memory.append(machine.usage(os.getpid()).held_bytes / 1e6)
            descriptors.append(len(os.listdir("/proc/self/fd")))
    for task in (following, alerts):
        task.cancel()
    await asyncio.gather(following, alerts, return_exceptions=True)
    records = room.alerting.journal.head()[0] if room.alerting.journal is not None else 0
    return memory, descriptors, len(room.picture), records


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--hours", type=int, default=96)
    parser.add_argument("--vessels", type=int, default=400)
    parser.add_argument("--short", action="store_true", help="six hours of a hundred vessels, no verdict")
    wanted = parser.parse_args()
    hours, vessels = (6, 100) if wanted.short else (wanted.hours, wanted.vessels)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="marsad-soak-") as folder:
        memory, descriptors, held, records = asyncio.run(run(hours, vessels, Path(folder)))
    settled = np.arange(hours // 3, hours)
    slope = float(np.polyfit(settled, np.array(memory)[settled], 1)[0])
    grown = descriptors[-1] - descriptors[hours // 3]
    took_s = time.monotonic() - began
    print(
        f"{machine.banner()}\n{hours} h of {vessels} vessels a minute in {took_s:.0f} s: {held} in the picture, "
        f"{records} records in the journal, {memory[hours // 3]:.0f} MB after a third, {memory[-1]:.0f} MB at the end, "
        f"slope {slope:+.2f} MB/h, {grown:+d} descriptors",
        flush=True,
    )
    return 0 if wanted.short or (slope < MUST_MB_H and grown == 0) else 1


if __name__ == "__main__":
    sys.exit(main())
