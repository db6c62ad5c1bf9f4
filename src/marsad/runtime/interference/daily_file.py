"""Daily counts of aircraft by cell, in the layout of the files of gpsjam.org: `date`, `h3`, `count_good_aircraft`,
`count_bad_aircraft`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from marsad.geo.box import Box
from marsad.runtime.interference.cell_grid import are_cells, middles_of, resolutions_of
from marsad.schema.refusal import Refusal

COLUMNS: Final = ("date", "h3", "count_good_aircraft", "count_bad_aircraft")
_NO_DAY: Final = -(1 << 31)
_EPOCH: Final = date(1970, 1, 1).toordinal()
_LAYOUT: Final = f"a daily file has the columns {', '.join(COLUMNS)}"


@dataclass(frozen=True)
class Counts:
    """Distinct senders in cells and windows, in the order (window, cell)."""

    window: npt.NDArray[np.int64]
    """Days since 1970-01-01."""
    cell: npt.NDArray[np.uint64]
    good: npt.NDArray[np.int64]
    bad: npt.NDArray[np.int64]
    rejected: dict[str, int]
    """Rows that were not used, by reason."""

    def __len__(self) -> int:
        return len(self.window)


def read_days(files: Iterable[Path], until: date | None = None, box: Box | None = None) -> Counts:
    """Read daily files, of which each cell and day may stand in one only. Days are UTC; `until` is included.

    A row without day or cell, with counts that are missing or negative, or that tells of nobody is rejected and
    counted. Raises Refusal for a file that cannot be read or has another layout, and where cells are of several sizes.
    """
    table = pa.concat_tables([_read(file) for file in files])
    window, cell = table["date"].to_numpy().astype(np.int64), table["h3"].to_numpy()
    good, bad = (table[name].to_numpy() for name in COLUMNS[2:])
    known, place = np.unique(cell, return_inverse=True)
    is_cell = are_cells(known)
    left = np.ones(len(cell), np.bool_)
    if until is not None:
        left &= (window <= _number(until)) | (window == _NO_DAY)
    if box is not None:
        inside = np.ones(len(known), np.bool_)
        inside[is_cell] = box.holds(*middles_of(known[is_cell]))
        left &= inside[place]
    rejected: dict[str, int] = {}
    for reason, rows in {
        "no day": window == _NO_DAY,
        "no H3 cell": ~is_cell[place],
        "a count is missing or negative": (good < 0) | (bad < 0),
        "tells of nobody": (good == 0) & (bad == 0),
    }.items():
        if many := int((rows & left).sum()):
            rejected[reason] = many
        left &= ~rows
    if len(np.unique(resolutions_of(known[is_cell]))) > 1:
        raise Refusal("The cells are of several sizes: give files of one H3 resolution at a time.")
    order = np.flatnonzero(left)
    order = order[np.lexsort((cell[order], window[order]))]
    window, cell = window[order], cell[order]
    same = np.flatnonzero((np.diff(window) == 0) & (cell[1:] == cell[:-1]))
    if len(same):
        raise Refusal(f"Cell {cell[same[0]]:x} of {day_of(window[same[0]])} stands twice: give each day once.")
    return Counts(window, cell, good[order], bad[order], rejected)


def day_of(window: int) -> date:
    """The day of a window."""
    return date.fromordinal(_EPOCH + int(window))


def _number(day: date) -> int:
    return day.toordinal() - _EPOCH


def _read(file: Path) -> pa.Table:
    try:
        schema = pq.read_schema(file)
        missing = [name for name in COLUMNS if name not in schema.names]
        if missing:
            raise Refusal(f"{file} has no column {missing[0]}: {_LAYOUT}.")
        table = pq.read_table(file, columns=list(COLUMNS))
    except (OSError, pa.ArrowException) as error:
        told = str(error).splitlines()[0]
        raise Refusal(f"{file} cannot be read as Parquet ({told}): {_LAYOUT}.") from error
    try:
        day = pc.fill_null(table["date"].cast(pa.date32()).cast(pa.int32()), _NO_DAY)
        columns = {"date": day, "h3": _numbers(table["h3"], pa.uint64(), 0)}
        columns |= {name: _numbers(table[name], pa.int64(), -1) for name in COLUMNS[2:]}
    except pa.ArrowException as error:
        raise Refusal(f"{file} has columns of other kinds ({str(error).splitlines()[0]}): {_LAYOUT}.") from error
    return pa.table(columns)


def _numbers(column: pa.ChunkedArray, kind: pa.DataType, missing: int) -> pa.ChunkedArray:
    """A column of numbers; cells may also be written as text in base 16."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        import h3ronpy

        column = pa.chunked_array([pa.array(h3ronpy.cells_parse(column.combine_chunks(), set_failing_to_invalid=True))])
    return pc.fill_null(column.cast(kind), missing)
