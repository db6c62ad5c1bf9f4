"""Statements out of tables: of those that say the same on one day, the first."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.schema.flags import Flag

_NUMBERS = {"flags": pa.uint32(), "mmsi": pa.uint32(), "digest": pa.uint64(), "t": pa.int64(), "type": pa.uint8()}
_WORDS = ("station", "source")


def first_statements(new: pa.Table, held: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Rows of `static` of one day, without those out of tables that say what an earlier one said.

    A table repeats what a vessel says with every position; how often a reader gives it depends on the order of the rows
    and on where files were cut, the earliest time does not. Sentences are left as they are: each was a transmission.
    """
    count = new.num_rows + held.num_rows
    if not count:
        return new, held
    both = [held, new]
    flags, mmsi, digest, t, message = (_numbers(both, name, kind) for name, kind in _NUMBERS.items())
    of_table = np.flatnonzero(flags & np.uint32(Flag.TABLE))
    if not of_table.size:
        return new, held
    station, source = (_ranks(both, name) for name in _WORDS)
    # What tells where a row was read comes last, so that it decides nothing but itself.
    keys = (source, flags, message, station, t, digest, mmsi)
    order = of_table[np.lexsort(tuple(key[of_table] for key in keys))]
    again = (mmsi[order][1:] == mmsi[order][:-1]) & (digest[order][1:] == digest[order][:-1])
    stays = np.ones(count, np.bool_)
    stays[order[1:][again]] = False
    return new.filter(pa.array(stays[held.num_rows :])), held.filter(pa.array(stays[: held.num_rows]))


def _numbers(tables: list[pa.Table], name: str, kind: pa.DataType) -> npt.NDArray[Any]:
    """A column of both tables, 0 for null; columns that are null throughout may lack."""
    if name not in tables[0].column_names:
        return np.zeros(sum(table.num_rows for table in tables), np.int64)
    return np.concatenate([table[name].cast(kind).fill_null(0).to_numpy() for table in tables])


def _ranks(tables: list[pa.Table], name: str) -> npt.NDArray[np.int64]:
    """The place of each word among those that occur, in their order; nulls stand first."""
    if name not in tables[0].column_names:
        return np.zeros(sum(table.num_rows for table in tables), np.int64)
    words = pa.chunked_array([chunk for table in tables for chunk in table[name].cast(pa.string()).chunks], pa.string())
    ranks: npt.NDArray[np.int64] = pc.rank(words.fill_null(""), tiebreaker="dense").to_numpy().astype(np.int64)
    return ranks
