"""`tcp://host:port`: a receiver's or an aggregator's TCP server, called and called again."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from random import Random

from marsad.sources.link.backoff import Backoff
from marsad.sources.link.health import Health
from marsad.sources.link.keepalive import watch_peer
from marsad.sources.link.reception import CHUNK_BYTES, GATHER_S, Reception
from marsad.sources.link.source import Clock, Sink
from marsad.sources.link.source_error import SourceUrlError
from marsad.sources.link.transport import Transport
from marsad.sources.link.url import SourceUrl

_CONNECT_S = 10.0


class TcpSource:
    """A TCP client. A peer that closes, half-closes, resets or vanishes (keepalive, 25 s) is called back."""

    def __init__(self, url: SourceUrl, name: str, clock: Clock, rng: Random) -> None:
        if not url.host:
            raise SourceUrlError(f"{url.text}: name the host, as in tcp://192.168.1.20:4001.")
        self.name = name
        self.url = url.text
        self.health = Health(url.silent_s)
        self._host = url.host
        self._port = url.need_port()
        self._clock = clock
        self._backoff = Backoff(rng)

    async def run(self, sink: Sink) -> None:
        reception = Reception(self.name, self._clock, self.health, sink)
        while True:
            try:
                await self._listen(reception)
                trouble = "closed the connection"
            except OSError as error:
                trouble = _trouble_of(error)
            self.health.link_down(f"{self._host}:{self._port} {trouble}; trying again.")
            await reception.break_line()
            await asyncio.sleep(self._backoff.next_s())

    async def _listen(self, reception: Reception) -> None:
        async with asyncio.timeout(_CONNECT_S):
            reader, writer = await asyncio.open_connection(self._host, self._port, limit=CHUNK_BYTES)
        try:
            watch_peer(writer)
            self._backoff.linked()
            self.health.link_up()
            while data := await reader.read(CHUNK_BYTES):
                await reception.hear(data)
                if len(data) < CHUNK_BYTES:
                    await asyncio.sleep(GATHER_S)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


def _trouble_of(error: OSError) -> str:
    # A name with several addresses gives one error that quotes the others.
    if f"[Errno {errno.ECONNREFUSED}]" in str(error):
        return "refuses the connection: check that its server runs and the port is right"
    if isinstance(error, TimeoutError):
        return "does not answer: check the address, the cable and the firewall"
    if isinstance(error, socket.gaierror):
        return "is not a name that this network knows: check the spelling and the DNS server"
    return f"broke the connection ({error.strerror or error}): check the network"


SOURCE = Transport("tcp://host:4001", TcpSource)
