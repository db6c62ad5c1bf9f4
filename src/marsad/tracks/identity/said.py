"""What every sender says of itself now: the state that the static history carries from day to day."""

from __future__ import annotations

import pyarrow as pa

from marsad.tracks.identity.fields import FIELDS, TEXTS

SAID = pa.schema(
    [
        pa.field("mmsi", pa.uint32(), nullable=False),
        *(pa.field(name, pa.string() if name in TEXTS else pa.int64()) for name in FIELDS),
        pa.field("imo_told", pa.int64(), nullable=False),
        pa.field("callsign_told", pa.int64(), nullable=False),
    ]
)
"""One row per sender, in order of the MMSI: the newest value of each field (null: not told; the draught in tenths of a
metre), and when IMO number and call sign were last told (0 never). Bounded by the number of senders."""


def none_said() -> pa.Table:
    """Before the first statement."""
    return SAID.empty_table()
