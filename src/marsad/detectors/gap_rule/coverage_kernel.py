"""The table of cells: of each, how many expected reports were heard, and who was heard there last."""

import math

import numpy as np
from numba import njit

from marsad.detectors.cells.table_kernel import place_of

PER_DEGREE = 40
"""Cells are 1/40 degree wide and high: 1.5 NM."""
_COLUMNS = 360 * PER_DEGREE
_MOST = 200.0
"""So many reports at most say what a cell is like, so that it can change."""
_METRES_PER_DEGREE = 111195.0797


@njit(cache=True, nogil=True)
def cell_of(lon, lat):
    """The number of a cell, from 1."""
    row = np.int64(math.floor((min(max(lat, -90.0), 89.9999) + 90.0) * PER_DEGREE))
    column = np.int64(math.floor((lon + 180.0) * PER_DEGREE)) % _COLUMNS
    return row * _COLUMNS + column + 1


@njit(cache=True, nogil=True)
def beside(key, north, east):
    """The number of the cell so many rows north and columns east; 0 beyond a pole."""
    row, column = (key - 1) // _COLUMNS + north, ((key - 1) % _COLUMNS + east) % _COLUMNS
    if row < 0 or row >= 180 * PER_DEGREE:
        return np.int64(0)
    return row * _COLUMNS + column + 1


@njit(cache=True, nogil=True)
def count(cells, key, heard, missed):
    """Put so many reports down to a cell; gives its place and how many cells are new."""
    at, new = place_of(key, cells), 0
    if at < 0:
        at, new = -1 - at, 1
        cells[at]["key"] = key
    cell = cells[at]
    cell["heard"] += heard
    cell["missed"] += missed
    if cell["heard"] + cell["missed"] > _MOST:
        cell["heard"] *= 0.5
        cell["missed"] *= 0.5
    return at, new


@njit(cache=True, nogil=True)
def heard_last(record, vessel, t):
    """Note who was heard last, in a record with the two last of different names."""
    if record["v1"] != vessel:
        record["t2"], record["v2"] = record["t1"], record["v1"]
        record["v1"] = vessel
    record["t1"] = t


@njit(cache=True, nogil=True)
def spread(cells, lon, lat, to_lon, to_lat, missed, steps):
    """Put reports that were missed down to the cells of a straight way; gives how many cells are new."""
    new = 0
    east = to_lon - lon
    east -= 360.0 * math.floor((east + 180.0) / 360.0)
    for n in range(steps):
        part = (n + 0.5) / steps
        new += count(cells, cell_of(lon + part * east, lat + part * (to_lat - lat)), 0.0, missed / steps)[1]
    return new


@njit(cache=True, nogil=True)
def metres(lon, lat, to_lon, to_lat):
    """Distance on a plane that touches: for some tens of kilometres, over the date line too."""
    east = to_lon - lon
    east -= 360.0 * math.floor((east + 180.0) / 360.0)
    return _METRES_PER_DEGREE * math.hypot(to_lat - lat, east * math.cos(math.radians((lat + to_lat) / 2.0)))


@njit(cache=True, nogil=True)
def ahead(lon, lat, course_deg, way_m):
    """The place so far along a course."""
    angle = math.radians(course_deg)
    to_lat = min(max(lat + way_m * math.cos(angle) / _METRES_PER_DEGREE, -89.9), 89.9)
    narrow = max(math.cos(math.radians((lat + to_lat) / 2.0)), 0.01)
    to_lon = lon + way_m * math.sin(angle) / (_METRES_PER_DEGREE * narrow)
    return to_lon - 360.0 * math.floor((to_lon + 180.0) / 360.0), to_lat
