"""Areas and lines of side tables against a position: inside, how far from the edge, crossed between two places.

Records of areas and lines have `first`, `end`, `west`, `south`, `east`, `north`; points have `lon_deg`, `lat_deg`,
those of areas `ring`. Longitudes of points lie within the box, which may reach beyond 180.
"""

import math

import numpy as np
from numba import njit

METRES_PER_DEGREE = 111195.0797


@njit(cache=True, nogil=True)
def from_west(lon, west):
    """The longitude within [west, west + 360)."""
    return lon - 360.0 * math.floor((lon - west) / 360.0)


@njit(cache=True, nogil=True)
def inside(lon, lat, area, points):
    """Whether a place lies inside by the even-odd rule. Edges belong to the area on their east, as `geo.polygon` has
    it; the pole itself counts as a place right beside it."""
    y = min(max(lat, -90.0 + 1e-9), 90.0 - 1e-9)
    if not (area["south"] <= y <= area["north"]):
        return False
    x = from_west(lon, area["west"])
    if x > area["east"]:
        return False
    odd, at, end = False, area["first"], area["end"]
    while at < end:
        start, ring = at, points[at]["ring"]
        while at < end and points[at]["ring"] == ring:
            at += 1
        j = at - 1
        for i in range(start, at):
            yi, yj = points[i]["lat_deg"], points[j]["lat_deg"]
            if (yi > y) != (yj > y):
                low, high = (i, j) if yi < yj else (j, i)
                part = (y - points[low]["lat_deg"]) / (points[high]["lat_deg"] - points[low]["lat_deg"])
                edge = points[low]["lon_deg"] + part * (points[high]["lon_deg"] - points[low]["lon_deg"])
                if x < edge:
                    odd = not odd
            j = i
    return odd


@njit(cache=True, nogil=True)
def to_segment_m(x, y, x1, y1, x2, y2):
    """Distance from a place to a straight piece, on a plane that touches at the place; x1, x2 in its frame."""
    across = math.cos(math.radians(y))
    ax, ay = (x1 - x) * across, y1 - y
    bx, by = (x2 - x) * across, y2 - y
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    part = 0.0 if length == 0.0 else min(max(-(ax * dx + ay * dy) / length, 0.0), 1.0)
    return METRES_PER_DEGREE * math.hypot(ax + part * dx, ay + part * dy)


@njit(cache=True, nogil=True)
def _is_seam(lon1, lat1, lon2, lat2):
    """An edge that was drawn only because maps are cut: on the date line, or at a pole."""
    if abs(lat1) >= 90.0 and abs(lat2) >= 90.0:
        return True
    return lon1 == lon2 and abs(abs(lon1) % 360.0 - 180.0) < 1e-9


@njit(cache=True, nogil=True)
def edge_m(lon, lat, area, points):
    """Distance to the nearest edge, by the planes of near places; seams of maps are no edges."""
    x, best = from_west(lon, area["west"]), np.inf
    at, end = area["first"], area["end"]
    while at < end:
        start, ring = at, points[at]["ring"]
        while at < end and points[at]["ring"] == ring:
            at += 1
        j = at - 1
        for i in range(start, at):
            x1, y1, x2, y2 = points[j]["lon_deg"], points[j]["lat_deg"], points[i]["lon_deg"], points[i]["lat_deg"]
            if not _is_seam(x1, y1, x2, y2):
                best = min(best, to_segment_m(x, lat, x1, y1, x2, y2))
                if x > area["east"]:  # nearer from the other side, west of the box
                    best = min(best, to_segment_m(x - 360.0, lat, x1, y1, x2, y2))
            j = i
    return best


@njit(cache=True, nogil=True)
def line_m(lon, lat, line, points):
    """Distance to a line, its bearing there (0 to 180), by the plane that touches at the place."""
    middle = (line["west"] + line["east"]) / 2.0
    x, best, bearing = from_west(lon, middle - 180.0), np.inf, 0.0
    across = math.cos(math.radians(lat))
    for i in range(line["first"], line["end"] - 1):
        x1, y1, x2, y2 = (points[i]["lon_deg"], points[i]["lat_deg"], points[i + 1]["lon_deg"],
                          points[i + 1]["lat_deg"])  # fmt: skip
        away = to_segment_m(x, lat, x1, y1, x2, y2)
        if away < best:
            best = away
            bearing = math.degrees(math.atan2((x2 - x1) * across, y2 - y1)) % 180.0
    return best, bearing


