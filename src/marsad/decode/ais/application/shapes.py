"""Shapes of the sub-areas of an area notice: IMO's and the United States' notices differ only in places and widths."""

from __future__ import annotations

from marsad.decode.ais.bit_table import BitField, When, when

SHAPE = BitField("shape", 0, 3, meaning="0 circle or point, 1 rectangle, 2 sector, 3 polyline, 4 polygon, 5 text")
TEXT = when(0, 3, 5)
_CIRCULAR, _RECTANGLE, _SECTOR, _LEGS = when(0, 3, 0, 2), when(0, 3, 1), when(0, 3, 2), when(0, 3, 3, 4)


class POINTS:
    """Which shapes have a place of their own, and which a scale factor."""

    all: When = when(0, 3, 0, 1, 2)
    or_legs: When = when(0, 3, 0, 1, 2, 3, 4)


def _scaled(name: str, first: int, width: int, scale: int, shape: When, meaning: str) -> tuple[BitField, ...]:
    """A distance in metres under each of the four scale factors."""
    return tuple(
        BitField(name, first, width, times=10**power, when=(shape, when(scale, 2, power)), unit="m", meaning=meaning)
        for power in range(4)
    )


def radius(first: int, scale: int) -> tuple[BitField, ...]:
    """Radius of a circle or sector, 12 bits."""
    return _scaled("radius_m", first, 12, scale, _CIRCULAR, "0 is a point")


def sides(first: int, scale: int, orientation: int) -> tuple[BitField, ...]:
    """A rectangle from its south-west corner: two sides of 8 bits, and how far it is turned."""
    return (
        *_scaled("east_m", first, 8, scale, _RECTANGLE, "0 is a line"),
        *_scaled("north_m", first + 8, 8, scale, _RECTANGLE, "0 is a line"),
        BitField("orientation_deg", orientation, 9, high=359, when=(_RECTANGLE,), unit="deg", meaning="clockwise"),
    )


def bounds(left: int) -> tuple[BitField, ...]:
    """A sector's left and right bounds, 9 bits each."""
    return tuple(
        BitField(name, first, 9, high=359, when=(_SECTOR,), unit="deg")
        for name, first in (("left_deg", left), ("right_deg", left + 9))
    )


def legs(first: int, distance_bits: int, scale: int) -> tuple[BitField, ...]:
    """Four bearings (10 bits, half degrees) and distances; a distance of 0 ends the line."""
    stride = 10 + distance_bits
    return tuple(
        field
        for n in range(4)
        for field in (
            BitField(f"bearing_{n + 1}_deg", first + n * stride, 10, per=2, na=(720,), high=719, when=(_LEGS,),
                     unit="deg"),
            *_scaled(f"distance_{n + 1}_m", first + n * stride + 10, distance_bits, scale, _LEGS, "0 is no point"),
        )
    )  # fmt: skip
