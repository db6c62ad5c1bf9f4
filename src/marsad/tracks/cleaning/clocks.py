"""How far the clock of each receiver was off on one day, from what base stations tell and from what others heard.

A base station tells UTC (message 4, or 11 when asked): `t` less that is the offset, and some delay. Where none was
heard, the times at which other receivers heard the same payload tell it, beginning with those whose clocks are known;
where no clock is known, the receiver with most in common with others is taken to be right. Medians throughout, so that
a wrong base station or a payload that a moored craft repeats does no harm. An offset that scatters is none: a feed that
comes late by hours, now more and now less, has no wrong clock. Offsets are told in whole seconds, as most receivers
stamp no finer, so that they do not change with every row. They are a function of the set of hearings of the day.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.schema.arrow import arrow_schema
from marsad.schema.flags import Flag
from marsad.schema.lake import LAKE
from marsad.tracks.arrow_columns import numbers, one_chunk, times
from marsad.tracks.cleaning.comparing import against_others, against_utc
from marsad.tracks.cleaning.offsets import Receivers
from marsad.tracks.cleaning.reheard import rows_of_reception

MOST_PAYLOADS: Final = 20_000
"""Payloads of a day that are compared: those with the least hash, so that shards add up."""
HEARINGS: Final = pa.schema(
    [
        ("t", pa.int64()),
        ("utc", pa.int64()),
        ("mmsi", pa.uint32()),
        ("digest", pa.uint64()),
        ("source", pa.string()),
        ("station", pa.string()),
    ]
)
CLOCKS = arrow_schema(LAKE["clocks"])


def hearings_to_compare(family: str, rows: pa.Table, reception: pa.Table) -> pa.Table:
    """What one shard of a day adds to the judging of clocks: hearings of rows of the lake, of `reception` and new ones.

    `family` is base_station, or any other that one transmission can be known by. Tables of decoded rows add nothing:
    whoever made them has seen to their times.
    """
    batch = one_chunk(rows)
    if batch is None:
        return HEARINGS.empty_table()
    again = rows_of_reception(batch, reception)
    if again is not None:
        joined = pa.concat_tables([pa.Table.from_batches([batch]), again]).unify_dictionaries().combine_chunks()
        batch = joined.to_batches()[0]
    heard = numbers(batch, "flags", 0).astype(np.uint32, copy=False) & np.uint32(Flag.TABLE) == 0
    if not heard.any() or (family != "base_station" and len(Receivers.of(batch).names) < 2):
        return HEARINGS.empty_table()
    batch = batch.filter(pa.array(heard))
    told = batch.schema.get_field_index("utc") if family == "base_station" else -1
    utc = batch.column(told).cast(pa.int64()) if told >= 0 else pa.nulls(batch.num_rows, pa.int64())
    columns = [
        pa.array(times(batch, "t", 0)),
        utc,
        batch.column("mmsi"),
        batch.column("digest"),
        batch.column("source").cast(pa.string()),
        batch.column("station").cast(pa.string()),
    ]
    return least_payloads(pa.Table.from_arrays(columns, schema=HEARINGS))


def least_payloads(hearings: pa.Table) -> pa.Table:
    """Distinct hearings of at most MOST_PAYLOADS payloads, and as many of those that tell UTC: always the same ones."""
    distinct = hearings.group_by(HEARINGS.names).aggregate([])
    told = distinct.filter(pc.is_valid(distinct["utc"]))
    return pa.concat_tables([_least(told), _least(distinct.filter(pc.is_null(distinct["utc"])))])


def clock_offsets(hearings: list[pa.Table], day_us: int) -> pa.Table:
    """Rows of the table `clocks` of the day that begins at `day_us`, from `hearings_to_compare` of all shards."""
    batch = one_chunk(least_payloads(pa.concat_tables([HEARINGS.empty_table(), *hearings])))
    if batch is None:
        return CLOCKS.empty_table()
    receivers = Receivers.of(batch)
    mmsi = numbers(batch, "mmsi", 0).astype(np.int64)
    t = times(batch, "t", 0)
    told = np.asarray(batch.column("utc").is_valid())
    known = against_utc(receivers.rank[told], (t - times(batch, "utc", 0))[told], mmsi[told])
    payload = np.asarray(batch.column("digest")) ^ _mixed(mmsi.astype(np.uint64))
    found = known | against_others(receivers.rank, t, payload, known)
    rows = [
        {
            "t": day_us, "source": receivers.names[rank][0] or None, "station": receivers.names[rank][1] or None,
            "offset_s": float(one.offset_s), "spread_s": one.spread_s, "compared": one.compared, "by": one.by,
        }
        for rank, one in sorted(found.items())
    ]  # fmt: skip
    columns = [_column([row[field.name] for row in rows], field.type) for field in CLOCKS]
    return pa.Table.from_arrays(columns, schema=CLOCKS)


def _least(hearings: pa.Table) -> pa.Table:
    if not hearings.num_rows:
        return hearings
    mixed = _mixed(np.asarray(hearings["digest"]))
    least = np.unique(mixed)[:MOST_PAYLOADS]
    return hearings.filter(pa.array(mixed <= least[-1]))


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    mixed = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    result: npt.NDArray[np.uint64] = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return result


def _column(values: list[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.int64()).cast(kind)
    if pa.types.is_dictionary(kind):
        return pa.array(values, pa.string()).dictionary_encode().cast(kind)
    return pa.array(values, kind)
