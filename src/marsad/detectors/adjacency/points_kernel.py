"""Places and ways as vectors in space: no date line and no pole is a special case, and a plane touches anywhere."""

import math

import numpy as np
from numba import njit

RADIUS_M = 6371008.8
KNOT = 1852.0 / 3600.0


@njit(cache=True, nogil=True)
def put(out, i, lon_deg, lat_deg, speed_mps, course_deg, turn_deg_s, ahead_s):
    """Row i of `out`: x y z of a place and vx vy vz of a way in m and m/s, led on by `ahead_s` on an arc."""
    lon, lat = math.radians(np.float64(lon_deg)), math.radians(np.float64(lat_deg))
    sin_lon, cos_lon, sin_lat, cos_lat = math.sin(lon), math.cos(lon), math.sin(lat), math.cos(lat)
    # The chord of an arc points half way between the courses at its ends.
    for half in range(2):
        course = math.radians(course_deg + turn_deg_s * ahead_s * (0.5 + 0.5 * half))
        east, north = speed_mps * math.sin(course), speed_mps * math.cos(course)
        vx = -sin_lon * east - sin_lat * cos_lon * north
        vy = cos_lon * east - sin_lat * sin_lon * north
        vz = cos_lat * north
        if half == 0:
            out[i, 0] = RADIUS_M * cos_lat * cos_lon + vx * ahead_s
            out[i, 1] = RADIUS_M * cos_lat * sin_lon + vy * ahead_s
            out[i, 2] = RADIUS_M * sin_lat + vz * ahead_s
        if half == 1 or turn_deg_s == 0.0:
            out[i, 3], out[i, 4], out[i, 5] = vx, vy, vz
            break


@njit(cache=True, nogil=True)
def place_of(x, y, z):
    """Longitude in [-180, 180) and latitude of a point near the surface."""
    lon = math.degrees(math.atan2(y, x))
    if lon >= 180.0:
        lon -= 360.0
    return lon, math.degrees(math.atan2(z, math.hypot(x, y)))


@njit(cache=True, nogil=True)
def apart_m(lon1, lat1, lon2, lat2):
    """Distance along the chord: right to a centimetre for neighbours, anywhere on the globe."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_lat, half_lon = math.sin((phi2 - phi1) / 2.0), math.sin(math.radians(lon2 - lon1) / 2.0)
    return 2.0 * RADIUS_M * math.sqrt(half_lat * half_lat + math.cos(phi1) * math.cos(phi2) * half_lon * half_lon)


@njit(cache=True, nogil=True)
def between_deg(lon1, lat1, lon2, lat2, share):
    """The place that divides the straight way between two neighbours, in space."""
    x = y = z = 0.0
    for end in range(2):
        lon, lat = math.radians(lon2 if end else lon1), math.radians(lat2 if end else lat1)
        weight = share if end else 1.0 - share
        x += weight * math.cos(lat) * math.cos(lon)
        y += weight * math.cos(lat) * math.sin(lon)
        z += weight * math.sin(lat)
    return place_of(x, y, z)