@njit(cache=True, nogil=True)
def side_of_line(lon, lat, line, points):
    """On which side of the nearest piece of a line a place lies: 1 right of its way, -1 left, 0 on it."""
    middle = (line["west"] + line["east"]) / 2.0
    x, best, side = from_west(lon, middle - 180.0), np.inf, 0.0
    for i in range(line["first"], line["end"] - 1):
        x1, y1, x2, y2 = (points[i]["lon_deg"], points[i]["lat_deg"], points[i + 1]["lon_deg"],
                          points[i + 1]["lat_deg"])  # fmt: skip
        away = to_segment_m(x, lat, x1, y1, x2, y2)
        if away < best:
            best = away
            turn = (x2 - x1) * (lat - y1) - (y2 - y1) * (x - x1)
            side = -1.0 if turn > 0 else (1.0 if turn < 0 else 0.0)
    return side


CELLS = 128
"""Cells of the grid of boxes along either side."""


@njit(cache=True, nogil=True)
def boxes_grid(areas, chosen, margin_m):
    """A grid over the boxes of the areas that are chosen: which of them touch which cell.

    Gives (west, south, step of longitude, of latitude, starts, members): those of cell c are members[starts[c] :
    starts[c + 1]]. `margin_m` widens the boxes. Where one lies over the date line the grid goes round the earth.
    """
    west, south, east, north = np.inf, np.inf, -np.inf, -np.inf
    for k in range(len(chosen)):
        area = areas[chosen[k]]
        west, east = min(west, area["west"]), max(east, area["east"])
        south, north = min(south, area["south"]), max(north, area["north"])
    starts = np.zeros(CELLS * CELLS + 1, np.int32)
    if len(chosen) == 0:
        return 0.0, 0.0, 1.0, 1.0, starts, np.zeros(0, np.int32)
    up = margin_m / METRES_PER_DEGREE
    south, north = south - up, north + up
    across = margin_m / METRES_PER_DEGREE / max(math.cos(math.radians(min(max(abs(south), abs(north)), 89.0))), 0.01)
    west, east = west - across, east + across
    if east - west > 360.0:
        west, east = -180.0, 180.0
    step_x, step_y = max((east - west) / CELLS, 1e-9), max((north - south) / CELLS, 1e-9)
    ends = np.zeros(1, np.int64)
    members = np.zeros(0, np.int32)
    for turn in range(2):  # counted first, then written
        if turn == 1:
            for c in range(CELLS * CELLS):
                starts[c + 1] += starts[c]
            ends = starts[:-1].astype(np.int64)
            members = np.zeros(starts[-1], np.int32)
        for k in range(len(chosen)):
            area = areas[chosen[k]]
            wide = area["east"] - area["west"] + 2.0 * across
            begin = from_west(area["west"] - across, west)
            first_x = int((begin - west) / step_x)
            count = CELLS if wide >= 360.0 else int((begin + wide - west) / step_x) - first_x + 1
            first_y = max(int((area["south"] - up - south) / step_y), 0)
            last_y = min(int((area["north"] + up - south) / step_y), CELLS - 1)
            for row in range(first_y, last_y + 1):
                for by in range(min(count, CELLS)):
                    column = first_x + by
                    if column >= CELLS:
                        if east - west < 359.999:
                            break
                        column -= CELLS
                    cell = row * CELLS + column
                    if turn == 0:
                        starts[cell + 1] += 1
                    else:
                        members[ends[cell]] = chosen[k]
                        ends[cell] += 1
    return west, south, step_x, step_y, starts, members


@njit(cache=True, nogil=True)
def cell_of(lon, lat, west, south, step_x, step_y):
    """The cell of a grid of boxes; -1 beyond it."""
    x, y = (from_west(lon, west) - west) / step_x, (lat - south) / step_y
    if not (0.0 <= x <= CELLS and 0.0 <= y <= CELLS):
        return -1
    return min(int(y), CELLS - 1) * CELLS + min(int(x), CELLS - 1)  # the northern side may be a pole
