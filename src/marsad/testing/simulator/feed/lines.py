"""Payloads to sentences: tag block, framing, checksum, and the merging of batches into one stream in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.feed.columnar import Payload

Chars = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

LONGEST = 60  # payload characters of a sentence, so that it stays within the 82 of IEC 61162-1
_HEX = np.frombuffer(b"0123456789ABCDEF", np.uint8)
_ARMOUR = (np.arange(64) + 48 + 8 * (np.arange(64) > 39)).astype(np.uint8)
_ROWS = 1 << 14  # rows copied at once, so that the indices stay in the cache


class Lines(NamedTuple):
    """Whole lines with their ends: `chars` has one row per character and one column per message, `t_us` the times."""

    t_us: Ints
    chars: Chars


def tag_block(station: npt.ArrayLike, t_us: Ints) -> Chars:
    r"""`\s:<station>,c:<milliseconds>*hh\` for each time (13 digits: 2001 to 2286); stations are of one length."""
    names = np.broadcast_to(np.atleast_1d(np.asarray(station, np.bytes_)), t_us.shape)
    rows = np.ascontiguousarray(names).view(np.uint8).reshape(t_us.size, names.dtype.itemsize).T
    rest = t_us // 1000
    digits = np.empty((13, t_us.size), np.uint8)
    for place in range(12, -1, -1):
        tens = rest // 10
        digits[place] = rest - 10 * tens + 48
        rest = tens
    return _checked(b"\\", [_const(b"s:", t_us.size), rows, _const(b",c:", t_us.size), digits], b"\\")


def sentences(data: Payload, channel: npt.ArrayLike, sequence: npt.ArrayLike, tag: Chars | None = None) -> Chars:
    """`!AIVDM` lines, one message a column, several lines after one another where the payload is long.

    `channel` holds b"A" or b"B", `sequence` 0 to 9 (used by messages of several sentences only).
    """
    armoured = _ARMOUR[data.sixes]
    n = armoured.shape[1]
    letters = np.broadcast_to(np.atleast_1d(np.asarray(channel, "S1")), (n,)).copy().view(np.uint8)[None, :]
    order = np.broadcast_to(np.asarray(sequence) + 48, (n,)).astype(np.uint8)[None, :]
    parts = [armoured[first : first + LONGEST] for first in range(0, len(armoured), LONGEST)]
    rows: list[Chars] = []
    for at, part in enumerate(parts, 1):
        body = [_const(f"AIVDM,{len(parts)},{at},".encode(), n)]
        body += [order] if len(parts) > 1 else []
        fill = data.fill if at == len(parts) else 0
        body += [_const(b",", n), letters, _const(b",", n), part, _const(f",{fill}".encode(), n)]
        rows += [tag] if tag is not None else []
        rows.append(_checked(b"!", body, b"\r\n"))
    return np.concatenate(rows)


def merge(batches: Sequence[Lines]) -> bytes:
    """All lines in order of time; at one time, in the order of the batches and of their columns."""
    batches = [batch for batch in batches if batch.t_us.size]
    if not batches:
        return b""
    times = np.concatenate([batch.t_us for batch in batches])
    lengths = np.concatenate([np.full(batch.t_us.size, len(batch.chars)) for batch in batches])
    order = np.argsort(times, kind="stable")
    starts = np.empty(times.size, np.int64)
    starts[order] = np.cumsum(lengths[order]) - lengths[order]
    out = np.empty(int(lengths.sum()), np.uint8)
    done = 0
    for batch in batches:
        along = np.arange(len(batch.chars))
        for first in range(0, batch.t_us.size, _ROWS):
            rows = np.ascontiguousarray(batch.chars[:, first : first + _ROWS].T)
            out[starts[done : done + len(rows), None] + along] = rows
            done += len(rows)
    return out.tobytes()


def _const(text: bytes, n: int) -> Chars:
    return np.broadcast_to(np.frombuffer(text, np.uint8)[:, None], (len(text), n))


def _checked(opening: bytes, body: list[Chars], closing: bytes) -> Chars:
    """The parts between an opening mark and `*hh` with their NMEA checksum, then the closing."""
    n = body[0].shape[1]
    inner = np.concatenate(body)
    check = np.bitwise_xor.reduce(inner, axis=0)
    digits = np.stack([_HEX[check >> 4], _HEX[check & 15]])
    return np.concatenate([_const(opening, n), inner, _const(b"*", n), digits, _const(closing, n)])
