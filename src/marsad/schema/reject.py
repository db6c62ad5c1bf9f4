"""reject: input that could not be used, with the reason."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "reject",
    "One stretch of input that gave no row",
    (
        Column("t", "time", "Time heard where it could be read", unit="us UTC", null="no time"),
        Column("t_recv", "time", "Time this site received it", unit="us UTC", null="read from a file"),
        Column("source", "category", "Name of the feed it came by", null="read without a source name"),
        Column("offset", "int64", "First byte in the stream of its source", unit="byte", low=0),
        Column("length", "int64", "Bytes, line end included", unit="byte", low=1),
        Column("reason", "category", "Why, see schema/reasons"),
    ),
)  # fmt: skip
