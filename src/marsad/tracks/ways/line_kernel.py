"""Kernel that simplifies a way as it comes, within a bound, with a state of fixed size.

From the newest vertex, whatever the line will do until its next vertex is one velocity in the plane about that vertex.
A position seen after `dt` allows the velocities of a disc of radius error / dt; what all positions so far allow is kept
as the octagon that lies inside every disc: an interval along each of four directions. A position whose own velocity is
still allowed may become the next vertex; the first that is not makes the one before it a vertex. Distances on the
sphere are never greater than in that plane, so the bound holds on the sphere.
"""

from __future__ import annotations

import math

from numba import njit

from marsad.tracks.ways.columns import LINES, VERTICES
from marsad.tracks.ways.sphere_kernel import RADIUS_M, east_north, to_arc

_FARTHEST2 = 0.01  # square of the longest chord within which the plane is used: 0.1 radian, 637 km
_INSIDE = math.cos(math.pi / 8.0)
_HALF = math.sqrt(0.5)


@njit(cache=True, nogil=True)
def put_vertex(r, t, lon, lat, vertices, counts):
    """Note a vertex of the line that a record draws."""
    v = vertices[counts[VERTICES]]
    v["line"] = r["line"]
    v["t"] = t
    v["lon"] = lon
    v["lat"] = lat
    counts[VERTICES] += 1


@njit(cache=True, nogil=True)
def start_from(r, t, lon, lat, slat, clat, slon, clon):
    """Let the line have its newest vertex here, and every velocity from here on."""
    r["seg_t"] = t
    r["seg_lon"] = lon
    r["seg_lat"] = lat
    r["seg_slat"] = slat
    r["seg_clat"] = clat
    r["seg_slon"] = slon
    r["seg_clon"] = clon
    r["lo0"] = r["lo1"] = r["lo2"] = r["lo3"] = -math.inf
    r["hi0"] = r["hi1"] = r["hi2"] = r["hi3"] = math.inf


@njit(cache=True, nogil=True)
def begin_line(r, t, lon, lat, slat, clat, slon, clon, vertices, counts):
    """Begin the line of a part of a track."""
    r["line"] = counts[LINES]
    counts[LINES] += 1
    start_from(r, t, lon, lat, slat, clat, slon, clon)
    put_vertex(r, t, lon, lat, vertices, counts)


@njit(cache=True, nogil=True)
def end_line(r, vertices, counts):
    """End the line at the newest position, unless its newest vertex stands for that already."""
    if r["t"] > r["seg_t"]:
        put_vertex(r, r["t"], r["lon"], r["lat"], vertices, counts)


@njit(cache=True, nogil=True)
def take(r, t, slat, clat, slon, clon, error_m):
    """Whether the line may go on through a position, which then narrows what it may do."""
    px, py, pz = r["seg_clat"] * r["seg_clon"], r["seg_clat"] * r["seg_slon"], r["seg_slat"]
    dx, dy, dz = clat * clon - px, clat * slon - py, slat - pz
    east, north = east_north(r["seg_slat"], r["seg_clat"], r["seg_slon"], r["seg_clon"], dx, dy, dz)
    chord2 = dx * dx + dy * dy + dz * dz
    if t <= r["seg_t"]:
        return math.sqrt(chord2) * RADIUS_M <= 0.999 * error_m
    free = r["hi0"] == math.inf
    if chord2 > _FARTHEST2:
        if free:  # the first after a vertex is always allowed, and the last
            r["lo0"] = math.inf
            r["hi0"] = -math.inf
        return free
    scale = to_arc(east, north)
    rate = 1e6 / (t - r["seg_t"])
    v0, v1 = east * scale * rate, north * scale * rate
    v2, v3 = (v0 + v1) * _HALF, (v0 - v1) * _HALF
    if not free and (
        v0 < r["lo0"] or v0 > r["hi0"] or v1 < r["lo1"] or v1 > r["hi1"]
        or v2 < r["lo2"] or v2 > r["hi2"] or v3 < r["lo3"] or v3 > r["hi3"]
    ):  # fmt: skip
        return False
    room = error_m * _INSIDE * rate * 0.999999
    r["lo0"] = max(r["lo0"], v0 - room)
    r["hi0"] = min(r["hi0"], v0 + room)
    r["lo1"] = max(r["lo1"], v1 - room)
    r["hi1"] = min(r["hi1"], v1 + room)
    r["lo2"] = max(r["lo2"], v2 - room)
    r["hi2"] = min(r["hi2"], v2 + room)
    r["lo3"] = max(r["lo3"], v3 - room)
    r["hi3"] = min(r["hi3"], v3 + room)
    return True


@njit(cache=True, nogil=True)
def extend_line(r, t, lon, lat, slat, clat, slon, clon, error_m, vertices, counts):
    """Lead the line past a new position; the record still holds the position before it."""
    if take(r, t, slat, clat, slon, clon, error_m):
        return
    if r["t"] > r["seg_t"]:
        put_vertex(r, r["t"], r["lon"], r["lat"], vertices, counts)
        start_from(r, r["t"], r["lon"], r["lat"], r["slat"], r["clat"], r["slon"], r["clon"])
        if take(r, t, slat, clat, slon, clon, error_m):
            return
    start_from(r, t, lon, lat, slat, clat, slon, clon)  # elsewhere at the same instant: the line jumps
    put_vertex(r, t, lon, lat, vertices, counts)
