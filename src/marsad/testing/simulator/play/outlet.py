"""Where a simulated feed goes while it is made: the places that `--outputs` names beside tables."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import sys
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit

from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.testing.simulator.play.tcp import TcpOutlet

MOST_DATAGRAM = 1400
"""Bytes of a datagram: whole lines only, and no fragment on an Ethernet."""


class Outlet(Protocol):
    """Takes whole lines."""

    def send(self, lines: bytes) -> None:
        """Hand lines on."""

    def close(self) -> None:
        """No more will come."""


class Pipe:
    """Standard output, or any binary stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def send(self, lines: bytes) -> None:
        self._stream.write(lines)
        self._stream.flush()

    def close(self) -> None:
        self._stream.flush()


class Udp:
    """Datagrams of whole lines to one address."""

    def __init__(self, host: str, port: int) -> None:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        self._socket = socket.socket(family, kind, protocol)
        self._socket.connect(address)

    def send(self, lines: bytes) -> None:
        at = 0
        while at < len(lines):
            end = len(lines)
            if end - at > MOST_DATAGRAM:
                cut = lines.rfind(b"\n", at, at + MOST_DATAGRAM)
                end = cut + 1 if cut >= 0 else lines.index(b"\n", at) + 1
            # Loopback tells that nobody listens; a datagram is sent whether or not it is heard.
            with contextlib.suppress(ConnectionRefusedError):
                self._socket.send(lines[at:end])
            at = end

    def close(self) -> None:
        self._socket.close()


def open_outlet(url: str, beyond_loopback: bool) -> Outlet:
    """The outlet of `-`, `tcp://host:port` (serves those who connect) or `udp://host:port` (sends there).

    Simulated traffic leaves this machine only where `beyond_loopback` says so. Raises UsageRefusal for anything else.
    """
    if url == "-":
        return Pipe(sys.stdout.buffer)
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UsageRefusal(f"--outputs {url} names no port: write it as in tcp://127.0.0.1:4001") from error
    if parts.scheme not in ("tcp", "udp") or host is None or port is None:
        raise UsageRefusal(
            f"--outputs {url} is no place to play to: use - (standard output), tcp://127.0.0.1:4001 or "
            "udp://127.0.0.1:10110"
        )
    if not beyond_loopback and not _is_loopback(host):
        raise UsageRefusal(
            f"--outputs {url} would send simulated traffic beyond this machine: use 127.0.0.1, or add "
            "--beyond-loopback where nobody can take it for real"
        )
    try:
        return TcpOutlet(host, port) if parts.scheme == "tcp" else Udp(host, port)
    except OSError as error:
        raise Refusal(f"--outputs {url} cannot be opened ({error.strerror or error}): name another address") from error


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
