"""A sink that keeps what it hears, and waiting on a condition with a deadline."""

import asyncio
import contextlib
import time

import pytest

from marsad.sources import open_source


class Listener:
    """Runs one source and keeps what it pushes."""

    def __init__(self, url, name="feed", clock=lambda: 1_700_000_000_123_456, rng=None):
        self.source = open_source(url, name, clock, rng=rng)
        self.chunks = []
        self._task = None

    @property
    def health(self):
        return self.source.health

    @property
    def data(self):
        return b"".join(data for _, data, _ in self.chunks)

    async def _sink(self, name, data, t_recv_us):
        self.chunks.append((name, bytes(data), t_recv_us))

    async def __aenter__(self):
        self._task = asyncio.ensure_future(self.source.run(self._sink))
        return self

    async def __aexit__(self, *_):
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def until(self, condition, deadline_s=10.0):
        """Wait until the condition holds, or fail with what was heard."""
        end = time.monotonic() + deadline_s
        while not condition():
            if self._task.done():
                self._task.result()
                if condition():
                    return
                pytest.fail(f"the source ended; heard {self.data[-200:]!r}")
            if time.monotonic() > end:
                pytest.fail(f"not within {deadline_s} s: {self.health.as_dict()} heard {self.data[-200:]!r}")
            await asyncio.sleep(0.002)


@pytest.fixture
def listen():
    return Listener
