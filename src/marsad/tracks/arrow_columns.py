"""Arrow columns as NumPy arrays, with nulls told apart by a code of the caller's."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc


def one_chunk(table: pa.Table) -> pa.RecordBatch | None:
    """The table as one record batch, with one dictionary per category column; None when it has no rows."""
    if table.num_rows == 0:
        return None
    batches = table.to_batches()
    if len(batches) == 1:
        return batches[0]
    return table.unify_dictionaries().combine_chunks().to_batches()[0]


def numbers(batch: pa.RecordBatch, name: str, null: float) -> npt.NDArray[Any]:
    """A column of numbers; `null` stands for null, and for every row where the table lacks the column."""
    column = _column(batch, name)
    if column is None or column.null_count == len(column):
        return np.full(batch.num_rows, null)
    if column.null_count:
        kind = column.type.to_pandas_dtype()
        if isinstance(null, int) or not np.issubdtype(kind, np.floating):
            low, high = (np.iinfo(kind).min, np.iinfo(kind).max) if np.issubdtype(kind, np.integer) else (null, null)
            if not low <= null <= high:
                column = column.cast(pa.int64())
        column = pc.fill_null(column, pa.scalar(null, column.type))
    return np.asarray(column.to_numpy(zero_copy_only=False))


def times(batch: pa.RecordBatch, name: str, null: npt.NDArray[np.int64] | int) -> npt.NDArray[np.int64]:
    """A column of times as int64 microseconds, with `null` (one number, or one per row) in place of null."""
    column = _column(batch, name)
    if column is None:
        return np.full(batch.num_rows, null, dtype=np.int64) if isinstance(null, int) else null
    plain = column.cast(pa.int64())
    if plain.null_count == 0:
        return np.asarray(plain.to_numpy(zero_copy_only=False))
    filled = np.asarray(pc.fill_null(plain, 0).to_numpy(zero_copy_only=False))
    return np.where(is_told(plain), filled, null)


def yes_no(batch: pa.RecordBatch, name: str) -> npt.NDArray[np.uint8] | None:
    """A column of booleans as 0 null, 1 no, 3 yes (bit 0: told; bit 1: value); None when nothing is told."""
    column = _column(batch, name)
    if column is None or column.null_count == len(column):
        return None
    value = np.asarray(pc.fill_null(column, False).cast(pa.uint8()).to_numpy(zero_copy_only=False))
    told = is_told(column).astype(np.uint8)
    result: npt.NDArray[np.uint8] = (value << np.uint8(1)) | told
    return result


def is_told(column: pa.Array) -> npt.NDArray[np.bool_]:
    """True where a value is not null."""
    if column.null_count == 0:
        return np.ones(len(column), dtype=np.bool_)
    return np.asarray(column.is_valid().to_numpy(zero_copy_only=False))


def category(batch: pa.RecordBatch, name: str) -> tuple[npt.NDArray[np.int64], list[str]]:
    """A category column as codes into a list of words; code 0 is null, word 0 is empty."""
    column = _column(batch, name)
    if column is None or column.null_count == len(column):
        return np.zeros(batch.num_rows, dtype=np.int64), [""]
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    codes = pc.fill_null(column.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
    return np.asarray(codes) + 1, ["", *column.dictionary.to_pylist()]


def text_buffers(column: pa.Array) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Offsets and bytes of a string column."""
    _, offsets, data = column.buffers()
    starts = np.frombuffer(offsets, dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    empty: npt.NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)
    return starts, np.frombuffer(data, dtype=np.uint8) if data is not None and data.size else empty


def _column(batch: pa.RecordBatch, name: str) -> pa.Array | None:
    at = batch.schema.get_field_index(name)
    return None if at < 0 else batch.column(at)
