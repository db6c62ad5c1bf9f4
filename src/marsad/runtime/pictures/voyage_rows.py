"""The rows that a voyage is drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from marsad.geo.date_line import Run
from marsad.runtime.export.row_sql import conditions, statement
from marsad.runtime.export.selection import Selection
from marsad.runtime.export.track_lines import track_lines
from marsad.runtime.pictures.voyage import Stop, Way
from marsad.runtime.query.answer import ROWS

if TYPE_CHECKING:
    import duckdb


def ways_of(connection: duckdb.DuckDBPyConnection, table: str, chosen: Selection) -> list[Way]:
    """The tracks of a selection: their simplified lines, or of `position` every place."""
    if table == "tracks":
        sql, values = statement(table, chosen)
        batches = connection.sql(sql, params=values).to_arrow_reader(ROWS)
        found = []
        for lines in track_lines(batches, chosen):
            vessels = lines.told.column("vessel_id").to_pylist()
            found += [Way(vessel % 100, runs) for vessel, runs in zip(vessels, lines.runs, strict=True)]
        return found
    # A vessel that leaves the box and returns has been on the way meanwhile: the box does not cut its line.
    terms, values = conditions(table, replace(chosen, box=None))
    where = " AND ".join([*terms, "outcome = 'track'"])
    sql = (
        f"SELECT track_id, vessel_id, epoch_us(coalesce(t_fix, t)) AS instant, lon_deg, lat_deg FROM position "  # noqa: S608 - values are bound
        f"WHERE {where} ORDER BY track_id, instant, digest"
    )
    ways = _tracks(connection.sql(sql, params=values).to_arrow_reader(ROWS))
    box = chosen.box
    return sorted(
        (way for way in ways if box is None or any(box.touches(run[0], run[1]) for run in way.runs)),
        key=lambda way: int(way.runs[0][2][0]),
    )


def _tracks(batches: Iterable[pa.RecordBatch]) -> Iterator[Way]:
    table = pa.Table.from_batches(list(batches))
    if table.num_rows == 0:
        return
    track, vessel, at, lon, lat = (np.asarray(table.column(i)) for i in range(5))
    edges = [0, *(np.flatnonzero(np.diff(track)) + 1).tolist(), track.size]
    for a, b in pairwise(edges):
        run: Run = (lon[a:b], lat[a:b], at[a:b])
        yield Way(int(vessel[a] % 100), (run,))


def stops_of(connection: duckdb.DuckDBPyConnection, chosen: Selection) -> list[Stop]:
    """The stops that lie in the selection, cut to its span of time."""
    terms, values = conditions("stops", chosen)
    where = " AND ".join(terms) or "true"
    sql = f"SELECT lon_deg, lat_deg, epoch_us(t_start), epoch_us(t_end) FROM whole_stops WHERE {where} " \
        "ORDER BY t_start, stop_id"  # fmt: skip  # noqa: S608 - values are bound
    first = chosen.since_us if chosen.since_us is not None else -(1 << 62)
    last = chosen.until_us if chosen.until_us is not None else 1 << 62
    rows = connection.execute(sql, values).fetchall()
    return [Stop(lon, lat, max(start, first), min(end, last)) for lon, lat, start, end in rows]


def name_and_way(connection: duckdb.DuckDBPyConnection, chosen: Selection) -> tuple[str | None, float]:
    """The name that the vessel last told, and the metres it went."""
    terms, values = conditions("tracks", chosen)
    where = " AND ".join(terms) or "true"
    mmsi = chosen.mmsi[0]
    told = connection.execute("SELECT arg_max(name, t) FROM vessels WHERE mmsi = ?", [mmsi]).fetchall()
    way = connection.execute(f"SELECT sum(distance_m) FROM tracks WHERE {where}", values).fetchall()  # noqa: S608 - values are bound
    return told[0][0], float(way[0][0] or 0.0)
