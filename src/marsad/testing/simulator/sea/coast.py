"""The coast lines of one sea, put into bins so that the nearest is found at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.geo.land import land
from marsad.testing.simulator.records import Floats
from marsad.testing.simulator.sea.places import Canal

FAR = 250


class Shore(NamedTuple):
    """What the kernels ask. Bins are square in degrees, rows from the south, columns from the west."""

    west: float
    south: float
    bin_deg: float
    round_world: bool
    """The last column's neighbour is the first."""
    starts: npt.NDArray[np.int32]
    """Where the coast lines of a bin begin in `edges`, bin after bin."""
    edges: npt.NDArray[np.int32]
    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    rings: npt.NDArray[np.uint8]
    """How many bins away the nearest one with a coast is; FAR at most."""
    state: npt.NDArray[np.uint8]
    """1: the bin's middle is land."""
    canal_bins: npt.NDArray[np.bool_]
    canal_x0: Floats
    canal_y0: Floats
    canal_x1: Floats
    canal_y1: Floats
    canal_half: Floats


def shore(
    area: tuple[float, float, float, float],
    bin_deg: float,
    canals: Sequence[Canal],
    barriers: Sequence[tuple[Floats, Floats]] = (),
) -> Shore:
    """The coast within an area (west, south, east, north), which may go round the world, and lines nobody crosses."""
    world = land()
    x0, y0 = world.lon_deg, world.lat_deg
    x1, y1 = x0[world.following], y0[world.following]
    # A barrier is there twice, so that what counts coast lines finds no land behind it.
    lines = [(lon[k : k + 2], lat[k : k + 2]) for lon, lat in barriers for k in range(lon.size - 1)] * 2
    x0, x1 = (np.concatenate([some, [x[end] for x, _ in lines]]) for some, end in ((x0, 0), (x1, 1)))
    y0, y1 = (np.concatenate([some, [y[end] for _, y in lines]]) for some, end in ((y0, 0), (y1, 1)))
    canal = np.concatenate([_lines(canal) for canal in canals]) if canals else np.empty((0, 5))
    return _shore(area, bin_deg, (x0, y0, x1, y1), canal)


def part(whole: Shore, area: tuple[float, float, float, float], bin_deg: float) -> Shore:
    """The coast of a smaller area in smaller bins: quicker to ask, and known only within."""
    west, south, east, north = area
    rows, columns = whole.rings.shape
    low = max(0, int((south - whole.south) / whole.bin_deg))
    high = min(rows - 1, int((north - whole.south) / whole.bin_deg))
    left = int(np.floor((west - whole.west) / whole.bin_deg))
    right = int(np.floor((east - whole.west) / whole.bin_deg))
    column = np.arange(left, right + 1)
    column = np.unique(column % columns) if whole.round_world else column[(column >= 0) & (column < columns)]
    bins = (np.arange(low, high + 1)[:, None] * columns + column).ravel()
    found = np.unique(np.concatenate([whole.edges[whole.starts[at] : whole.starts[at + 1]] for at in bins]))
    coast = (whole.x0[found], whole.y0[found], whole.x1[found], whole.y1[found])
    canal = np.column_stack([whole.canal_x0, whole.canal_y0, whole.canal_x1, whole.canal_y1, whole.canal_half])
    return _shore(area, bin_deg, coast, canal)


