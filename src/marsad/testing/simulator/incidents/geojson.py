"""Shapes as GeoJSON: cut in two where they cross the antimeridian (RFC 7946, 3.1.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
"""Longitude and latitude; longitudes run on beyond 180."""


def polygon(rings: Sequence[Sequence[Point]]) -> dict[str, Any]:
    """A polygon with its holes, whose rings need not be closed."""
    first = rings[0][0][0]
    # A hole may be told in another turn of longitudes than what it is a hole of.
    rings = [[(lon + 360.0 * round((first - ring[0][0]) / 360.0), lat) for lon, lat in ring] for ring in rings]
    parts = [(_side(rings, sign), sign) for sign in (-1, 0, 1)]
    whole = [[_closed(ring, -360.0 * sign) for ring in part] for part, sign in parts if part]
    if len(whole) == 1:
        return {"type": "Polygon", "coordinates": whole[0]}
    return {"type": "MultiPolygon", "coordinates": whole}


def line(points: Sequence[Point]) -> dict[str, Any]:
    """A line."""
    pieces: list[tuple[int, list[Point]]] = [(_turn(points[0][0]), [points[0]])]
    for (lon, lat), (next_lon, next_lat) in pairwise(points):
        here, there = _turn(lon), _turn(next_lon)
        if here != there:
            edge = 180.0 + 360.0 * min(here, there)
            cut = (edge, lat + (edge - lon) / (next_lon - lon) * (next_lat - lat))
            pieces[-1][1].append(cut)
            pieces.append((there, [cut]))
        pieces[-1][1].append((next_lon, next_lat))
    lines = [[_rounded(lon - 360.0 * turn, lat) for lon, lat in piece] for turn, piece in pieces]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def cap(lat: float) -> dict[str, Any]:
    """All that is north of a parallel."""
    south = [_rounded(lon, lat) for lon in range(-180, 181, 30)]
    return {"type": "Polygon", "coordinates": [[*south, [180.0, 90.0], [-180.0, 90.0], south[0]]]}


def _turn(lon: float) -> int:
    return int((lon + 180.0) // 360.0)


def _side(rings: Sequence[Sequence[Point]], sign: int) -> list[list[Point]]:
    """What of the rings lies in one turn of longitudes."""
    west, east = -180.0 + 360.0 * sign, 180.0 + 360.0 * sign
    kept = []
    for ring in rings:
        part = _clipped(_clipped(list(ring), west, lambda lon: lon >= west), east, lambda lon: lon <= east)
        if len(part) > 2:
            kept.append(part)
    return kept


def _clipped(ring: list[Point], edge: float, inside: Callable[[float], bool]) -> list[Point]:
    out: list[Point] = []
    for (lon, lat), (next_lon, next_lat) in zip(ring, ring[1:] + ring[:1], strict=True):
        if inside(lon):
            out.append((lon, lat))
        if inside(lon) != inside(next_lon):
            out.append((edge, lat + (edge - lon) / (next_lon - lon) * (next_lat - lat)))
    return out


def _closed(ring: Sequence[Point], shift: float) -> list[list[float]]:
    points = [_rounded(lon + shift, lat) for lon, lat in ring]
    return points if points[0] == points[-1] else [*points, points[0]]


def _rounded(lon: float, lat: float) -> list[float]:
    return [round(float(lon), 7), round(float(lat), 7)]
