"""Polygons as given (rings of longitude and latitude) brought into one frame without a jump at the date line.

Edges are straight in longitude and latitude, as RFC 7946 draws them. A step of more than half a turn goes the shorter
way around, so that a ring may be given uncut over the date line; a step of a whole turn (from -180 to 180) is one along
the whole parallel. A ring that goes once around the earth is closed over the nearer pole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ring = Sequence[Sequence[float]]
"""Points [longitude, latitude], what follows them is not read; the closing point is optional."""


class RingError(ValueError):
    """A ring is none; the text says why, in a part of a sentence."""


@dataclass(frozen=True)
class Rings:
    """Rings in one frame: `number` says which ring a point is of, all longitudes lie in [west, east]."""

    number: npt.NDArray[np.int32]
    lon_deg: Floats
    lat_deg: Floats
    west: float
    south: float
    east: float
    north: float


def framed(parts: Sequence[Sequence[Ring]]) -> Rings:
    """The parts of an area, each an outer ring and its holes, in the narrowest frame that there is.

    Raises RingError where a ring has fewer than three corners, is not in degrees, or the parts overlap so that they go
    around the earth more than once.
    """
    told = [[unrolled_ring(ring) for ring in part] for part in parts if len(part)]
    if not told:
        raise RingError("is empty")
    brought = []
    for outer, *holes in told:
        lon, lat = outer
        middle = (lon.min() + lon.max()) / 2.0
        around = [(x - 360.0 * np.round(((x.min() + x.max()) / 2.0 - middle) / 360.0), y) for x, y in holes]
        turn = 360.0 * np.floor((lon.min() + 180.0) / 360.0)
        brought.append([(x - turn, y) for x, y in [(lon, lat), *around]])
    placed = min((_from(brought, float(part[0][0].min())) for part in brought), key=_width)
    rings = [ring for part in placed for ring in part]
    x, y = (np.concatenate([ring[of] for ring in rings]) for of in (0, 1))
    if x.max() - x.min() > 360.0 + 1e-9:
        raise RingError("goes around the earth more than once")
    number = np.concatenate([np.full(len(ring[0]), at, np.int32) for at, ring in enumerate(rings)])
    return Rings(number, x, y, float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def unrolled_ring(ring: Ring) -> tuple[Floats, Floats]:
    """Longitudes without a jump, and latitudes; without the closing point, closed over a pole where it goes around."""
    try:
        points = np.array([[float(one[0]), float(one[1])] for one in ring], np.float64).reshape(-1, 2)
    except (TypeError, ValueError, IndexError):
        raise RingError("has a corner that is not a longitude and a latitude") from None
    if not np.all(np.isfinite(points)):
        raise RingError("has a corner without a place")
    if np.any(np.abs(points[:, 1]) > 90.0) or np.any(np.abs(points[:, 0]) > 540.0):
        raise RingError("is not in degrees of longitude and latitude (WGS 84)")
    if len(points) > 1 and np.array_equal(points[0], points[-1]):
        points = points[:-1]
    again = np.all(points[1:] == points[:-1], axis=1) if len(points) > 1 else np.zeros(0, np.bool_)
    points = points[np.concatenate([[True], ~again])] if len(points) else points
    if len(points) < 3:
        raise RingError("has fewer than three corners")
    lon, lat = points.T
    steps = _steps(np.diff(np.append(lon, lon[0])))
    x = lon[0] + np.concatenate([[0.0], np.cumsum(steps[:-1])])
    turns = round(float(steps.sum()) / 360.0)
    if turns == 0:
        return x, lat.copy()
    if abs(turns) > 1:
        raise RingError("goes around the earth more than once")
    return _over_the_pole(x, lat, float(turns))


def _steps(raw: Floats) -> Floats:
    whole = np.abs(np.abs(raw) - 360.0) < 1e-9
    return np.where(whole, raw, raw - 360.0 * np.round(raw / 360.0))


def _over_the_pole(lon: Floats, lat: Floats, turns: float) -> tuple[Floats, Floats]:
    """Cut where it crosses the date line: so the way to the pole and back lies on it, where no edge counts."""
    pole = 90.0 if lat.mean() > 0 else -90.0
    x, y = np.append(lon, lon[0] + 360.0 * turns), np.append(lat, lat[0])
    count = np.floor((x + 180.0) / 360.0)
    crossed = np.flatnonzero(count[1:] != count[:-1])
    at = int(crossed[0])
    seam = 360.0 * max(count[at], count[at + 1]) - 180.0
    share = 0.0 if x[at + 1] == x[at] else (seam - x[at]) / (x[at + 1] - x[at])
    height = y[at] + share * (y[at + 1] - y[at])
    order = [*range(at + 1, len(lon)), *range(at + 1)]
    way = lon[order] + np.where(np.arange(len(order)) >= len(lon) - at - 1, 360.0 * turns, 0.0)
    ends = np.array([seam, seam + 360.0 * turns])
    x = np.concatenate([ends[:1], way, ends[1:], ends[::-1]])
    return x, np.concatenate([[height], lat[order], [height, pole, pole]])


def _from(parts: list[list[tuple[Floats, Floats]]], west: float) -> list[list[tuple[Floats, Floats]]]:
    moved = []
    for part in parts:
        by = 360.0 * np.ceil((west - part[0][0].min()) / 360.0 - 1e-12)
        moved.append([(x + by, y) for x, y in part])
    return moved


def _width(parts: list[list[tuple[Floats, Floats]]]) -> float:
    x = np.concatenate([ring[0] for part in parts for ring in part])
    return float(x.max() - x.min())


def cut_ring(lon_deg: Floats, lat_deg: Floats) -> list[tuple[Floats, Floats]]:
    """A convex ring whose longitudes go on beyond 180, cut along the date line into closed rings within [-180, 180]."""
    first, last = (int(np.floor((side + 180.0) / 360.0)) for side in (float(lon_deg.min()), float(lon_deg.max())))
    pieces = []
    for turn in range(first, last + 1):
        lon, lat = _clipped(lon_deg - 360.0 * turn, lat_deg, 1.0)
        lon, lat = _clipped(lon, lat, -1.0)
        if lon.size > 3 and lon.max() > lon.min():
            pieces.append((lon, lat))
    return pieces


def _clipped(lon: Floats, lat: Floats, side: float) -> tuple[Floats, Floats]:
    """What of a closed ring lies on this side of the meridian 180 (side 1) or -180 (side -1); closed again."""
    out: list[tuple[float, float]] = []
    points = list(zip(lon.tolist(), lat.tolist(), strict=True))
    for (x, y), (x2, y2) in pairwise(points):
        if side * x <= 180.0:
            out.append((x, y))
        if (side * x <= 180.0) != (side * x2 <= 180.0):
            share = (side * 180.0 - x) / (x2 - x)
            out.append((side * 180.0, y + share * (y2 - y)))
    closed = [*out, out[0]] if out else []
    return np.array([x for x, _ in closed]), np.array([y for _, y in closed])


def crosses_itself(lon_deg: Floats, lat_deg: Floats) -> bool:
    """Whether two edges of a closed ring that are no neighbours meet, or neighbours lie on one another.

    Cost: every pair of edges whose boxes touch; some thousand corners are quick.
    """
    n = len(lon_deg)
    x1, y1, x2, y2 = lon_deg, lat_deg, np.roll(lon_deg, -1), np.roll(lat_deg, -1)
    for i in range(n - 1):
        others = np.arange(i + 2, n if i else n - 1)
        if not len(others):
            continue
        near = (
            (np.minimum(x1[others], x2[others]) <= max(x1[i], x2[i]))
            & (np.maximum(x1[others], x2[others]) >= min(x1[i], x2[i]))
            & (np.minimum(y1[others], y2[others]) <= max(y1[i], y2[i]))
            & (np.maximum(y1[others], y2[others]) >= min(y1[i], y2[i]))
        )
        j = others[near]
        if len(j) and np.any(_meet(x1[i], y1[i], x2[i], y2[i], x1[j], y1[j], x2[j], y2[j])):
            return True
    return False


def _meet(ax: float, ay: float, bx: float, by: float, cx: Floats, cy: Floats, dx: Floats, dy: Floats
          ) -> npt.NDArray[np.bool_]:  # fmt: skip
    one, two = _side(ax, ay, bx, by, cx, cy), _side(ax, ay, bx, by, dx, dy)
    three, four = _side(cx, cy, dx, dy, ax, ay), _side(cx, cy, dx, dy, bx, by)
    return np.asarray((one * two <= 0) & (three * four <= 0), np.bool_)


def _side(ax: Floats | float, ay: Floats | float, bx: Floats | float, by: Floats | float,
          px: Floats | float, py: Floats | float) -> Floats:  # fmt: skip
    return np.sign(np.asarray((bx - ax) * (py - ay) - (by - ay) * (px - ax), np.float64))


def area_deg2(lon_deg: Floats, lat_deg: Floats) -> float:
    """What a ring encloses, in square degrees of the plane."""
    return float(abs(np.dot(lon_deg, np.roll(lat_deg, -1)) - np.dot(lat_deg, np.roll(lon_deg, -1))) / 2.0)
