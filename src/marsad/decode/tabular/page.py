"""What one stretch of a table is read into, before it becomes Arrow: plain arrays, one entry a row."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.decode.tabular.fields import N_STATIC
from marsad.schema import REASONS

POSITION, BASE_STATION, ATON, STATIC_ONLY = 0, 1, 2, 3
"""Where a row goes: by its message number."""

ROWS, REJECTS, STATEMENTS, ROW_NUMBER, USED_BYTES, REJECT_BYTES, OTHER_LINES, OTHER_BYTES, BLANK_LINES, BLANK_BYTES = (
    range(10)
)
TALLIES = 10
REASON_CODES = {name: code for code, (name, _) in enumerate(REASONS)}
"""The code of each reason for a reject."""


class Rows(NamedTuple):
    """The rows that could be used. NaN and 0 (type), 255 (status) are null."""

    t: NDArray[np.int64]
    mmsi: NDArray[np.uint32]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    sog: NDArray[np.float32]
    cog: NDArray[np.float32]
    heading: NDArray[np.float32]
    rot: NDArray[np.float32]
    status: NDArray[np.uint8]
    type: NDArray[np.uint8]
    family: NDArray[np.uint8]
    flags: NDArray[np.uint32]
    digest: NDArray[np.uint64]
    number: NDArray[np.int64]


class Rejects(NamedTuple):
    """What could not be used."""

    t: NDArray[np.int64]
    offset: NDArray[np.int64]
    length: NDArray[np.int64]
    reason: NDArray[np.int32]


class Statements(NamedTuple):
    """Rows whose static cells differ from those their vessel showed last, and where these cells lie."""

    row: NDArray[np.int64]
    always: NDArray[np.bool_]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]


def new_rows(count: int) -> Rows:
    """Room for so many rows, not cleared."""
    kinds = ("i8", "u4", "f8", "f8", "f4", "f4", "f4", "f4", "u1", "u1", "u1", "u4", "u8", "i8")
    return Rows(*(np.empty(count, kind) for kind in kinds))


def new_rejects(count: int) -> Rejects:
    """Room for so many rejects, not cleared."""
    return Rejects(np.empty(count, "i8"), np.empty(count, "i8"), np.empty(count, "i8"), np.empty(count, "i4"))


def new_statements(count: int) -> Statements:
    """Room for so many statements, not cleared."""
    cells = (count, N_STATIC)
    return Statements(np.empty(count, "i8"), np.empty(count, np.bool_), np.empty(cells, "i8"), np.empty(cells, "i8"))
