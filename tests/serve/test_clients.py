"""Clients that stall or come from elsewhere."""

from __future__ import annotations

import asyncio
import base64
import os
import socket

import numpy as np
import pytest
import websockets

from marsad.runtime.watch_room import WatchRoom
from marsad.serve import slow_client
from marsad.tracks.picture import Picture
from tests.rows import columns
from tests.serve.serving import bearer, client, served

T0 = 1_700_000_000_000_000


def fleet(n, at):
    t = T0 + at * 1_000_000
    return {"position": columns(
        "position", n, t=np.full(n, t), t_recv=np.full(n, t), mmsi=np.arange(n), type=np.ones(n, dtype=int),
        lon_deg=np.linspace(-179, 179, n), lat_deg=np.full(n, 1.0 + at / 1000), digest=np.arange(n),
    )}  # fmt: skip


async def stalled(port):
    """A client that asks for everything and never reads."""
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, ("127.0.0.1", port))
    key = base64.b64encode(os.urandom(16)).decode()
    await loop.sock_sendall(raw, (
        f"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Authorization: {bearer(port)['authorization']}\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode())  # fmt: skip
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += await loop.sock_recv(raw, 1)
    message = b'{"view":{"west":-180,"south":-90,"east":180,"north":90}}'
    mask = b"\0\0\0\0"
    await loop.sock_sendall(raw, bytes([0x81, 0x80 | len(message)]) + mask + message)
    return raw


def test_a_stalled_client_is_dropped_and_slows_nobody(monkeypatch):
    monkeypatch.setattr(slow_client, "STALLED_S", 1.0)

    async def run():
        room = WatchRoom(Picture(50_000), lambda: T0)
        n = 40_000
        room.apply(fleet(n, 0), {})
        async with served(room) as port, client(port) as good:
            await good.until(lambda c: len(c.rows) == n, 60)
            stalling = [await stalled(port) for _ in range(3)]
            at = 0
            async with asyncio.timeout(40):
                while room.metrics.slow_clients < 3:
                    at += 1
                    told = good.row_count
                    room.apply(fleet(n, at), {})
                    await good.until(lambda c, told=told: c.row_count >= told + n, 10)
            for raw in stalling:
                raw.close()
            assert room.metrics.slow_clients == 3

    asyncio.run(run())


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1"])
def test_a_page_from_elsewhere_gets_no_socket(origin):
    async def run():
        async with served(WatchRoom(Picture(10), lambda: T0)) as port:
            with pytest.raises(websockets.InvalidStatus) as refused:
                await websockets.connect(
                    f"ws://127.0.0.1:{port}/api/live", origin=origin, additional_headers=bearer(port)
                )
            assert refused.value.response.status_code == 403
            own_page = f"http://localhost:{port}"
            url = f"ws://127.0.0.1:{port}/api/live"
            async with websockets.connect(url, origin=own_page, additional_headers=bearer(port)) as own:
                assert (await own.recv())[0] == 1

    asyncio.run(run())


def test_a_message_that_is_too_long_ends_its_connection_only():
    async def run():
        async with served(WatchRoom(Picture(10), lambda: T0)) as port, client(port, view=None) as good:
            async with client(port, view=None) as bad:
                await bad.say("x" * 100_000)
                with pytest.raises(websockets.ConnectionClosed):
                    await bad.until(lambda c: False)
            await good.until(lambda c: bool(c.status))

    asyncio.run(run())
