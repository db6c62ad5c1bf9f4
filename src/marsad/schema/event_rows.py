"""Events as rows of the table `events`, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from marsad.schema.arrow import arrow_schema
from marsad.schema.event import TABLE, Event


def event_table(events: Iterable[Event]) -> pa.Table:
    """The rows, in the order (t_start, id), in which a lake keeps them."""
    ordered = sorted(events, key=lambda event: (event.t_start, event.id))
    arrays = []
    for column, field in zip(TABLE.columns, arrow_schema(TABLE), strict=True):
        values = [getattr(event, column.name) for event in ordered]
        if column.kind == "time":
            arrays.append(pa.array(values, pa.int64()).cast(field.type))
        elif column.kind == "category":
            arrays.append(pa.array(values, pa.string()).dictionary_encode())
        else:
            arrays.append(pa.array([list(v) for v in values] if column.kind == "int64s" else values, field.type))
    return pa.Table.from_arrays(arrays, schema=arrow_schema(TABLE))


def events_of(table: pa.Table) -> Iterator[Event]:
    """The events of such rows."""
    wanted = [column for column in TABLE.columns if column.name != "vessels"]
    told = {}
    for column in wanted:
        values = table.column(column.name)
        told[column.name] = (values.cast(pa.int64()) if column.kind == "time" else values).to_pylist()
    for row in range(table.num_rows):
        fields = {name: values[row] for name, values in told.items()}
        fields["vessel_ids"] = tuple(fields["vessel_ids"])
        yield Event(**fields)
