"""How far the coast is, and whether a straight way keeps off it: over bins of coast lines.

`shore` is a `Shore` (coast.py). Distances are on a plane that touches the earth at the place asked about: right to
1 in 1,000 within 50 km. Beyond a few bins the answer is a lower bound.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

METRES = 111_195.0797
_LAND = 1


@njit(cache=True, nogil=True)
def turned(degrees):
    """A difference of longitudes, the short way round."""
    if degrees > 180.0:
        return degrees - 360.0 * math.floor((degrees + 180.0) / 360.0)
    if degrees < -180.0:
        return degrees - 360.0 * math.floor((degrees + 180.0) / 360.0)
    return degrees


@njit(cache=True, nogil=True)
def _square_to_line(x0, y0, x1, y1):
    """Square of the distance of the origin from a stretch."""
    dx, dy = x1 - x0, y1 - y0
    square = dx * dx + dy * dy
    if square > 0.0:
        share = min(1.0, max(0.0, -(x0 * dx + y0 * dy) / square))
        x0, y0 = x0 + share * dx, y0 + share * dy
    return x0 * x0 + y0 * y0


@njit(cache=True, nogil=True)
def bin_of(shore, lon, lat):
    """Row and column of a place; row -1 outside."""
    east = lon - shore.west
    east -= 360.0 * math.floor(east / 360.0)
    column = int(east / shore.bin_deg)
    row = math.floor((lat - shore.south) / shore.bin_deg)
    if not (0 <= row < shore.rings.shape[0]) or not (0 <= column < shore.rings.shape[1]):
        return -1, -1
    return row, column


@njit(cache=True, nogil=True)
def _on_land(shore, lon, lat, row, column):
    """Whether a place in a bin is land: the state of the bin's middle, turned over by each coast line on the way."""
    at = row * shore.rings.shape[1] + column
    land = shore.state[row, column] == _LAND
    first, last = shore.starts[at], shore.starts[at + 1]
    if first == last:
        return land
    mid_x = turned(shore.west + (column + 0.5) * shore.bin_deg - lon)
    mid_y = shore.south + (row + 0.5) * shore.bin_deg
    for k in range(first, last):
        edge = shore.edges[k]
        x0, x1 = turned(shore.x0[edge] - lon), turned(shore.x1[edge] - lon)
        y0, y1 = shore.y0[edge], shore.y1[edge]
        if (y0 > lat) != (y1 > lat):
            cross = x0 + (lat - y0) / (y1 - y0) * (x1 - x0)
            if (cross > 0.0) != (mid_x < cross):
                land = not land
        if (x0 > mid_x) != (x1 > mid_x):
            cross = y0 + (mid_x - x0) / (x1 - x0) * (y1 - y0)
            if (lat < cross) != (mid_y < cross):
                land = not land
    return land


@njit(cache=True, nogil=True)
def _in_canal(shore, lon, lat, row, column):
    """How far the edge of a canal is from a place in it; negative outside."""
    best = -1.0
    if shore.state[row, column] < 2 and not shore.canal_bins[row, column]:
        return best
    scale = METRES * math.cos(math.radians(lat))
    for k in range(shore.canal_x0.size):
        square = _square_to_line(
            turned(shore.canal_x0[k] - lon) * scale,
            (shore.canal_y0[k] - lat) * METRES,
            turned(shore.canal_x1[k] - lon) * scale,
            (shore.canal_y1[k] - lat) * METRES,
        )
        best = max(best, shore.canal_half[k] - math.sqrt(square))
    return best


