"""The way from a feed to the picture: raw log first, then a bounded queue, then one thread that decodes and merges.

What is heard goes to the raw log before anything else, so that nothing that happens later can lose it. Small chunks of
one feed are joined for JOIN_S under the receive time of the first, which is what both the raw log and the rows carry.
When the queue is full, a feed that can wait (TCP, serial, file) waits; one that cannot (UDP) is shed from the picture,
counted, and still in the raw log. Feeds take turns, and who has less than a share of the queue neither waits nor is
shed: one that floods delays itself.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import pyarrow as pa

from marsad.runtime.clock import steady_s
from marsad.runtime.feed_queue import Chunk, FeedQueue
from marsad.runtime.watch_room import WatchRoom

JOIN_S = 0.05
JOIN_EACH_S = 0.005
"""A call of the decoder has a fixed cost, so the more feeds there are the longer each is joined, up to JOIN_MOST_S."""
JOIN_MOST_S = 0.2
JOIN_BYTES = 65_536
QUEUE_BYTES = 32 << 20
TURN_BYTES = 256 << 10
"""So much is decoded in one turn, and a chunk of a quiet feed waits no longer than that: 5,000 sentences."""


class Decoded(Protocol):
    """What the intake needs of a batch of decoded rows."""

    @property
    def tables(self) -> dict[str, pa.Table]: ...

    @property
    def applications(self) -> dict[str, pa.Table]: ...


class Decodes(Protocol):
    """What the intake needs of a decoder."""

    def feed(self, data: bytes | memoryview, t_recv_us: int | None = None, source: str | None = None) -> Decoded: ...


class Intake:
    """Takes bytes of all feeds, in order, and keeps the picture up to date. `put` runs in the event loop."""

    def __init__(
        self,
        room: WatchRoom,
        make_decoder: Callable[[], Decodes],
        log: Callable[[str, bytes, int], None] | None = None,
        log_is_behind: Callable[[], bool] = lambda: False,
    ) -> None:
        self.room = room
        self.rejects: dict[str, Counter[str]] = {}
        self.last_error: str | None = None
        self.last_error_s = 0.0
        self.last_shed_s = 0.0
        self._make_decoder = make_decoder
        self._decoder = make_decoder()
        self._log = log
        self._log_is_behind = log_is_behind
        self._joining: dict[str, tuple[bytearray, int]] = {}
        self._heard: set[str] = set()
        self._queue = FeedQueue()
        self._queued = asyncio.Event()
        self._drained = asyncio.Condition()
        self._idle = asyncio.Event()
        self._idle.set()
        self._pool = ThreadPoolExecutor(1, "decode")
        self._newest_us: int | None = None
        self._turn_us: int | None = None

    async def put(self, source: str, data: bytes, t_recv_us: int, can_wait: bool = True) -> None:
        """Take what a feed heard; returns when there is room for more."""
        self._heard.add(source)
        joining = self._joining.get(source)
        if joining is not None:
            joining[0].extend(data)
            if len(joining[0]) >= JOIN_BYTES:
                self._flush(source, can_wait)
        elif len(data) >= JOIN_BYTES:
            self._enqueue(source, data, t_recv_us, can_wait)
        else:
            self._joining[source] = (bytearray(data), t_recv_us)
            join_s = min(max(JOIN_S, JOIN_EACH_S * len(self._heard)), JOIN_MOST_S)
            asyncio.get_running_loop().call_later(join_s, self._flush, source, can_wait)
        if can_wait:
            await self._wait_for_room(source)

    async def _wait_for_room(self, source: str) -> None:
        if self._queue.is_full(source, QUEUE_BYTES):
            async with self._drained:
                await self._drained.wait_for(lambda: not self._queue.is_full(source, QUEUE_BYTES // 2))
        while self._log_is_behind():  # noqa: ASYNC110 - the disk raises no event
            await asyncio.sleep(JOIN_S)

    def _flush(self, source: str, can_wait: bool) -> None:
        joining = self._joining.pop(source, None)
        if joining is not None:
            self._enqueue(source, bytes(joining[0]), joining[1], can_wait)

    def _enqueue(self, source: str, data: bytes, t_recv_us: int, can_wait: bool) -> None:
        if self._log is not None:
            self._log(source, data, t_recv_us)
        metrics = self.room.metrics
        metrics.bytes += len(data)
        if not can_wait and self._queue.is_full(source, QUEUE_BYTES):
            metrics.shed_bytes += len(data)
            self.last_shed_s = steady_s()
            return
        self._newest_us = max(self._newest_us or 0, t_recv_us)
        self._queue.put(source, data, t_recv_us)
        metrics.queue_bytes = self._queue.total
        self._idle.clear()
        self._queued.set()

    async def run(self) -> None:
        """Decode and merge what is queued, until cancelled. A batch that the decoder breaks on is lost for the picture
        only: it is counted, and the bytes are in the raw log."""
        loop = asyncio.get_running_loop()
        while True:
            await self._queued.wait()
            turn = self._queue.take(TURN_BYTES)
            self.room.metrics.queue_bytes = self._queue.total
            self._turn_us = min((t for _, _, t in turn), default=None)
            while turn:
                done = loop.run_in_executor(self._pool, self._decode, turn)
                await asyncio.wait([done])
                trouble = done.exception()
                if trouble is not None:
                    self._report(trouble)
            self._turn_us = None
            if not self._queue:
                self._queued.clear()
                self._idle.set()
            async with self._drained:
                self._drained.notify_all()

    def complete_until_us(self) -> int | None:
        """Receive time up to which all that was heard is in the picture; None before anything was heard."""
        waiting = [t for _, t in self._joining.values()]
        oldest_us = self._queue.oldest_us()
        if oldest_us is not None:
            waiting.append(oldest_us)
        if self._turn_us is not None:
            waiting.append(self._turn_us)
        return min(waiting, default=self._newest_us)

    def _decode(self, turn: deque[Chunk]) -> None:
        metrics = self.room.metrics
        while turn:
            source, data, t_recv_us = turn.popleft()
            began = steady_s()
            batch = self._decoder.feed(data, t_recv_us, source)
            metrics.decode_ms.add((steady_s() - began) * 1e3)
            metrics.batches += 1
            self.count_rejects(batch.tables)
            self.room.apply(batch.tables, batch.applications, t_recv_us)

    def count_rejects(self, tables: dict[str, pa.Table]) -> None:
        """Add the rejects of a batch to the counts by source and reason."""
        rejected = tables.get("reject")
        if rejected is None:
            return
        plain = pa.table({name: rejected.column(name).cast(pa.string()) for name in ("source", "reason")})
        for row in plain.group_by(["source", "reason"]).aggregate([([], "count_all")]).to_pylist():
            self.rejects.setdefault(row["source"] or "", Counter())[row["reason"]] += row["count_all"]

    def _report(self, trouble: BaseException) -> None:
        self.room.metrics.decode_errors += 1
        self.last_error = " ".join(f"{type(trouble).__name__}: {trouble}".split())[:300]
        self.last_error_s = steady_s()
        self._decoder = self._make_decoder()

    async def finish(self) -> None:
        """Let everything that was taken reach the picture."""
        for source in list(self._joining):
            self._flush(source, True)
        await self._idle.wait()

    def close(self) -> None:
        """End the thread."""
        self._pool.shutdown(wait=True)
