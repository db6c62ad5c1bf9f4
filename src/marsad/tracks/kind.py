"""What an entry of the picture is, and how it stands: the codes of the live protocol."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = 0
CLASS_A: Final = 1
CLASS_B: Final = 2
BASE_STATION: Final = 3
ATON_PHYSICAL: Final = 4
ATON_VIRTUAL: Final = 5
SAR_AIRCRAFT: Final = 6
LOCATING_DEVICE: Final = 7
RADAR_CONTACT: Final = 8

KINDS: Final = (
    "unknown", "class_a", "class_b", "base_station", "aton_physical", "aton_virtual", "sar_aircraft",
    "locating_device", "radar_contact",
)  # fmt: skip

ACTIVE: Final = 0
STALE: Final = 1
LOST: Final = 2

STATES: Final = ("active", "stale", "lost")

STATE_BITS: Final = 0b11
DOUBTFUL: Final = 1 << 2
SIMULATED: Final = 1 << 3
OFF_POSITION: Final = 1 << 4
SLEEPING: Final = 1 << 5

NO_KIND: Final = 255
"""A row that does not tell what its sender is (a static statement of an unknown part, message 11, message 27)."""
