"""The rules for one row of a table: what is not available, what is out of range, and the digest of its values."""

import numpy as np

from marsad.decode.tabular.page import ATON, BASE_STATION, POSITION, STATIC_ONLY
from marsad.decode.tabular.value_kernel import mixed
from marsad.schema.flags import Flag
from marsad.wire.uncounted import uncounted

TABLE, ODD_MMSI, POSITION_RANGE, NULL_ISLAND, SPEED, COURSE_RANGE, ODD_TIME = (
    np.uint32(int(flag))
    for flag in (Flag.TABLE, Flag.MMSI, Flag.POSITION_RANGE, Flag.NULL_ISLAND, Flag.SPEED, Flag.COURSE_RANGE, Flag.TIME)
)
HIGHEST_MMSI = np.int64(2**30 - 1)
NO_STATUS = np.uint8(255)
_1990 = np.int64(631_152_000_000_000)
_SAR_AIRCRAFT, _LONG_RANGE = 9, 27
_SHIP_TOO_FAST, _AIRCRAFT_FASTEST = 80.0, 1022.5
_NOTHING = np.int64(2**62)
_FOLD = np.uint64(29)


@uncounted
def family_of(number):
    """The table for a message number, -1 where such a message has no row in any that a table can fill."""
    if number == 4 or number == 11:
        return BASE_STATION
    if number == 21:
        return ATON
    if number == 5 or number == 24:
        return STATIC_ONLY
    if 0 <= number <= 3 or number == 9 or number == 18 or number == 19 or number == 27:
        return POSITION
    return -1


@uncounted
def scaled(value, scale):
    """A value as a whole number of parts, for the digest: what is equal to the last part is one value."""
    return np.int64(np.rint(value * scale)) if value == value else _NOTHING


@uncounted
def judge(odd_mmsi, t, mmsi, lat, lon, sog, cog, heading, rot, status, number, family):
    """What a row says, of values as read, NaN and -1 where not told: (lat, lon, sog, cog, heading, rot, status, flags,
    digest)."""
    flags = TABLE
    if odd_mmsi[min(mmsi // 10_000, np.int64(100_000))]:
        flags |= ODD_MMSI
    if t < _1990:
        flags |= ODD_TIME
    if abs(lat - 91.0) < 1e-6 or abs(lon - 181.0) < 1e-6:  # one code for both: archives fill the other with anything
        lat = lon = np.nan
    if abs(lat) > 90.0 or abs(lon) > 180.0:
        flags |= POSITION_RANGE
        if abs(lat) > 90.0:
            lat = np.nan
        if abs(lon) > 180.0:
            lon = np.nan
    if lat == 0.0 and lon == 0.0:
        flags |= NULL_ISLAND
    if number == _SAR_AIRCRAFT:
        if sog > _AIRCRAFT_FASTEST:
            sog = np.nan
    elif (number == _LONG_RANGE and sog == 63.0) or 102.25 < sog < 102.35 or sog > _AIRCRAFT_FASTEST:
        sog = np.nan
    elif sog > _SHIP_TOO_FAST:
        flags |= SPEED
    if sog < 0.0:
        sog = np.nan
        flags |= SPEED
    if cog == 360.0 or cog == 511.0:
        cog = np.nan
    elif cog < 0.0 or cog > 360.0:
        cog = np.nan
        flags |= COURSE_RANGE
    if heading == 511.0:
        heading = np.nan
    elif heading < 0.0 or heading >= 359.5:
        if heading < 0.0 or heading >= 360.0:
            heading = np.nan
            flags |= COURSE_RANGE
        else:
            heading = 0.0
    if abs(rot) > 720.0:
        rot = np.nan
    if not 0 <= status <= 15:
        status = np.int64(-1)
    digest = mixed(np.uint64(mmsi), np.uint64(family))
    digest = mixed(digest, np.uint64(scaled(lon, 1e7)))
    digest = mixed(digest, np.uint64(scaled(lat, 1e7)))
    digest = mixed(digest, np.uint64((scaled(sog, 100.0) << np.int64(32)) ^ scaled(cog, 100.0)))
    digest = mixed(digest, np.uint64((scaled(heading, 1.0) << np.int64(32)) ^ scaled(rot, 100.0)))
    digest = mixed(digest, np.uint64(status))
    shown = NO_STATUS if status < 0 else np.uint8(status)
    return lat, lon, sog, cog, np.rint(heading), rot, shown, flags, digest ^ (digest >> _FOLD)
