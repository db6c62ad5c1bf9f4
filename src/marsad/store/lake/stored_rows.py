"""Rows to the columns of a file and back: wider integers, sorted dictionaries, columns without a value left out."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from marsad.schema.arrow import ARROW, arrow_schema
from marsad.schema.table import Kind, Table
from marsad.store.lake.null_columns import NullColumns
from marsad.store.lake.stored_types import stored_name, stored_type

_SAME_BITS = {"uint64": pa.int64()}


def to_stored(table: Table, data: pa.Table) -> pa.Table:
    """The rows as they are written; equal rows in equal order give equal columns however the caller cut them.

    A column may be missing where it may be null. Raises ValueError for rows that are not of this table.
    """
    unknown = set(data.column_names) - set(table.by_name)
    if unknown:
        raise ValueError(f"table {table.name} has no columns {sorted(unknown)}")
    names, arrays = [], []
    for column in table.columns:
        if column.name in data.column_names:
            values = data.column(column.name)
            if values.null_count == 0 or column.nullable:
                if values.null_count < data.num_rows:
                    names.append(stored_name(column.name))
                    arrays.append(_stored(column.kind, values))
                continue
        elif column.nullable:
            continue
        raise ValueError(f"column {column.name} of table {table.name} is never null")
    return pa.table(arrays, names=names)


def _stored(kind: Kind, values: pa.ChunkedArray) -> pa.Array:
    whole = values.combine_chunks() if values.num_chunks != 1 else values.chunk(0)
    if isinstance(whole, pa.ChunkedArray):
        # Only text beyond 2 GiB stays in pieces.
        return whole
    if kind == "category":
        return _sorted_dictionary(whole)
    if whole.type != ARROW[kind]:
        whole = whole.cast(ARROW[kind])
    if kind in _SAME_BITS:
        return whole.view(_SAME_BITS[kind])
    return whole.cast(stored_type(kind))


def _sorted_dictionary(values: pa.Array) -> pa.DictionaryArray:
    """The same words, of the dictionary only those that occur, in order: else equal rows would give unequal files."""
    if not pa.types.is_dictionary(values.type):
        values = values.cast(pa.string()).dictionary_encode()
    words = values.dictionary.cast(pa.string())
    indices = values.indices
    if not pa.types.is_int32(indices.type):
        indices = indices.cast(pa.int32())
    valid = indices.drop_null() if indices.null_count else indices
    used = np.flatnonzero(np.bincount(valid.to_numpy(zero_copy_only=False), minlength=len(words)))
    kept = words.take(pa.array(used))
    if kept.null_count:
        # A null inside the dictionary: rare enough to go the long way.
        return values.cast(pa.string()).dictionary_encode()
    order = used[pc.sort_indices(kept).to_numpy()]
    place = np.zeros(max(len(words), 1), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    new = place[indices.fill_null(0).to_numpy(zero_copy_only=False)] if len(words) else np.zeros(len(values), np.int32)
    mask = np.asarray(indices.is_null()) if indices.null_count else None
    return pa.DictionaryArray.from_arrays(pa.array(new, mask=mask), words.take(pa.array(order)))


def from_stored(table: Table, rows: pa.Table | pa.RecordBatch, columns: tuple[str, ...]) -> pa.Table:
    """Rows of a file in the schema's own types; a column that the file lacks is null."""
    schema = arrow_schema(table)
    nulls = NullColumns(rows.num_rows)
    arrays = []
    for name in columns:
        kind = table.by_name[name].kind
        lies_as = stored_name(name)
        if lies_as not in rows.schema.names:
            arrays.append(nulls.of(ARROW[kind]))
            continue
        values = rows.column(lies_as)
        if kind in _SAME_BITS:
            chunks = values.chunks if isinstance(values, pa.ChunkedArray) else [values]
            arrays.append(pa.chunked_array([chunk.view(ARROW[kind]) for chunk in chunks], ARROW[kind]))
        else:
            arrays.append(values if values.type == ARROW[kind] else values.cast(ARROW[kind], safe=False))
    metadata = schema.metadata
    return pa.table(arrays, schema=pa.schema([schema.field(name) for name in columns], metadata=metadata))
