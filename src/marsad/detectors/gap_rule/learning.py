"""What a history of reports says of coverage: of each cell and hour the expected reports that came, and those not."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.detectors.gap_rule.coverage_kernel import PER_DEGREE
from marsad.plugin.rows import Records
from marsad.plugin.side import COVERAGE
from marsad.wire.reporting_interval import Station, expected_interval_s

_BUFFER_S: Final = 20.0
_LOST_S: Final = 600.0
_PASSED_S: Final = 10_800.0
_FASTEST_MPS: Final = 20.6
_HOUR_US: Final = 3_600_000_000
_EVERY_HOUR: Final = 0.25
"""What is known of a cell at any hour counts so much beside what is known of the hour."""

Ints = npt.NDArray[np.int64]


def cells_of(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> Ints:
    """The cells of places, numbered as the detector does."""
    row = np.floor((np.clip(lat, -90.0, 89.9999) + 90.0) * PER_DEGREE).astype(np.int64)
    column = np.floor((lon + 180.0) * PER_DEGREE).astype(np.int64) % (360 * PER_DEGREE)
    return row * (360 * PER_DEGREE) + column + 1


def coverage_of(position: Records) -> Records:
    """The coverage that positions tell of, those of class A heard ashore; it holds from their last instant on.

    A report is missing where a ship came again after more than one interval of the standard and a buffer of 20 s: then
    it is put down to where she was before. Who came again within three hours, farther on than she could have drifted,
    was not heard on her way: that is put down to where she was before and after alike.
    """
    chosen = (position["type"] >= 1) & (position["type"] <= 3) & ~position["satellite"] & (position["outcome"] == 0)
    chosen &= ~np.isnan(position["lon_deg"]) & ~np.isnan(position["lat_deg"])
    rows = position[chosen]
    if not len(rows):
        return np.zeros(0, COVERAGE)
    until = int(rows["t"].max()) + 1
    rows = rows[np.lexsort((rows["t"], rows["vessel"]))]
    cell, hour = cells_of(rows["lon_deg"], rows["lat_deg"]), rows["t"] // _HOUR_US % 24
    class_a = np.full(len(rows), Station.CLASS_A, np.uint8)
    status = np.where(rows["status"] < 0, 15, rows["status"]).astype(np.uint8)
    interval = expected_interval_s(class_a, rows["sog_kn"].astype(np.float64), status, np.zeros(len(rows), np.bool_))
    same = rows["vessel"][1:] == rows["vessel"][:-1]
    passed = (rows["t"][1:] - rows["t"][:-1]) * 1e-6
    lost = np.maximum(np.floor(passed / interval[:-1] + 0.5) - 1.0, 0.0)
    lost = np.where(same & (passed > interval[:-1] + _BUFFER_S) & (passed < _LOST_S), np.minimum(lost, 60.0), 0.0)
    north = (rows["lat_deg"][1:] - rows["lat_deg"][:-1]) * 111_195.0
    east = (rows["lon_deg"][1:] - rows["lon_deg"][:-1] + 180.0) % 360.0 - 180.0
    way = np.hypot(north, east * 111_195.0 * np.cos(np.radians(rows["lat_deg"][1:])))
    gone = same & (passed >= _LOST_S) & (passed < _PASSED_S) & (way > 500.0) & (way < _FASTEST_MPS * passed)
    lost = np.where(gone, 5.0, lost)
    cells = np.concatenate([cell, cell[:-1], cell[1:][gone]])
    hours = np.concatenate([hour, hour[:-1], hour[1:][gone]])
    heard = np.concatenate([np.ones(len(rows)), np.zeros(lost.size + int(gone.sum()))])
    missed = np.concatenate([np.zeros(len(rows)), lost, np.full(int(gone.sum()), 5.0)])
    return added(_summed(cells, hours, heard, missed, until))


def added(*parts: Records) -> Records:
    """Several days' coverage as one: what was learnt is added up, and holds from the last of them on."""
    every = np.concatenate([np.zeros(0, COVERAGE), *(part[part["hour"] >= 0] for part in parts)])
    if not len(every):
        return every
    until = int(every["t_from"].max())
    by_hour = _summed(every["cell"], every["hour"], every["heard"], every["missed"], until)
    whole = _summed(every["cell"], np.full(len(every), -1), every["heard"], every["missed"], until)
    whole["heard"] *= _EVERY_HOUR
    whole["missed"] *= _EVERY_HOUR
    both = np.concatenate([by_hour, whole])
    return both[np.lexsort((both["hour"], both["cell"]))]


def _summed(
    cell: Ints, hour: npt.NDArray[np.integer], heard: npt.NDArray[np.float64], missed: npt.NDArray[np.float64], t: int
) -> Records:
    keys, of = np.unique(cell * 32 + hour + 1, return_inverse=True)
    made = np.zeros(len(keys), COVERAGE)
    made["cell"], made["hour"] = keys // 32, keys % 32 - 1
    made["heard"], made["missed"] = np.bincount(of, heard), np.bincount(of, missed)
    made["t_from"], made["t_to"] = t, 1 << 62
    return made
