"""A look back as one page sees it: the live protocol, of another moment, with where it is and what was asked of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Annotated, Final

import httpx
import msgspec
from litestar import Litestar
from litestar.datastructures import State

from marsad.runtime.clock import steady_s
from marsad.runtime.past.look import Look
from marsad.schema.refusal import Refusal
from marsad.serve import rest, rest_alerts, rest_zones
from marsad.serve.frames import ANSWER, PAST, json_frame
from marsad.serve.live import hello
from marsad.serve.live_session import LiveSession
from marsad.serve.ticker import TICK_MS, Ticker
from marsad.store.store_error import StoreError

FASTEST: Final = 600.0
"""Times the speed of the clock; what cannot be decoded so fast goes on as fast as it can."""
ASKED: Final = [
    rest.vessel, rest.vessel_by_slot, rest.vessel_trail, rest.trail_by_slot, rest.find, rest_alerts.alerts,
    rest_alerts.alert, rest_zones.list_zones,
]  # fmt: skip
"""What a page may ask of the moment that it sees; all else it asks of now."""
_TELL_S: Final = 0.2
Send = Callable[[bytes], Awaitable[None]]


class Ask(msgspec.Struct):
    """A question to the REST interface of the moment; the answer carries its number."""

    number: int
    path: Annotated[str, msgspec.Meta(max_length=400, pattern="^/api/")]


class PastMessage(msgspec.Struct):
    """What a page, or the room that stands between, may say beside what a live one may."""

    at_ms: int | None = None
    """Go to this moment, milliseconds UTC."""
    speed: Annotated[float, msgspec.Meta(ge=0, le=FASTEST)] | None = None
    """Go on so many times as fast as the clock; 0: stand still."""
    now_ms: int | None = None
    """What the clock of the room shows: no further can be gone."""
    ask: Ask | None = None


class Where(msgspec.Struct):
    """Where a look back is: between `from_ms` and `until_ms`, at `at_ms` once it is there (null before the first).

    `share` is how much of the way to a moment is done, null when there; `trouble` says why nothing is shown.
    """

    at_ms: int | None
    from_ms: int
    until_ms: int
    speed: float
    share: float | None
    trouble: str | None


class Answer(msgspec.Struct):
    """What REST answered: `body` null where the status is no 200."""

    number: int
    status: int
    body: msgspec.Raw


class PastSession:
    """One page and one look. `take` what it says, and `run`; `send` takes frames, and waits where the page is slow."""

    def __init__(self, look: Look, send: Send, centre: tuple[float, float], zoom: float) -> None:
        self._look, self._send, self._centre, self._zoom = look, send, centre, zoom
        self._wanted: int | None = None
        self._speed = 0.0
        self._now_us = 0
        self._share: float | None = None
        self._trouble: str | None = None
        self._wake = asyncio.Event()
        self._sending = asyncio.Lock()
        self._said: dict[str, bytes] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._live: LiveSession | None = None
        self._answers: set[asyncio.Task[None]] = set()
        self.refused = 0

    def take(self, message: bytes) -> None:
        """What the page says. Messages that cannot be read are counted and passed over."""
        try:
            said = msgspec.json.decode(message, type=PastMessage)
        except msgspec.MsgspecError:
            self.refused += 1
            return
        if said.now_ms is not None:
            self._now_us = said.now_ms * 1000
        if said.at_ms is not None:
            self._wanted = said.at_ms * 1000
        if said.speed is not None:
            self._speed = said.speed
        if said.ask is not None:
            task = asyncio.create_task(self._answer(said.ask))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)
        for name in ("view", "select"):
            if message.startswith(f'{{"{name}"'.encode()):
                self._said[name] = message
        if self._live is not None:
            self._live.take(message)
        self._wake.set()

    async def run(self) -> None:
        """Go where the page wants, and on from there, until cancelled."""
        try:
            while True:
                began = steady_s()
                if self._wanted is not None:
                    await self._go()
                elif self._speed and self._live is not None:
                    await self._on(TICK_MS / 1e3)
                else:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._wake.wait(), 1.0)
                self._wake.clear()
                await self._tell_where()
                if self._speed and self._wanted is None:
                    await asyncio.sleep(max(0.0, TICK_MS / 1e3 - (steady_s() - began)))
        finally:
            await self._leave()

    async def _go(self) -> None:
        wanted, self._wanted = min(self._wanted or 0, self._now_us), None
        self._share = 0.0
        await self._tell_where()
        loop, told = asyncio.get_running_loop(), [0.0]

        def tell(share: float) -> None:
            if steady_s() - told[0] > _TELL_S:
                told[0] = steady_s()
                self._share = share
                asyncio.run_coroutine_threadsafe(self._tell_where(), loop)

        before = self._look.room
        try:
            await asyncio.to_thread(self._look.go, wanted, tell)
            self._trouble = None
        except (Refusal, StoreError) as refusal:
            self._trouble, self._speed = str(refusal), 0.0
        self._share = None
        if self._trouble is None and (self._live is None or self._look.room is not before):
            await self._begin()

    async def _on(self, seconds: float) -> None:
        """A step forward; where now is reached it stands still."""
        to = self._look.at_us + round(seconds * self._speed * 1e6)
        if to >= self._now_us:
            to, self._speed = max(self._look.at_us, self._now_us), 0.0
        try:
            await asyncio.to_thread(self._look.lead_to, to)
        except StoreError as refusal:
            self._trouble, self._speed = str(refusal), 0.0

    async def _begin(self) -> None:
        """Another picture: the page is told it from the beginning, as after a new connection."""
        await self._leave()
        ticker = Ticker(self._look.room)
        state = State({"room": self._look.room, "ticker": ticker})
        self._app = Litestar(ASKED, state=state, openapi_config=None, logging_config=None)
        self._live = LiveSession(ticker)
        for message in self._said.values():
            self._live.take(message)
        await self._put(hello(ticker, self._centre, self._zoom))
        ticker.sessions.add(self._live.wake)
        self._tasks = [asyncio.create_task(work) for work in (ticker.run(), ticker.alerts.run(), self._show())]

    async def _show(self) -> None:
        session = self._live
        while session is not None:
            await session.wake.wait()
            session.wake.clear()
            async for frame in session.frames():
                await self._put(frame)

    async def _leave(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks, self._live = [], None

    async def _tell_where(self) -> None:
        try:
            begins = self._look.begins_us()
        except Refusal as refusal:
            begins, self._trouble = self._now_us, str(refusal)
        at = self._look.at_us // 1000 if self._live is not None else None
        where = Where(at, begins // 1000, self._now_us // 1000, self._speed, self._share, self._trouble)
        await self._put(json_frame(PAST, where))

    async def _answer(self, ask: Ask) -> None:
        status, body = 503, b"null"
        if self._live is not None:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)  # type: ignore[arg-type]
            async with httpx.AsyncClient(transport=transport, base_url="http://past") as client:
                told = await client.get(ask.path)
            status, body = told.status_code, told.content if told.status_code == 200 else b"null"
        await self._put(json_frame(ANSWER, Answer(ask.number, status, msgspec.Raw(body))))

    async def _put(self, frame: bytes) -> None:
        async with self._sending:
            await self._send(frame)
