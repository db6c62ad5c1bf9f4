"""Copies among rows that carry no payload: contacts and rejects."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc


def distinct_rows(batch: pa.RecordBatch) -> npt.NDArray[np.int64]:
    """Numbers of the distinct rows, in the order of their columns; nulls stand first."""
    if batch.num_rows == 0:
        return np.zeros(0, dtype=np.int64)
    keys = [ranks(column) for column in batch.columns]
    order = np.lexsort(keys[::-1])
    changed = np.zeros(order.size, dtype=np.bool_)
    changed[0] = True
    for key in keys:
        ordered = key[order]
        changed[1:] |= ordered[1:] != ordered[:-1]
    result: npt.NDArray[np.int64] = order[changed]
    return result


def ranks(column: pa.Array) -> npt.NDArray[np.int64]:
    """For each value its place among the distinct values in order, 0 for null."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    coded = column.dictionary_encode()
    order = np.asarray(pc.array_sort_indices(coded.dictionary))
    place = np.empty(order.size + 1, dtype=np.int64)
    place[order + 1] = np.arange(1, order.size + 1)
    place[0] = 0
    indices = pc.fill_null(coded.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
    return np.asarray(place[indices + 1])
