"""The rows of an answer on their way out, batch by batch: JSON lines, CSV, Parquet or Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.types as kinds

from marsad.runtime.rows.columns import ready, table_writer

ROWS = 1 << 15
"""Rows of a batch: as much of an answer as is held at once."""


def write(batches: pa.RecordBatchReader, form: str, out: BinaryIO) -> int:
    """Write an answer as jsonl, csv, parquet or arrow; returns the number of rows."""
    rows = 0
    if form == "jsonl":
        encoder = msgspec.json.Encoder(enc_hook=str, decimal_format="number")
        for batch in batches:
            out.write(encoder.encode_lines(json_rows(batch)))
            rows += batch.num_rows
        return rows
    empty = ready(batches.schema.empty_table(), form)
    with table_writer(out, form, empty.schema) as writer:
        for batch in batches:
            writer.write_table(ready(pa.Table.from_batches([batch]), form))
            rows += batch.num_rows
    return rows


def distinct_names(batches: pa.RecordBatchReader) -> pa.RecordBatchReader:
    """The same rows; of columns with one name the later ones get a number, as no file and no object can hold both."""
    names: list[str] = []
    for name in batches.schema.names:
        new, number = name, 1
        while new in names:
            new, number = f"{name}_{number}", number + 1
        names.append(new)
    if names == batches.schema.names:
        return batches
    schema = pa.schema([field.with_name(name) for field, name in zip(batches.schema, names, strict=True)])
    return pa.RecordBatchReader.from_batches(schema, (batch.rename_columns(names) for batch in batches))


def json_rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    """The rows as dictionaries that JSON can hold; a null stays, times are ISO 8601 in UTC with a Z."""
    columns = [json_column(batch.column(i)) for i in range(batch.num_columns)]
    names = batch.schema.names
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def json_column(values: pa.Array) -> list[Any]:
    """One column for JSON: float32 as its shortest decimal, bytes as hexadecimal digits."""
    kind = values.type
    if kinds.is_timestamp(kind):
        return iso_times(values)
    if kinds.is_float32(kind):
        shown = {v: float(str(np.float32(v))) for v in values.unique().to_pylist() if v is not None}
        return [None if v is None else shown.get(v, v) for v in values.to_pylist()]
    if kinds.is_binary(kind):
        return [None if v is None else v.hex() for v in values.to_pylist()]
    if kinds.is_list(kind) and kinds.is_timestamp(kind.value_type):
        flat, ends = iso_times(values.flatten()), np.concatenate([[0], np.cumsum(_lengths(values))])
        return [None if not ok else flat[a:b] for ok, a, b in zip(values.is_valid().to_pylist(), ends, ends[1:],
                                                                 strict=False)]  # fmt: skip
    return list(values.to_pylist())


def _lengths(values: pa.ListArray) -> list[int]:
    return [n or 0 for n in values.value_lengths().to_pylist()]


def iso_times(values: pa.Array) -> list[str | None]:
    """Times as ISO 8601 in UTC with a Z, each with as many decimals as it has."""
    micros = values.cast(pa.timestamp("us"), safe=False).cast(pa.int64())
    texts = np.datetime_as_string(np.asarray(micros.fill_null(0)).view("M8[us]"), unit="us").tolist()
    return [_short(text) if ok else None for text, ok in zip(texts, micros.is_valid().to_pylist(), strict=True)]


def _short(text: str) -> str:
    return f"{text[:-7] if text.endswith('.000000') else text.rstrip('0')}Z"
