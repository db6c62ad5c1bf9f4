"""What a history of reports says of normal traffic: passages by cell, class of ships, quarter of the day."""

from __future__ import annotations

from typing import Final

import numpy as np

from marsad.detectors.abnormal_rule.normal_kernel import PER_DEGREE
from marsad.detectors.abnormal_rule.records import COURSES, SPEEDS_KN
from marsad.plugin.rows import Records
from marsad.plugin.side import NORMAL

_QUARTER_US: Final = 21_600_000_000
_GROUPS: Final = 8
_QUARTERS: Final = 8


def normal_of(position: Records) -> Records:
    """The normal traffic that positions tell of: one passage each time that a ship on passage enters a cell.

    It holds from their last instant on. Counted are the classes that `abnormal_rule.normal_kernel` knows, by course and
    by speed, for each quarter of the day and (-1) for all of it.
    """
    type_, knots = position["type"], position["sog_kn"]
    class_b = (type_ == 18) | (type_ == 19)
    chosen = (class_b | ((type_ >= 1) & (type_ <= 3))) & (knots >= SPEEDS_KN[0]) & (position["outcome"] == 0)
    for name in ("lon_deg", "lat_deg", "cog_deg"):
        chosen &= ~np.isnan(position[name])
    rows, class_b = position[chosen], class_b[chosen]
    if not len(rows):
        return np.zeros(0, NORMAL)
    until = int(rows["t"].max()) + 1
    order = np.lexsort((rows["t"], rows["vessel"]))
    rows, class_b = rows[order], class_b[order]
    kind = rows["ship_type"]
    fast = ((kind >= 40) & (kind < 50)) | ((kind >= 60) & (kind < 70))
    group = np.select([class_b, (kind >= 70) & (kind < 90), fast, kind == 30], [4, 0, 1, 2], 3)
    row = np.floor((np.clip(rows["lat_deg"], -90.0, 89.9999) + 90.0) * PER_DEGREE).astype(np.int64)
    column = np.floor((rows["lon_deg"] + 180.0) * PER_DEGREE).astype(np.int64) % (360 * PER_DEGREE)
    cell = row * (360 * PER_DEGREE) + column
    enters = np.ones(len(rows), np.bool_)
    enters[1:] = (cell[1:] != cell[:-1]) | (rows["vessel"][1:] != rows["vessel"][:-1])
    made = np.zeros(2 * int(enters.sum()), NORMAL)
    half = len(made) // 2
    course = np.floor((rows["cog_deg"][enters] + 22.5) / 45.0).astype(np.int64) % COURSES
    speed = np.searchsorted(SPEEDS_KN, rows["sog_kn"][enters], side="right") - 1
    for part, quarter in ((slice(0, half), rows["t"][enters] // _QUARTER_US % 4), (slice(half, None), np.int64(-1))):
        one = made[part]
        one["cell"], one["group"], one["quarter"] = cell[enters], group[enters], quarter
        one["courses"][np.arange(half), course] = 1.0
        one["speeds"][np.arange(half), speed] = 1.0
    made["t_from"], made["t_to"] = until, 1 << 62
    return added(made)


def added(*parts: Records) -> Records:
    """Several days' traffic as one: what was counted is added up, and holds from the last of them on."""
    every = np.concatenate([np.zeros(0, NORMAL), *parts])
    if not len(every):
        return every
    names = (every["cell"] * _GROUPS + every["group"]) * _QUARTERS + every["quarter"] + 1
    keys, of = np.unique(names, return_inverse=True)
    made = np.zeros(len(keys), NORMAL)
    made["quarter"], made["group"] = keys % _QUARTERS - 1, keys // _QUARTERS % _GROUPS
    made["cell"] = keys // _QUARTERS // _GROUPS
    for name in ("courses", "speeds"):
        for at in range(made[name].shape[1]):
            made[name][:, at] = np.bincount(of, every[name][:, at], len(keys))
    made["t_from"], made["t_to"] = every["t_from"].max(), 1 << 62
    return made
