"""Columns computed from several fields of a row."""

import numpy as np
from numba import njit

from marsad.wire.nmea_kernel import days_from_civil
from marsad.wire.rate_of_turn import FACTOR, NO_INDICATOR
from marsad.wire.uncounted import uncounted

_CODES = np.arange(256, dtype=np.uint8).view(np.int8).astype(np.float64)
_DEGREES = (np.sign(_CODES) * (_CODES / FACTOR) ** 2).astype(np.float32)
"""Degrees a minute for each byte of rate of turn."""


@uncounted
def turn(raw, raw_ok, degrees, ok):
    """The rate of turn in degrees a minute, where it was told with an indicator."""
    for r in range(np.uint64(raw.shape[0])):
        degrees[r] = _DEGREES[np.uint8(raw[r])]
        ok[r] = raw_ok[r] & (raw[r] != NO_INDICATOR) & (raw[r] != -NO_INDICATOR)


@uncounted
def still_nothing(values, ok, rows, nothing):
    """Of `rows`, those that have `nothing` so far and zero, or no value, here too."""
    for j in range(rows.shape[0]):
        r = rows[j]
        nothing[j] &= (ok[r] == 0) | (values[r] == 0)


@uncounted
def nullify(ok, rows, nothing):
    """No value in those of `rows` that have nothing."""
    for j in range(rows.shape[0]):
        if nothing[j]:
            ok[rows[j]] = 0


@njit(cache=True, nogil=True)
def fix_time(t, t_ok, second, second_ok, fix, ok):
    """The instant nearest the time heard whose second of the minute is the message's own (0 to 59)."""
    minute = np.int64(60_000_000)
    for r in range(t.shape[0]):
        if t_ok[r] and second_ok[r] and second[r] < 60:
            own = np.int64(second[r]) * 1_000_000
            behind = (t[r] - own) % minute
            fix[r] = t[r] - behind if behind <= 30_000_000 else t[r] - behind + minute
            ok[r] = 1


@njit(cache=True, nogil=True)
def null_island(lon, lat, lon_ok, lat_ok, flag, flags):
    """Mark positions at exactly 0 N 0 E: a receiver without a fix, not a ship."""
    for r in range(lon.shape[0]):
        if lon_ok[r] and lat_ok[r] and lon[r] == 0 and lat[r] == 0:
            flags[r] |= flag


@njit(cache=True, nogil=True)
def utc_time(year, month, day, hour, minute, second, told, flag, utc, ok, flags):
    """Date and time as one instant, where all six parts are told; a day that does not exist is null and marked."""
    for r in range(utc.shape[0]):
        if not told[r]:
            continue
        y, m, d = np.int64(year[r]), np.int64(month[r]), np.int64(day[r])
        first = days_from_civil(y, m, np.int64(1))
        following = days_from_civil(y + m // 12, m % 12 + 1, np.int64(1))
        if first + d > following:
            flags[r] |= flag
            continue
        seconds = (((first + d - 1) * 24 + hour[r]) * 60 + minute[r]) * 60 + second[r]
        utc[r] = seconds * 1_000_000
        ok[r] = 1
