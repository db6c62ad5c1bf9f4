"""Closed ways over the water: a lane there and back, a round on a ground. Plain arrays of longitude and latitude."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from marsad.testing.traffic.places import Waypoint

Floats = npt.NDArray[np.float64]
M_PER_DEG = 111_195.0
STEP_M = 1000.0


def there_and_back(waypoints: Sequence[Waypoint], across: float) -> tuple[Floats, Floats]:
    """A lane driven on its right-hand side, one way and the other, with half a turn at both ends.

    `across` in -1..1 is the place within the lane's width. Corners of the lane are rounded.
    """
    points = np.array(waypoints, np.float64)
    cos = np.cos(np.radians(points[:, 1].mean()))
    plane = np.column_stack(
        [points[:, 0] * cos * M_PER_DEG, points[:, 1] * M_PER_DEG, points[:, 2] + across * points[:, 3]]
    )
    plane = resample(_rounded(plane, 4))
    along = np.gradient(plane[:, :2], axis=0)
    along /= np.hypot(along[:, 0], along[:, 1])[:, None]
    right = np.column_stack([along[:, 1], -along[:, 0]])
    there, back = plane[:, :2] + right * plane[:, 2:], (plane[:, :2] - right * plane[:, 2:])[::-1]
    path = np.vstack([there, _half_turn(there[-1], back[0]), back, _half_turn(back[-1], there[0])])
    return path[:, 0] / (cos * M_PER_DEG), path[:, 1] / M_PER_DEG


def knot(lon: float, lat: float, radius_m: float, turns: tuple[int, int], phase: float) -> tuple[Floats, Floats]:
    """A smooth closed round about a place (a Lissajous figure), as boats work a ground or a helicopter a search."""
    angle = np.linspace(0, 2 * np.pi, 64 * max(turns), endpoint=False)
    east, north = radius_m * np.sin(turns[0] * angle + phase), radius_m * np.sin(turns[1] * angle)
    return lon + east / (M_PER_DEG * np.cos(np.radians(lat))), lat + north / M_PER_DEG


def resample(path: Floats) -> Floats:
    """Points every STEP_M metres of the plane; columns beyond the first two go along."""
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path[:, :2], axis=0).T))])
    at = np.linspace(0, length[-1], max(24, int(length[-1] / STEP_M)))
    return np.column_stack([np.interp(at, length, column) for column in path.T])


def _rounded(path: Floats, times: int) -> Floats:
    """Corners cut again and again (Chaikin); the ends stay."""
    path = _halved(path, 20_000.0)
    for _ in range(times):
        cut = np.empty((2 * len(path) - 2, path.shape[1]))
        cut[0::2], cut[1::2] = 0.75 * path[:-1] + 0.25 * path[1:], 0.25 * path[:-1] + 0.75 * path[1:]
        path = np.vstack([path[:1], cut, path[-1:]])
    return path


def _halved(path: Floats, longest_m: float) -> Floats:
    """Long legs get points near their ends, so that rounding stays near the corners."""
    out = [path[0]]
    for here, after in pairwise(path):
        length = np.hypot(*(after - here)[:2])
        if length > longest_m:
            share = longest_m / 2 / length
            out += [here + share * (after - here), after - share * (after - here)]
        out.append(after)
    return np.array(out)


def _half_turn(start: Floats, end: Floats) -> Floats:
    """Half a circle to port from the end of one way to the beginning of the other, without the two ends."""
    middle, arm = (start + end) / 2, (start - end) / 2
    angle = np.linspace(0, np.pi, max(24, int(np.hypot(*arm) * np.pi / STEP_M)))[1:-1]
    turned = np.column_stack([-arm[1] * np.ones_like(angle), arm[0] * np.ones_like(angle)])
    turn: Floats = middle + np.cos(angle)[:, None] * arm + np.sin(angle)[:, None] * turned
    return turn
