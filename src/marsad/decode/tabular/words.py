"""Codes of the standards as archives spell them out, in small letters."""

from __future__ import annotations

from collections.abc import Mapping

STATUSES: Mapping[str, int] = {
    "under way using engine": 0, "underway using engine": 0, "under way": 0, "at anchor": 1, "not under command": 2,
    "restricted maneuverability": 3, "restricted manoeuvrability": 3, "restricted manoeuverability": 3,
    "constrained by her draught": 4, "constrained by draught": 4, "moored": 5, "aground": 6, "engaged in fishing": 7,
    "under way sailing": 8, "underway sailing": 8, "reserved for future amendment [hsc]": 9,
    "reserved for future amendment [wig]": 10, "reserved for future use [11]": 11, "reserved for future use [12]": 12,
    "reserved for future use [13]": 13, "power-driven vessel towing astern": 11,
    "power-driven vessel pushing ahead or towing alongside": 12, "ais-sart": 14, "ais-sart is active": 14,
    "ais-sart (active)": 14, "not defined": 15, "undefined": 15,
}  # fmt: skip
"""Navigational status, M.1371 table 46. A wording that is not here, `Unknown value` among them, has no code."""

SHIP_TYPES: Mapping[str, int] = {
    "wig": 20, "fishing": 30, "towing": 31, "towing long/wide": 32, "dredging": 33, "diving": 34, "military": 35,
    "sailing": 36, "pleasure": 37, "pleasure craft": 37, "hsc": 40, "high speed craft": 40, "pilot": 50,
    "pilot vessel": 50, "sar": 51, "search and rescue": 51, "search and rescue vessel": 51, "tug": 52,
    "port tender": 53, "anti-pollution": 54, "law enforcement": 55, "medical": 58, "medical transport": 58,
    "not party to conflict": 59, "passenger": 60, "cargo": 70, "tanker": 80, "other": 90,
}  # fmt: skip
"""Type of ship, M.1371 table 51, without the category of its cargo."""
