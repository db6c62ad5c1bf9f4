"""A picture of a selection: density, or for one vessel its voyage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from marsad.runtime.export.row_sql import conditions, statement
from marsad.runtime.export.selection import Selection
from marsad.runtime.export.track_lines import track_lines
from marsad.runtime.pictures.canvas import Canvas
from marsad.runtime.pictures.density import Density, draw_density, draw_legend
from marsad.runtime.pictures.extent import Extent, extent, is_simulated
from marsad.runtime.pictures.map_frame import (
    Frame,
    draw_border,
    draw_figures,
    draw_graticule,
    draw_land,
    scale_bar,
)
from marsad.runtime.pictures.palette import DARK, LIGHT
from marsad.runtime.pictures.sheet import Layout, cover_margins, draw_head
from marsad.runtime.pictures.spoken_time import span
from marsad.runtime.pictures.view import NM_M
from marsad.runtime.pictures.voyage import draw_key, draw_voyage
from marsad.runtime.pictures.voyage_rows import name_and_way, stops_of, ways_of
from marsad.runtime.query.answer import ROWS
from marsad.schema.refusal import Refusal, UsageRefusal

if TYPE_CHECKING:
    import duckdb

_CELL_PX = 3
_MARGIN = 0.06


def draw(connection: duckdb.DuckDBPyConnection, table: str, chosen: Selection, size: tuple[int, int], out: BinaryIO
         ) -> str:  # fmt: skip
    """Draw positions or tracks as PNG; returns what was drawn, for a person.

    The map shows the box asked for, or all there is, and what lies around it as far as the picture reaches. Raises
    UsageRefusal for another table, Refusal where there is nothing to draw.
    """
    if table not in ("position", "tracks"):
        raise UsageRefusal(f"a picture shows position or tracks, not {table}: name one of these with --table")
    layout = Layout(*size)
    if chosen.box is not None and len(chosen.mmsi) != 1:
        frame = layout.frame(chosen.box, 0.0)
        chosen = replace(chosen, box=frame.view.box)
        there = extent(connection, table, chosen)
    else:
        there = extent(connection, table, chosen)
        frame = None
    if there is None:
        raise Refusal("there is nothing to draw: no position of this selection lies in a track; widen it")
    if frame is None:
        frame = layout.frame(chosen.box or there.box, 0.0 if chosen.box else _MARGIN)
    canvas = Canvas(*size, (DARK if len(chosen.mmsi) != 1 else LIGHT).paper)
    drawn = _voyage if len(chosen.mmsi) == 1 else _density
    said = drawn(connection, table, chosen, layout, frame, canvas, there)
    canvas.save(out)
    return said


def _density(connection: duckdb.DuckDBPyConnection, table: str, chosen: Selection, layout: Layout, frame: Frame,
             canvas: Canvas, there: Extent) -> str:  # fmt: skip
    density = Density(frame.view, _CELL_PX)
    if table == "position":
        terms, values = conditions(table, chosen)
        where = " AND ".join([*terms, "outcome = 'track'"])
        found = connection.sql(f"SELECT lon_deg, lat_deg FROM position WHERE {where}", params=values)  # noqa: S608 - values are bound
        density.add_positions(found.to_arrow_reader(ROWS))
    else:
        sql, values = statement(table, chosen)
        density.add_tracks(track_lines(connection.sql(sql, params=values).to_arrow_reader(ROWS), chosen))
    draw_land(canvas, frame, DARK)
    draw_graticule(canvas, frame, DARK)
    draw_density(canvas, frame, density)
    cover_margins(canvas, frame, DARK)
    draw_figures(canvas, frame, DARK)
    what = "positions" if table == "position" else "tracks"
    facts = [span(there.first_us, there.last_us), f"{there.vessels:,} vessels", f"{there.tracks:,} tracks"]
    facts.append(f"{there.positions:,} positions")
    draw_head(canvas, layout, DARK, f"Density of {what}", "  ·  ".join(facts), is_simulated(connection, chosen))
    draw_border(canvas, frame, DARK)
    end = scale_bar(canvas, frame, DARK, canvas.width - layout.right, layout.foot_y)
    draw_legend(canvas, frame, DARK, density, what, layout.left, end - layout.type_px * 2.0, layout.foot_y)
    return f"density of {int(density.counts.sum()):,} {what if table == 'position' else 'crossings of cells'}"


def _voyage(connection: duckdb.DuckDBPyConnection, table: str, chosen: Selection, layout: Layout, frame: Frame,
            canvas: Canvas, there: Extent) -> str:  # fmt: skip
    ways = ways_of(connection, table, chosen)
    stops = stops_of(connection, chosen)
    draw_land(canvas, frame, LIGHT)
    draw_graticule(canvas, frame, LIGHT)
    draw_voyage(canvas, frame, LIGHT, ways, stops)
    cover_margins(canvas, frame, LIGHT)
    draw_figures(canvas, frame, LIGHT)
    name, distance_m = name_and_way(connection, chosen)
    title = f"{name}  ·  MMSI {chosen.mmsi[0]}" if name else f"MMSI {chosen.mmsi[0]}"
    facts = [span(there.first_us, there.last_us), f"{there.tracks:,} {'track' if there.tracks == 1 else 'tracks'}",
             f"{there.positions:,} positions", f"{distance_m / NM_M:,.0f} NM"]  # fmt: skip
    draw_head(canvas, layout, LIGHT, title, "  ·  ".join(facts), is_simulated(connection, chosen))
    draw_border(canvas, frame, LIGHT)
    scale_bar(canvas, frame, LIGHT, canvas.width - layout.right, layout.foot_y)
    numbers = sorted({way.number for way in ways})
    draw_key(canvas, frame, LIGHT, layout.left, layout.foot_y, numbers, bool(stops))
    return f"voyage of MMSI {chosen.mmsi[0]}: tracks {len(ways)}, stops {len(stops)}"
