"""Well-known binary, little-endian: points, lines and their multiples in two dimensions (OGC 06-103r4, 8.2)."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.geo.date_line import Run

Floats = npt.NDArray[np.float64]

_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


def points(lon_deg: Floats, lat_deg: Floats) -> pa.Array:
    """One point a row; null where a coordinate is NaN."""
    packed = np.empty(lon_deg.size, _POINT)
    packed["order"], packed["kind"], packed["x"], packed["y"] = 1, 1, lon_deg, lat_deg
    missing = np.isnan(lon_deg) | np.isnan(lat_deg)
    offsets = pa.array(np.arange(lon_deg.size + 1, dtype=np.int32) * _POINT.itemsize)
    whole = pa.Array.from_buffers(
        pa.binary(), lon_deg.size, [None, offsets.buffers()[1], pa.py_buffer(packed.tobytes())]
    )
    if not missing.any():
        return whole
    return pa.array([None if gone else value for gone, value in zip(missing, whole.to_pylist(), strict=True)],
                    pa.binary())  # fmt: skip


def line(runs: Sequence[Run]) -> tuple[bytes, str]:
    """A track as WKB and the name of its kind: a LineString or, of several runs, a MultiLineString.

    A track of one position is a Point, for a line has two; as one run of several it stands twice.
    """
    if len(runs) == 1 and runs[0][2].size == 1:
        first = runs[0]
        return struct.pack("<BIdd", 1, 1, first[0][0], first[1][0]), "Point"
    pieces = [_line_string(run) for run in runs]
    if len(pieces) == 1:
        return pieces[0], "LineString"
    return struct.pack("<BII", 1, 5, len(pieces)) + b"".join(pieces), "MultiLineString"


def _line_string(run: Run) -> bytes:
    lon, lat = (run[0], run[1]) if run[2].size > 1 else (np.repeat(run[0], 2), np.repeat(run[1], 2))
    return struct.pack("<BII", 1, 2, lon.size) + np.column_stack([lon, lat]).astype("<f8").tobytes()
