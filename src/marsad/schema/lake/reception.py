"""reception: who heard which transmission, and when."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "reception",
    "One transmission as one station heard it; a copy that tells neither a station nor another time gives no row",
    (
        Column("t", "time", "Time heard, by this station's clock", unit="us UTC"),
        Column("t_recv", "time", "Time this site received it", unit="us UTC", null="read from a file"),
        Column("digest", "uint64", "Hash of the payload, as in the tables of reports"),
        Column("mmsi", "uint32", "Identity of the sender", low=0, high=1073741823),
        Column("source", "category", "Name of the feed or file it came by", null="read without a source name"),
        Column("station", "category", "Receiver named in the input", null="none named"),
        Column("signal_dbm", "float32", "Signal strength the receiver gave", unit="dBm", null="not given"),
    ),
)  # fmt: skip
