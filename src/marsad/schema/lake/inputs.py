"""inputs: what a lake was built from."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "inputs",
    "One file, or one member of an archive, that was read to its end",
    (
        Column("name", "text", "Name of the file, without its folders"),
        Column("content", "text", "SHA-256 of its bytes, 64 hexadecimal digits"),
        Column("bytes", "int64", "Its length", unit="byte", low=0),
        Column("format", "category", "Format it was read as"),
        Column("rows", "int64", "Rows, or lines that held a sentence", low=0),
        Column("rejects", "int64", "Of these, rows that could not be used", low=0),
        Column("t_first", "time", "Earliest time in it", unit="us UTC", null="no row with a time"),
        Column("t_last", "time", "Latest time in it", unit="us UTC", null="no row with a time"),
    ),
)  # fmt: skip
