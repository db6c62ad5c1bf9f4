"""Columns that no single field holds: instants, the turn in degrees, identities that are null only together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marsad.decode.block import Block
from marsad.decode.derive_kernel import fix_time, null_island, nullify, still_nothing, turn, utc_time
from marsad.schema.flags import Flag


def columns(table: str, filled: set[str], timed: bool) -> set[str]:
    """The derived columns a table has, given those that fields fill, and whether times of reception are known."""
    made = set()
    if timed and "second" in filled and table in ("position", "aton"):
        made.add("t_fix")
    if "rot_raw" in filled:
        made.add("rot_deg_min")
    if "year" in filled:
        made.add("utc")
    if "data" in filled:
        made.add("bit_length")
    return made


def fill(table: str, block: Block, t: NDArray[np.int64], t_ok: NDArray[np.uint8], flags: NDArray[np.uint32]
         ) -> None:  # fmt: skip
    """Compute the derived columns of one table, and the quality marks that need more than one column."""
    if "t_fix" in block and "second" in block:
        fix_time(t, t_ok, block.column("second"), block.valid("second"), block.column("t_fix"), block.valid("t_fix"))
    if "rot_deg_min" in block:
        turn(block.column("rot_raw"), block.valid("rot_raw"), block.column("rot_deg_min"), block.valid("rot_deg_min"))
    if "utc" in block:
        _utc(block, flags)
    if "lon_deg" in block and "lat_deg" in block and "lon_e4min" in block:
        null_island(block.column("lon_e4min"), block.column("lat_e4min"), block.valid("lon_e4min"),
                    block.valid("lat_e4min"), int(Flag.NULL_ISLAND), flags)  # fmt: skip


def _utc(block: Block, flags: NDArray[np.uint32]) -> None:
    """The date and time of a base station as an instant, where all its parts are told and the day exists."""
    names = ("year", "month", "day", "hour", "minute", "second")
    told = np.bitwise_and.reduce([block.valid(name) for name in names])
    year, month, day, hour, minute, second = (block.column(name) for name in names)
    utc_time(year, month, day, hour, minute, second, told, int(Flag.DATE_RANGE), block.column("utc"),
             block.valid("utc"), flags)  # fmt: skip


def null_together(block: Block, names: tuple[str, ...], rows: NDArray[np.int32]) -> None:
    """Columns that say not available by being all zero."""
    nothing = np.ones(len(rows), np.uint8)
    for name in names:
        still_nothing(block.column(name), block.valid(name), rows, nothing)
    for name in names:
        nullify(block.valid(name), rows, nothing)
