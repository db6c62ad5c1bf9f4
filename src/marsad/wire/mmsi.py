"""What an MMSI says of its holder by its leading digits (ITU-R M.585)."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from marsad.wire.mid import COUNTRY_OF_MID, Country


class MmsiKind(IntEnum):
    """Who holds a number of this form."""

    UNKNOWN = 0  # no country or service is given these digits
    SHIP = 1  # MIDxxxxxx
    COAST_STATION = 2  # 00MIDxxxx
    GROUP = 3  # 0MIDxxxxx
    SAR_AIRCRAFT = 4  # 111MIDxxx
    ATON_PHYSICAL = 5  # 99MID1xxx
    ATON_VIRTUAL = 6  # 99MID6xxx
    ATON = 7  # 99MIDxxxx, any other sixth digit: 8 is mobile
    CRAFT = 8  # 98MIDxxxx: belongs to a mother ship
    HANDHELD = 9  # 8MIDxxxxx
    SART = 10  # 970xxxxxx: radar-less search and rescue transmitter
    MOB = 11  # 972xxxxxx: man overboard
    EPIRB = 12  # 974xxxxxx: distress beacon with AIS
    AUTONOMOUS_DEVICE = 13  # 979xxxxxx: autonomous maritime radio device, as a net marker


_DEVICES = {970: MmsiKind.SART, 972: MmsiKind.MOB, 974: MmsiKind.EPIRB, 979: MmsiKind.AUTONOMOUS_DEVICE}
_KNOWN = np.zeros(1000, dtype=np.bool_)
_KNOWN[list(COUNTRY_OF_MID)] = True
_ALL_DIGITS = 1_000_000_000

_COUNTRY_ABOVE = {
    MmsiKind.SHIP: 1_000_000,
    MmsiKind.COAST_STATION: 10_000,
    MmsiKind.GROUP: 100_000,
    MmsiKind.SAR_AIRCRAFT: 1_000,
    MmsiKind.ATON_PHYSICAL: 10_000,
    MmsiKind.ATON_VIRTUAL: 10_000,
    MmsiKind.ATON: 10_000,
    MmsiKind.CRAFT: 10_000,
    MmsiKind.HANDHELD: 100_000,
}
"""What a number is divided by, so that the digits of its country come last; no such digits in locating devices."""


def kinds(mmsi: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """The kind of each number, as codes of `MmsiKind`. A number whose country digits nobody has is UNKNOWN."""
    number = np.asarray(mmsi, dtype=np.int64)
    high3, sixth = number // 1_000_000, number // 1_000 % 10

    def mid_at(below: int) -> npt.NDArray[np.bool_]:
        known: npt.NDArray[np.bool_] = _KNOWN[number // below % 1000]
        return known

    aton = (number // 10_000_000 == 99) & mid_at(10_000)
    rules = [
        (number < 0) | (number >= _ALL_DIGITS),
        *(high3 == prefix for prefix in _DEVICES),
        aton & (sixth == 1),
        aton & (sixth == 6),
        aton,
        (number // 10_000_000 == 98) & mid_at(10_000),
        (number // 100_000_000 == 8) & mid_at(100_000),
        (high3 == 111) & mid_at(1_000),
        (number < 10_000_000) & mid_at(10_000),
        (number >= 10_000_000) & (number < 100_000_000) & mid_at(100_000),
        (number >= 200_000_000) & mid_at(1_000_000),
    ]
    codes = [
        MmsiKind.UNKNOWN,
        *_DEVICES.values(),
        MmsiKind.ATON_PHYSICAL,
        MmsiKind.ATON_VIRTUAL,
        MmsiKind.ATON,
        MmsiKind.CRAFT,
        MmsiKind.HANDHELD,
        MmsiKind.SAR_AIRCRAFT,
        MmsiKind.COAST_STATION,
        MmsiKind.GROUP,
        MmsiKind.SHIP,
    ]
    return np.select(rules, [np.uint8(code) for code in codes], np.uint8(MmsiKind.UNKNOWN)).astype(np.uint8)


def kind(mmsi: int) -> MmsiKind:
    """The kind of one number."""
    return MmsiKind(int(kinds(np.array([mmsi], dtype=np.int64))[0]))


def country(mmsi: int) -> Country | None:
    """The country whose digits a number carries; None for locating devices and for numbers of no known form."""
    below = _COUNTRY_ABOVE.get(kind(mmsi))
    return COUNTRY_OF_MID.get(mmsi // below % 1000) if below else None


def defaults(mmsi: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether each number is one that units carry until somebody sets their own.

    One digit throughout, 123456789 and 987654321, 1193046 (the factory's number of one maker), or a country followed by
    000000 or 123456.
    """
    number = np.asarray(mmsi, dtype=np.int64)
    ship = (number >= 200_000_000) & (number < 800_000_000)
    found: npt.NDArray[np.bool_] = (
        (number % 111_111_111 == 0)
        | np.isin(number, (1_193_046, 123_456_789, 987_654_321))
        | (ship & np.isin(number % 1_000_000, (0, 123_456)))
    )
    return found


_BELOW = np.zeros(len(MmsiKind), dtype=np.int64)
for _kind, _below in _COUNTRY_ABOVE.items():
    _BELOW[_kind] = _below


def country_digits(mmsi: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The three digits of a country that each number carries; 0 where it carries none that a country has."""
    number = np.asarray(mmsi, dtype=np.int64)
    below = _BELOW[kinds(number)]
    return np.where(below > 0, number // np.maximum(below, 1) % 1000, 0)
