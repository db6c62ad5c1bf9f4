"""Datagrams that the kernel threw away because the socket's buffer was full."""

from __future__ import annotations

import os
import socket
from pathlib import Path

_TABLES = {socket.AF_INET: Path("/proc/net/udp"), socket.AF_INET6: Path("/proc/net/udp6")}


def kernel_drops(sock: socket.socket) -> int | None:
    """Drops of this UDP socket since it was opened (last column of /proc/net/udp); null where it cannot be read."""
    inode = str(os.fstat(sock.fileno()).st_ino)
    try:
        rows = _TABLES[sock.family].read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return None
    for row in rows:
        columns = row.split()
        if len(columns) >= 13 and columns[9] == inode:
            return int(columns[12])
    return None
