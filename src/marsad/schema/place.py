"""Columns for a place, and for the comm state: several tables carry them alike."""

from marsad.schema.table import Column

POSITION: tuple[Column, ...] = (
    Column("accuracy", "bool", "Position accuracy flag: true is better than 10 m", null="not in this message"),
    Column("lon_e4min", "int32", "Longitude as sent, exact; one unit is 1/10000 minute of arc", unit="1/10000 min",
           low=-108000000, high=108000000, null="not available"),
    Column("lat_e4min", "int32", "Latitude as sent, exact; one unit is 1/10000 minute of arc", unit="1/10000 min",
           low=-54000000, high=54000000, null="not available"),
    Column("lon_deg", "float64", "Longitude, east positive", unit="deg", low=-180, high=180,
           null="not available or out of range"),
    Column("lat_deg", "float64", "Latitude, north positive", unit="deg", low=-90, high=90,
           null="not available or out of range"),
)  # fmt: skip

COMM_STATE: tuple[Column, ...] = (
    Column("radio", "uint32", "Comm state as sent: 19 bits, 20 with the selector", high=1048575,
           null="this message has none"),
    Column("itdma", "bool", "The comm state is ITDMA (else SOTDMA)", null="this message has none"),
    Column("sync_state", "uint8", "Synchronisation: 0 UTC direct, 1 UTC indirect, 2 base station, 3 peer", low=0,
           high=3,
           null="this message has none"),
    Column("slot_timeout", "uint8", "SOTDMA: frames until a new slot is chosen", unit="frame", low=0, high=7,
           null="not SOTDMA"),
    Column("received_stations", "uint16", "SOTDMA: stations the sender itself hears", low=0, high=16383,
           null="not told in this frame"),
    Column("slot_number", "uint16", "SOTDMA: slot of this transmission", low=0, high=2249,
           null="not told in this frame"),
    Column("utc_hour", "uint8", "SOTDMA: UTC hour told in the comm state", unit="h", low=0, high=23,
           null="not told in this frame"),
    Column("utc_minute", "uint8", "SOTDMA: UTC minute told in the comm state", unit="min", low=0, high=59,
           null="not told in this frame"),
    Column("slot_offset", "uint16", "SOTDMA: slots to the next transmission", unit="slot",
           null="not told in this frame"),
    Column("slot_increment", "uint16", "ITDMA: slots to the next transmission, 0 is none", unit="slot", high=8191,
           null="not ITDMA"),
    Column("slots_allocated", "uint8", "ITDMA: code for the number of slots", low=0, high=7, null="not ITDMA"),
    Column("keep_slot", "bool", "ITDMA: the slot is kept for one more frame", null="not ITDMA"),
)  # fmt: skip

HULL: tuple[Column, ...] = (
    Column("to_bow_m", "uint16", "Reference point to bow; 511 is 511 m or more", unit="m", high=511,
           null="not available"),
    Column("to_stern_m", "uint16", "Reference point to stern; 511 is 511 m or more", unit="m", high=511,
           null="not available"),
    Column("to_port_m", "uint8", "Reference point to port side; 63 is 63 m or more", unit="m", high=63,
           null="not available"),
    Column("to_starboard_m", "uint8", "Reference point to starboard side; 63 is 63 m or more", unit="m", high=63,
           null="not available"),
)  # fmt: skip
