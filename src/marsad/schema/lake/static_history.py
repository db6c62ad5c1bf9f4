"""static_history: what a vessel said of itself, each time it said something else."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "static_history",
    "One field of identity, hull or voyage that became known or changed",
    (
        Column("t", "time", "Time of the statement that told it", unit="us UTC"),
        Column("vessel_id", "int64", "The vessel", null="several vessels share the MMSI, and it is not clear which"),
        Column("mmsi", "uint32", "Identity of the sender", low=0, high=1073741823),
        Column("field", "category", "Column of the table static"),
        Column("value", "text", "What it says now", null="no longer told"),
        Column("before", "text", "What it said until then", null="first told"),
        Column("source", "category", "Name of the feed or file", null="read without a source name"),
        Column("station", "category", "Receiver", null="none named"),
    ),
)  # fmt: skip
