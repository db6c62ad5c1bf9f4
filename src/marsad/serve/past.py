"""`GET /api/past`: a WebSocket on which a page looks into the records of the room, each in a process of its own."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import msgspec
from litestar import websocket
from litestar.datastructures import State
from litestar.exceptions import WebSocketDisconnect

from marsad.runtime.clock import Clock
from marsad.serve.access import inside_of, needs
from marsad.serve.live import SIGNED_OUT, Socket
from marsad.serve.past_process import LENGTH

MOST: Final = 4
"""Looks back at once: each takes a process and its memory."""
ALIVE: Final = b"\x00"
"""A frame that tells nothing, for pages that take a silent link for a dead one: a process takes seconds to begin."""
NO_PAST, TOO_MANY, ENDED = 4404, 4409, 4500
"""Why a socket is closed: this room keeps no records; too many look back; the process ended by itself."""
_LONGEST_MESSAGE: Final = 65_536
_LONGEST_FRAME: Final = 64 << 20
_NOW_S: Final = 1.0


class Pasts:
    """The looks back into one data folder. `config` is the configuration file of the room, None: none."""

    def __init__(self, data: Path, config: Path | None) -> None:
        nice = shutil.which("nice")
        self._words = [*([nice, "-n", "15"] if nice else []), sys.executable, "-m", "marsad.serve.past_process",
                       "--data", str(data), *([] if config is None else ["--config", str(config)])]  # fmt: skip
        self.open = 0

    @asynccontextmanager
    async def process(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """One, that ends with the block."""
        pipe = asyncio.subprocess.PIPE
        self.open += 1
        try:
            process = await asyncio.create_subprocess_exec(*self._words, stdin=pipe, stdout=pipe)
            try:
                yield process
            finally:
                if process.returncode is None:
                    process.kill()
                await process.wait()
        finally:
            self.open -= 1


@websocket("/api/past", opt=needs("viewer"))
async def past(socket: Socket, state: State) -> None:
    """Hand on what the page says and what the process shows, until either goes or the session is over."""
    pasts: Pasts | None = state.pasts
    await socket.accept()
    if pasts is None:
        await socket.close(code=NO_PAST, reason="this room keeps no records")
        return
    if pasts.open >= MOST:
        await socket.close(code=TOO_MANY, reason="too many look back just now")
        return
    async with pasts.process() as process:
        tasks = [asyncio.create_task(work) for work in (
            _hear(socket, process), _show(socket, process), _watch(socket, state, process, state.room.clock)
        )]  # fmt: skip
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        code = next((end for end in ends if isinstance(end, int)), None)
        if code is not None:
            await socket.close(code=code)


async def _hear(socket: Socket, process: asyncio.subprocess.Process) -> None:
    try:
        while True:
            said = (await socket.receive_data(mode="text")).encode()
            if len(said) <= _LONGEST_MESSAGE:
                await _say(process, said)
    except (WebSocketDisconnect, KeyError, ConnectionError):
        return


async def _say(process: asyncio.subprocess.Process, message: bytes) -> None:
    if process.stdin is not None:
        process.stdin.write(LENGTH.pack(len(message)) + message)
        await process.stdin.drain()


async def _show(socket: Socket, process: asyncio.subprocess.Process) -> int | None:
    """The code with which to close; None where the page has gone."""
    if process.stdout is None:
        return ENDED
    try:
        while True:
            size = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))[0]
            if size > _LONGEST_FRAME:
                return ENDED
            await socket.send_data(await process.stdout.readexactly(size), mode="binary")
    except asyncio.IncompleteReadError:
        return ENDED
    except (WebSocketDisconnect, RuntimeError):
        return None


async def _watch(socket: Socket, state: State, process: asyncio.subprocess.Process, clock: Clock) -> int | None:
    """Tell the process what the room's clock shows, as long as the session lasts."""
    inside = inside_of(socket)
    while True:
        session = None if inside is None else inside.session
        if session is not None and not state.door.sessions.is_open(session.key):
            return SIGNED_OUT
        try:
            await socket.send_data(ALIVE, mode="binary")
            await _say(process, msgspec.json.encode({"now_ms": clock() // 1000}))
        except (WebSocketDisconnect, RuntimeError):
            return None
        except ConnectionError:
            return ENDED
        await asyncio.sleep(_NOW_S)


HANDLERS = [past]
