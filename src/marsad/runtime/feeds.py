"""The feeds of a live watch room: started, watched, restarted, taken up and let go while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from marsad.runtime.clock import Clock
from marsad.runtime.intake import Intake
from marsad.runtime.settings import Feed
from marsad.runtime.status import FeedStatus
from marsad.sources import Source, SourceError, State, open_source

RESTART_S = (1.0, 2.0, 5.0, 15.0, 30.0)
CANNOT_WAIT = ("udp:",)


@dataclass
class _Running:
    feed: Feed
    source: Source
    task: asyncio.Task[None]
    restarts: int = 0
    error: str | None = None
    ended: bool = False
    supervisor: asyncio.Task[None] | None = field(default=None)


class Feeds:
    """All feeds of the room by name. A feed that ends with an error of the program is begun again, and says so."""

    def __init__(self, intake: Intake, clock: Clock, opener: Callable[..., Source] = open_source) -> None:
        self._intake = intake
        self._clock = clock
        self._open = opener
        self._running: dict[str, _Running] = {}
        self._stopping: set[asyncio.Task[None]] = set()
        self.all_ended = asyncio.Event()

    def take(self, wanted: Mapping[str, Feed]) -> None:
        """Run these feeds and no others: new ones start, changed ones start anew, the rest end.

        Raises SourceError, and leaves all as it was, when one of them cannot be opened at all.
        """
        fresh = {
            name: self._open(feed.url, name, self._clock)
            for name, feed in wanted.items()
            if name not in self._running or self._running[name].feed != feed
        }
        for name in [name for name in self._running if name not in wanted or name in fresh]:
            self._stop(self._running.pop(name))
        for name, source in fresh.items():
            running = _Running(wanted[name], source, asyncio.create_task(self._run(source)))
            running.supervisor = asyncio.create_task(self._supervise(running))
            self._running[name] = running
        self._running = {name: self._running[name] for name in wanted}

    async def _run(self, source: Source) -> None:
        can_wait = not source.url.startswith(CANNOT_WAIT)

        async def sink(name: str, data: bytes, t_recv_us: int) -> None:
            await self._intake.put(name, data, t_recv_us, can_wait)

        await source.run(sink)

    async def _supervise(self, running: _Running) -> None:
        while True:
            await asyncio.wait([running.task])
            trouble = None if running.task.cancelled() else running.task.exception()
            if trouble is None or isinstance(trouble, SourceError):
                running.error = str(trouble) if trouble else None
                running.ended = True
                if all(r.ended for r in self._running.values()):
                    self.all_ended.set()
                return
            wait_s = RESTART_S[min(running.restarts, len(RESTART_S) - 1)]
            running.restarts += 1
            running.error = (
                f"The feed broke off ({type(trouble).__name__}: {trouble}) and begins again in {wait_s:.0f} s: "
                "please report this."
            )
            await asyncio.sleep(wait_s)
            running.source = self._open(running.feed.url, running.source.name, self._clock)
            running.task = asyncio.create_task(self._run(running.source))

    def _stop(self, running: _Running) -> None:
        for task in (running.supervisor, running.task):
            if task is not None:
                task.cancel()
                self._stopping.add(task)
                task.add_done_callback(self._stopping.discard)

    async def close(self) -> None:
        """End all feeds."""
        for running in self._running.values():
            self._stop(running)
        if self._stopping:
            await asyncio.wait(set(self._stopping), timeout=5)

    def status(self) -> list[FeedStatus]:
        """How each feed does now."""
        return [self._status(running) for running in self._running.values()]

    def _status(self, running: _Running) -> FeedStatus:
        health = running.source.health
        state = State.FAILED if running.error and running.ended else health.state
        return FeedStatus(
            name=running.source.name,
            url=running.feed.url,
            state=state.value,
            rate=round(health.rate, 1),
            age_s=None if health.last_heard_us is None else round(health.age_s, 1),
            bytes=health.bytes,
            rejects=dict(self._intake.rejects.get(running.source.name, {})),
            error=running.error or health.error,
            reconnects=health.reconnects + running.restarts,
            sentences=health.sentences,
            dropped=health.drops,
            quiet_s=round(health.age_s, 1),
            silent_after_s=health.silent_s,
        )
