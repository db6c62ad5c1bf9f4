"""`GET /api/live`: the WebSocket that keeps a page up to date."""

from __future__ import annotations

import asyncio

from litestar import WebSocket, websocket
from litestar.datastructures import State
from litestar.exceptions import WebSocketDisconnect

from marsad import __version__
from marsad.runtime.clock import steady_s
from marsad.serve.access import inside_of, needs
from marsad.serve.frames import HELLO, PROTOCOL, json_frame
from marsad.serve.live_session import LiveSession
from marsad.serve.ticker import Ticker
from marsad.tracks.listing import STATIC_FIELDS

Socket = WebSocket[object, object, State]
SIGNED_OUT = 4401
"""What a page is told when its session is over: the last picture stays, and it asks to sign in."""


@websocket("/api/live", opt=needs("viewer"))
async def live(socket: Socket, state: State) -> None:
    """Say hello, then tell what changes in the client's view until it leaves."""
    ticker: Ticker = state.ticker
    inside = inside_of(socket)
    await socket.accept()
    await socket.send_data(hello(ticker, state.centre, state.zoom, state.pasts is not None), mode="binary")
    session = LiveSession(ticker)
    ticker.sessions.add(session.wake)
    listening = asyncio.create_task(_listen(socket, session))
    try:
        while not listening.done():
            await session.wake.wait()
            session.wake.clear()
            if (
                inside is not None
                and inside.session is not None
                and not state.door.sessions.is_open(inside.session.key)
            ):
                await socket.close(code=SIGNED_OUT, reason="signed out")
                return
            await _tell(socket, session)
    except WebSocketDisconnect:
        pass
    finally:
        ticker.sessions.discard(session.wake)
        listening.cancel()


def hello(ticker: Ticker, centre: tuple[float, float], zoom: float, past: bool = False) -> bytes:
    """The first frame: what the client must know before any other. `past`: there are records to look back into."""
    return json_frame(
        HELLO,
        {
            "protocol": PROTOCOL,
            "mode": ticker.room.mode,
            "now_ms": ticker.room.clock() // 1000,
            "tick_ms": ticker.tick_ms,
            "centre": centre,
            "zoom": zoom,
            "version": __version__,
            "past": past,
            "static_fields": STATIC_FIELDS,
        },
    )


async def _listen(socket: Socket, session: LiveSession) -> None:
    try:
        while True:
            session.take(await socket.receive_data(mode="text"))
    except (WebSocketDisconnect, KeyError):
        session.wake.set()


async def _tell(socket: Socket, session: LiveSession) -> None:
    began = steady_s()
    async for frame in session.frames():
        await socket.send_data(frame, mode="binary")
        if steady_s() - began > 0.05:  # a long answer must not hold up the others
            await asyncio.sleep(0)
            began = steady_s()
    session.ticker.room.was_sent(session.revision)
