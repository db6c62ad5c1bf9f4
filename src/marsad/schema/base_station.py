"""base_station: a fixed station, or one that was asked, tells UTC and its place (messages 4 and 11)."""

from marsad.schema.heard import HEARD
from marsad.schema.place import COMM_STATE, POSITION
from marsad.schema.table import Column, Table

TABLE = Table(
    "base_station",
    "One report of UTC and position",
    (
        *HEARD,
        Column("utc", "time", "UTC date and time the station tells", unit="us UTC", null="not available or impossible"),
        Column("year", "uint16", "UTC year", low=1, high=9999, null="not available"),
        Column("month", "uint8", "UTC month", low=1, high=12, null="not available"),
        Column("day", "uint8", "UTC day", low=1, high=31, null="not available"),
        Column("hour", "uint8", "UTC hour", low=0, high=23, null="not available"),
        Column("minute", "uint8", "UTC minute", low=0, high=59, null="not available"),
        Column("second", "uint8", "UTC second", low=0, high=59, null="not available"),
        *POSITION,
        Column("epfd", "uint8", "Position-fixing device, see wire/epfd", low=0, high=15, null="not in this message"),
        Column("long_range_control", "bool", "Asks class A stations to send message 27", null="not in this message"),
        Column("raim", "bool", "RAIM in use", null="not in this message"),
        *COMM_STATE,
    ),
)  # fmt: skip
