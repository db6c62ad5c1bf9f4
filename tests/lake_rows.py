"""Rows of every table of a lake, made from the schema: any value a column can hold, nulls where it can be null."""

import datetime as dt

import numpy as np
import pyarrow as pa

from marsad.schema.arrow import ARROW, arrow_schema
from marsad.schema.lake import LAKE

DAY = dt.date(2023, 11, 14)
DAY_US = 86_400_000_000
WORDS = ["north", "south", "", "a, b", "été", "مرصد"]
_RANGE = {"times": 0, "float64s": 0}


def rows_of(table, count, seed=0, day=DAY, null=0.3, absent=()):
    """Rows of a table; the columns named in `absent` are null throughout."""
    rng = np.random.default_rng(seed)
    begin = (day - dt.date(1970, 1, 1)).days * DAY_US
    arrays = []
    for column in LAKE[table].columns:
        if column.name in absent:
            arrays.append(pa.nulls(count, ARROW[column.kind]))
            continue
        mask = rng.random(count) < null if column.nullable and column.name not in ("t", "t_start") else None
        arrays.append(_values(column.kind, count, begin, rng, mask))
    return pa.table(arrays, schema=arrow_schema(LAKE[table]))


def _values(kind, count, begin, rng, mask):
    arrow = ARROW[kind]
    if kind == "bool":
        return pa.array(rng.random(count) < 0.5, mask=mask)
    if kind in ("text", "category"):
        words = pa.array(rng.choice(WORDS, count), pa.string(), mask=mask)
        return words.dictionary_encode() if kind == "category" else words
    if kind == "bytes":
        return pa.array([rng.bytes(int(size)) for size in rng.integers(0, 20, count)], arrow, mask=mask)
    if kind == "time":
        return pa.array(begin + rng.integers(0, DAY_US, count), arrow, mask=mask)
    if kind in ("times", "float64s", "int64s"):
        edges = np.concatenate([[0], np.cumsum(rng.integers(0, 5, count))])
        inside = begin + rng.integers(0, DAY_US, edges[-1])
        inside = pa.array(inside / 7 if kind == "float64s" else inside, arrow.value_type)
        return pa.ListArray.from_arrays(pa.array(edges, pa.int32()), inside, type=arrow)
    if kind.startswith("float"):
        return pa.array(rng.normal(0, 1000, count), pa.float64(), mask=mask).cast(arrow)
    bits = np.iinfo(arrow.to_pandas_dtype())
    return pa.array(rng.integers(bits.min, bits.max, count, bits.dtype, endpoint=True), arrow, mask=mask)
