"""What a source is: a named feed that pushes the bytes it hears."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Protocol

from marsad.schema.refusal import Refusal

if TYPE_CHECKING:
    from marsad.sources.link.health import Health
    from marsad.sources.link.url import SourceUrl

Clock = Callable[[], int]
"""Microseconds UTC."""

Sink = Callable[[str, bytes, int], Awaitable[None]]
"""Takes the source's name, the bytes heard, and when they were received (us UTC, whole milliseconds)."""


class SourceError(Refusal):
    """A source cannot be read; the text is one sentence that says what to do."""


class SourceUrlError(SourceError):
    """A source's URL, option or name cannot be used."""

    exit_code = 2


class Source(Protocol):
    """A feed. A chunk is cut anywhere in a stream, but one feed's chunks never interleave two peers in one line."""

    name: str
    url: str
    health: Health

    async def run(self, sink: Sink) -> None:
        """Push what is heard into `sink`, one call at a time, until cancelled or at the end of the input.

        A slow sink slows the reading, never fills memory. Call it once.
        """
        ...


@dataclass(frozen=True)
class Transport:
    """The plug of a source: a module `marsad/sources/<scheme>.py` carries one as SOURCE (`_` in the name is `-`)."""

    form: str
    """The URL as one would write it, for help texts."""
    open: Callable[[SourceUrl, str, Clock, Random], Source]
    options: Mapping[str, str] = field(default_factory=dict)
    """The query options it takes beside `silent`, each with its meaning."""
