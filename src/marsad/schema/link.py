"""link: how stations manage the VHF data link (messages 7, 10, 13, 15, 16, 20, 22, 23).

The comm state of a position, base-station or binary message stands in that message's own row: every message has
one row in one table, save 19, which tells both position and identity.
"""

from marsad.schema.heard import HEARD
from marsad.schema.table import Column, Table

_ABSENT = "not in this message"


def _acknowledgements() -> tuple[Column, ...]:
    return tuple(
        column
        for n in range(1, 5)
        for column in (
            Column(f"ack_mmsi_{n}", "uint32", f"Messages 7 and 13: addressee {n} of the acknowledgement", null=_ABSENT),
            Column(f"ack_seqno_{n}", "uint8", "Messages 7 and 13: sequence number acknowledged to it", high=3,
                   null=_ABSENT),
        )
    )  # fmt: skip


def _reservations() -> tuple[Column, ...]:
    return tuple(
        column
        for n in range(1, 5)
        for column in (
            Column(f"reserved_offset_{n}", "uint16", f"Message 20: offset of block {n}", unit="slot", high=4095,
                   null=_ABSENT),
            Column(f"reserved_slots_{n}", "uint8", f"Message 20: consecutive slots of block {n}", unit="slot", high=15,
                   null=_ABSENT),
            Column(f"reserved_timeout_{n}", "uint8", f"Message 20: block {n} holds this long", unit="min", high=7,
                   null=_ABSENT),
            Column(f"reserved_increment_{n}", "uint16", f"Message 20: block {n} repeats after this", unit="slot",
                   high=2047, null=_ABSENT),
        )
    )  # fmt: skip


TABLE = Table(
    "link",
    "One message of link management",
    (
        *HEARD,
        Column("dest_mmsi", "uint32", "Messages 10, 15, 16, 22: (first) station addressed", null=_ABSENT),
        Column("dest_mmsi_2", "uint32", "Messages 15, 16, 22: second station addressed", null=_ABSENT),
        *_acknowledgements(),
        Column("asked_type_1_1", "uint8", "Message 15: first message asked of the first station", high=63,
               null=_ABSENT),
        Column("asked_offset_1_1", "uint16", "Message 15: slot offset of its answer", unit="slot", high=4095,
               null=_ABSENT),
        Column("asked_type_1_2", "uint8", "Message 15: second message asked of the first station", high=63,
               null=_ABSENT),
        Column("asked_offset_1_2", "uint16", "Message 15: slot offset of its answer", unit="slot", high=4095,
               null=_ABSENT),
        Column("asked_type_2_1", "uint8", "Message 15: message asked of the second station", high=63, null=_ABSENT),
        Column("asked_offset_2_1", "uint16", "Message 15: slot offset of its answer", unit="slot", high=4095,
               null=_ABSENT),
        Column("assigned_offset_1", "uint16", "Message 16: slot offset assigned to the first station", high=4095,
               null=_ABSENT),
        Column("assigned_increment_1", "uint16", "Message 16: its increment", high=1023, null=_ABSENT),
        Column("assigned_offset_2", "uint16", "Message 16: slot offset assigned to the second station", high=4095,
               null=_ABSENT),
        Column("assigned_increment_2", "uint16", "Message 16: its increment", high=1023, null=_ABSENT),
        *_reservations(),
        Column("channel_a", "uint16", "Message 22: channel number A (M.1084)", high=4095, null=_ABSENT),
        Column("channel_b", "uint16", "Message 22: channel number B (M.1084)", high=4095, null=_ABSENT),
        Column("txrx", "uint8", "Messages 22 and 23: transmit and receive mode", high=15, null=_ABSENT),
        Column("low_power", "bool", "Message 22: transmit at low power", null=_ABSENT),
        Column("addressed", "bool", "Message 22: for two stations (else for an area)", null=_ABSENT),
        Column("band_a", "bool", "Message 22: bandwidth bit of channel A", null=_ABSENT),
        Column("band_b", "bool", "Message 22: bandwidth bit of channel B", null=_ABSENT),
        Column("zone_size_nm", "uint8", "Message 22: size of the transition zone", unit="NM", low=1, high=8,
               null=_ABSENT),
        Column("ne_lon_deg", "float64", "Messages 22 and 23: north-east corner, longitude", unit="deg", low=-180,
               high=180, null="not in this message, or not available"),
        Column("ne_lat_deg", "float64", "Messages 22 and 23: north-east corner, latitude", unit="deg", low=-90, high=90,
               null="not in this message, or not available"),
        Column("sw_lon_deg", "float64", "Messages 22 and 23: south-west corner, longitude", unit="deg", low=-180,
               high=180, null="not in this message, or not available"),
        Column("sw_lat_deg", "float64", "Messages 22 and 23: south-west corner, latitude", unit="deg", low=-90, high=90,
               null="not in this message, or not available"),
        Column("station_type", "uint8", "Message 23: kind of station the order is for", high=15, null=_ABSENT),
        Column("ship_type", "uint8", "Message 23: ship type the order is for; 0 is all", high=255, null=_ABSENT),
        Column("interval_code", "uint8", "Message 23: reporting interval ordered, as a code", high=15, null=_ABSENT),
        Column("quiet_min", "uint8", "Message 23: quiet time ordered", unit="min", high=15, null=_ABSENT),
    ),
)  # fmt: skip
