"""What a commit says: the actions of the Delta protocol."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

from marsad.schema.lake import DAY
from marsad.schema.table import Table
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.delta_log import READER_VERSION, WRITER_VERSION
from marsad.store.lake.marker import FORMAT
from marsad.store.lake.stored_types import has_days, schema_fields
from marsad.store.store_error import StoreError


def commit_info(now_ms: int, operation: str) -> dict[str, Any]:
    """Who made the version, and when."""
    return {
        "commitInfo": {
            "timestamp": now_ms,
            "operation": operation,
            "operationParameters": {},
            "engineInfo": "marsad",
        }
    }


def protocol() -> dict[str, Any]:
    """What a program must know to read and to write."""
    return {"protocol": {"minReaderVersion": READER_VERSION, "minWriterVersion": WRITER_VERSION}}


def metadata(table: Table, now_ms: int) -> dict[str, Any]:
    """A new table: its columns, and the day that parts it."""
    return {
        "metaData": {
            "id": str(uuid.uuid4()),
            "name": table.name,
            "description": table.row,
            "format": {"provider": "parquet", "options": {}},
            "schemaString": _schema_string(schema_fields(table)),
            "partitionColumns": [DAY] if has_days(table) else [],
            "configuration": {"marsad.format": str(FORMAT)},
            "createdTime": now_ms,
        }
    }


def renewed_metadata(table: Table, stored: dict[str, Any]) -> dict[str, Any] | None:
    """The table's metadata with the columns that came since; None where there are none.

    Raises StoreError where the table has columns that this release does not know: it would lose them.
    """
    ours = schema_fields(table)
    theirs = [field["name"] for field in json.loads(stored["schemaString"])["fields"]]
    names = [json.loads(field)["name"] for field in ours]
    if unknown := set(theirs) - set(names):
        raise StoreError(
            f"Table {table.name} has columns that this release does not know ({', '.join(sorted(unknown))}): "
            "write to the lake with the newer Marsad that made them."
        )
    if set(theirs) == set(names):
        return None
    return {"metaData": {**stored, "schemaString": _schema_string(ours)}}


def _schema_string(fields: tuple[str, ...]) -> str:
    return '{"type":"struct","fields":[' + ",".join(fields) + "]}"


def add(file: DataFile, now_ms: int, data_change: bool = True) -> dict[str, Any]:
    """The table has this file from now on."""
    return {
        "add": {
            "path": file.path,
            "partitionValues": _partition(file.day),
            "size": file.bytes,
            "modificationTime": now_ms,
            "dataChange": data_change,
            "stats": file.stats,
        }
    }


def remove(file: DataFile, now_ms: int, data_change: bool = True) -> dict[str, Any]:
    """The table no longer has this file."""
    return {
        "remove": {
            "path": file.path,
            "deletionTimestamp": now_ms,
            "dataChange": data_change,
            "extendedFileMetadata": True,
            "partitionValues": _partition(file.day),
            "size": file.bytes,
        }
    }


def _partition(day: date | None) -> dict[str, str]:
    return {} if day is None else {DAY: day.isoformat()}
