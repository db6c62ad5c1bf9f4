"""static: who a station says it is (messages 5, 19, 24)."""

from marsad.schema.heard import HEARD
from marsad.schema.place import HULL
from marsad.schema.table import Column, Table

TABLE = Table(
    "static",
    "One statement of identity, hull or voyage; null columns are not told in this message",
    (
        *HEARD,
        Column("part", "uint8", "Message 24: part number, 0 is A and 1 is B", low=0, high=3, null="not message 24"),
        Column("name", "text", "Name, six-bit text without its padding", null="not told or empty"),
        Column("callsign", "text", "Call sign", null="not told or empty"),
        Column("imo", "uint32", "IMO number as sent, check digit not tested", high=1073741823, null="not available"),
        Column("ship_type", "uint8", "Type of ship and cargo, see wire/ship_type", high=255, null="not available"),
        *HULL,
        Column("draught_m", "float32", "Maximum present static draught; 25.5 is 25.5 m or more", unit="m", low=0.1,
               high=25.5, null="not available"),
        Column("eta_month", "uint8", "ETA month, UTC", low=1, high=12, null="not available"),
        Column("eta_day", "uint8", "ETA day, UTC", low=1, high=31, null="not available"),
        Column("eta_hour", "uint8", "ETA hour, UTC", low=0, high=23, null="not available"),
        Column("eta_minute", "uint8", "ETA minute, UTC", low=0, high=59, null="not available"),
        Column("destination", "text", "Destination as the crew typed it", null="not told or empty"),
        Column("ais_version", "uint8", "Edition of M.1371 the station follows", low=0, high=3,
               null="not in this message"),
        Column("epfd", "uint8", "Position-fixing device, see wire/epfd", low=0, high=15, null="not in this message"),
        Column("dte_ready", "bool", "Data terminal ready", null="not in this message"),
        Column("assigned", "bool", "Assigned mode (else autonomous)", null="not in this message"),
        Column("vendor_id", "text", "Message 24 B: maker of the unit", null="not told or empty"),
        Column("model", "uint8", "Message 24 B: unit model code", high=15, null="not in this message"),
        Column("serial", "uint32", "Message 24 B: unit serial number", high=1048575, null="not in this message"),
        Column("mothership_mmsi", "uint32", "Message 24 B of a craft 98MIDxxxx: its mother ship",
               null="not such a craft"),
        Column("vdes_capability", "uint8", "Message 24 B: 0 AIS only, 1 VDES ASM, 2 and VDE-TER, 3 and VDE-SAT; "
               "spare before M.1371-6", high=3, null="not in this message"),
    ),
)  # fmt: skip
