"""`marsad export`: a part of a lake for other programs, or as a picture."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from marsad.schema.lake import LAKE
from marsad.schema.refusal import UsageRefusal

SMALLEST, LARGEST = 400, 8000

Form = Literal["geoparquet", "geojson", "csv", "kml", "gpx", "png"]


def command(
    lake: str,
    /,
    *,
    table: str,
    to: Form,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    bbox: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    mmsi: Annotated[list[int] | None, Parameter(consume_multiple=True)] = None,
    since: str | None = None,
    until: str | None = None,
    every: float | None = None,
    size: str = "1600x1000",
    memory: str | None = None,
    spill: Path | None = None,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Write a part of a lake for a map, a chart plotter or a spreadsheet, or draw it.

    Tracks become lines, cut in two at the date line; position, stops, vessels, base_station, aton and contact become
    points; every other table goes to CSV. A picture (png) shows how dense the traffic is, or with one --mmsi the
    track of that vessel with times and stops. Bodies of messages addressed to one station are left out, distress
    excepted.

    Examples:

        marsad export lake --table tracks --bbox 32,12,44,30 --since 2026-03-01 --to geoparquet -o red-sea.parquet
        marsad export lake --table tracks --mmsi 235098383 --to kml -o voyage.kml
        marsad export lake --table tracks --mmsi 235098383 --every 60 --to csv -o each-minute.csv
        marsad export lake --table position --bbox 170,-25,-170,-10 --to png -o density.png
        marsad export lake --table tracks --mmsi 235098383 --to png -o voyage.png

    Parameters
    ----------
    lake
        Folder of the lake, or s3://bucket/folder.
    table
        Table to write; `marsad query LAKE` lists them.
    to
        Form of the output.
    output
        File to write; it appears when it is complete. Without it, standard output.
    bbox
        West,south,east,north in degrees; west greater than east is a box over the date line. Of a track, the days that
        touch the box are kept whole.
    mmsi
        Only these vessels.
    since
        From this time on, UTC: 2026-03-01 or 2026-03-01T12:30:00Z.
    until
        Before this time.
    every
        For tracks: the place at every so many seconds, interpolated, in place of the points of the simplified line.
    size
        Of a picture, in pixels: width x height.
    memory
        The most memory that selecting and ordering may take, such as 2GB; half of the machine's by default.
    spill
        Folder for what does not fit in memory; the system's temporary folder by default.
    quiet
        No summary.
    """
    from marsad.runtime.export.selection import selection

    chosen = selection(bbox, mmsi or (), since, until)
    if output is None and to in ("geoparquet", "png") and sys.stdout.isatty():
        raise UsageRefusal(f"{to} is not for a terminal: name a file with -o")
    if every is not None and not 0.001 <= every <= 86_400:
        raise UsageRefusal(f"--every {every:g}: give seconds between 0.001 and 86400")
    if table not in LAKE:
        raise UsageRefusal(f"there is no table {table}: use one of {', '.join(LAKE)}")
    from marsad.runtime.export.complete_file import complete_file
    from marsad.runtime.lake_reading import open_tables
    from marsad.runtime.query.database import memory_bytes, open_database
    from marsad.runtime.query.sql_fault import faults_told

    limit, tables = memory_bytes(memory), open_tables(lake)
    with open_database(tables, limit, spill) as connection, faults_told("", tables), complete_file(output) as out:
        if to == "png":
            from marsad.runtime.pictures.draw import draw

            said = draw(connection, table, chosen, size_of(size), out)
        else:
            from marsad.runtime.export.rows_out import write_rows

            said = write_rows(
                connection, table, chosen, None if every is None else round(every * 1e6), to, out
            ).sentence()
    if not quiet:
        print(said, file=sys.stderr)
    return 0


def size_of(said: str) -> tuple[int, int]:
    """Width and height of a picture in pixels, from words such as 1600x1000."""
    match = re.fullmatch(r"(\d{2,5})[x×](\d{2,5})", said.strip().lower())
    if not match or not all(SMALLEST <= int(side) <= LARGEST for side in match.groups()):
        raise UsageRefusal(f"--size {said}: write width x height in pixels, {SMALLEST} to {LARGEST} each, as 1600x1000")
    return int(match[1]), int(match[2])
