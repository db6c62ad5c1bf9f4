"""Parted rows on disk: pieces written one after the other into files of their own, read back by place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.schema.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Spilled:
    """Where rows of one family, day and stretch of buckets lie in a file."""

    file: Path
    offset: int
    length: int
    low: int
    starts: npt.NDArray[np.int64]
    """Where each bucket from `low` on begins within the piece, one more entry at the end."""

    @property
    def high(self) -> int:
        return self.low + len(self.starts) - 1

    def read(self, low: int, high: int) -> pa.RecordBatch | None:
        """Rows of the buckets low to below high that are in this piece."""
        low, high = max(low, self.low), min(high, self.high)
        if low >= high or self.starts[high - self.low] == self.starts[low - self.low]:
            return None
        with self.file.open("rb", buffering=0) as file:
            data = bytearray(self.length)
            view = memoryview(data)
            file.seek(self.offset)
            got = 0
            while got < self.length and (more := file.readinto(view[got:])):
                got += more
        batch = pa.ipc.open_stream(pa.py_buffer(data)).read_next_batch()
        begin, end = self.starts[low - self.low], self.starts[high - self.low]
        return batch.slice(int(begin), int(end - begin))


def packed(rows: pa.Table) -> pa.Buffer:
    """Rows as they are written."""
    piece = rows.combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, piece.schema, options=_OPTIONS) as stream:
        stream.write_table(piece)
    return sink.getvalue()


class SpillFile:
    """One file of pieces, appended to."""

    def __init__(self, file: Path) -> None:
        self._path = file
        self._out = file.open("wb", buffering=0)
        self._at = 0

    def write(self, packed: pa.Buffer, low: int, counts: npt.NDArray[np.int64]) -> Spilled:
        """Write rows that stand in the order of their buckets; `counts` says how many each bucket from `low` on has."""
        data = memoryview(packed)
        offset, length = self._at, len(data)
        try:
            while data:
                data = data[self._out.write(data) :]
        except OSError as error:
            raise Refusal(
                f"{self._path.parent} cannot take the rows of this build ({os.strerror(error.errno or 5)}): make room "
                "there, or allow more --memory; the lake is as it was."
            ) from error
        self._at += length
        return Spilled(self._path, offset, length, low, np.concatenate([[0], np.cumsum(counts)]))

    def close(self) -> None:
        self._out.close()


_OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4")
