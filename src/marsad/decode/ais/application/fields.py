"""Runs of fields that several applications share: places, UTC, angles, readings of weather and water."""

from __future__ import annotations

from marsad.decode.ais.bit_table import BitField, When
from marsad.decode.ais.blocks import LAT_NA, LON_NA
from marsad.schema.flags import Flag

THOUSANDTH_MIN = 60_000
TEN_THOUSANDTH_MIN = 600_000


def place(lon: int, lat: int, *conditions: When, prefix: str = "") -> tuple[BitField, ...]:
    """Longitude (25 bits) and latitude (24 bits) in 1/1000 minute."""
    return _place(lon, 25, lat, 24, THOUSANDTH_MIN, conditions, prefix)


def fine_place(lon: int, lat: int, *conditions: When, prefix: str = "") -> tuple[BitField, ...]:
    """Longitude (28 bits) and latitude (27 bits) in 1/10000 minute."""
    return _place(lon, 28, lat, 27, TEN_THOUSANDTH_MIN, conditions, prefix)


def _place(
    lon: int, lon_bits: int, lat: int, lat_bits: int, per: int, conditions: tuple[When, ...], prefix: str
) -> tuple[BitField, ...]:
    lon_na, lat_na = LON_NA * per // TEN_THOUSANDTH_MIN, LAT_NA * per // TEN_THOUSANDTH_MIN
    return (
        BitField(f"{prefix}lon_deg", lon, lon_bits, "int", per=per, na=(lon_na,), low=-180 * per, high=180 * per,
                 flag=Flag.POSITION_RANGE, when=conditions, unit="deg"),
        BitField(f"{prefix}lat_deg", lat, lat_bits, "int", per=per, na=(lat_na,), low=-90 * per, high=90 * per,
                 flag=Flag.POSITION_RANGE, when=conditions, unit="deg"),
    )  # fmt: skip


def utc_date(first: int, *conditions: When, prefix: str = "") -> tuple[BitField, ...]:
    """UTC month (4 bits) and day (5 bits)."""
    return (
        BitField(f"{prefix}month", first, 4, na=(0,), high=12, when=conditions),
        BitField(f"{prefix}day", first + 4, 5, na=(0,), when=conditions),
    )


def utc_clock(first: int, *conditions: When, prefix: str = "") -> tuple[BitField, ...]:
    """UTC hour (5 bits) and minute (6 bits)."""
    return (
        BitField(f"{prefix}hour", first, 5, na=(24,), high=23, when=conditions),
        BitField(f"{prefix}minute", first + 5, 6, na=(60,), high=59, when=conditions),
    )


def utc(first: int, *conditions: When, prefix: str = "") -> tuple[BitField, ...]:
    """UTC month, day, hour and minute: 20 bits."""
    return (*utc_date(first, *conditions, prefix=prefix), *utc_clock(first + 9, *conditions, prefix=prefix))


def utc_day(first: int, *conditions: When, prefix: str = "") -> tuple[BitField, ...]:
    """UTC day, hour and minute: 16 bits."""
    return (
        BitField(f"{prefix}day", first, 5, na=(0,), when=conditions),
        *utc_clock(first + 5, *conditions, prefix=prefix),
    )


def direction(name: str, first: int, *conditions: When, na: int = 360) -> BitField:
    """A true direction in whole degrees, 9 bits; 360 and more is not available."""
    return BitField(name, first, 9, na=(na,), high=359, when=conditions, unit="deg")


def linkage() -> BitField:
    """The number that ties a message to a text sent apart from it."""
    return BitField("linkage_id", 0, 10, na=(0,), meaning="ties it to a text description; 0 is none")


def duration(first: int) -> BitField:
    """How long something holds, 18 bits, minutes; 0 cancels it."""
    return BitField("duration_min", first, 18, na=(262_143,), unit="min", meaning="0 cancels")
