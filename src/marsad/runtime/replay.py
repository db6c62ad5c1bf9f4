"""The replay shell: a recording through the same picture, with the recording's clock."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from marsad.plugin.detector import Detector
from marsad.plugin.side import Side
from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import ReplayClock
from marsad.runtime.detection import Detection
from marsad.runtime.recording import Timed
from marsad.runtime.settings import Settings
from marsad.runtime.status import FeedStatus
from marsad.runtime.watch_room import WatchRoom
from marsad.tracks.picture import Picture

STEP_S = 0.1
"""At a set speed, rows reach the picture in steps of this much real time."""


class ReplayShell:
    """Fills a watch room from a recording. `speed` times real time, or None for as fast as it can be read."""

    def __init__(self, name: str, batches: Iterator[Timed], speed: float | None, settings: Settings,
                 detectors: Iterable[Detector] = (), side: Side | None = None) -> None:  # fmt: skip
        self._name = name
        self._batches = batches
        self._speed = speed
        self._first = next(batches)
        while self._first.first_us is None:
            self._first = next(batches)
        self.clock = ReplayClock(self._first.first_us, speed)
        self.room = WatchRoom(
            Picture(settings.most_vessels, settings.forget_h * 3600),
            self.clock,
            "replay",
            rules=settings.tracks.parameters(),
        )
        self.room.alerting = Alerting(self.clock, settings.alerts.limits(), rules=settings.alerts.rules)
        detectors = tuple(detectors)
        if detectors:
            self.room.detection = Detection(
                detectors, side, lanes=settings.lanes.lanes(), rules=settings.tracks.parameters(),
                most_vessels=settings.most_vessels,
            )  # fmt: skip
            self.room.detection.listen(self.room.alerting.take)
        self.room.feeds = self.feeds
        self._bytes = 0
        self._rejects: Counter[str] = Counter()
        self.ended = asyncio.Event()

    async def run(self) -> None:
        """Replay to the end; the picture then stays as it is, and so does the clock."""
        refreshing = asyncio.create_task(self._refresh())
        try:
            item: Timed | None = self._first
            while item is not None:
                await self._show(item)
                item = await asyncio.to_thread(next, self._batches, None)
            self.clock.stop()
            self.room.refresh()
            await asyncio.to_thread(self._detect_the_rest)
        finally:
            refreshing.cancel()
        self.ended.set()

    async def _refresh(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            await asyncio.to_thread(self.room.refresh)
            if self._speed is not None:
                await asyncio.to_thread(self._detect)

    def _detect(self) -> None:
        """Look for events in what was shown: of a recording all, however long it takes."""
        self.room.detect_arrivals()
        self.room.detect()

    def _detect_the_rest(self) -> None:
        self._detect()
        if self.room.detection is not None:
            self.room.detection.finish(self.clock())

    async def _show(self, item: Timed) -> None:
        self._bytes += item.bytes
        rejected = item.batch.tables.get("reject")
        if rejected is not None:
            self._rejects.update(rejected.column("reason").cast(pa.string()).to_pylist())
        if item.first_us is None or item.last_us is None:
            await asyncio.to_thread(self.room.apply, item.batch.tables, item.batch.applications)
            return
        if self._speed is None:
            self.clock.advance_to(item.last_us)
            await asyncio.to_thread(self.room.apply, item.batch.tables, item.batch.applications)
            await asyncio.to_thread(self._detect)
            return
        step_us = max(1, int(STEP_S * self._speed * 1e6))
        for begin in sorted({int(b) for t in item.times.values() for b in np.unique(t // step_us)}):
            await asyncio.sleep(self.clock.wait_s((begin + 1) * step_us) if begin else 0.0)
            tables, applications = part_of(item, begin, step_us)
            await asyncio.to_thread(self.room.apply, tables, applications)
            if self.room.detection is not None and self.room.detection.is_full:
                await asyncio.to_thread(self._detect)

    def feeds(self) -> list[FeedStatus]:
        """The recording as a feed."""
        state = "ended" if self.ended.is_set() else "connected"
        return [FeedStatus(self._name, self._name, state, 0.0, None, self._bytes, dict(self._rejects), None)]


def part_of(item: Timed, step: int, step_us: int) -> tuple[dict[str, pa.Table], dict[str, pa.Table]]:
    """The rows of a batch that belong to one step of time."""
    parts: dict[str, pa.Table] = {}
    for name, t in item.times.items():
        inside = t // step_us == step
        if inside.any():
            application = name.removeprefix("application ")
            source = item.batch.tables if application == name else item.batch.applications
            table = source[application]
            parts[name] = table if inside.all() else table.filter(pa.array(inside))
    tables = {name: table for name, table in parts.items() if not name.startswith("application ")}
    applications = {n.removeprefix("application "): t for n, t in parts.items() if n not in tables}
    return tables, applications
