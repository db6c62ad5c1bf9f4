"""Columns that are null throughout, at the cost of none: they all share one block of zeros."""

from __future__ import annotations

import numpy as np
import pyarrow as pa


class NullColumns:
    """Makes arrays of so many nulls."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        # Zeros that nobody has written take no memory.
        self._zeros = pa.py_buffer(np.zeros(8 * (rows + 1), np.uint8))

    def of(self, kind: pa.DataType) -> pa.Array:
        """Nulls of an Arrow type."""
        if pa.types.is_dictionary(kind):
            return pa.DictionaryArray.from_arrays(self.of(kind.index_type), pa.nulls(0, kind.value_type))
        buffers = [self._zeros, self._zeros]
        if pa.types.is_string(kind) or pa.types.is_binary(kind):
            buffers.append(self._zeros)
        elif pa.types.is_nested(kind):
            return pa.nulls(self._rows, kind)
        return pa.Array.from_buffers(kind, self._rows, buffers, null_count=self._rows)
