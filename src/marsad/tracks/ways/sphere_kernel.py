"""Kernels on the sphere by unit vectors: exact at the poles and over the date line, with no inverse trigonometry.

A place is kept as (sine, cosine) of latitude and of longitude. `offset` gives another place in the azimuthal
equidistant plane about it, where great circles through the origin are straight and have their true length.
"""

from __future__ import annotations

import math

from numba import njit

RADIUS_M = 6_371_008.8
_RADIAN = math.pi / 180.0


@njit(cache=True, nogil=True)
def place(lon, lat):
    """Sine and cosine of latitude, then of longitude."""
    a, b = lat * _RADIAN, lon * _RADIAN
    return math.sin(a), math.cos(a), math.sin(b), math.cos(b)


@njit(cache=True, nogil=True)
def arc_m(chord2):
    """Metres along the great circle for the square of a chord of the unit sphere."""
    if chord2 < 0.01:  # the series is exact to 1e-13 here
        return (
            RADIUS_M
            * math.sqrt(chord2)
            * (
                1.0
                + chord2 * (1.0 / 24.0 + chord2 * (3.0 / 640.0 + chord2 * (5.0 / 7168.0 + chord2 * 35.0 / 294912.0)))
            )
        )
    return RADIUS_M * 2.0 * math.asin(min(1.0, 0.5 * math.sqrt(chord2)))


@njit(cache=True, nogil=True)
def east_north(slat, clat, slon, clon, dx, dy, dz):
    """East and north components, at a place, of the chord (dx, dy, dz) from it to another, in radii."""
    return clon * dy - slon * dx, clat * dz - slat * (clon * dx + slon * dy)


@njit(cache=True, nogil=True)
def to_arc(east, north):
    """What to multiply east and north with to have the plane's metres; for places within 0.15 radian."""
    s2 = east * east + north * north
    return RADIUS_M * (1.0 + s2 * (1.0 / 6.0 + s2 * (3.0 / 40.0 + s2 * (15.0 / 336.0 + s2 * (105.0 / 3456.0)))))


@njit(cache=True, nogil=True)
def from_place(slat, clat, slon, clon, east_m, north_m):
    """Longitude and latitude of a point that lies a little off a place."""
    east, north = east_m / RADIUS_M, north_m / RADIUS_M
    x = clat * clon - east * slon - north * slat * clon
    y = clat * slon + east * clon - north * slat * slon
    z = slat + north * clat
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.sqrt(x * x + y * y)))
