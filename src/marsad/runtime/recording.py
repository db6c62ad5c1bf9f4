"""A recording to be replayed: files, or the folder of a raw log, as batches with the times that pace them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.decode.batch import Batch
from marsad.decode.decoder import Decoder
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.sources.file import open_file
from marsad.store.read_raw import read_raw

SLICE_BYTES = 256 << 10
SLICES_A_SECOND = 10
FAR_US = 6 * 3_600_000_000
"""A row whose time is so far ahead of its neighbours' has a wrong clock, and paces nothing."""
LOOK_BYTES = 8 << 20

Chunks = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Timed:
    """Decoded rows, and when each row of each table was received (else heard), us UTC; the least value is "at once"."""

    batch: Batch
    times: dict[str, npt.NDArray[np.int64]]
    first_us: int | None
    last_us: int | None
    bytes: int


def chunks_of(paths: Sequence[Path]) -> Chunks:
    """The bytes of recordings one after the other, with a name for each. Raises Refusal for one that cannot be read."""
    for path in paths:
        name = "".join(c if c.isascii() and (c.isalnum() or c in "_.-") else "_" for c in path.name)[:48] or "file"
        for chunk in read_raw(path) if path.is_dir() else open_file(path):
            for first in range(0, len(chunk), SLICE_BYTES):
                yield name, chunk[first : first + SLICE_BYTES]


def timed_batches(chunks: Chunks) -> Iterator[Timed]:
    """Decode a recording that names its times."""
    decoder = Decoder()
    names: list[str] = []
    for name, data in chunks:
        for other in [n for n in names if n != name]:
            names.remove(other)
            yield timed(decoder.flush(other), 0)
        if name not in names:
            names.append(name)
        yield timed(decoder.feed(data, None, name), len(data))
    yield timed(decoder.flush_all(), 0)


def spread_batches(chunks: Chunks, start_us: int, rate: float) -> Iterator[Timed]:
    """Decode a recording without times as if it had been heard from `start_us` on, `rate` lines a second."""
    decoder = Decoder()
    lines_a_slice = max(1, round(rate / SLICES_A_SECOND))
    heard = 0
    tail, name = b"", "file"
    for name, data in chunks:
        lines = (tail + data).splitlines(keepends=True)
        tail = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        for first in range(0, len(lines), lines_a_slice):
            piece = b"".join(lines[first : first + lines_a_slice])
            now_us = (start_us + int(heard / rate * 1e6)) // 1000 * 1000
            heard += len(lines[first : first + lines_a_slice])
            yield timed(decoder.feed(piece, now_us, name), len(piece))
    now_us = (start_us + int(heard / rate * 1e6)) // 1000 * 1000
    yield timed(decoder.feed(tail, now_us, name), len(tail))
    yield timed(decoder.flush_all(), 0)


def open_recording(paths: Sequence[Path], start_us: int | None, rate: float) -> Iterator[Timed]:
    """The batches of a recording, its first part read already so that a missing time is refused at once.

    Raises Refusal for a file that cannot be read, for one without times and without `start_us`, and for one that has
    both.
    """
    chunks = chunks_of(paths)
    looked: list[tuple[str, bytes]] = []
    decoder = Decoder()
    timed_at = None
    size = rows = 0
    for name, data in chunks:
        looked.append((name, data))
        size += len(data)
        batch = decoder.feed(data, None, name)
        rows += batch.rows
        timed_at = timed(batch, 0).first_us
        if timed_at is not None or size > LOOK_BYTES:
            break
    named = ", ".join(str(path) for path in paths)
    if rows == 0:
        raise Refusal(f"{named}: no AIS sentence was found: name a file of NMEA sentences, plain or packed.")
    if timed_at is None and start_us is None:
        raise UsageRefusal(f"{named} names no times: say with --start when it began, as in --start 2026-01-31T06:00Z.")
    if timed_at is not None and start_us is not None:
        raise UsageRefusal(f"{named} names its own times: leave --start out.")
    whole = chain(looked, chunks)
    return timed_batches(whole) if start_us is None else spread_batches(whole, start_us, rate)


def timed(batch: Batch, size: int) -> Timed:
    """A batch with the times of its rows."""
    times = {name: _times(table) for name, table in batch.tables.items()}
    times |= {f"application {name}": _times(table) for name, table in batch.applications.items()}
    every = np.concatenate([t[t > 0] for t in times.values()]) if times else np.zeros(0, dtype=np.int64)
    if len(every) == 0:
        return Timed(batch, times, None, None, size)
    limit = int(np.median(every)) + FAR_US
    for t in times.values():
        t[t > limit] = 0
    near = every[every <= limit]
    return Timed(batch, times, int(near.min()), int(near.max()), size)


def _times(table: pa.Table) -> npt.NDArray[np.int64]:
    found = np.zeros(table.num_rows, dtype=np.int64)
    for name in ("t", "t_recv"):
        if name in table.column_names:
            column = table.column(name).cast(pa.int64()).fill_null(0).to_numpy()
            found = np.where(column > 0, column, found)
    return found
