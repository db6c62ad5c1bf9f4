"""What a lake holds: its tables, how many rows, from when to when, and the meaning of each column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from marsad.runtime.query.table_files import TableFiles
from marsad.runtime.query.view_sql import JOINED, JOINED_OF
from marsad.schema.lake import DAY, LAKE
from marsad.store.lake.stored_types import stored_name

if TYPE_CHECKING:
    import duckdb

_MEANINGS = {DAY: "UTC day that holds the row", "parts": "Days that it touches"}
_ROWS = {
    "whole_tracks": "One track, its daily parts joined",
    "whole_stops": "One stop, its daily parts joined",
}


def listing(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, TableFiles]) -> Iterator[dict[str, Any]]:
    """One dictionary for each table and joined view, in the order of the dictionary; a view counts no rows."""
    for name in (*tables, *(view for view in JOINED if JOINED_OF[view] in tables)):
        schema = LAKE[JOINED_OF.get(name, name)]
        by_name = {stored_name(column.name): column for column in schema.columns}
        files = tables.get(name)
        columns = []
        for column, kind, *_ in connection.execute(f'DESCRIBE "{name}"').fetchall():
            known = by_name.get(column)
            meaning = known.meaning if known else _MEANINGS.get(column, "")
            columns.append({"name": column, "type": kind, "unit": known.unit if known else "", "meaning": meaning})
        days = tables[JOINED_OF.get(name, name)].days
        yield {
            "table": name,
            "row": _ROWS.get(name, schema.row),
            "rows": files.rows if files else None,
            "first_day": days[0].isoformat() if days else None,
            "last_day": days[-1].isoformat() if days else None,
            "columns": columns,
        }
