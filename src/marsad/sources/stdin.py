"""`-`: standard input, as a live feed from another program."""

from __future__ import annotations

import asyncio
import os
from random import Random

from marsad.sources.container.detect import container_of
from marsad.sources.link.health import Health
from marsad.sources.link.readable import readable
from marsad.sources.link.reception import CHUNK_BYTES, Reception
from marsad.sources.link.source import Clock, Sink
from marsad.sources.link.source_error import SourceError
from marsad.sources.link.transport import Transport
from marsad.sources.link.url import SourceUrl


class StdinSource:
    """Standard input: each piece is handed on as soon as it is there, until the other program closes it."""

    descriptor = 0

    def __init__(self, url: SourceUrl, name: str, clock: Clock, _rng: Random) -> None:
        self.name = name
        self.url = url.text
        self.health = Health(url.silent_s)
        self._clock = clock

    async def run(self, sink: Sink) -> None:
        reception = Reception(self.name, self._clock, self.health, sink)
        self.health.link_up()
        try:
            first = True
            while data := await self._read():
                packed = container_of(data) if first else None
                if packed is not None:
                    raise SourceError(
                        f"Standard input is {packed}: unpack it on the way (gzip -dc, zstd -dc), or name the file."
                    )
                first = False
                await reception.hear(data)
        except OSError as error:
            self.health.failed(f"Standard input cannot be read ({error.strerror}): start Marsad at the end of a pipe.")
            raise SourceError(str(self.health.error)) from error
        except SourceError as error:
            self.health.failed(str(error))
            raise
        self.health.ended()

    async def _read(self) -> bytes:
        try:
            await readable(self.descriptor)
        except PermissionError:
            # A regular file redirected into standard input is always ready, and epoll says so by refusing it.
            await asyncio.sleep(0)
        return os.read(self.descriptor, CHUNK_BYTES)


SOURCE = Transport("-", StdinSource)
