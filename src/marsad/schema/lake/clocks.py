"""clocks: how far each station's clock was off, day by day."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "clocks",
    "One station's clock on one day",
    (
        Column("t", "time", "Start of the day", unit="us UTC"),
        Column("source", "category", "Name of the feed or file", null="read without a source name"),
        Column("station", "category", "Receiver", null="none named"),
        Column("offset_s", "float64", "Its time less true time: subtracted from t before transmissions are compared",
               unit="s"),
        Column("spread_s", "float64", "Median distance of the comparisons from that offset", unit="s", low=0),
        Column("compared", "int64", "Comparisons it rests on", low=1),
        Column("by", "category", "message_4 (UTC told by base stations) or other_stations"),
    ),
)  # fmt: skip
