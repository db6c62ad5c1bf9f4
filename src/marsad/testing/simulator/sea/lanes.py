"""From the separation line of a way to its two lanes, and to what the net needs of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.records import Floats
from marsad.testing.simulator.sea.coast_kernel import METRES
from marsad.testing.simulator.sea.data import Table
from marsad.testing.simulator.sea.grid import ExtraWay
from marsad.testing.simulator.sea.places import Lane, Scheme

IN_LANE, BETWEEN = 0.55, 0.65
"""What a metre costs in a lane, and from one lane to the next."""


class Ways(NamedTuple):
    """All ways of a sea."""

    lanes: tuple[Lane, ...]
    schemes: tuple[Scheme, ...]
    extra: tuple[ExtraWay, ...]


def ways(tables: Sequence[Table], point_m: float) -> Ways:
    """Lanes on both sides of each separation line, with points `point_m` apart, joined where the lines meet."""
    lanes: list[Lane] = []
    schemes: list[Scheme] = []
    for table in tables:
        lon, lat = line(table["line"])
        aside = 0.5 * table["zone"] + 0.5 * table["lane"]
        scheme = -1
        if table.get("scheme"):
            scheme = len(schemes)
            schemes.append(Scheme(table["name"], lon, lat, float(table["zone"]), float(table["lane"])))
        for name, x, y in (("", lon, lat), (" BACK", lon[::-1], lat[::-1])):
            x, y = even(*shifted(x, y, aside), point_m)
            lanes.append(Lane(table["name"] + name, x, y, float(table["lane"]), scheme))
    extra = [ExtraWay(lane.lon, lane.lat, IN_LANE, False, 0.42 * lane.width_m) for lane in lanes]
    for end, begin in _joints(tables):
        a, b = lanes[end], lanes[begin]
        # From one point before the end to one behind the begin, so that lanes that are not in line meet gently.
        i, j = max(0, a.lon.size - 2), min(1, b.lon.size - 1)
        x, y = np.array([a.lon[i], b.lon[j]]), np.array([a.lat[i], b.lat[j]])
        extra.append(ExtraWay(x, y, BETWEEN, False, 0.42 * min(a.width_m, b.width_m)))
    return Ways(tuple(lanes), tuple(schemes), tuple(extra))


def line(points: Sequence[Sequence[float]]) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of a list of places."""
    some = np.asarray(points, np.float64)
    return np.ascontiguousarray(some[:, 0]), np.ascontiguousarray(some[:, 1])


def shifted(lon: Floats, lat: Floats, metres: float) -> tuple[Floats, Floats]:
    """A line moved to starboard."""
    scale = np.cos(np.radians(lat))
    x, y = np.diff(lon) * 0.5 * (scale[1:] + scale[:-1]), np.diff(lat)
    far = np.hypot(x, y)
    x, y = x / far, y / far
    in_x, in_y = np.concatenate([x[:1], x]), np.concatenate([y[:1], y])
    out_x, out_y = np.concatenate([x, x[-1:]]), np.concatenate([y, y[-1:]])
    along_x, along_y = in_x + out_x, in_y + out_y
    whole = np.hypot(along_x, along_y)
    miter = metres / METRES / np.maximum(0.5, 0.5 * whole)
    return lon + along_y / whole * miter / scale, lat - along_x / whole * miter


def even(lon: Floats, lat: Floats, point_m: float) -> tuple[Floats, Floats]:
    """A line with more points, so that none is further than `point_m` from the next."""
    scale = np.cos(np.radians(0.5 * (lat[1:] + lat[:-1])))
    pieces = np.maximum(1, np.ceil(np.hypot(np.diff(lon) * scale, np.diff(lat)) * METRES / point_m)).astype(int)
    at = np.concatenate([k + np.arange(n) / n for k, n in enumerate(pieces)] + [[float(lon.size - 1)]])
    return np.interp(at, np.arange(lon.size), lon), np.interp(at, np.arange(lon.size), lat)


def _joints(tables: Sequence[Table]) -> Iterator[tuple[int, int]]:
    """Pairs of lanes (end of one, begin of the other) whose separation lines meet, without a turn back."""
    ends = []  # lane, first point, last point, and the way it heads at either
    for number, table in enumerate(tables):
        for back in (0, 1):
            x, y = line(table["line"][:: -1 if back else 1])
            ends.append((2 * number + back, (x[0], y[0]), (x[-1], y[-1]), _head(x[:2], y[:2]), _head(x[-2:], y[-2:])))
    for one, _, last, _, heading in ends:
        for other, first, _, after, _ in ends:
            if one // 2 != other // 2 and last == first and float(heading @ after) > -0.3:
                yield one, other


def _head(x: Floats, y: Floats) -> npt.NDArray[np.float64]:
    way = np.array([(x[1] - x[0]) * np.cos(np.radians(y[0])), y[1] - y[0]])
    whole: npt.NDArray[np.float64] = way / np.hypot(*way)
    return whole


def band(tables: Sequence[Table], lon: Floats, lat: Floats) -> Floats:
    """What crossing costs at places: 1 outside all ways, more among their lanes, most in a separation zone."""
    factor = np.ones(lon.size)
    for table in tables:
        x, y = line(table["line"])
        zone, reach = 0.5 * table["zone"], 0.5 * table["zone"] + table["lane"]
        pad = reach / METRES * 2.5
        near = np.flatnonzero(
            (lon > x.min() - pad) & (lon < x.max() + pad) & (lat > y.min() - pad) & (lat < y.max() + pad)
        )
        far = np.full(near.size, np.inf)
        for k in range(x.size - 1):
            scale = np.cos(np.radians(y[k]))
            px, py = (lon[near] - x[k]) * scale, lat[near] - y[k]
            dx, dy = (x[k + 1] - x[k]) * scale, y[k + 1] - y[k]
            share = np.clip((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0)
            far = np.minimum(far, np.hypot(px - share * dx, py - share * dy) * METRES)
        factor[near] = np.maximum(factor[near], np.where(far < zone, 3.0, np.where(far < reach, 1.8, 1.0)))
    return factor
