"""Runs of fields that several messages share: a place to 1/10000 minute, hull sides, the two comm states."""

from __future__ import annotations

from marsad.decode.ais.bit_table import BitField, When, when
from marsad.schema.flags import Flag

LON_NA, LAT_NA = 181 * 600_000, 91 * 600_000


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


def hull(first: int, *conditions: When) -> tuple[BitField, ...]:
    """Distances from the reference point to bow, stern, port and starboard: 9, 9, 6 and 6 bits."""
    widths = (("to_bow_m", 0, 9), ("to_stern_m", 9, 9), ("to_port_m", 18, 6), ("to_starboard_m", 24, 6))
    return tuple(BitField(name, first + at, width, unit="m", when=conditions) for name, at, width in widths)


def sotdma(first: int, *conditions: When) -> tuple[BitField, ...]:
    """SOTDMA comm state, 19 bits: sync state, slot time-out, and a sub-message that the time-out selects.

    M.1371 annex 2, 3.3.7.2: time-out 3, 5, 7 tells the stations received; 2, 4, 6 the slot number; 1 the UTC hour and
    minute; 0 the offset to the next slot.
    """
    timeout, sub = first + 2, first + 5
    return (
        BitField("radio", first, 19, when=conditions),
        BitField("sync_state", first, 2, when=conditions),
        BitField("slot_timeout", timeout, 3, when=conditions),
        BitField("received_stations", sub, 14, when=(*conditions, when(timeout, 3, 3, 5, 7))),
        BitField("slot_number", sub, 14, high=2249, flag=Flag.SLOT, when=(*conditions, when(timeout, 3, 2, 4, 6))),
        BitField("utc_hour", sub, 5, high=23, when=(*conditions, when(timeout, 3, 1))),
        BitField("utc_minute", sub + 5, 7, high=59, when=(*conditions, when(timeout, 3, 1))),
        BitField("slot_offset", sub, 14, when=(*conditions, when(timeout, 3, 0))),
    )  # fmt: skip


def itdma(first: int, *conditions: When) -> tuple[BitField, ...]:
    """ITDMA comm state, 19 bits: sync state, increment, number of slots, keep flag (M.1371 annex 2, 3.3.7.3.2)."""
    return (
        BitField("radio", first, 19, when=conditions),
        BitField("sync_state", first, 2, when=conditions),
        BitField("slot_increment", first + 2, 13, when=conditions),
        BitField("slots_allocated", first + 15, 3, when=conditions),
        BitField("keep_slot", first + 18, 1, "flag", when=conditions),
    )
