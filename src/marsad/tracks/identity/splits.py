"""Why vessels under one MMSI were told apart on a day, as evidence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.identity.evidence import instant
from marsad.tracks.identity.roll import Roll

SPLITS = pa.schema(
    [
        pa.field("vessel_id", pa.int64(), nullable=False),
        pa.field("with", pa.int64(), nullable=False),  # the vessel it takes turns with most
        pa.field("switches", pa.int64(), nullable=False),
        pa.field("impossible", pa.int64(), nullable=False),
        pa.field("mean_km", pa.float64(), nullable=False),
        pa.field("top_kn", pa.float64(), nullable=False),
        pa.field("t_first", pa.int64(), nullable=False),
        pa.field("t_last", pa.int64(), nullable=False),
    ]
)
"""One row per vessel told apart, as tracks/vessels decides it: see its records.SPLIT."""


def splits_of(records: npt.NDArray[np.void] | None) -> pa.Table:
    """Records of SPLIT as a table; no rows where there are none."""
    if records is None or not records.size:
        return SPLITS.empty_table()
    mmsi = records["mmsi"].astype(np.int64) * 100
    columns = {name: records[name] for name in SPLITS.names if name in (records.dtype.names or ())}
    columns |= {"vessel_id": mmsi + records["vessel"], "with": mmsi + records["other"]}
    arrays = [pa.array(np.ascontiguousarray(columns[field.name], field.type.to_pandas_dtype())) for field in SPLITS]
    return pa.table(arrays, schema=SPLITS)


def tell_apart(roll: Roll, splits: pa.Table) -> None:
    """Put down, with both vessels, that they were told apart, and by which numbers."""
    for row in splits.sort_by([("vessel_id", "ascending"), ("with", "ascending")]).to_pylist():
        fact = {
            "what": "told_apart", "since": instant(row["t_first"]), "until": instant(row["t_last"]),
            "switches": row["switches"], "impossible": row["impossible"], "mean_km": round(row["mean_km"], 1),
            "top_kn": round(row["top_kn"], 1),
        }  # fmt: skip
        for vessel, other in ((row["vessel_id"], row["with"]), (row["with"], row["vessel_id"])):
            roll.evidence.add(vessel, {**fact, "with": other})
