"""Categories as numbers: one dictionary a column for a whole build, so that parts of many files join without work."""

from __future__ import annotations

import threading

import numpy as np
import pyarrow as pa


class Categories:
    """Text that repeats (source, station, ...) as int32 codes, a dictionary for each column name. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._codes: dict[str, dict[str, int]] = {}

    def coded(self, table: pa.Table) -> pa.Table:
        """The table with each dictionary column as int32 codes; null stays null."""
        for place, field in enumerate(table.schema):
            if pa.types.is_dictionary(field.type):
                chunks = [self._code(field.name, chunk) for chunk in table.column(place).chunks]
                table = table.set_column(place, field.name, pa.chunked_array(chunks, pa.int32()))
        return table

    def _code(self, name: str, column: pa.DictionaryArray) -> pa.Array:
        with self._lock:
            known = self._codes.setdefault(name, {})
            own = np.array([known.setdefault(text, len(known)) for text in column.dictionary.to_pylist()], np.int32)
        codes = column.indices
        if np.array_equal(own, np.arange(len(own))):
            return codes.cast(pa.int32())
        if len(own) == 1:
            filled = pa.array(np.full(len(codes), own[0], np.int32))
            return filled if codes.null_count == 0 else pa.compute.if_else(codes.is_valid(), filled, None)
        return pa.array(own).take(codes)

    def named(self, table: pa.Table, names: frozenset[str]) -> pa.Table:
        """The table with the codes of these columns as categories again; what `coded` took apart."""
        for place, field in enumerate(table.schema):
            if field.name in names:
                with self._lock:
                    texts = pa.array(list(self._codes.get(field.name, {})), pa.string())
                chunks = [pa.DictionaryArray.from_arrays(c, texts) for c in table.column(place).chunks]
                table = table.set_column(
                    place, field.name, pa.chunked_array(chunks, pa.dictionary(pa.int32(), pa.string()))
                )
        return table
