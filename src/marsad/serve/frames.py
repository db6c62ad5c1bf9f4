"""Binary frames of the live protocol: one byte of kind, then JSON, or a count and packed records (little-endian)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.tracks.listing import StaticRow

PROTOCOL = 1
HELLO, ROWS, STATIC, GONE, STATUS, NOTES, ALERTS, PAST, ANSWER = 1, 2, 3, 4, 5, 6, 7, 8, 9

ROWS_A_FRAME = 32_768
"""A frame stays below 1 MiB, so that little is queued for a client that stopped reading."""
STATICS_A_FRAME = 4_096

_ROWS_HEAD = struct.Struct("<B3xId")
_GONE_HEAD = struct.Struct("<B3xI")
_encoder = msgspec.json.Encoder()


def json_frame(kind: int, value: object) -> bytes:
    """A kind byte and JSON."""
    return bytes([kind]) + _encoder.encode(value)


def rows_frames(rows: npt.NDArray[np.void], t_ms: float) -> Iterator[bytes]:
    """Wire rows with the picture's time, in as many frames as they need; nothing for no rows."""
    for first in range(0, len(rows), ROWS_A_FRAME):
        part = rows[first : first + ROWS_A_FRAME]
        yield _ROWS_HEAD.pack(ROWS, len(part), t_ms) + part.tobytes()


def static_frames(rows: list[StaticRow]) -> Iterator[bytes]:
    """Static parts, in as many frames as they need."""
    for first in range(0, len(rows), STATICS_A_FRAME):
        yield json_frame(STATIC, rows[first : first + STATICS_A_FRAME])


def gone_frame(slots: npt.NDArray[np.int64]) -> bytes:
    """Slots that are no longer in the picture or belong to another."""
    return _GONE_HEAD.pack(GONE, len(slots)) + slots.astype("<u4").tobytes()
