"""Where bytes enter Marsad: they get their receive time here, once."""

from __future__ import annotations

from marsad.sources.link.health import Health
from marsad.sources.link.source import Clock, Sink

CHUNK_BYTES = 256 * 1024
"""Most that is read from a link at once."""
GATHER_S = 0.005
"""Pause after a short read of a stream: a sender of single sentences then costs 200 calls a second, not 20,000."""


class Reception:
    """Stamps, counts and hands on what one source hears."""

    def __init__(self, name: str, clock: Clock, health: Health, sink: Sink) -> None:
        self._name = name
        self._clock = clock
        self._health = health
        self._sink = sink
        self._last = 0x0A

    async def hear(self, data: bytes) -> None:
        """Hand on bytes with the receive time of now, in whole milliseconds: the raw log keeps no more."""
        t_recv_us = self._clock() // 1000 * 1000
        self._health.heard(data, t_recv_us)
        self._last = data[-1]
        await self._sink(self._name, data, t_recv_us)

    async def break_line(self) -> None:
        """End a line that the peer left unfinished, so that the next peer's first line is not glued to it."""
        if self._last not in b"\r\n":
            self._last = 0x0A
            await self._sink(self._name, b"\n", self._clock() // 1000 * 1000)
