"""The last miles: from a quay, or any place near the coast, out to where the net of the sea begins."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from marsad.testing.simulator.sea import berth_kernel, coast_kernel, grid_kernel, link_kernel
from marsad.testing.simulator.sea.coast import Shore, part
from marsad.testing.simulator.sea.grid import Net
from marsad.testing.simulator.sea.navigation import NOWHERE, Chart, Line, chart

_HALF_AND_STEP_DEG = ((0.13, 0.0025), (0.35, 0.005), (0.9, 0.01), (1.8, 0.02))
_OCEAN_HALF_AND_STEP_DEG = ((0.6, 0.014), (0.8, 0.006), (1.8, 0.02), (1.2, 0.006))
_FREE_M, _OUT_M = 2000.0, 3000.0
"""Roads have so much free water and lie so far off the port, where that can be had."""
BERTH_OFF_M = 60.0
_FINE_BIN_DEG, _PAD_DEG = 0.02, 0.08
_BERTH_MARGIN_M, _BERTHS_APART_M = 30.0, 160.0


class Harbour(NamedTuple):
    """The fine chart around a place, and how one gets out of it."""

    fine: Chart
    roads: int
    """Node of the sea's chart where the fine chart's ways end."""
    goal: int
    """Node of the fine chart from which the roads are seen."""
    roads_lon: float
    roads_lat: float

    def covers(self, lon: float, lat: float) -> bool:
        """Whether a place lies well within the fine chart."""
        net = self.fine.net
        high, wide = net.rows * net.step_lat, net.columns * net.step_lon
        up, east = lat - net.south, (lon - net.west) % 360.0
        return 0.15 * high < up < 0.85 * high and 0.15 * wide < east < 0.85 * wide

    def between(self, start: tuple[float, float], goal: tuple[float, float]) -> Line | None:
        """From place to place within the fine chart; None where no way leads."""
        return joined_by(self.fine, start, goal)

    def out(self, lon: float, lat: float) -> Line | None:
        """From a place to the roads, both ends included; None where no way leads out."""
        node = _nearest(self.fine, lon, lat)
        if node < 0:
            return None
        found = self.fine.way(node, self.goal, keep=True)
        if found is None:
            return None
        line = Line(
            np.concatenate([[lon], found.lon, [self.roads_lon]]),
            np.concatenate([[lat], found.lat, [self.roads_lat]]),
            np.concatenate([found.width[:1], found.width, found.width[-1:]]),
        )
        fixed = np.zeros(line.lon.size, np.bool_)
        return self.fine.tight(line, fixed)


def joined_by(fine: Chart, start: tuple[float, float], goal: tuple[float, float]) -> Line | None:
    """A way from place to place on a fine chart; None where there is none."""
    first, last = _nearest(fine, *start), _nearest(fine, *goal)
    if first < 0 or last < 0:
        return None
    found = fine.way(first, last)
    if found is None:
        return None
    line = Line(
        np.concatenate([[start[0]], found.lon, [goal[0]]]),
        np.concatenate([[start[1]], found.lat, [goal[1]]]),
        np.concatenate([found.width[:1], found.width, found.width[-1:]]),
    )
    return fine.tight(line, np.zeros(line.lon.size, np.bool_))


def harbour(sea: Chart, lon: float, lat: float) -> Harbour | None:
    """The way out from a place, in a window as large as need be. None where there is none."""
    tries = _OCEAN_HALF_AND_STEP_DEG if sea.net.step_lat > 0.2 else _HALF_AND_STEP_DEG
    for half, step in tries:
        stretch = 1.0 / max(0.1, math.cos(math.radians(lat)))
        low, high = max(-89.0, lat - half), min(89.0, lat + half)
        area = (lon - half * stretch, low, lon + half * stretch, high)
        fine = chart(coast_near(sea.shore, area), area, (step * stretch, step), _BERTH_MARGIN_M, 700.0, 250.0)
        seed = _seed(fine, lon, lat)
        if seed < 0:
            continue
        cost = grid_kernel.toward(fine.net, fine.factor, seed, NOWHERE, 0.0)[1]
        best, roads, goal = math.inf, -1, -1
        for node in _cells_within(sea.net, area):
            if sea.part[node] != sea.main:
                continue
            x, y = float(sea.net.lon[node]), float(sea.net.lat[node])
            seen = int(grid_kernel.seen_from(sea.shore, fine.net, x, y, 1, 1, _BERTH_MARGIN_M))
            if seen < 0 or not math.isfinite(cost[seen]):
                continue
            out = coast_kernel.length(x, y, lon, lat)
            total = cost[seen] + 3.0 * max(0.0, _FREE_M - sea.net.free[node]) + 3.0 * max(0.0, _OUT_M - out)
            if total < best:
                best, roads, goal = total, node, seen
        if roads >= 0:
            return Harbour(fine, roads, goal, float(sea.net.lon[roads]), float(sea.net.lat[roads]))
    return None


def berths(place: Harbour, lon: float, lat: float, radius_m: float, wanted: int) -> list[tuple[float, float, float]]:
    """Longitude, latitude and heading of berths along the coast around a port's middle, the nearest first."""
    fine = place.fine
    following, _ = grid_kernel.toward(fine.net, fine.factor, place.goal, NOWHERE, 0.0)
    found = berth_kernel.along_coast(fine.shore, lon, lat, radius_m, BERTH_OFF_M, _BERTH_MARGIN_M)
    order = np.argsort(found[:, 3], kind="stable")
    chosen: list[tuple[float, float, float]] = []
    for x, y, heading, _ in found[order]:
        if any(coast_kernel.length(x, y, a, b) < _BERTHS_APART_M for a, b, _ in chosen):
            continue
        node = _nearest(fine, x, y)
        if node < 0 or (following[node] < 0 and node != place.goal):
            continue
        chosen.append((float(x), float(y), float(heading)))
        if len(chosen) == wanted:
            break
    return chosen


