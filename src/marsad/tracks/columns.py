"""How the picture is laid out in memory: one entry ("slot") per MMSI or radar track, as dense NumPy arrays.

Arrays are made with zeros for the whole capacity: the system hands out a page only when it is first written, so a small
port pays for a small port. Zero therefore means "nothing told yet" in every array.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

Integer = int | np.integer[Any]
Real = float | np.floating[Any]
Bool = bool | np.bool_
"""What kernels pass about: Python numbers and NumPy's."""

TRAIL_POINTS: Final = 48
"""Points kept per slot."""
TRAIL_STEP_S: Final = 30
"""One point is kept of each such stretch of time, so 48 points show at least 24 minutes."""

MERCATOR: Final = 4294967296.0
"""The world is so many units wide: 2^32, about 9 mm at the equator."""

BOOLS: Final = (
    "accuracy", "raim", "altitude_barometric", "dte_ready", "assigned", "cs_unit", "display", "dsc", "band", "msg22",
    "latency_over_5s", "off_position", "virtual", "long_range_control", "reference_target",
)  # fmt: skip
"""Yes-no columns of a position-like row. Bit 2k of `bits`: told; bit 2k + 1: its value."""

NUMBERS: Final = (
    "imo", "ship_type", "to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m", "draught_m", "eta_month", "eta_day",
    "eta_hour", "eta_minute", "ais_version", "epfd", "dte_ready", "assigned", "model", "serial", "mothership_mmsi",
    "aid_type",
)  # fmt: skip
"""Numbers that are told now and then and kept per field. The draught is kept in tenths of a metre."""

TEXTS: Final = (("name", 34), ("callsign", 7), ("destination", 20), ("vendor_id", 7))
"""Texts that are told now and then, with the most characters the standard lets them have. Six-bit text is ASCII."""

TEXT_WIDTH: Final = max(width for _, width in TEXTS)

DYNAMIC = np.dtype(
    [
        ("t", "i8"),  # order of rows: t_fix where told, else t; 0 is none yet
        ("t_heard", "i8"),  # when the newest row was heard
        ("rank", "u8"),  # settles two rows of one instant, whatever their order
        ("pos_t", "i8"),  # the same three of the newest row that has a position
        ("pos_heard", "i8"),
        ("pos_rank", "u8"),
        ("lon_deg", "f8"),
        ("lat_deg", "f8"),
        ("utc", "i8"),  # a base station's own clock; 0 not told
        ("kind_t", "i8"),
        ("mmsi", "u4"),  # 0 with a radar contact
        ("track_number", "u4"),
        ("flags", "u4"),
        ("pos_flags", "u4"),
        ("bits", "u4"),
        ("radio", "u4"),  # comm state + 1; 0 not told
        ("origin", "i4"),
        ("pos_origin", "i4"),
        ("reports", "u4"),
        ("interval_s", "f4"),
        ("distance_m", "f4"),
        ("bearing_deg", "f4"),
        ("sog", "u2"),  # 0.1 kn; 65535 not available
        ("cog", "u2"),  # 0.1 deg
        ("heading", "u2"),  # deg
        ("rot", "i2"),  # 0.1 deg/min; -32768 not available
        ("altitude_m", "u2"),  # 65535 not available
        ("rot_raw", "i1"),  # -128 not available
        ("type", "u1"),
        ("pos_type", "u1"),
        ("status", "u1"),  # 255 not in this message
        ("second", "u1"),
        ("maneuver", "u1"),
        ("aton_status", "u2"),  # status + 1; 0 not told
        ("kind", "u1"),
    ],
    align=True,
)
"""The newest kinematics of a slot."""

REPORT = np.dtype(
    [
        ("key", "i8"),
        ("t", "i8"),
        ("t_heard", "i8"),
        ("rank", "u8"),
        ("lon_deg", "f8"),  # NaN: no position
        ("lat_deg", "f8"),
        ("utc", "i8"),
        ("mmsi", "u4"),
        ("track_number", "u4"),
        ("flags", "u4"),
        ("bits", "u4"),
        ("radio", "u4"),
        ("origin", "i4"),
        ("distance_m", "f4"),
        ("bearing_deg", "f4"),
        ("sog", "u2"),
        ("cog", "u2"),
        ("heading", "u2"),
        ("rot", "i2"),
        ("altitude_m", "u2"),
        ("rot_raw", "i1"),
        ("type", "u1"),
        ("status", "u1"),
        ("second", "u1"),
        ("maneuver", "u1"),
        ("aton_status", "u2"),
        ("kind", "u1"),
        ("kind_sure", "u1"),  # 0: this message number leaves the kind open
    ],
    align=True,
)
"""One row of the families that tell a place, in the form the kernel takes."""

STATEMENT = np.dtype(
    [
        ("key", "i8"),
        ("t", "i8"),
        ("mmsi", "u4"),
        ("origin", "i4"),
        ("type", "u1"),
        ("kind", "u1"),
        ("kind_sure", "u1"),
    ],
    align=True,
)
"""One row that tells who a station is; its values stand in arrays beside it."""

TRAIL = np.dtype([("t_s", "u4"), ("x", "i4"), ("y", "i4"), ("sog", "u2"), ("cog", "u2")])
"""A point of a trail: 16 bytes."""

ROW = np.dtype(
    [
        ("slot", "<u4"),
        ("x", "<i4"),
        ("y", "<i4"),
        ("sog", "<u2"),
        ("cog", "<u2"),
        ("heading", "<u2"),
        ("rot", "<i2"),
        ("kind", "u1"),
        ("type_code", "u1"),
        ("status", "u1"),
        ("state", "u1"),
        ("t", "<u4"),
    ]
)
"""A vessel on the wire: 28 bytes, little-endian."""
