"""A real server on a loopback port, and a client that keeps what it is told, for tests."""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import websockets

from marsad.runtime.clock import system_clock
from marsad.runtime.people.door import Door, token_file
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.application import PAGE, application
from marsad.serve.aside_process import AsideProcess
from marsad.serve.past import Pasts
from marsad.serve.server import WebServer, listen
from marsad.tracks.columns import ROW

KEYS = Path(tempfile.mkdtemp(prefix="marsad-keys-"))
"""Where the rooms of tests leave the keys for programs of their owner."""
WORLD = {"view": {"west": -180, "south": -90, "east": 180, "north": 90}}


@contextlib.asynccontextmanager
async def served(
    room: WatchRoom,
    page: Path = PAGE,
    tick_ms: int = 50,
    door: Door | None = None,
    pasts: Pasts | None = None,
    aside: AsideProcess | None = None,
) -> AsyncIterator[int]:
    """Serve a room; gives the port. `bearer(port)` lets programs in."""
    door = door or Door(system_clock, room.alerting.journal)
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    app = application(room, port, door, page=page, tick_ms=tick_ms, pasts=pasts, aside=aside)
    server = WebServer(app, room, listening)
    running = asyncio.create_task(server.run())
    try:
        async with asyncio.timeout(20):
            while not server.started:  # noqa: ASYNC110 - uvicorn tells it by a flag only
                await asyncio.sleep(0.01)
        with door.for_console(KEYS, port):
            yield port
    finally:
        server.stop()
        await running
        listening.close()


def bearer(port: int) -> dict[str, str]:
    """The header of a program whose user owns the room."""
    return {"authorization": f"Bearer {token_file(KEYS, port).read_text()}"}


class Client:
    """Follows the live protocol as a page does."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket
        self.hello: dict = {}
        self.rows: dict[int, np.void] = {}
        self.statics: dict[int, dict] = {}
        self.status: dict = {}
        self.notes: dict[str, dict] = {}
        self.alerts: dict[str, dict] = {}
        self.alert_total = 0
        self.frames: list[int] = []
        self.row_count = 0

    async def say(self, message: object) -> None:
        await self.socket.send(message if isinstance(message, str) else json.dumps(message))

    async def until(self, condition: Callable[[Client], bool], seconds: float = 20) -> None:
        """Read frames until the condition holds; fails after a deadline."""
        async with asyncio.timeout(seconds):
            while not condition(self):
                self.take(await self.socket.recv())

    def take(self, frame: bytes) -> None:
        kind = frame[0]
        self.frames.append(kind)
        if kind == 2:
            count, _ = struct.unpack_from("<Id", frame, 4)
            assert len(frame) == 16 + 28 * count
            self.row_count += count
            for row in np.frombuffer(frame, ROW, count, 16):
                self.rows[int(row["slot"])] = row
        elif kind == 4:
            (count,) = struct.unpack_from("<I", frame, 4)
            for slot in np.frombuffer(frame, "<u4", count, 8).tolist():
                self.rows.pop(slot, None)
                self.statics.pop(slot, None)
        else:
            value = json.loads(frame[1:])
            if kind == 1:
                self.hello = value
            elif kind == 3:
                for static in value:
                    self.statics[static[0]] = dict(zip(self.hello["static_fields"], static, strict=True))
            elif kind == 5:
                self.status = value
            elif kind == 7:
                if value["all"]:
                    self.alerts.clear()
                self.alerts.update((alert["id"], alert) for alert in value["alerts"])
                for gone in value["gone"]:
                    self.alerts.pop(gone, None)
                self.alert_total = value["total"]
            elif kind == 6:
                self.notes.update((note["id"], note) for note in value["notes"])
                for gone in value["gone"]:
                    self.notes.pop(gone, None)

    @property
    def names(self) -> set[str | None]:
        return {static["name"] for static in self.statics.values()}


@contextlib.asynccontextmanager
async def client(port: int, view: dict | None = WORLD) -> AsyncIterator[Client]:
    """A connected client that was greeted."""
    url = f"ws://127.0.0.1:{port}/api/live"
    async with websockets.connect(
        url, compression=None, max_size=None, ping_interval=None, additional_headers=bearer(port)
    ) as socket:
        one = Client(socket)
        await one.until(lambda c: bool(c.hello))
        if view is not None:
            await one.say(view)
        yield one
