"""Serving one watch room from start to stop: the socket, the page, the signals."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

from marsad.runtime.settings import Settings
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.application import PAGE, application
from marsad.serve.server import WebServer

Say = Callable[[str], None]


def address(listening: socket.socket) -> str:
    """Where the page is, as a browser takes it."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


async def serve_room(
    room: WatchRoom,
    listening: socket.socket,
    settings: Settings,
    work: Coroutine[Any, Any, None],
    say: Say,
    basemap: Path | None = None,
    page: Path = PAGE,
) -> None:
    """Show the room until SIGINT or SIGTERM comes. `work` keeps the room going; what it raises ends all."""
    app = application(
        room,
        listening.getsockname()[1],
        centre=settings.centre,
        zoom=settings.zoom,
        basemap=basemap,
        page=page,
    )
    server = WebServer(app, room, listening)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    serving = asyncio.create_task(server.run())
    working = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    announcing = asyncio.create_task(_announce(server, listening, say))
    try:
        await asyncio.wait([serving, stopping, working], return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
            await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.stop()
        for task in (working, announcing, stopping):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await serving
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(sign)


async def _announce(server: WebServer, listening: socket.socket, say: Say) -> None:
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it by a flag only
        await asyncio.sleep(0.01)
    say(f"The watch room is open at {address(listening)} (Ctrl-C closes it)")
