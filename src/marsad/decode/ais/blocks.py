"""Runs of fields that several messages share: places to 1/10000 and 1/10 minute, hull sides, the comm states."""

from __future__ import annotations

from marsad.decode.ais.bit_table import BitField, Sender, When, when
from marsad.schema.flags import Flag

LON_NA, LAT_NA = 181 * 600_000, 91 * 600_000
LON_NA_COARSE, LAT_NA_COARSE = 181 * 600, 91 * 600
SHIP_TOO_FAST = 800
"""Tenths of a knot: no ship or boat with AIS goes faster, save racing boats."""
CARRIER_SENSE_STATE = 0b1_110_0000_0000_0000_0110
"""What a class B carrier-sense unit sends in place of selector and comm state."""
HULL_SIDES = ("to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m")
"""All four zero: not available (M.1371-6 table 50). Only some zero: no reference point, but length and beam hold."""


def position_28(accuracy: int | None, lon: int, lat: int) -> tuple[BitField, ...]:
    """Accuracy flag, longitude (28 bits) and latitude (27 bits) in 1/10000 minute."""
    place = (
        BitField("lon_e4min", lon, 28, "int", na=(LON_NA,), unit="1/10000 min"),
        BitField("lat_e4min", lat, 27, "int", na=(LAT_NA,), unit="1/10000 min"),
        BitField("lon_deg", lon, 28, "int", per=600_000, na=(LON_NA,), low=-180 * 600_000, high=180 * 600_000,
                 flag=Flag.POSITION_RANGE, unit="deg"),
        BitField("lat_deg", lat, 27, "int", per=600_000, na=(LAT_NA,), low=-90 * 600_000, high=90 * 600_000,
                 flag=Flag.POSITION_RANGE, unit="deg"),
    )  # fmt: skip
    return place if accuracy is None else (BitField("accuracy", accuracy, 1, "flag"), *place)


def corner(lon: int, lat: int, prefix: str = "", *conditions: When) -> tuple[BitField, ...]:
    """Longitude (18 bits) and latitude (17 bits) in 1/10 minute."""
    return (
        BitField(f"{prefix}lon_deg", lon, 18, "int", per=600, na=(LON_NA_COARSE,), low=-180 * 600, high=180 * 600,
                 flag=Flag.POSITION_RANGE, when=conditions, unit="deg"),
        BitField(f"{prefix}lat_deg", lat, 17, "int", per=600, na=(LAT_NA_COARSE,), low=-90 * 600, high=90 * 600,
                 flag=Flag.POSITION_RANGE, when=conditions, unit="deg"),
    )  # fmt: skip


def hull(first: int, *conditions: When, mmsi: Sender = "any") -> tuple[BitField, ...]:
    """Distances from the reference point to bow, stern, port and starboard: 9, 9, 6 and 6 bits."""
    places = zip(HULL_SIDES, (0, 9, 18, 24), (9, 9, 6, 6), strict=True)
    return tuple(BitField(name, first + at, width, unit="m", when=conditions, mmsi=mmsi) for name, at, width in places)


def radio(first: int) -> BitField:
    """The 19 bits of a comm state as they came."""
    return BitField("radio", first, 19, meaning="comm state as sent")


def radio_selected(first: int, *conditions: When, default: int = 0) -> BitField:
    """The selector and the comm state as they came, 20 bits."""
    return BitField("radio", first, 20, when=conditions, default=default, meaning="comm state as sent, selector first")


def sotdma(first: int, *conditions: When) -> tuple[BitField, ...]:
    """SOTDMA comm state, 19 bits: sync state, slot time-out, and a sub-message that the time-out selects.

    M.1371-6 annex 2, 3.3.7.2: time-out 3, 5, 7 tells the stations received; 2, 4, 6 the slot number; 1 the UTC hour and
    minute; 0 the offset to the next slot.
    """
    timeout, sub = first + 2, first + 5
    return (
        BitField("sync_state", first, 2, when=conditions),
        BitField("slot_timeout", timeout, 3, when=conditions),
        BitField("received_stations", sub, 14, when=(*conditions, when(timeout, 3, 3, 5, 7))),
        BitField("slot_number", sub, 14, high=2249, flag=Flag.SLOT, when=(*conditions, when(timeout, 3, 2, 4, 6))),
        BitField("utc_hour", sub, 5, high=23, when=(*conditions, when(timeout, 3, 1))),
        BitField("utc_minute", sub + 5, 7, high=59, when=(*conditions, when(timeout, 3, 1))),
        BitField("slot_offset", sub, 14, when=(*conditions, when(timeout, 3, 0))),
    )  # fmt: skip


def itdma(first: int, *conditions: When) -> tuple[BitField, ...]:
    """ITDMA comm state, 19 bits: sync state, increment, number of slots, keep flag (M.1371-6 annex 2, 3.3.7.3.2)."""
    return (
        BitField("sync_state", first, 2, when=conditions),
        BitField("slot_increment", first + 2, 13, when=conditions),
        BitField("slots_allocated", first + 15, 3, when=conditions),
        BitField("keep_slot", first + 18, 1, "flag", when=conditions),
    )


def selected(first: int, *conditions: When) -> tuple[BitField, ...]:
    """A selector bit and the comm state it names: 0 SOTDMA, 1 ITDMA (messages 9, 18, 26). `conditions`: at most one."""
    return (
        BitField("itdma", first, 1, "flag", when=conditions),
        *sotdma(first + 1, *conditions, when(first, 1, 0)),
        *itdma(first + 1, *conditions, when(first, 1, 1)),
    )


def binary_envelope(leave: int) -> tuple[BitField, ...]:
    """Messages 25 and 26 from bit 38: two flags, then addressee, DAC and FI as the flags say, then data.

    The data end `leave` bits before the message does.
    """
    to_all, to_one = when(38, 1, 0), when(38, 1, 1)
    free, structured = when(39, 1, 0), when(39, 1, 1)
    return (
        BitField("addressed", 38, 1, "flag"),
        BitField("structured", 39, 1, "flag"),
        BitField("dest_mmsi", 40, 30, when=(to_one,)),
        BitField("dac", 40, 10, when=(to_all, structured)),
        BitField("fi", 50, 6, when=(to_all, structured)),
        BitField("dac", 72, 10, when=(to_one, structured)),
        BitField("fi", 82, 6, when=(to_one, structured)),
        BitField("data", 40, 0, "bits", when=(to_all, free), leave=leave),
        BitField("data", 56, 0, "bits", when=(to_all, structured), leave=leave),
        BitField("data", 72, 0, "bits", when=(to_one, free), leave=leave),
        BitField("data", 88, 0, "bits", when=(to_one, structured), leave=leave),
    )
