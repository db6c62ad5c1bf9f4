"""Which statements of a vessel are followed through time, and which message speaks of which."""

from __future__ import annotations

from typing import Final

TEXTS: Final = ("name", "callsign", "destination", "vendor_id")
HULL: Final = ("to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m")
ETA: Final = ("eta_month", "eta_day", "eta_hour", "eta_minute")
FIELDS: Final = (
    *TEXTS, "imo", "ship_type", *HULL, "draught_m", *ETA, "ais_version", "epfd", "model", "serial",
    "mothership_mmsi", "vdes_capability",
)  # fmt: skip
"""Columns of the table static that tell identity, hull, voyage or equipment. How a unit works at the moment (data
terminal ready, assigned mode) is none of these."""

IMO: Final = FIELDS.index("imo")
CALLSIGN: Final = FIELDS.index("callsign")

DRAUGHT_UNITS: Final = 10
"""Draughts are compared as sent, in tenths of a metre."""


def _bits(*names: str) -> int:
    return sum(1 << FIELDS.index(name) for name in names)


ALL: Final = _bits(*FIELDS)
_PART_A = _bits("name")
_PART_B = _bits("callsign", "ship_type", *HULL, "epfd", "vendor_id", "model", "serial", "mothership_mmsi",
                "vdes_capability")  # fmt: skip
SPOKEN: Final[dict[tuple[int, int], int]] = {
    (5, 255): _bits("name", "callsign", "destination", "imo", "ship_type", *HULL, "draught_m", *ETA, "ais_version",
                    "epfd"),
    (19, 255): _bits("name", "ship_type", *HULL, "epfd"),
    (24, 0): _PART_A,
    (24, 1): _PART_B,
}  # fmt: skip
"""(message, part or 255) to the fields it speaks of, one bit each in the order of FIELDS: null in one of these says
that the vessel no longer tells it. Any other row, as one of a table, speaks only of what it tells."""
