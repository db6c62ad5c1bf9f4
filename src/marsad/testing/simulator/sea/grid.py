"""A net of places in water for finding ways: cells of a grid, and extra ways over them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.records import Floats
from marsad.testing.simulator.sea import grid_kernel, link_kernel
from marsad.testing.simulator.sea.coast import Shore

Ints = npt.NDArray[np.int32]


class Net(NamedTuple):
    """What the kernels walk on. Nodes are the grid's cells, row by row from the south-west, then extra points."""

    west: float
    south: float
    step_lon: float
    step_lat: float
    rows: int
    columns: int
    round_world: bool
    lon: Floats
    lat: Floats
    free: Floats
    """Metres of water around each node; negative where a cell has none."""
    moves: npt.NDArray[np.uint16]
    """Of the cells: to which of the 16 neighbours one may go."""
    extra_starts: npt.NDArray[np.int64]
    """Where in the next arrays the extra steps that lead to a node begin."""
    extra_from: Ints
    """The node that an extra step comes from."""
    extra_m: Floats
    extra_factor: Floats
    """What a metre of it costs; negative: what the cell's cost."""


class ExtraWay(NamedTuple):
    """A way over the grid: a lane, a canal, a narrow passage."""

    lon: Floats
    lat: Floats
    factor: float
    both: bool
    """Sailed in both directions."""
    half_m: float
    """How far to either side of the line a ship sails."""
    entries: bool = True
    """Ships join and leave anywhere along it, not at its ends alone."""


def net(
    shore: Shore,
    area: tuple[float, float, float, float],
    step_lon: float,
    step_lat: float,
    margin_m: float,
    wanted_m: float,
    cap_m: float,
    ways: Sequence[ExtraWay] = (),
) -> Net:
    """The net of an area (west, south, east, north) with cells of the given steps in degrees.

    A node has at least `margin_m` of water around it; a cell with less than `wanted_m` at its middle looks for more.
    Clearances are told up to `cap_m`.
    """
    west, south, east, north = area
    columns = math.ceil(round((east - west) / step_lon, 6))
    rows = math.ceil(round((north - south) / step_lat, 6))
    round_world = columns * step_lon >= 360.0 - 1e-9
    lon, lat, free = grid_kernel.place(shore, west, south, step_lon, step_lat, rows, columns, margin_m, wanted_m, cap_m)
    moves = grid_kernel.open_moves(shore, lon, lat, free, rows, columns, round_world, 0.8 * margin_m)
    bare = Net(
        west, south, step_lon, step_lat, rows, columns, round_world, lon, lat, free, moves,
        np.zeros(lon.size + 1, np.int64), np.empty(0, np.int32), np.empty(0), np.empty(0),
    )  # fmt: skip
    return _with(shore, bare, ways, 0.5 * margin_m) if ways else bare


def _with(shore: Shore, bare: Net, ways: Sequence[ExtraWay], margin_m: float) -> Net:
    cells = bare.lon.size
    lon, lat = (np.concatenate([some, *(getattr(way, name) for way in ways)]) for some, name in
                ((bare.lon, "lon"), (bare.lat, "lat")))  # fmt: skip
    steps: list[tuple[int, int, float, float]] = []  # from, to, metres, factor
    first = cells
    for way in ways:
        count = way.lon.size
        for k in range(count - 1):
            far = float(link_kernel.length(way.lon[k], way.lat[k], way.lon[k + 1], way.lat[k + 1]))
            steps.append((first + k, first + k + 1, far, way.factor))
            if way.both:
                steps.append((first + k + 1, first + k, far, way.factor))
        for k in range(count):
            if way.entries or k in (0, count - 1):
                for node in link_kernel.around(shore, bare, way.lon[k], way.lat[k], margin_m):
                    if node >= 0:
                        far = float(link_kernel.length(way.lon[k], way.lat[k], bare.lon[node], bare.lat[node]))
                        steps.append((int(node), first + k, far, -1.0))
                        steps.append((first + k, int(node), far, -1.0))
        first += count
    steps += _meetings(lon, lat, cells)
    to = np.array([step[1] for step in steps], np.int64)
    order = np.argsort(to, kind="stable")
    return bare._replace(
        lon=lon,
        lat=lat,
        free=np.concatenate([bare.free, np.full(lon.size - cells, 1000.0)]),
        extra_starts=np.searchsorted(to[order], np.arange(lon.size + 1)).astype(np.int64),
        extra_from=np.array([step[0] for step in steps], np.int32)[order],
        extra_m=np.array([step[2] for step in steps])[order],
        extra_factor=np.array([step[3] for step in steps])[order],
    )


def _meetings(lon: Floats, lat: Floats, cells: int) -> list[tuple[int, int, float, float]]:
    """Steps between points of extra ways that are the same place."""
    at: dict[tuple[float, float], int] = {}
    steps = []
    for node in range(cells, lon.size):
        other = at.setdefault((float(lon[node]), float(lat[node])), node)
        if other != node:
            steps += [(node, other, 0.0, 1.0), (other, node, 0.0, 1.0)]
    return steps
