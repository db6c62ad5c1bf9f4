"""safety_text: a safety-related text, addressed (message 12) or to all (message 14)."""

from marsad.schema.heard import HEARD
from marsad.schema.table import Column, Table

TABLE = Table(
    "safety_text",
    "One safety-related text",
    (
        *HEARD,
        Column("seqno", "uint8", "Sequence number of an addressed message", low=0, high=3, null="broadcast"),
        Column("dest_mmsi", "uint32", "Addressee", null="broadcast"),
        Column("retransmit", "bool", "Sent again", null="broadcast"),
        Column("text", "text", "The text", null="empty"),
    ),
)  # fmt: skip
