"""A watch room with made-up vessels and no decoder in between, to try the page against:

python -m tests.serve.synthetic --port 8700 --vessels 2000
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

import numpy as np

from marsad.runtime.clock import system_clock
from marsad.runtime.people.door import Door
from marsad.runtime.status import FeedStatus
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.application import PAGE, application
from marsad.serve.server import WebServer, listen
from marsad.tracks.picture import Picture
from tests.rows import columns, table

CENTRE = (47.5, 12.5)


class Fleet:
    """Vessels on straight courses around CENTRE."""

    def __init__(self, count: int, spread_deg: float = 3.0, seed: int = 1) -> None:
        rng = np.random.default_rng(seed)
        self.count, self.rng = count, rng
        self.mmsi = 403_000_000 + np.arange(count)
        self.lon = CENTRE[0] + rng.normal(0, spread_deg, count)
        self.lat = CENTRE[1] + rng.normal(0, spread_deg / 2, count)
        self.sog = np.where(rng.random(count) < 0.2, 0.0, rng.uniform(2, 22, count)).round(1)
        self.cog = rng.uniform(0, 359, count).round(1)
        self.type = np.where(np.arange(count) % 4 == 3, 18, 1)

    def move(self, seconds: float) -> None:
        step = self.sog * seconds / 3600 / 60
        self.lat += step * np.cos(np.radians(self.cog))
        self.lon += step * np.sin(np.radians(self.cog)) / np.cos(np.radians(self.lat))

    def positions(self, now_us: int, some: np.ndarray):
        n = len(some)
        ship = self.type[some] == 1
        return columns(
            "position", n, t=np.full(n, now_us), t_recv=np.full(n, now_us), mmsi=self.mmsi[some], type=self.type[some],
            lon_deg=self.lon[some], lat_deg=self.lat[some], sog_kn=self.sog[some], cog_deg=self.cog[some],
            heading_deg=np.round(self.cog[some]).astype(int) % 360,
            status=[(1 if s == 0 else 0) if a else None for s, a in zip(self.sog[some], ship, strict=True)],
            digest=self.rng.integers(0, 2**62, n), source=["synthetic"] * n, station=["SIM"] * n,
            flags=np.full(n, 1 << 13),
        )  # fmt: skip

    def statics(self, now_us: int):
        n = self.count
        kinds = np.array([70, 80, 60, 30, 52, 36, 31, 50])
        return columns(
            "static", n, t=np.full(n, now_us), t_recv=np.full(n, now_us), mmsi=self.mmsi,
            type=np.where(self.type == 1, 5, 24), name=[f"VESSEL {i}" for i in range(n)],
            callsign=[f"7O{i}" for i in range(n)], imo=9_000_000 + np.arange(n), ship_type=kinds[np.arange(n) % 8],
            to_bow_m=20 + np.arange(n) % 150, to_stern_m=10 + np.arange(n) % 40, to_port_m=5 + np.arange(n) % 15,
            to_starboard_m=5 + np.arange(n) % 15, draught_m=np.full(n, 7.5), destination=["ADEN"] * n,
            digest=np.arange(n), source=["synthetic"] * n, station=["SIM"] * n,
        )  # fmt: skip


def fixtures(now_us: int):
    lon, lat = CENTRE
    heard = {"t": now_us, "t_recv": now_us, "source": "synthetic", "station": "SIM", "flags": 1 << 13}
    return {
        "base_station": table("base_station", [{**heard, "type": 4, "mmsi": 4031000, "lon_deg": lon, "lat_deg": lat}]),
        "aton": table("aton", [
            {**heard, "type": 21, "mmsi": 994031000, "lon_deg": lon + 0.1, "lat_deg": lat, "name": "RACON A",
             "aid_type": 3, "virtual": False, "off_position": True, "second": 10},
            {**heard, "type": 21, "mmsi": 994031001, "lon_deg": lon + 0.2, "lat_deg": lat, "name": "VIRTUAL B",
             "aid_type": 14, "virtual": True, "second": 10},
        ]),
        "position": table("position", [
            {**heard, "type": 1, "mmsi": 970111111, "lon_deg": lon, "lat_deg": lat + 0.2, "status": 14, "digest": 1},
            {**heard, "type": 9, "mmsi": 111403001, "lon_deg": lon + 0.3, "lat_deg": lat + 0.3, "sog_kn": 110.0,
             "cog_deg": 45.0, "altitude_m": 300, "digest": 2},
        ]),
        "contact": table("contact", [
            {"t": now_us, "t_recv": now_us, "source": "radar", "sentence": "TLL", "track_number": 7,
             "status": "tracking", "lon_deg": lon - 0.2, "lat_deg": lat, "sog_kn": 9.0, "cog_deg": 120.0,
             "course_true": True},
        ]),
        "safety_text": table("safety_text", [
            {**heard, "type": 14, "mmsi": 970111111, "text": "SART ACTIVE"},
            {**heard, "type": 12, "mmsi": 403000001, "dest_mmsi": 403000002, "text": "PRIVATE WORDS"},
        ]),
    }  # fmt: skip


async def feed(room: WatchRoom, fleet: Fleet) -> None:
    room.apply({"static": fleet.statics(system_clock()), **fixtures(system_clock())}, {})
    room.apply({"position": fleet.positions(system_clock(), np.arange(fleet.count))}, {})
    while True:
        await asyncio.sleep(0.1)
        fleet.move(0.1)
        some = np.sort(fleet.rng.choice(fleet.count, max(1, fleet.count // 10), replace=False))
        now = system_clock()
        room.apply({"position": fleet.positions(now, some)}, {}, now)
        if int(now / 1e6) % 5 == 0:
            room.apply(fixtures(now), {})
            room.refresh()


async def run(port: int, count: int, page: Path) -> None:
    room = WatchRoom(Picture(), system_clock, "simulated")
    room.feeds = lambda: [
        FeedStatus("synthetic", "synthetic:", "connected", float(count), 0.1, 1, {"checksum": 3}, None)
    ]
    listening = listen("127.0.0.1", port)
    door = Door(system_clock)
    app = application(room, listening.getsockname()[1], door, centre=CENTRE, zoom=7, page=page)
    server = WebServer(app, room, listening)
    feeding = asyncio.create_task(feed(room, Fleet(count)))
    print(f"http://127.0.0.1:{listening.getsockname()[1]}/{door.first_link()}", flush=True)
    await asyncio.gather(server.run(), feeding)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8700)
    arguments.add_argument("--vessels", type=int, default=2000)
    arguments.add_argument("--page", type=Path, default=PAGE)
    chosen = arguments.parse_args()
    asyncio.run(run(chosen.port, chosen.vessels, chosen.page))
