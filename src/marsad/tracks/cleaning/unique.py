"""One row for each transmission. Copies are told by sender, payload and time; who else heard it goes to `reception`.

Rows of one family with equal (mmsi, digest), each at most a window after the one before by a right clock, are one
transmission: 30 s for what was heard on air, 1 s for rows of tables, never over midnight UTC. The first by (t, station,
source) is kept; of those that are equal in these, what else they say decides, and the offset only where that is equal
too. `reception` names each distinct (t, source, station) that heard it (for rows of tables each
distinct (t, station), under the first source), except one that names no station and that the kept row tells already. So
kept rows and reception together hold every hearing, and cleaning them together with more rows gives what cleaning all
rows at once gives, in any order and however they are split.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.schema.arrow import arrow_schema
from marsad.schema.lake import LAKE
from marsad.tracks.arrow_columns import one_chunk, times
from marsad.tracks.cleaning.copies import distinct_rows
from marsad.tracks.cleaning.hearings import Hearings, hearings_of
from marsad.tracks.cleaning.link_kernel import choose_hearings, choose_kept, link
from marsad.tracks.cleaning.offsets import Offsets
from marsad.tracks.cleaning.reheard import rows_of_reception
from marsad.tracks.order import order_of

HEARD_WINDOW_US: Final = 30_000_000
TABLE_WINDOW_US: Final = 1_000_000
RECEPTION = arrow_schema(LAKE["reception"])
_NO_OFFSETS = Offsets()


@dataclass(frozen=True, slots=True)
class Merged:
    """The unique rows in the order (mmsi, time for kinematics, digest, t), who heard them, and how many were copies."""

    rows: pa.Table
    reception: pa.Table
    duplicates: int


def unique(table: pa.Table, offsets: Offsets = _NO_OFFSETS) -> tuple[npt.NDArray[np.int64], pa.Table, int]:
    """Numbers of the rows to keep, in order; the rows of `reception`; how many rows were copies of others.

    `table` is of any family, in any order. Contacts and rejects have no payload: of them rows that are equal in all
    that was told are copies. Raises ValueError where a report has no time.
    """
    batch = one_chunk(table)
    if batch is None:
        return np.zeros(0, dtype=np.int64), RECEPTION.empty_table(), 0
    return _unique(batch, batch.num_rows, offsets)


def _unique(batch: pa.RecordBatch, full: int, offsets: Offsets) -> tuple[npt.NDArray[np.int64], pa.Table, int]:
    if batch.schema.get_field_index("digest") < 0:
        kept = distinct_rows(batch)
        return kept, RECEPTION.empty_table(), batch.num_rows - kept.size
    kept, chosen = _chosen(batch, hearings_of(batch, offsets, full))
    return kept, _reception(batch, chosen), batch.num_rows - kept.size


def merged(lake_rows: pa.Table, lake_reception: pa.Table, new_rows: pa.Table, offsets: Offsets = _NO_OFFSETS) -> Merged:
    """Unique rows of a day (or a part of it by MMSI) of the lake together with new ones.

    `lake_reception` may hold the hearings of other families and senders too: only those of `lake_rows` are taken. What
    comes out is the same as from all rows ever put in at once, as long as `offsets` join what they joined before. Where
    clocks were judged otherwise until now and a transmission falls apart, its parts have the payload and each its time
    and receiver; offset, group, channel and slot, which `reception` does not keep, are 0 and null.
    """
    tables = [table for table in (lake_rows, new_rows.cast(lake_rows.schema)) if table.num_rows]
    batch = one_chunk(pa.concat_tables(tables)) if tables else None
    if batch is None:
        return Merged(lake_rows.slice(0, 0), RECEPTION.empty_table(), 0)
    rows, full = pa.Table.from_batches([batch]), batch.num_rows
    again = rows_of_reception(batch.slice(0, lake_rows.num_rows), lake_reception)
    if again is not None:
        batch = one_chunk(pa.concat_tables([rows, again]))
        rows = pa.Table.from_batches([batch])
    kept, reception, _ = _unique(batch, full, offsets)
    return Merged(take(rows, kept), reception, full - kept.size)


def take(table: pa.Table, rows: npt.NDArray[np.int64]) -> pa.Table:
    """Rows of a table by number; nothing is copied where they are all of it in order, nor of columns that are null."""
    if rows.size == table.num_rows and bool(np.all(rows[1:] > rows[:-1])):
        return table
    numbers = pa.array(rows)
    columns = [
        pa.nulls(rows.size, column.type) if column.null_count == len(column) else column.take(numbers)
        for column in table.columns
    ]
    return pa.Table.from_arrays(columns, schema=table.schema)


def _chosen(batch: pa.RecordBatch, heard: Hearings) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Numbers of the rows to keep and of those that go to `reception`, both in order."""
    n = batch.num_rows
    receiver = heard.receivers.rank
    order = order_of(heard.mmsi, heard.told, heard.digest, receiver)
    if order is None:
        order = np.arange(n)
    root, kept_of, chosen, time = (np.empty(n, dtype=np.int64) for _ in range(4))
    payload = np.empty(n, dtype=np.uint64)
    link(order, heard.mmsi, heard.told, heard.t, heard.digest, heard.is_table, HEARD_WINDOW_US, TABLE_WINDOW_US,
         payload, time, root)  # fmt: skip
    choose_kept(root, heard.t, receiver, heard.receivers.station, heard.is_table, heard.row_tie, heard.offset, kept_of)
    count = choose_hearings(order, payload, time, root, kept_of, heard.mmsi, heard.t, heard.digest, receiver,
                            heard.receivers.station, heard.is_table, heard.heard_tie, chosen)  # fmt: skip
    kept = kept_of[order[root[order] == order]]
    tk = times(batch, "t_fix", heard.told)
    keys = (heard.mmsi[kept], tk[kept], heard.digest[kept], heard.t[kept])
    again = order_of(*keys)
    return kept if again is None else kept[again], chosen[:count]


def _reception(batch: pa.RecordBatch, chosen: npt.NDArray[np.int64]) -> pa.Table:
    if not chosen.size:
        return RECEPTION.empty_table()
    numbers = pa.array(chosen)
    columns = [
        batch.column(field.name).take(numbers)
        if batch.schema.get_field_index(field.name) >= 0
        else pa.nulls(chosen.size, field.type)
        for field in RECEPTION
    ]
    return pa.Table.from_arrays(columns, schema=RECEPTION)
