"""Where land is: Natural Earth at 1:10 million, for the page, the simulator and the detectors alike.

The coast is on a grid of 0.0036 degrees of longitude by 0.0017 of latitude (400 m by 190 m at the equator) and as
old as the survey behind it: a quay may lie "on land". Lakes count as land, the Caspian Sea does not.

The file `data/land.bin` (made by `tools/build_land.py`): `HEADER` (magic, rings, points, scale and offset from whole
numbers to degrees), then one zlib stream: ring sizes (u32), the x and the y differences (zigzag, u32, one byte plane
after the other), and a grid of 1440 by 720 cells from 180 W 90 S, one byte each: 0 sea, 1 land, 2 both.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from marsad.geo.land_kernel import classify

MAGIC, HEADER = b"MARSLAND", "<8sII4d"
COLUMNS, BANDS = 1440, 720
SEA, LAND, MIXED = 0, 1, 2

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Land:
    """The land of the world: its rings, and an index by bands of a quarter of a degree of latitude."""

    lon_deg: Floats
    lat_deg: Floats
    starts: Ints  # first point of each ring, and the number of points
    grid: npt.NDArray[np.uint8]  # BANDS x COLUMNS
    edges: npt.NDArray[np.int32]  # first points of the edges that reach into a band, band after band
    band_starts: Ints
    following: npt.NDArray[np.int32]  # the point after each point of its ring

    @classmethod
    def parse(cls, data: bytes) -> Land:
        """Read the file's bytes. Raises ValueError for bytes that are no land file."""
        if data[:8] != MAGIC:
            raise ValueError("this is no Marsad land file")
        _, n_rings, n, scale_x, scale_y, west, south = struct.unpack_from(HEADER, data)
        body = zlib.decompress(data[struct.calcsize(HEADER) :])
        sizes = np.frombuffer(body, "<u4", n_rings).astype(np.int64)
        x, y = (_sums(body[4 * n_rings + 4 * n * axis : 4 * n_rings + 4 * n * (axis + 1)]) for axis in (0, 1))
        starts = np.concatenate([[0], np.cumsum(sizes)])
        following = np.arange(1, n + 1, dtype=np.int32)
        following[starts[1:] - 1] = starts[:-1]
        lat = y * scale_y + south
        edges, band_starts = _by_band(lat, lat[following])
        grid = np.frombuffer(body, np.uint8, BANDS * COLUMNS, 4 * n_rings + 8 * n).reshape(BANDS, COLUMNS)
        return cls(x * scale_x + west, lat, starts, grid, edges, band_starts, following)

    def rings(self) -> tuple[Floats, Floats, Ints]:
        """Longitudes and latitudes of all rings, ring after ring, and where each begins (and the last ends)."""
        return self.lon_deg, self.lat_deg, self.starts

    def is_land(self, lon_deg: npt.ArrayLike, lat_deg: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Which places are land. Longitudes may lie beyond 180; NaN and latitudes beyond the poles are not land."""
        lon, lat = np.broadcast_arrays(np.asarray(lon_deg, np.float64), np.asarray(lat_deg, np.float64))
        found: npt.NDArray[np.bool_] = classify(
            np.ravel(lon),
            np.ravel(lat),
            self.grid,
            self.lon_deg,
            self.lat_deg,
            self.following,
            self.edges,
            self.band_starts,
        )
        return found.reshape(lon.shape)


def _sums(planes: bytes) -> Floats:
    coded = np.ascontiguousarray(np.frombuffer(planes, np.uint8).reshape(4, -1).T).view("<u4").ravel().astype(np.int64)
    return np.cumsum((coded >> 1) ^ -(coded & 1)).astype(np.float64)


def _by_band(lat: Floats, lat_after: Floats) -> tuple[npt.NDArray[np.int32], Ints]:
    low, high = (
        np.clip((pick(lat, lat_after) + 90.0) * (BANDS / 180.0), 0, BANDS - 1).astype(np.int64)
        for pick in (np.minimum, np.maximum)
    )
    spans = high - low + 1
    edge = np.repeat(np.arange(lat.size, dtype=np.int32), spans)
    band = np.repeat(low - (np.cumsum(spans) - spans), spans) + np.arange(edge.size)
    order = np.argsort(band, kind="stable")
    return edge[order], np.searchsorted(band[order], np.arange(BANDS + 1))


@cache
def land() -> Land:
    """The land of the world, read from the package at the first call."""
    return Land.parse((files("marsad.geo") / "data" / "land.bin").read_bytes())


def is_land(lon_deg: npt.ArrayLike, lat_deg: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Which places are land, see `Land.is_land`."""
    return land().is_land(lon_deg, lat_deg)