def coast_near(shore: Shore, area: tuple[float, float, float, float]) -> Shore:
    """The coast that a fine chart of an area asks; the same where the sea's own bins are fine."""
    if shore.bin_deg <= _FINE_BIN_DEG:
        return shore
    west, south, east, north = area
    pad = _PAD_DEG / max(0.1, math.cos(math.radians(max(abs(south), abs(north)))))
    return part(shore, (west - pad, south - _PAD_DEG, east + pad, north + _PAD_DEG), _FINE_BIN_DEG)


def _nearest(fine: Chart, lon: float, lat: float) -> int:
    """The node of the fine chart in clear sight of a place; -1 none."""
    return int(grid_kernel.seen_from(fine.shore, fine.net, lon, lat, 2, 2, 0.5 * _BERTH_MARGIN_M))


def _seed(fine: Chart, lon: float, lat: float) -> int:
    """The node that a port hangs on, whose middle may be drawn on land; -1 where all is land."""
    node = _nearest(fine, lon, lat)
    if node >= 0 and fine.part[node] == fine.main:
        return node
    free = np.flatnonzero((fine.net.free > 0.0) & (fine.part == fine.main))
    if free.size == 0:
        return -1
    far = link_kernel.lengths(lon, lat, fine.net.lon[free], fine.net.lat[free])
    return int(free[int(far.argmin())])


def _cells_within(net: Net, area: tuple[float, float, float, float]) -> Iterator[int]:
    west, south, east, north = area
    low = max(0, math.floor((south - net.south) / net.step_lat) + 1)
    high = min(net.rows, math.floor((north - net.south) / net.step_lat))
    left = math.floor((west - net.west) / net.step_lon) + 1
    right = math.floor((east - net.west) / net.step_lon)
    for row in range(low, high):
        for column in range(left, right):
            if 0 <= column < net.columns:
                yield row * net.columns + column
            elif net.round_world:
                yield row * net.columns + column % net.columns
