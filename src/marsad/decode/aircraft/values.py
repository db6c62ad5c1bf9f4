"""Single values of an aircraft, as JSON has them, brought within the bounds of the schema."""

from __future__ import annotations

import math
from hashlib import blake2b
from typing import Any, Final

from marsad.schema import FAMILIES, Flag

TABLE: Final = FAMILIES["aircraft"]
Row = dict[str, Any]
YEAR_1_S: Final = -62_135_596_800
YEAR_9999_S: Final = 253_402_300_799


class AircraftError(ValueError):
    """What is no aircraft."""


def number(value: object, column: str) -> float | None:
    """A number within the bounds of its column, else null."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    bounds = TABLE.by_name[column]
    beyond = (bounds.low is not None and value < bounds.low) or (bounds.high is not None and value > bounds.high)
    return None if beyond else float(value)


def whole(value: object, column: str) -> int | None:
    """The same for a whole number."""
    found = number(value, column)
    return int(found) if found is not None and found == int(found) else None


def text(value: object, most: int = 16) -> str | None:
    """Words without blanks around them; null for none."""
    return value.strip()[:most] or None if isinstance(value, str) else None


def micros(seconds: object) -> int | None:
    """Seconds since 1970 as microseconds, in years 1 to 9999."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        return None
    return round(seconds * 1e6) if YEAR_1_S <= seconds <= YEAR_9999_S else None


def address(value: object) -> tuple[int, int]:
    """The 24-bit address in base 16, and a flag where the receiver made it up (a leading ~). Raises AircraftError."""
    if not isinstance(value, str):
        raise AircraftError("no address")
    told = value.strip()
    made_up = told.startswith("~")
    told = told[made_up:]
    if not 1 <= len(told) <= 6 or any(c not in "0123456789abcdefABCDEF" for c in told):
        raise AircraftError("no address of 24 bits")
    return int(told, 16), int(Flag.MMSI) if made_up else 0


def put_place(row: Row, lat: object, lon: object, t_fix: int | None) -> None:
    """A position with its instant; one that is none is left out, and marked where it was beyond the poles."""
    if lat is None and lon is None:
        return
    y, x = number(lat, "lat_deg"), number(lon, "lon_deg")
    if y is None or x is None:
        row["flags"] |= int(Flag.POSITION_RANGE)
    elif t_fix is not None:
        row["lat_deg"], row["lon_deg"], row["t_fix"] = y, x, t_fix


def put_altitude(row: Row, value: object) -> None:
    """Feet, or the word "ground"."""
    if value == "ground":
        row["on_ground"] = True
    else:
        row["altitude_ft"] = number(value, "altitude_ft")
        if row["altitude_ft"] is not None:
            row["on_ground"] = False


def put_digest(row: Row) -> Row:
    """The hash of all values but those of reception."""
    told = [row.get(column.name) for column in TABLE.columns if column.name not in _RECEPTION]
    row["digest"] = int.from_bytes(blake2b(repr(told).encode(), digest_size=8).digest(), "little")
    return row


_RECEPTION: Final = ("t_recv", "source", "station", "offset", "digest", "signal_dbm")
