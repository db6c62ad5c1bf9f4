"""The picture of an event: the ways of its vessels before, during and after it, and the place of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, BinaryIO, Final

from marsad.geo.box import Box
from marsad.geo.sphere import RADIUS_M
from marsad.runtime.export.selection import Selection
from marsad.runtime.pictures.canvas import Canvas, Rectangle
from marsad.runtime.pictures.extent import extent, is_simulated
from marsad.runtime.pictures.map_frame import Frame, draw_border, draw_figures, draw_graticule, draw_land, scale_bar
from marsad.runtime.pictures.palette import LIGHT, Colour
from marsad.runtime.pictures.sheet import Layout, cover_margins, draw_head, wants_two_lines
from marsad.runtime.pictures.spoken_time import span
from marsad.runtime.pictures.voyage import WAYS, Stop, Way, draw_voyage
from marsad.runtime.pictures.voyage_rows import ways_of
from marsad.schema.event import Event
from marsad.schema.kinds import KINDS

if TYPE_CHECKING:
    import duckdb

MARK: Final[Colour] = (200, 30, 40)
_BEFORE_US: Final = 3_600_000_000
_MOST_VESSELS: Final = 12
_LEAST_M: Final = 1500.0
_MARGIN: Final = 0.08


def draw_event(connection: duckdb.DuckDBPyConnection, event: Event, size: tuple[int, int], reason: str, out: BinaryIO
               ) -> str:  # fmt: skip
    """Draw it as PNG from the positions of a lake; returns what was drawn, for a person.

    It shows an hour before and after. An event without place and positions is drawn as its title alone.
    """
    end = event.t_event if event.t_end is None else event.t_end
    chosen = Selection(None, tuple(sorted(set(event.vessels)))[:_MOST_VESSELS], event.t_start - _BEFORE_US,
                       max(end, event.t_event) + _BEFORE_US)  # fmt: skip
    there = extent(connection, "position", chosen) if chosen.mmsi else None
    boxes = [box for box in (_around(event), there.box if there else None) if box is not None]
    layout, canvas = Layout(*size), Canvas(*size, LIGHT.paper)
    if wants_two_lines(canvas, layout, reason):
        layout = Layout(*size, lines=2)
    ways: list[Way] = []
    if there is not None:
        for number, mmsi in enumerate(chosen.mmsi):
            one = Selection(None, (mmsi,), chosen.since_us, chosen.until_us)
            ways += [Way(number, way.runs) for way in ways_of(connection, "position", one)]
    if boxes:
        frame = layout.frame(_joined(boxes), _MARGIN)
        draw_land(canvas, frame, LIGHT)
        draw_graticule(canvas, frame, LIGHT)
        draw_voyage(canvas, frame, LIGHT, ways, list[Stop](), _room_of_mark(frame, event), each=True)
        _mark(canvas, frame, event)
        cover_margins(canvas, frame, LIGHT)
        draw_figures(canvas, frame, LIGHT)
        draw_border(canvas, frame, LIGHT)
        scale_bar(canvas, frame, LIGHT, canvas.width - layout.right, layout.foot_y)
        _key(canvas, frame, layout, chosen.mmsi)
    simulated = bool(chosen.mmsi) and is_simulated(connection, chosen)
    title = f"{KINDS[event.kind].english}  ·  {span(event.t_start, end)}"
    draw_head(canvas, layout, LIGHT, title, reason, simulated)
    canvas.save(out)
    return f"event {event.id}: {len(chosen.mmsi)} vessels, {len(ways)} tracks"


def _around(event: Event) -> Box | None:
    if event.lon_deg is None or event.lat_deg is None:
        return None
    high = math.degrees(max(event.radius_m or 0.0, _LEAST_M) / RADIUS_M)
    wide = min(179.0, high / max(0.02, math.cos(math.radians(event.lat_deg))))
    west, east = event.lon_deg - wide, event.lon_deg + wide
    return Box(west + 360 if west < -180 else west, max(-90.0, event.lat_deg - high),
               east - 360 if east > 180 else east, min(90.0, event.lat_deg + high))  # fmt: skip


def _joined(boxes: list[Box]) -> Box:
    """The narrowest box around both."""
    if len(boxes) == 1:
        return boxes[0]
    a, b = boxes
    south, north = min(a.south, b.south), max(a.north, b.north)
    tries = [Box(a.west, south, b.east, north), Box(b.west, south, a.east, north),
             Box(a.west, south, a.east, north), Box(b.west, south, b.east, north)]  # fmt: skip
    fits = [box for box in tries if _holds(box, a) and _holds(box, b)]
    return min(fits, key=lambda box: box.width, default=Box(-180.0, south, 180.0, north))


def _holds(box: Box, other: Box) -> bool:
    begin = (other.west - box.west) % 360.0
    return begin + other.width <= box.width + 1e-9


def _disc(frame: Frame, event: Event) -> tuple[float, float, float] | None:
    """The ring about the place of it: middle and radius in pixels."""
    if event.lon_deg is None or event.lat_deg is None:
        return None
    radius = (event.radius_m or 0.0) / 1852.0 * frame.view.pixels_of_nm(event.lat_deg)
    return (frame.left + float(frame.view.point_x(event.lon_deg)), frame.top + float(frame.view.y(event.lat_deg)),
            max(frame.type_px * 0.9, radius))  # fmt: skip


def _room_of_mark(frame: Frame, event: Event) -> list[Rectangle]:
    """Where the ring keeps words away: a wide one has room for them within."""
    disc = _disc(frame, event)
    if disc is None or disc[2] > 2.0 * frame.type_px:
        return []
    x, y, radius = disc
    return [(x - radius, y - radius, x + radius, y + radius)]


def _mark(canvas: Canvas, frame: Frame, event: Event) -> None:
    disc = _disc(frame, event)
    if disc is not None:
        canvas.dot(*disc, None, MARK, 2.5)


def _key(canvas: Canvas, frame: Frame, layout: Layout, mmsi: tuple[int, ...]) -> None:
    size, x, y = frame.type_px, layout.left, layout.foot_y
    canvas.dot(x + size * 0.6, y, size * 0.6, None, MARK, 2.5)
    canvas.text(x + size * 1.6, y, "event", size, LIGHT.text, "lm")
    x += size * 3.0 + canvas.text_width("event", size)
    for number, one in enumerate(mmsi[: len(WAYS)]):
        said = f"MMSI {one:09d}"
        canvas.line([(x, y), (x + size * 2.0, y)], WAYS[number % len(WAYS)], size * 0.2)
        canvas.text(x + size * 2.4, y, said, size, LIGHT.text, "lm")
        x += size * 4.0 + canvas.text_width(said, size)
