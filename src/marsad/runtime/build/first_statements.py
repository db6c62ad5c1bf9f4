"""Statements out of tables: of those that say the same on one day, the first."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from marsad.schema.flags import Flag


def first_statements(new: pa.Table, held: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Rows of `static` of one day, without those out of tables that say what an earlier one said.

    A table repeats what a vessel says with every position; how often a reader gives it depends on the order of the rows
    and on where files were cut, the earliest time does not. Sentences are left as they are: each was a transmission.
    """
    count = new.num_rows + held.num_rows
    if not count:
        return new, held
    flags, mmsi, digest, t = (
        np.concatenate([table[name].cast(kind).to_numpy() for table in (held, new)])
        for name, kind in (("flags", pa.uint32()), ("mmsi", pa.uint32()), ("digest", pa.uint64()), ("t", pa.int64()))
    )
    of_table = np.flatnonzero(flags & np.uint32(Flag.TABLE))
    if not of_table.size:
        return new, held
    order = of_table[np.lexsort((t[of_table], digest[of_table], mmsi[of_table]))]
    again = (mmsi[order][1:] == mmsi[order][:-1]) & (digest[order][1:] == digest[order][:-1])
    stays = np.ones(count, np.bool_)
    stays[order[1:][again]] = False
    return new.filter(pa.array(stays[held.num_rows :])), held.filter(pa.array(stays[: held.num_rows]))
