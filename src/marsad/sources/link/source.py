"""What a source is: a named feed that pushes the bytes it hears."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from marsad.sources.link.health import Health

Clock = Callable[[], int]
"""Microseconds UTC."""

Sink = Callable[[str, bytes, int], Awaitable[None]]
"""Takes the source's name, the bytes heard, and when they were received (us UTC, whole milliseconds)."""


class Source(Protocol):
    """A feed. A chunk is cut anywhere in a stream, but one feed's chunks never mix two peers within a line."""

    name: str
    url: str
    health: Health

    async def run(self, sink: Sink) -> None:
        """Push what is heard into `sink`, one call at a time, until cancelled or at the end of the input.

        A slow sink slows the reading, never fills memory. Call it once.
        """
        ...
