"""A 64-bit hash of each row, the same wherever and however the row is stored.

A null adds nothing, so that a column which came later, and is null in older rows, does not change their hash. Numbers
enter as the bits of their own width, text and lists element by element with their place.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.schema.table import Table

Words = npt.NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_WORD = (1 << 64) - 1


def mixed(words: Words) -> Words:
    """Stafford's finalizer (mix 13) of each word, in place."""
    scratch = words >> np.uint64(30)
    words ^= scratch
    words *= _FIRST
    np.right_shift(words, np.uint64(27), out=scratch)
    words ^= scratch
    words *= _SECOND
    np.right_shift(words, np.uint64(31), out=scratch)
    words ^= scratch
    return words


def hash_rows(table: Table, rows: pa.RecordBatch) -> Words:
    """The hash of each row; a column that lacks counts as null, in whatever order the columns are."""
    total = np.zeros(rows.num_rows, np.uint64)
    for column in table.columns:
        if column.name not in rows.schema.names:
            continue
        values = rows.column(column.name)
        if values.null_count == len(values):
            continue
        words = _words(values)
        words += _seed(column.name)
        mixed(words)
        if values.null_count:
            words *= pc.is_valid(values).cast(pa.uint8()).to_numpy(zero_copy_only=False)
        total += words
    return mixed(total)


def _seed(name: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little"))


def _words(values: pa.Array) -> Any:
    """The values as 64-bit words, in an array of their own; anything where null."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        words = _words(values.dictionary.cast(pa.string()))
        if not len(words):
            return np.zeros(len(values), np.uint64)
        return words[values.indices.fill_null(0).to_numpy(zero_copy_only=False)]
    if pa.types.is_string(kind):
        return _list_words(values.cast(pa.binary()))
    if pa.types.is_binary(kind) or pa.types.is_list(kind):
        return _list_words(values)
    if pa.types.is_boolean(kind):
        return np.array(values.cast(pa.uint8()).fill_null(0), dtype=np.uint64)
    if pa.types.is_timestamp(kind):
        values = values.view(pa.int64())
    filled = values.fill_null(0) if values.null_count else values
    numbers = filled.to_numpy(zero_copy_only=False)
    if numbers.dtype == np.float32:
        return numbers.view(np.uint32).astype(np.uint64)
    if numbers.dtype == np.float64:
        return numbers.view(np.uint64).copy()
    # A negative number is extended by its sign, whatever the width it was stored in.
    return numbers.astype(np.int64).view(np.uint64) if numbers.dtype.kind == "i" else numbers.astype(np.uint64)


def _list_words(values: pa.Array) -> Words:
    if pa.types.is_list(values.type):
        offsets = values.offsets.to_numpy()
        elements = _words(values.values.slice(int(offsets[0]), int(offsets[-1] - offsets[0])))
    else:
        edges, data = values.buffers()[1:]
        offsets = np.frombuffer(edges, np.int32, len(values) + 1, values.offset * 4)
        inside = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
        elements = inside[offsets[0] : offsets[-1]].astype(np.uint64)
    begins = (offsets[:-1] - offsets[0]).astype(np.int64)
    lengths = np.diff(offsets).astype(np.int64)
    place = (np.arange(len(elements), dtype=np.int64) - np.repeat(begins, lengths)).view(np.uint64)
    place += np.uint64(1)
    place *= _GOLDEN
    elements += mixed(place)
    sums = np.zeros(len(elements) + 1, np.uint64)
    np.cumsum(mixed(elements), out=sums[1:])
    total: Words = sums[begins + lengths] - sums[begins]
    total += lengths.view(np.uint64) * _GOLDEN
    return mixed(total)


class RowSum:
    """The hash of a multitude of rows: the same in any order, and sums of parts add up to that of the whole."""

    def __init__(self) -> None:
        self.rows = 0
        self._low = self._high = 0

    def add(self, hashes: Words) -> None:
        """Take in rows."""
        self._add(len(hashes), int(np.add.reduce(hashes, dtype=np.uint64)), int(np.add.reduce(mixed(hashes ^ _GOLDEN))))

    def join(self, other: RowSum) -> None:
        """Take in the rows of another."""
        self._add(other.rows, other._low, other._high)

    def _add(self, rows: int, low: int, high: int) -> None:
        self.rows += rows
        self._low = (self._low + low) & _WORD
        self._high = (self._high + high) & _WORD

    def __bytes__(self) -> bytes:
        return b"".join(part.to_bytes(8, "little") for part in (self.rows, self._low, self._high))