def _shore(
    area: tuple[float, float, float, float],
    bin_deg: float,
    coast: tuple[Floats, Floats, Floats, Floats],
    canal: npt.NDArray[np.float64],
) -> Shore:
    west, south, east, north = area
    columns, rows = (max(1, round(span / bin_deg)) for span in (east - west, north - south))
    x0, y0, x1, y1 = coast
    low_row, high_row = (
        np.floor((pick(y0, y1) - south) / bin_deg).astype(np.int64) for pick in (np.minimum, np.maximum)
    )
    left = np.minimum(x0, x1)
    low_column = np.floor(((left - west) % 360.0) / bin_deg).astype(np.int64)
    high_column = np.floor((((left - west) % 360.0) + np.abs(x1 - x0)) / bin_deg).astype(np.int64)
    turn = round(360.0 / bin_deg)
    # An edge that begins west of the area and reaches into it counts from the columns below 0.
    shift = (low_column >= columns) & (high_column >= turn)
    low_column, high_column = low_column - turn * shift, high_column - turn * shift
    near = (high_row >= 0) & (low_row < rows) & (low_column < columns) & (high_column >= 0)
    number = np.flatnonzero(near)
    x0, y0, x1, y1 = (np.ascontiguousarray(some[number]) for some in (x0, y0, x1, y1))
    low_row, high_row = (np.clip(some[number], 0, rows - 1) for some in (low_row, high_row))
    low_column, high_column = (np.clip(some[number], 0, columns - 1) for some in (low_column, high_column))
    starts, edges = _binned(low_row, high_row, low_column, high_column, rows, columns)
    round_world = columns == turn
    has = (np.diff(starts) > 0).reshape(rows, columns)
    middle_lon, middle_lat = np.meshgrid(
        west + (np.arange(columns) + 0.5) * bin_deg, south + (np.arange(rows) + 0.5) * bin_deg
    )
    state = land().is_land(middle_lon, middle_lat).astype(np.uint8)
    canal_bins = np.zeros((rows, columns), np.bool_)
    for a, b, c, d, half_width_m in canal:
        pad = half_width_m / 50_000.0
        first = np.floor((np.array([min(a, c) - pad - west, min(b, d) - pad - south])) / bin_deg).astype(int)
        last = np.floor((np.array([max(a, c) + pad - west, max(b, d) + pad - south])) / bin_deg).astype(int)
        canal_bins[max(0, first[1]) : max(0, last[1] + 1), max(0, first[0]) : max(0, last[0] + 1)] = True
    return Shore(
        float(west),
        float(south),
        float(bin_deg),
        round_world,
        starts,
        edges,
        x0,
        y0,
        x1,
        y1,
        _rings(has, round_world),
        state,
        canal_bins,
        *(np.ascontiguousarray(canal[:, k]) for k in range(5)),
    )


def _lines(canal: Canal) -> npt.NDArray[np.float64]:
    half = np.full(canal.lon.size - 1, canal.half_width_m)
    return np.column_stack([canal.lon[:-1], canal.lat[:-1], canal.lon[1:], canal.lat[1:], half])


def _binned(
    low_row: npt.NDArray[np.int64],
    high_row: npt.NDArray[np.int64],
    low_column: npt.NDArray[np.int64],
    high_column: npt.NDArray[np.int64],
    rows: int,
    columns: int,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    wide = high_column - low_column + 1
    count = (high_row - low_row + 1) * wide
    edge = np.repeat(np.arange(count.size), count)
    nth = np.arange(edge.size) - np.repeat(np.cumsum(count) - count, count)
    where = (low_row[edge] + nth // wide[edge]) * columns + low_column[edge] + nth % wide[edge]
    order = np.argsort(where, kind="stable")
    starts = np.searchsorted(where[order], np.arange(rows * columns + 1)).astype(np.int32)
    return starts, edge[order].astype(np.int32)


def _rings(has: npt.NDArray[np.bool_], round_world: bool) -> npt.NDArray[np.uint8]:
    """Chebyshev distance in bins, by one dilation for each ring until nothing changes."""
    rings = np.full(has.shape, FAR, np.uint8)
    rings[has] = 0
    reached = has
    for ring in range(1, FAR):
        across = reached.copy()
        across[:, 1:] |= reached[:, :-1]
        across[:, :-1] |= reached[:, 1:]
        if round_world:
            across[:, 0] |= reached[:, -1]
            across[:, -1] |= reached[:, 0]
        grown = across.copy()
        grown[1:] |= across[:-1]
        grown[:-1] |= across[1:]
        new = grown & ~reached
        if not new.any():
            break
        rings[new] = ring
        reached = grown
    return rings
