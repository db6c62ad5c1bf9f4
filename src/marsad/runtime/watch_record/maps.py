"""Maps of a record: land, graticule and scale as on other pictures, numbered places, what alerts were about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

import numpy as np

from marsad.geo.box import Box
from marsad.geo.date_line import Run, unrolled
from marsad.geo.sphere import RADIUS_M
from marsad.runtime.pictures.canvas import Canvas, Point
from marsad.runtime.pictures.map_frame import Frame, draw_border, draw_figures, draw_graticule, draw_land, scale_bar
from marsad.runtime.pictures.palette import LIGHT, Colour
from marsad.runtime.pictures.sheet import Layout, cover_margins
from marsad.runtime.pictures.voyage import WAYS
from marsad.runtime.watch_record.alerts_told import standing
from marsad.runtime.watch_record.gather import Spot

MARK: Final[Colour] = (176, 0, 32)
_WHITE: Final[Colour] = (255, 255, 255)
_ALONE_DEG: Final = 0.4
"""So much of latitude is around a single place, on each side;"""
_NEAR_DEG: Final = 0.03
"""and so much around the ways of vessels, which tell the scale themselves."""
_FARTHEST_M: Final = 2_000_000.0
Place = tuple[float, float]
"""Longitude and latitude in degrees."""


def map_of(spots: Sequence[Spot], width: int = 1400, height: int = 900) -> bytes:
    """A PNG that shows all of some places; of one alone also its evidence and the ways of its vessels. Equal places
    give equal bytes."""
    canvas = Canvas(width, height, LIGHT.paper)
    layout = Layout(width, height)
    alone = spots[0] if len(spots) == 1 else None
    rings = [] if alone is None else _rings(alone)
    ways = () if alone is None else alone.ways
    shown = [(spot.lon_deg, spot.lat_deg) for spot in spots] + [place for ring in rings for place in ring]
    shown += [place for _, runs in ways for run in runs for place in zip(run[0].tolist(), run[1].tolist(), strict=True)]
    frame = layout.frame(_box(shown, _NEAR_DEG if ways else _ALONE_DEG), 0.08)
    draw_land(canvas, frame, LIGHT)
    draw_graticule(canvas, frame, LIGHT)
    size = frame.type_px
    for number, (_, runs) in enumerate(ways):
        for run in runs:
            _way(canvas, frame, run, WAYS[number % len(WAYS)])
    for ring in rings:
        for points in _lines(frame, np.array([lon for lon, _ in ring]), np.array([lat for _, lat in ring])):
            canvas.line(points, MARK, 1.6)
    for spot in spots:
        x, y = _point(frame, (spot.lon_deg, spot.lat_deg))
        canvas.dot(x, y, size * 0.55, MARK, _WHITE, 1.5)
        canvas.text(x + size * 0.8, y, str(spot.number), size * 1.2, MARK, "lm", halo=_WHITE)
    cover_margins(canvas, frame, LIGHT)
    draw_figures(canvas, frame, LIGHT)
    draw_border(canvas, frame, LIGHT)
    scale_bar(canvas, frame, LIGHT, canvas.width - layout.right, layout.foot_y)
    _key(canvas, layout, [mmsi for mmsi, _ in ways])
    out = BytesIO()
    canvas.save(out)
    return out.getvalue()


def _rings(spot: Spot) -> list[list[Place]]:
    """How far the events of an alert reach, or a mark where they were when it is another place than the alert's."""
    found = []
    for event in [] if spot.alert is None else standing(spot.alert):
        if event.lon_deg is not None and event.lat_deg is not None and 0 < (event.radius_m or 0) < _FARTHEST_M:
            found.append(_circle((event.lon_deg, event.lat_deg), float(event.radius_m or 0)))
    return found


def _circle(about: Place, radius_m: float) -> list[Place]:
    """A ring of so many metres, as great as it is at the latitude of its middle."""
    high = math.degrees(radius_m / RADIUS_M)
    wide = high / max(0.02, math.cos(math.radians(about[1])))
    turns = [math.tau * step / 72 for step in range(73)]
    return [(_turned(about[0] + wide * math.sin(at)), max(-89.0, min(89.0, about[1] + high * math.cos(at))))
            for at in turns]  # fmt: skip


def _way(canvas: Canvas, frame: Frame, run: Run, colour: Colour) -> None:
    """A line with a hollow dot where it begins and a full one where it ends, each with its time."""
    size = frame.type_px
    for points in _lines(frame, run[0], run[1]):
        canvas.line(points, _WHITE, size * 0.34)
        canvas.line(points, colour, size * 0.17)
    for at, fill in ((0, _WHITE), (-1, colour)):
        x, y = _point(frame, (float(run[0][at]), float(run[1][at])))
        canvas.dot(x, y, size * 0.32, fill, colour, 1.6)
        when = f"{datetime.fromtimestamp(int(run[2][at]) / 1e6, UTC):%H:%MZ}"
        canvas.text(x, y + size * 0.5, when, size * 0.95, colour, "ma", halo=_WHITE)


def _lines(frame: Frame, lon_deg: np.ndarray, lat_deg: np.ndarray) -> list[list[Point]]:
    """In pixels, as often as it comes into the window."""
    lon, y = unrolled(lon_deg), frame.view.y(lat_deg) + frame.top
    return [list(zip((frame.view.x(lon + turn) + frame.left).tolist(), y.tolist(), strict=True))
            for turn in frame.view.turns(float(lon.min()), float(lon.max()))]  # fmt: skip


def _point(frame: Frame, place: Place) -> Point:
    return frame.left + float(frame.view.point_x(place[0])), frame.top + float(frame.view.y(place[1]))


def _key(canvas: Canvas, layout: Layout, mmsi: Sequence[int]) -> None:
    """Whose way has which colour."""
    size, x, y = layout.type_px, layout.left, layout.foot_y
    for number, one in enumerate(mmsi):
        said = f"MMSI {one:09d}"
        canvas.line([(x, y), (x + size * 2.0, y)], WAYS[number % len(WAYS)], size * 0.2)
        canvas.text(x + size * 2.4, y, said, size, LIGHT.text, "lm")
        x += size * 4.0 + canvas.text_width(said, size)


def _box(shown: Iterable[Place], around_deg: float) -> Box:
    """Around all places, on the shorter way round the world."""
    places = list(shown)
    south, north = min(lat for _, lat in places), max(lat for _, lat in places)
    lons = sorted(lon % 360.0 for lon, _ in places)
    gaps = [
        (b - a) % 360.0 or (360.0 if len(lons) == 1 else 0.0) for a, b in zip(lons, [*lons[1:], lons[0]], strict=True)
    ]
    widest = gaps.index(max(gaps))
    west, east = lons[(widest + 1) % len(lons)], lons[widest]
    low, high = max(-85.0, south - around_deg), min(85.0, north + around_deg)
    wide = min(120.0, around_deg / max(0.05, math.cos(math.radians((low + high) / 2.0))))
    across = (east - west) % 360.0 + 2.0 * wide
    if across >= 360.0:
        return Box(-180.0, low, 180.0, high)
    return Box(_turned(west - wide), low, _turned(east + wide), high)


def _turned(lon_deg: float) -> float:
    return (lon_deg + 180.0) % 360.0 - 180.0
