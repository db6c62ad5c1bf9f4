"""Noticing a TCP peer that vanished without a word: a pulled cable, a host switched off."""

from __future__ import annotations

import asyncio
import socket

_IDLE_S = 10
_EVERY_S = 5
_PROBES = 3


def watch_peer(writer: asyncio.StreamWriter) -> None:
    """Let the kernel probe an idle peer: the read fails at most 25 s after it vanished."""
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, _IDLE_S)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, _EVERY_S)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, _PROBES)
