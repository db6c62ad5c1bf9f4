"""`tcp-listen://address:port`: receivers call Marsad, one or several at a time."""

from __future__ import annotations

import asyncio
import contextlib
from random import Random

from marsad.sources.link.backoff import Backoff
from marsad.sources.link.health import Health
from marsad.sources.link.keepalive import watch_peer
from marsad.sources.link.listening import trouble_of
from marsad.sources.link.reception import CHUNK_BYTES, GATHER_S, Reception
from marsad.sources.link.senders import Senders
from marsad.sources.link.source import Clock, Sink
from marsad.sources.link.transport import Transport
from marsad.sources.link.url import SourceUrl
from marsad.sources.link.whole_lines import WholeLines

_MOST_PEERS = 256


class TcpListenSource:
    """A TCP server for senders. Each sender's lines stay whole; one that the URL does not name is closed at once."""

    def __init__(self, url: SourceUrl, name: str, clock: Clock, rng: Random) -> None:
        self.name = name
        self.url = url.text
        self.health = Health(url.silent_s)
        self.port: int | None = None
        """The port it listens on, once it does; port 0 in the URL takes any free one."""
        self._host = url.host or "127.0.0.1"
        self._port = url.need_port(lowest=0)
        self._allowed = Senders(url.options.get("allow"), url.text, "allow")
        self._clock = clock
        self._backoff = Backoff(rng)
        self._peers: set[asyncio.Task[None]] = set()

    async def run(self, sink: Sink) -> None:
        reception = Reception(self.name, self._clock, self.health, sink)
        # One at a time into the sink, whoever called.
        turn = asyncio.Lock()

        async def called(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            if task is None or not self._admit(writer):
                writer.close()
                return
            self._peers.add(task)
            try:
                await self._listen(reader, writer, reception, turn)
            finally:
                self._peers.discard(task)
                writer.close()
                if not self._peers:
                    self.health.link_down(
                        f"No sender is connected to {self._host}:{self.port}; waiting for one to call."
                    )

        while True:
            try:
                server = await asyncio.start_server(called, self._host, self._port, limit=CHUNK_BYTES)
            except OSError as error:
                self.health.link_down(trouble_of(error, self._host, self._port))
                await asyncio.sleep(self._backoff.next_s())
                continue
            self.port = server.sockets[0].getsockname()[1]
            self.health.link_down(f"No sender is connected to {self._host}:{self.port}; waiting for one to call.")
            try:
                await asyncio.get_running_loop().create_future()
            finally:
                server.close()
                peers = list(self._peers)
                for peer in peers:
                    peer.cancel()
                await asyncio.gather(*peers, return_exceptions=True)

    def _admit(self, writer: asyncio.StreamWriter) -> bool:
        address = str(writer.get_extra_info("peername")[0])
        if not self._allowed.allow(address):
            self.health.refused(address)
            return False
        if len(self._peers) >= _MOST_PEERS:
            self.health.last_error = f"{address} was turned away: {_MOST_PEERS} senders are connected, let some go."
            return False
        watch_peer(writer)
        self.health.link_up()
        return True

    async def _listen(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, reception: Reception, turn: asyncio.Lock
    ) -> None:
        lines = WholeLines()
        # A peer that breaks off is nothing to report beyond the link going down.
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                if whole := lines.feed(data):
                    async with turn:
                        await reception.hear(whole)
                if len(data) < CHUNK_BYTES:
                    await asyncio.sleep(GATHER_S)
        if rest := lines.end():
            async with turn:
                await reception.hear(rest)


SOURCE = Transport(
    "tcp-listen://127.0.0.1:4001?allow=ADDRESS,NETWORK",
    TcpListenSource,
    {"allow": "addresses and networks that may call (default: this computer only; any: all)"},
)
