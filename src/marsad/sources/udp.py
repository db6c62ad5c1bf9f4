"""`udp://address:port`: datagrams, unicast or multicast, plain or with the IEC 61162-450 header."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import socket
import struct
from random import Random

from marsad.sources.link.backoff import Backoff
from marsad.sources.link.health import Health
from marsad.sources.link.kernel_drops import kernel_drops
from marsad.sources.link.listening import trouble_of
from marsad.sources.link.readable import readable
from marsad.sources.link.reception import Reception
from marsad.sources.link.senders import Senders
from marsad.sources.link.source import Clock, Sink
from marsad.sources.link.source_error import SourceUrlError
from marsad.sources.link.transport import Transport
from marsad.sources.link.url import SourceUrl

HEADER_450 = b"UdPbC\0"
"""Starts each datagram of sentences in IEC 61162-450; a tag block follows."""

_BUFFER_BYTES = 16 << 20
_MOST_DATAGRAMS = 512
_MOST_BYTES = 1 << 20
_DROPS_EVERY_S = 1.0
_GATHER_S = 0.001
"""Pause between two looks: few enough calls, and short enough for the buffer that an ordinary user gets (208 KiB)."""


class UdpSource:
    """A UDP socket. Beyond loopback it takes datagrams only from the senders that `from` names."""

    def __init__(self, url: SourceUrl, name: str, clock: Clock, rng: Random) -> None:
        host = {"": "127.0.0.1", "localhost": "127.0.0.1"}.get(url.host, url.host)
        try:
            self._address = ipaddress.ip_address(host)
        except ValueError as error:
            raise SourceUrlError(
                f"{url.text}: name the address to listen on, as in udp://0.0.0.0:10110 or udp://239.192.0.4:60004."
            ) from error
        self.name = name
        self.url = url.text
        self.health = Health(url.silent_s)
        self.port: int | None = None
        """The port it listens on, once it does; port 0 in the URL takes any free one."""
        self._port = url.need_port(lowest=0)
        self._iface = url.options.get("iface")
        self._senders = Senders(url.options.get("from"), url.text, "from")
        self._clock = clock
        self._backoff = Backoff(rng)

    async def run(self, sink: Sink) -> None:
        reception = Reception(self.name, self._clock, self.health, sink)
        while True:
            try:
                with self._bound() as sock:
                    self.port = sock.getsockname()[1]
                    self._backoff.linked()
                    self.health.link_up()
                    await self._listen(sock, reception)
            except OSError as error:
                self.health.link_down(trouble_of(error, str(self._address), self._port))
            await asyncio.sleep(self._backoff.next_s())

    def _bound(self) -> socket.socket:
        family = socket.AF_INET if self._address.version == 4 else socket.AF_INET6
        sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            sock.setblocking(False)
            _enlarge(sock)
            if self._address.is_multicast:
                # Several programs of one computer may hear a group; a unicast port has one owner.
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind((str(self._address), self._port))
            if self._address.is_multicast:
                self._join(sock)
        except OSError:
            sock.close()
            raise
        return sock

    def _join(self, sock: socket.socket) -> None:
        group = self._address.packed
        local, index = _interface(self._iface)
        if self._address.version == 4:
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, struct.pack("@4s4si", group, local, index))
            # Only the groups joined here, not those of other programs on this computer.
            sock.setsockopt(socket.IPPROTO_IP, getattr(socket, "IP_MULTICAST_ALL", 49), 0)
        else:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, struct.pack("@16si", group, index))

    async def _listen(self, sock: socket.socket, reception: Reception) -> None:
        loop = asyncio.get_running_loop()
        drops_at = loop.time()
        while True:
            await readable(sock.fileno())
            heard, emptied = self._drain(sock)
            if heard:
                await reception.hear(heard)
            if emptied:
                await asyncio.sleep(_GATHER_S)
            if loop.time() >= drops_at:
                drops_at = loop.time() + _DROPS_EVERY_S
                self.health.drops = kernel_drops(sock) or self.health.drops

    def _drain(self, sock: socket.socket) -> tuple[bytes, bool]:
        """What waits in the socket, as lines, and whether that is all. One datagram at a time would not keep up."""
        parts: list[bytes] = []
        size = 0
        for _ in range(_MOST_DATAGRAMS):
            try:
                data, sender = sock.recvfrom(65_535)
            except BlockingIOError:
                return b"".join(parts), True
            if not self._senders.allow(sender[0]):
                self.health.refused(sender[0])
                continue
            if data.startswith(HEADER_450):
                data = data[len(HEADER_450) :]
            if not data:
                continue
            parts.append(data if data[-1] in b"\r\n" else data + b"\n")
            size += len(data)
            if size >= _MOST_BYTES:
                break
        return b"".join(parts), False


def _interface(named: str | None) -> tuple[bytes, int]:
    """IPv4 address and index of an interface named by either; zeros leave the choice to the kernel."""
    if named is None:
        return bytes(4), 0
    with contextlib.suppress(ValueError):
        return ipaddress.IPv4Address(named).packed, 0
    try:
        return bytes(4), socket.if_nametoindex(named)
    except OSError as error:
        raise OSError(errno.ENODEV, f"there is no interface {named}") from error


def _enlarge(sock: socket.socket) -> None:
    try:
        # Only root may pass the system's limit (net.core.rmem_max).
        sock.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_RCVBUFFORCE", 33), _BUFFER_BYTES)
    except PermissionError:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)


SOURCE = Transport(
    "udp://0.0.0.0:10110?from=ADDRESS,NETWORK",
    UdpSource,
    {
        "from": "addresses and networks that may send (default: this computer only; any: all)",
        "iface": "multicast: name or IPv4 address of the interface to join on",
    },
)
