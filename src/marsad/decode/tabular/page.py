"""What one stretch of a table is read into, before it becomes Arrow: plain arrays, one entry a row."""

from __future__ import annotations

from typing import Any, NamedTuple

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


Array = NDArray[Any]


class Rows(NamedTuple):
    """The rows that could be used. NaN and 0 (type), 255 (status) are null."""

    t: Array
    mmsi: Array
    lat: Array
    lon: Array
    sog: Array
    cog: Array
    heading: Array
    rot: Array
    status: Array
    type: Array
    family: Array
    flags: Array
    digest: Array
    number: Array


class Rejects(NamedTuple):
    """What could not be used."""

    t: Array
    offset: Array
    length: Array
    reason: Array


class Statements(NamedTuple):
    """Rows whose static cells differ from those their vessel showed last, and where these cells lie."""

    row: Array
    always: Array
    begin: Array
    end: Array


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
