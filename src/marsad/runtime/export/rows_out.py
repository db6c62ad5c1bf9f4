"""From a lake to a file of another program: select, shape, write, batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from marsad.runtime.export.features import Lines, Points
from marsad.runtime.export.row_sql import POINTS, TRACKS, statement
from marsad.runtime.export.selection import Selection
from marsad.runtime.export.track_lines import NONE, track_lines
from marsad.runtime.query.answer import ROWS
from marsad.schema.refusal import UsageRefusal

if TYPE_CHECKING:
    import duckdb

WRITERS = {"geoparquet": "geoparquet", "geojson": "geojson", "csv": "spreadsheet", "kml": "kml", "gpx": "gpx"}
"""The forms, and the file of this folder that writes each."""


class _Writer(Protocol):
    def write(self, features: Points | Lines) -> None: ...
    def close(self) -> None: ...


@dataclass
class Written:
    """What went out, and what was left out and why."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def sentence(self) -> str:
        """The same for a person."""
        said = f"{self.rows:,} {'row' if self.rows == 1 else 'rows'}"
        if not self.left_out:
            return said
        reasons = ", ".join(f"{name} {count:,}" for name, count in sorted(self.left_out.items()))
        return f"{said}; left out, as in no track: {reasons} (`marsad query` gives them)"


def write_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    chosen: Selection,
    every_us: int | None,
    form: str,
    out: BinaryIO,
) -> Written:
    """Write the chosen rows of a table; of `position` those that lie in a track, the others are counted by outcome.

    Memory holds a batch, and for tracks the parts of one track; ordering goes to disk where it must. Raises
    UsageRefusal where the table has no places for this form, or is no track and is to be resampled.
    """
    if every_us is not None and table != TRACKS:
        raise UsageRefusal("--every resamples tracks: use it with --table tracks")
    if table != TRACKS and table not in POINTS and form != "csv":
        raise UsageRefusal(f"the rows of {table} have no place on a map: use --to csv")
    sql, values = statement(table, chosen)
    batches = connection.sql(sql, params=values).to_arrow_reader(ROWS)
    writer: Any = import_module(f"marsad.runtime.export.{WRITERS[form]}").Writer(out, f"Marsad {table}")
    written = Written()
    if table == TRACKS:
        _write(writer, track_lines(batches, chosen, every_us), NONE, written)
    elif table in POINTS:
        empty = pa.RecordBatch.from_pylist([], batches.schema)
        _write(writer, (Points(_kept(batch, written)) for batch in batches), Points(empty), written)
    else:
        writer.write_rows(pa.RecordBatch.from_pylist([], batches.schema))
        for batch in batches:
            writer.write_rows(batch)
            written.rows += batch.num_rows
        writer.close()
    return written


def _write(writer: _Writer, batches: Iterator[Points] | Iterator[Lines], empty: Points | Lines, written: Written
           ) -> None:  # fmt: skip
    writer.write(empty)  # the columns, where there is nothing else
    for features in batches:
        rows = features.rows if isinstance(features, Points) else features.told
        if rows.num_rows:
            writer.write(features)
            written.rows += rows.num_rows
    writer.close()


def _kept(batch: pa.RecordBatch, written: Written) -> pa.RecordBatch:
    """The rows to show; of positions those in a track."""
    if "outcome" not in batch.schema.names:
        return batch
    outcome = batch.column("outcome").cast(pa.string())
    in_track = pc.fill_null(pc.equal(outcome, "track"), False)
    for told in pc.value_counts(outcome.filter(pc.invert(in_track))).to_pylist():
        written.left_out[str(told["values"])] += told["counts"]
    return batch.filter(in_track)
