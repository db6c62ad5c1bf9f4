"""REST for layers of the chart that the room counts: where vessels were, and from where they were heard."""

from __future__ import annotations

from typing import Annotated

import msgspec
import numpy as np
from litestar import get
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.params import QueryParameter

from marsad.runtime.watch_room import WatchRoom
from marsad.serve.access import needs
from marsad.tracks.density import HOUR_US
from marsad.tracks.sea_cells import COLUMNS, PER_DEGREE, Cells, Part

Longitude = Annotated[float, QueryParameter(ge=-720, le=720)]
Latitude = Annotated[float, QueryParameter(ge=-90, le=90)]
Hours = Annotated[int, QueryParameter(ge=1, le=24)]


class DensityJson(msgspec.Struct):
    """Squares of `cell_deg` degrees: the south-west corner of square i lies at `column[i]` * `cell_deg` east of 180 W
    and `row[i]` * `cell_deg` north of 90 S. `vessels[i]` were in it at a time, on the mean of the `minutes` that were
    counted from `since_ms` to `until_ms` (milliseconds UTC; null: nothing was counted yet)."""

    cell_deg: float
    since_ms: int | None
    until_ms: int | None
    minutes: int
    column: list[int]
    row: list[int]
    vessels: list[float]


class CoverageJson(msgspec.Struct):
    """Squares likewise. Of each how long ago it was heard from last, in seconds, and by how many receivers since
    `since_ms`; those that are not here were not heard from."""

    cell_deg: float
    now_ms: int
    since_ms: int | None
    column: list[int]
    row: list[int]
    heard_s: list[int]
    receivers: list[int]


@get("/api/layers/density", sync_to_thread=True, opt=needs("viewer"))
def density(
    state: State,
    west: Longitude,
    south: Latitude,
    east: Longitude,
    north: Latitude,
    hours: Hours = 1,
) -> DensityJson:
    """Where vessels were in the last hours, in squares that suit the size of the view."""
    room: WatchRoom = state.room
    part = _part(west, south, east, north)
    found = room.density.of(part, room.clock() - hours * HOUR_US)
    column, row = _places(found.cells, part)
    vessels = np.round(found.counts / max(1, found.minutes), 3).tolist()
    return DensityJson(
        part.step / PER_DEGREE, _ms(found.since_us), _ms(found.until_us), found.minutes, column, row, vessels
    )


@get("/api/layers/coverage", sync_to_thread=True, opt=needs("viewer"))
def coverage(state: State, west: Longitude, south: Latitude, east: Longitude, north: Latitude) -> CoverageJson:
    """From where vessels were heard: when last, and by how many receivers."""
    room: WatchRoom = state.room
    part = _part(west, south, east, north)
    found, now = room.picture.heard_from.of(part), room.clock()
    column, row = _places(found.cells, part)
    ago = (np.maximum(0, now - found.heard_us) // 1_000_000).tolist()
    return CoverageJson(
        part.step / PER_DEGREE, now // 1000, _ms(found.since_us), column, row, ago, found.receivers.tolist()
    )


def _part(west: float, south: float, east: float, north: float) -> Part:
    if south > north:
        raise HTTPException("south lies north of north: exchange them.", status_code=400)
    return Part(west, south, east, north)


def _places(cells: Cells, part: Part) -> tuple[list[int], list[int]]:
    across = COLUMNS // part.step
    return (cells % across).tolist(), (cells // across).tolist()


def _ms(t_us: int | None) -> int | None:
    return None if t_us is None else t_us // 1000


HANDLERS = [density, coverage]