@njit(cache=True, nogil=True)
def clearance_to(shore, lon, lat, cap):
    """Metres of water around a place, about `cap` where there is more; negative on land or outside the shore's area."""
    row, column = bin_of(shore, lon, lat)
    if row < 0:
        return -1.0
    canal = _in_canal(shore, lon, lat, row, column)
    if _on_land(shore, lon, lat, row, column):
        return canal
    rows, columns = shore.rings.shape
    ring = int(shore.rings[row, column])
    if ring > 3:
        away = math.sin(math.radians(min(90.0, (ring - 1) * shore.bin_deg)))  # to the meridian of the nearest bin
        return METRES * math.degrees(math.asin(math.cos(math.radians(lat)) * away))
    scale = METRES * math.cos(math.radians(lat))
    bound = shore.bin_deg * METRES * math.cos(math.radians(min(89.0, abs(lat) + 4.0 * shore.bin_deg)))
    best = min(5.0 * bound, cap)
    best *= best
    while ring <= 5:
        least = max(0.0, (ring - 1) * bound)
        if least * least >= best:
            break
        for r in range(row - ring, row + ring + 1):
            if r < 0 or r >= rows:
                continue
            step = 1 if r == row - ring or r == row + ring or ring == 0 else 2 * ring
            for c in range(column - ring, column + ring + 1, step):
                at = c
                if at < 0 or at >= columns:
                    if not shore.round_world:
                        continue
                    at %= columns
                at += r * columns
                for k in range(shore.starts[at], shore.starts[at + 1]):
                    edge = shore.edges[k]
                    square = _square_to_line(
                        turned(shore.x0[edge] - lon) * scale,
                        (shore.y0[edge] - lat) * METRES,
                        turned(shore.x1[edge] - lon) * scale,
                        (shore.y1[edge] - lat) * METRES,
                    )
                    best = min(best, square)
        ring += 1
    return max(canal, math.sqrt(best))


@njit(cache=True, nogil=True)
def clearance(shore, lon, lat):
    """Metres of water around a place; negative on land or outside the shore's area."""
    return clearance_to(shore, lon, lat, np.inf)


@njit(cache=True, nogil=True)
def clearances(shore, lon, lat):
    """`clearance` of many places."""
    out = np.empty(lon.size, np.float64)
    for k in range(lon.size):
        out[k] = clearance(shore, lon[k], lat[k])
    return out


@njit(cache=True, nogil=True)
def length(lon0, lat0, lon1, lat1):
    """Metres of a stretch that is straight in degrees and not long."""
    east = turned(lon1 - lon0) * math.cos(math.radians(0.5 * (lat0 + lat1)))
    return METRES * math.hypot(east, lat1 - lat0)


@njit(cache=True, nogil=True)
def clear(shore, lon0, lat0, lon1, lat1, margin):
    """Whether the stretch, straight in degrees, keeps more than `margin` metres off the coast.

    Steps are as long as the free water around each place allows, and 10 m at least.
    """
    east, north = turned(lon1 - lon0), lat1 - lat0
    widest = METRES * max(0.01, math.cos(math.radians(min(abs(lat0), abs(lat1)))))
    total = math.hypot(east * widest, north * METRES)
    if clearance_to(shore, lon1, lat1, margin + 1.0) <= margin:
        return False
    done = 0.0
    while done < total:
        share = done / total
        free = clearance_to(shore, lon0 + share * east, lat0 + share * north, total - done + margin + 1.0)
        if free <= margin:
            return False
        done += max(10.0, free - margin)
    return True


@njit(cache=True, nogil=True)
def way_clear(shore, lon, lat, margin):
    """Index of the first stretch of a way that comes nearer than `margin` to the coast; -1 none."""
    for k in range(lon.size - 1):
        if not clear(shore, lon[k], lat[k], lon[k + 1], lat[k + 1], margin):
            return k
    return -1


@njit(cache=True, nogil=True)
def far(lon0, lat0, lon1, lat1):
    """Metres along the great circle."""
    phi0, phi1 = math.radians(lat0), math.radians(lat1)
    half = math.sin(0.5 * math.radians(lon1 - lon0))
    over = math.sin(0.5 * (phi1 - phi0))
    square = over * over + math.cos(phi0) * math.cos(phi1) * half * half
    return 2.0 * math.degrees(math.asin(math.sqrt(min(1.0, square)))) * METRES
