"""What a selection holds: how many rows and vessels, from when to when, and the box around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.geo.box import Box
from marsad.runtime.export.row_sql import conditions
from marsad.runtime.export.selection import Selection
from marsad.schema.flags import Flag

if TYPE_CHECKING:
    import duckdb

_SIDES = {
    "position": ("lon_deg", "lon_deg", "lat_deg", "lat_deg", "t", "t", "count(*)"),
    "tracks": ("west_deg", "east_deg", "south_deg", "north_deg", "t_start", "t_end", "sum(points)"),
}


@dataclass(frozen=True)
class Extent:
    """Of the rows that lie in tracks."""

    positions: int
    tracks: int
    vessels: int
    first_us: int
    last_us: int
    box: Box


def extent(connection: duckdb.DuckDBPyConnection, table: str, chosen: Selection) -> Extent | None:
    """The extent of a selection of positions or tracks; None where there is nothing."""
    where, values = conditions(table, chosen)
    west, east, south, north, start, end, points = _SIDES[table]
    if table == "position":
        where.append("outcome = 'track'")
    text = " AND ".join(where) or "true"
    # The narrower of two boxes: as seen from Greenwich, and as seen from the date line.
    rows = connection.execute(
        f"SELECT {points}, count(DISTINCT track_id), count(DISTINCT vessel_id), epoch_us(min({start})), "  # noqa: S608 - values are bound
        f"epoch_us(max({end})), min({south}), max({north}), bool_and({west} <= {east}), min({west}), max({east}), "
        f"min(({west} + 360) % 360), max(({east} + 360) % 360), "
        f"bool_and(({west} + 360) % 360 <= ({east} + 360) % 360) FROM {table} WHERE {text}",
        values,
    ).fetchall()
    if rows[0][1] == 0:
        return None
    points_, tracks, vessels, first, last, low, high, plain, w, e, turned_w, turned_e, turned = rows[0]
    if turned and (not plain or turned_e - turned_w < e - w):
        w, e = (side - 360.0 if side >= 180.0 else side for side in (turned_w, turned_e))
    elif not plain:
        w, e = -180.0, 180.0
    return Extent(int(points_), tracks, vessels, first, last, Box(w, low, e, high))


def is_simulated(connection: duckdb.DuckDBPyConnection, chosen: Selection) -> bool:
    """Whether any position of the selection was made by the simulator, see Flag.SIMULATED."""
    where, values = conditions("position", chosen)
    text = " AND ".join([*where, f"flags & {int(Flag.SIMULATED)} <> 0"])
    return connection.execute(f"SELECT 1 FROM position WHERE {text} LIMIT 1", values).fetchall() != []  # noqa: S608 - values are bound
