"""H3 at the edges: inside, cells are places in one sorted list, and neighbours a table of such places."""

from __future__ import annotations

import h3ronpy
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from h3ronpy import vector

Cells = npt.NDArray[np.uint64]
_SIDES = 6


def are_cells(cells: Cells) -> npt.NDArray[np.bool_]:
    """Which numbers are indexes of H3 cells."""
    valid = pa.array(h3ronpy.cells_valid(pa.array(cells, pa.uint64())))  # what is no cell comes back as null
    return np.asarray(valid.is_valid().to_numpy(zero_copy_only=False), np.bool_)


def resolutions_of(cells: Cells) -> npt.NDArray[np.uint8]:
    """The resolution of each cell, 0 to 15."""
    return np.asarray(pa.array(h3ronpy.cells_resolution(pa.array(cells, pa.uint64()))), np.uint8)


def neighbours_of(cells: Cells) -> npt.NDArray[np.int32]:
    """For each of some cells in ascending order the places among them of those around it, -1 where there is none."""
    disks = pa.array(h3ronpy.grid_disk(pa.array(cells, pa.uint64()), 1, flatten=False))
    near = disks.flatten().to_numpy(zero_copy_only=False).astype(np.uint64)
    sizes = np.diff(disks.offsets.to_numpy())
    of = np.repeat(np.arange(len(cells)), sizes)
    others = near != cells[of]
    near, of = near[others], of[others]
    begins = np.searchsorted(of, np.arange(len(cells)))
    found = np.searchsorted(cells, near).clip(0, max(0, len(cells) - 1))
    around = np.full((len(cells), _SIDES), -1, np.int32)
    around[of, np.arange(len(of)) - begins[of]] = np.where(cells[found] == near, found, -1)
    return around


def middles_of(cells: Cells) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Longitude and latitude of the middle of each cell."""
    told = pa.record_batch(vector.cells_to_coordinates(pa.array(cells, pa.uint64())))
    return np.asarray(told.column("lng"), np.float64), np.asarray(told.column("lat"), np.float64)


def outlines_of(cells: Cells) -> list[npt.NDArray[np.float64]]:
    """The corners of each cell as longitude and latitude, the first again at the end; over the date line longitudes go
    on beyond 180."""
    outlines = []
    for wkb in pa.array(vector.cells_to_wkb_polygons(pa.array(cells, pa.uint64()))).to_pylist():
        ring = np.frombuffer(wkb, "<f8", offset=13).reshape(-1, 2).copy()
        ring[:, 0] = np.degrees(np.unwrap(np.radians(ring[:, 0])))
        outlines.append(ring)
    return outlines
