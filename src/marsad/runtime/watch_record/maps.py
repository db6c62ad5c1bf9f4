"""Maps of a record: land, graticule and scale as on other pictures, and numbered places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from marsad.geo.box import Box
from marsad.runtime.pictures.canvas import Canvas
from marsad.runtime.pictures.map_frame import draw_border, draw_figures, draw_graticule, draw_land, scale_bar
from marsad.runtime.pictures.palette import LIGHT, Colour
from marsad.runtime.pictures.sheet import Layout, cover_margins
from marsad.runtime.watch_record.gather import Spot

MARK: Final[Colour] = (176, 0, 32)
_ALONE_DEG: Final = 0.4
"""So much of latitude is around a single place, on each side."""


def map_of(spots: Sequence[Spot], width: int = 1400, height: int = 900) -> bytes:
    """A PNG that shows all of some places; equal places give equal bytes."""
    canvas = Canvas(width, height, LIGHT.paper)
    layout = Layout(width, height)
    frame = layout.frame(_box(spots), 0.08)
    draw_land(canvas, frame, LIGHT)
    draw_graticule(canvas, frame, LIGHT)
    size = frame.type_px
    for spot in spots:
        x = frame.left + float(frame.view.point_x(spot.lon_deg))
        y = frame.top + float(frame.view.y(spot.lat_deg))
        canvas.dot(x, y, size * 0.55, MARK, (255, 255, 255), 1.5)
        canvas.text(x + size * 0.8, y, str(spot.number), size * 1.2, MARK, "lm", halo=(255, 255, 255))
    cover_margins(canvas, frame, LIGHT)
    draw_figures(canvas, frame, LIGHT)
    draw_border(canvas, frame, LIGHT)
    scale_bar(canvas, frame, LIGHT, canvas.width - layout.right, layout.foot_y)
    out = BytesIO()
    canvas.save(out)
    return out.getvalue()


def _box(spots: Sequence[Spot]) -> Box:
    """Around all places, on the shorter way round the world."""
    south, north = min(one.lat_deg for one in spots), max(one.lat_deg for one in spots)
    lons = sorted(one.lon_deg % 360.0 for one in spots)
    gaps = [
        (b - a) % 360.0 or (360.0 if len(lons) == 1 else 0.0) for a, b in zip(lons, [*lons[1:], lons[0]], strict=True)
    ]
    widest = gaps.index(max(gaps))
    west, east = lons[(widest + 1) % len(lons)], lons[widest]
    low, high = max(-85.0, south - _ALONE_DEG), min(85.0, north + _ALONE_DEG)
    wide = min(120.0, _ALONE_DEG / max(0.05, math.cos(math.radians((low + high) / 2.0))))
    across = (east - west) % 360.0 + 2.0 * wide
    if across >= 360.0:
        return Box(-180.0, low, 180.0, high)
    return Box(_turned(west - wide), low, _turned(east + wide), high)


def _turned(lon_deg: float) -> float:
    return (lon_deg + 180.0) % 360.0 - 180.0
