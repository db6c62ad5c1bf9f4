"""Plays a fleet to the page over the live protocol and the REST interface, as the watch room does.

A real server (Litestar on uvicorn, in a thread) on a free loopback port, with switches to go silent and to go away.
Run it by hand to look at the page: `python tests/serve/feed_player.py [count]`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import uvicorn
from feed_fleet import STATIC_FIELDS, FeedFleet, generated
from litestar import Litestar, MediaType, Request, Response, WebSocket, get, post, websocket
from litestar.datastructures import State
from litestar.exceptions import WebSocketDisconnect
from litestar.params import FromPath, FromQuery

from marsad.serve import rest_layers
from marsad.serve.guard import CONTENT_SECURITY_POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.runtime.watch_room import WatchRoom

PAGE = Path(__file__).resolve().parents[3] / "src" / "marsad" / "serve" / "page"
CSP = f"{CONTENT_SECURITY_POLICY}; report-uri /csp-report"
TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2", ".json": "application/json", ".pmtiles": "application/octet-stream",
}  # fmt: skip


@dataclass
class FeedPlayer:
    """`with FeedPlayer(fleet) as player:` serves at `player.url`. Time is the machine's, motion the fleet's."""

    fleet: FeedFleet
    mode: str = "live"
    centre: tuple[float, float] = (47.0, 12.4)
    zoom: float = 6.0
    notes: list[dict[str, Any]] = field(default_factory=list)
    tick_ms: int = 250
    ticks_per_round: int = 4  # each vessel moves once in so many ticks
    page: Path = PAGE
    policy: str | None = CSP
    record: list[bytes] = field(default_factory=list)  # rows to play instead of the moving fleet, one a tick, for ever
    silent: bool = False
    away: bool = False
    csp_reports: list[str] = field(default_factory=list)
    views: list[dict[str, float]] = field(default_factory=list)
    selects: list[int | None] = field(default_factory=list)
    url: str = ""
    frozen_picture_ms: int | None = None
    feeds: list[dict[str, Any]] | None = None
    alarms: list[dict[str, str]] = field(default_factory=list)
    simulated: int = 0
    inject: list[bytes] = field(default_factory=list)  # frames sent as they are, one a tick
    counted: WatchRoom | None = None  # a room that answers for the layers which it counts
    _leaving: dict[int, list[int]] = field(default_factory=dict)  # client -> slots to tell it are gone
    _gone: set[int] = field(default_factory=set)
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    def __enter__(self) -> FeedPlayer:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        layers = [] if self.counted is None else rest_layers.HANDLERS
        app = Litestar([live(self), *rest(self), *layers], openapi_config=None, state=State({"room": self.counted}))
        self._server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
        )
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started:
            if time.monotonic() > deadline:
                raise TimeoutError("the feed player does not start")
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server
        assert self._thread
        self.away = True
        self._server.should_exit = True
        self._thread.join(10)

    def leave(self, slots: Iterable[int]) -> None:
        """Takes vessels out of the picture: every client is told, and they move no more."""
        self._gone |= set(slots)
        for waiting in self._leaving.values():
            waiting.extend(self._gone)

    def here(self) -> np.ndarray:
        return np.array([slot for slot in range(self.fleet.count) if slot not in self._gone], dtype=np.int64)

    def hello(self) -> bytes:
        return b"\x01" + json.dumps(
            {
                "protocol": 1, "mode": self.mode, "now_ms": now_ms(), "tick_ms": self.tick_ms, "centre": self.centre,
                "zoom": self.zoom, "version": "0.0.0", "static_fields": STATIC_FIELDS,
            }
        ).encode()  # fmt: skip

    def rows(self, slots: np.ndarray) -> bytes:
        return struct.pack("<BxxxId", 2, len(slots), float(now_ms())) + self.fleet.rows[slots].tobytes()

    def status(self, sentences_per_s: float) -> bytes:
        state = self.fleet.rows["state"] & 3
        counts = {name: int((state == code).sum()) for code, name in enumerate(("active", "stale", "lost"))}
        feeds = self.feeds or [
            {
                "name": "aden", "url": "tcp://192.0.2.10:4001", "state": "connected", "rate": sentences_per_s,
                "age_s": 0.2, "bytes": 1_234_567, "rejects": {"checksum": 12, "length": 3}, "error": None,
            },
            {
                "name": "berbera", "url": "udp://0.0.0.0:10110", "state": "waiting", "rate": 0.0, "age_s": 93.0,
                "bytes": 88_000, "rejects": {}, "error": None,
            },
        ]  # fmt: skip
        told = {
            "now_ms": now_ms(), "picture_ms": self.frozen_picture_ms or now_ms() - 300,
            "counts": {"vessels": self.fleet.count, "in_view": self.fleet.count, **counts,
                       "simulated": self.simulated},
            "feeds": feeds, "alarms": self.alarms,
        }  # fmt: skip
        return b"\x05" + json.dumps(told).encode()

    def details(self, mmsi: int) -> dict[str, Any] | None:
        for static in self.fleet.static:
            if static[1] == mmsi:
                row = self.fleet.rows[static[0]]
                slot = int(row["slot"])
                t_ms = int(row["t"]) * 1000
                values = dict(zip(STATIC_FIELDS[2:], static[2:], strict=True))
                moving = {"lat_deg": self.fleet.lat[slot], "lon_deg": self.fleet.lon[slot], "sog_kn": row["sog"] / 10}
                values |= {
                    "ship_type": int(row["type_code"]),
                    "destination": "ADEN",
                    "draught_m": 7.4,
                    "status": int(row["nav"]),
                }
                values |= {name: float(value) for name, value in moving.items()} | self.fleet.extra.get(mmsi, {})
                units = {"m": "m", "kn": "kn", "deg": "deg"}
                fields = [
                    {
                        "name": name, "value": value, "unit": units.get(name.rsplit("_", 1)[-1]), "t_ms": t_ms,
                        "message_type": 1 if name in moving or name == "status" else 5, "station": "ADEN-1",
                        "source": "aden", "age_s": 1.0,
                    }
                    for name, value in values.items()
                ]  # fmt: skip
                return {
                    "mmsi": mmsi, "slot": slot, "kind": "class_a", "lon_deg": float(self.fleet.lon[slot]),
                    "lat_deg": float(self.fleet.lat[slot]), "fields": fields,
                }  # fmt: skip
        return None

    def search(self, text: str) -> list[dict[str, Any]]:
        wanted = text.upper()
        hits = [row for row in self.fleet.static if any(wanted in str(cell).upper() for cell in row[1:5])]
        return [
            {
                "mmsi": row[1], "name": row[2], "callsign": row[3], "imo": row[4],
                "slot": row[0], "kind": "class_a", "state": "active",
                "lon_deg": float(self.fleet.lon[row[0]]), "lat_deg": float(self.fleet.lat[row[0]]),
            }
            for row in hits[:50]
        ]  # fmt: skip


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def live(player: FeedPlayer) -> Any:
    """The WebSocket: all rows at once, then each tick a share of the fleet, moved."""

    async def hear(socket: WebSocket[Any, Any, Any], asked: asyncio.Event) -> None:
        while True:
            message = await socket.receive_json()
            if "view" in message:
                player.views.append(message["view"])
                asked.set()
            if "select" in message:
                player.selects.append(message["select"])

    async def speak(socket: WebSocket[Any, Any, Any], asked: asyncio.Event) -> None:
        fleet = player.fleet
        everyone = player.here()
        leaving = player._leaving.setdefault(id(socket), [])
        await asked.wait()
        await socket.send_bytes(player.rows(everyone))
        for first in range(0, len(everyone), 2000):
            await socket.send_bytes(fleet.static_json(everyone[first : first + 2000]))
        await socket.send_bytes(b"\x06" + json.dumps({"notes": player.notes, "gone": []}).encode())
        shares = [everyone[i :: player.ticks_per_round] for i in range(player.ticks_per_round)]
        recorded = itertools.cycle(player.record)
        due = time.monotonic()
        tick = 0

        def moved(share: np.ndarray) -> bytes:
            fleet.move(share, player.tick_ms * player.ticks_per_round / 1000, now_ms() // 1000)
            return player.rows(share)

        while not player.away:
            due += player.tick_ms / 1000
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            if player.silent:
                continue
            if player.inject:
                await socket.send_bytes(player.inject.pop(0))
            if leaving:
                gone = np.array(leaving, dtype="<u4")
                leaving.clear()
                await socket.send_bytes(struct.pack("<BxxxI", 4, len(gone)) + gone.tobytes())
                everyone = player.here()
                shares = [everyone[i :: player.ticks_per_round] for i in range(player.ticks_per_round)]
            await socket.send_bytes(next(recorded) if player.record else moved(shares[tick % len(shares)]))
            if tick % 4 == 0:
                await socket.send_bytes(player.status(len(everyone) / len(shares) * 1000 / player.tick_ms))
            tick += 1
        await socket.close()

    @websocket("/api/live")
    async def handler(socket: WebSocket[Any, Any, Any]) -> None:
        if player.away:
            return
        await socket.accept()
        if player.silent:
            await asyncio.sleep(3600)
        asked = asyncio.Event()
        await socket.send_bytes(player.hello())
        tasks = [asyncio.create_task(hear(socket, asked)), asyncio.create_task(speak(socket, asked))]
        done, rest_of_tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in rest_of_tasks:
            task.cancel()
        for task in done:
            if (error := task.exception()) and not isinstance(error, (WebSocketDisconnect, RuntimeError)):
                raise error

    return handler


def rest(player: FeedPlayer) -> Iterator[Any]:
    @get("/api/vessels/{mmsi:int}", sync_to_thread=False)
    def details(mmsi: FromPath[int]) -> Response[Any]:
        found = player.details(mmsi)
        return Response(found, status_code=200 if found else 404)

    @get("/api/vessels/{mmsi:int}/trail", sync_to_thread=False)
    def trail(mmsi: FromPath[int]) -> dict[str, Any]:
        found = player.details(mmsi)
        if not found:
            return {"points": []}
        row = player.fleet.rows[found["slot"]]
        way = np.radians(float(row["cog"]) / 10)
        steps = np.arange(40, 0, -1)
        lon = found["lon_deg"] - steps * 0.004 * np.sin(way)
        lat = found["lat_deg"] - steps * 0.004 * np.cos(way) + 0.002 * np.sin(steps / 5)
        now = now_ms()
        return {
            "points": [
                [float(x), float(y), now - int(s) * 30_000, 10.0, 90.0] for x, y, s in zip(lon, lat, steps, strict=True)
            ]
        }

    @get("/api/session", sync_to_thread=False)
    def session() -> dict[str, Any]:
        told = {"name": "layla", "shown": "Layla", "role": "operator", "proof": "0" * 64}
        return {**told, "can_setup": False, "has_accounts": True}

    @get("/api/search", sync_to_thread=False)
    def search(q: FromQuery[str]) -> dict[str, Any]:
        hits = player.search(q)
        return {"total": len(hits), "offset": 0, "vessels": hits}

    @post("/csp-report")
    async def report(request: Request[Any, Any, Any]) -> None:
        player.csp_reports.append((await request.body()).decode())

    @get(["/", "/{path:path}"], sync_to_thread=False)
    def page(path: FromPath[str] = "") -> Response[bytes]:
        file = (player.page / (path.lstrip("/") or "index.html")).resolve()
        found = file.is_file() and file.is_relative_to(player.page.resolve())
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
        if player.policy:
            headers["Content-Security-Policy"] = player.policy
        media = TYPES.get(file.suffix, MediaType.TEXT)
        body = file.read_bytes() if found else b""
        return Response(body, status_code=200 if found else 404, headers=headers, media_type=media)

    yield from (details, trail, session, search, report, page)


if __name__ == "__main__":
    import sys

    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 800
    with FeedPlayer(generated(wanted, (43.0, 10.8, 51.5, 14.6), now_ms() // 1000), mode="simulated") as running:
        print(running.url, flush=True)
        threading.Event().wait()
