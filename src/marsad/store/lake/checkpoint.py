"""A checkpoint: all that the log of a table says up to a version, in one Parquet file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_STRINGS = pa.map_(pa.string(), pa.string())
_PROTOCOL = pa.struct([("minReaderVersion", pa.int32()), ("minWriterVersion", pa.int32())])
_METADATA = pa.struct(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("description", pa.string()),
        ("format", pa.struct([("provider", pa.string()), ("options", _STRINGS)])),
        ("schemaString", pa.string()),
        ("partitionColumns", pa.list_(pa.string())),
        ("createdTime", pa.int64()),
        ("configuration", _STRINGS),
    ]
)
_ADD = pa.struct(
    [
        ("path", pa.string()),
        ("partitionValues", _STRINGS),
        ("size", pa.int64()),
        ("modificationTime", pa.int64()),
        ("dataChange", pa.bool_()),
        ("stats", pa.string()),
    ]
)
_REMOVE = pa.struct(
    [
        ("path", pa.string()),
        ("deletionTimestamp", pa.int64()),
        ("dataChange", pa.bool_()),
        ("extendedFileMetadata", pa.bool_()),
        ("partitionValues", _STRINGS),
        ("size", pa.int64()),
    ]
)
_SCHEMA = pa.schema([("protocol", _PROTOCOL), ("metaData", _METADATA), ("add", _ADD), ("remove", _REMOVE)])
_MAPS = {"partitionValues", "options", "configuration"}


def write_checkpoint(actions: list[dict[str, Any]]) -> bytes:
    """The file. Actions are as in a commit."""
    rows = [{kind: _with_maps(said) for kind, said in action.items()} for action in actions]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), sink, compression="zstd", store_schema=False)
    return bytes(sink.getvalue())


def read_checkpoint(data: bytes) -> Iterator[dict[str, Any]]:
    """The actions of a checkpoint, by whichever program it was written."""
    rows = pq.read_table(pa.BufferReader(data))
    kept = [name for name in ("protocol", "metaData", "add", "remove") if name in rows.column_names]
    for row in rows.select(kept).to_pylist():
        yield {kind: _without_maps(said) for kind, said in row.items() if said is not None}


def _with_maps(said: dict[str, Any]) -> dict[str, Any]:
    return {
        name: list(value.items()) if name in _MAPS else _with_maps(value) if isinstance(value, dict) else value
        for name, value in said.items()
    }


def _without_maps(said: dict[str, Any]) -> dict[str, Any]:
    return {
        name: dict(value or ()) if name in _MAPS else _without_maps(value) if isinstance(value, dict) else value
        for name, value in said.items()
    }
