"""Serving one watch room from start to stop: the socket, the page, the signals."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

from marsad.runtime.people.door import Door
from marsad.runtime.settings import Settings
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.application import PAGE, application
from marsad.serve.aside_process import AsideProcess
from marsad.serve.past import Pasts
from marsad.serve.reach import LOOPBACK, Reach
from marsad.serve.server import WebServer

Say = Callable[[str], None]


def address(listening: socket.socket, reach: Reach) -> str:
    """Where the page is, as a browser takes it: of all addresses that it has, the first name told."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        host = next((name for name in reach.names if name not in LOOPBACK), "127.0.0.1").strip("[]")
    return f"{reach.scheme}://[{host}]:{port}/" if ":" in host else f"{reach.scheme}://{host}:{port}/"


async def serve_room(
    room: WatchRoom,
    door: Door,
    listening: socket.socket,
    settings: Settings,
    work: Coroutine[Any, Any, None],
    say: Say,
    basemap: Path | None = None,
    page: Path = PAGE,
    reach: Reach | None = None,
    aside: AsideProcess | None = None,
    pasts: Pasts | None = None,
) -> None:
    """Show the room until SIGINT or SIGTERM comes. `work` keeps the room going; what it raises ends all."""
    reach = reach or Reach("127.0.0.1")
    app = application(
        room,
        listening.getsockname()[1],
        door,
        centre=settings.centre,
        zoom=settings.zoom,
        basemap=basemap,
        page=page,
        reach=reach,
        aside=aside,
        pasts=pasts,
    )
    server = WebServer(app, room, listening, reach.certificate, reach.key)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, stop.set)
    serving = asyncio.create_task(server.run())
    working = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    announcing = asyncio.create_task(_announce(server, address(listening, reach) + way_in(room, door), say))
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


def way_in(room: WatchRoom, door: Door) -> str:
    """What the printed address ends with: the key to a room that plays, or to the first start of one that does not."""
    return door.first_link() if room.mode == "live" else door.guest_link()


async def _announce(server: WebServer, whole: str, say: Say) -> None:
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it by a flag only
        await asyncio.sleep(0.01)
    if "#setup=" in whole:
        say("Nobody can sign in yet: whoever opens this address becomes the administrator.")
    say(f"The watch room is open at {whole} (Ctrl-C closes it)")
