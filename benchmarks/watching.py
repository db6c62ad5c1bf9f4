"""A watcher: one client of the live protocol that keeps the newest state of everything, as a page does."""

from __future__ import annotations

import hashlib
import json
import struct
import time

import numpy as np
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

ROW = np.dtype([
    ("slot", "<u4"), ("x", "<i4"), ("y", "<i4"), ("sog", "<u2"), ("cog", "<u2"), ("heading", "<u2"), ("rot", "<i2"),
    ("kind", "u1"), ("type_code", "u1"), ("status", "u1"), ("bits", "u1"), ("t", "<u4"),
])  # fmt: skip
LOCATING_DEVICE = 7
ROWS, STATIC, GONE, STATUS = 2, 3, 4, 5
WORLD = {"west": -180, "south": -85, "east": 180, "north": 85}


class Watcher:
    """Connects to a watch room on a port, with the headers that let it in; `view` is a box in degrees."""

    def __init__(self, port: int, key: dict[str, str], view: dict[str, float] | None = None) -> None:
        self.rows: dict[int, bytes] = {}
        self.static: dict[int, list[object]] = {}
        self.status: dict = {}
        self.bytes = 0
        self.news_at_s = 0.0
        url, origin = f"ws://127.0.0.1:{port}/api/live", f"http://127.0.0.1:{port}"
        self._link = connect(
            url, origin=origin, additional_headers=key, max_size=None, compression=None, open_timeout=30
        )
        self._link.send(json.dumps({"view": view or WORLD}))

    def read(self, deadline_s: float) -> np.ndarray | None:
        """The next frame, until the steady clock shows `deadline_s`: rows if it held rows, else an empty array.

        None when the time is up or the room hung up.
        """
        try:
            frame = self._link.recv(timeout=max(0.0, deadline_s - time.monotonic()))
        except (TimeoutError, ConnectionClosed):
            return None
        self.bytes += len(frame)
        if frame[0] in (ROWS, STATIC, GONE):
            self.news_at_s = time.monotonic()
        if frame[0] == ROWS:
            (count,) = struct.unpack_from("<I", frame, 4)
            return np.frombuffer(frame, ROW, count, 16)
        if frame[0] == STATIC:
            self.static.update({row[0]: row for row in json.loads(frame[1:])})
        elif frame[0] == STATUS:
            self.status = json.loads(frame[1:])
        elif frame[0] == GONE:
            for slot in np.frombuffer(frame, "<u4", offset=8).tolist():
                self.rows.pop(slot, None)
                self.static.pop(slot, None)
        return np.empty(0, ROW)

    def keep(self, rows: np.ndarray) -> None:
        """Remember rows as the newest of their slots."""
        self.rows.update(zip(rows["slot"].tolist(), (row.tobytes() for row in rows), strict=True))

    def digest(self) -> str:
        """A hash of the picture without what time alone changes (states of age) or chance decides (slot numbers)."""
        told = sorted((static[1:], self.rows[slot]) for slot, static in self.static.items() if slot in self.rows)
        rows = np.frombuffer(b"".join(row for _, row in told), ROW).copy()
        rows["slot"] = rows["bits"] = 0
        names = repr([static for static, _ in told]).encode()
        return f"{len(told)}:{hashlib.sha256(names + rows.tobytes()).hexdigest()}"

    def close(self) -> None:
        self._link.close()


def degrees(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of rows."""
    from marsad.geo.mercator import from_mercator

    return from_mercator(rows["x"], rows["y"])
