"""Distances, bearings and places on a sphere of the mean earth radius.

Every function takes longitude before latitude, in degrees, as scalars or as arrays that broadcast, and is made of NumPy
ufuncs only, without calling another function of this file: a kernel may compile it as it stands with
`numba.njit(distance_m)`. Longitudes come back in [-180, 180), bearings in [0, 360). A sphere differs from WGS 84 by up
to 0.56 %. NaN in, NaN out.
"""

from __future__ import annotations

from typing import Any

import numpy as np

RADIUS_M = 6_371_008.8
"""Mean radius of the WGS 84 ellipsoid (2a + b) / 3."""

Degrees = Any
Metres = Any
"""A float, or a float array: NumPy's own types cannot say that scalars in give a scalar out."""


def distance_m(lon1: Degrees, lat1: Degrees, lon2: Degrees, lat2: Degrees) -> Metres:
    """Great-circle distance, exact for neighbouring and for antipodal points alike (Vincenty's form on a sphere)."""
    phi1, phi2, dlon = np.radians(lat1), np.radians(lat2), np.radians(lon2 - lon1)
    east = np.cos(phi2) * np.sin(dlon)
    north = np.cos(phi1) * np.sin(phi2) - np.sin(phi1) * np.cos(phi2) * np.cos(dlon)
    along = np.sin(phi1) * np.sin(phi2) + np.cos(phi1) * np.cos(phi2) * np.cos(dlon)
    return RADIUS_M * np.arctan2(np.hypot(east, north), along)


def bearing_deg(lon1: Degrees, lat1: Degrees, lon2: Degrees, lat2: Degrees) -> Degrees:
    """Bearing at the first point of the great circle to the second; from a pole, measured from its meridian."""
    phi1, phi2, dlon = np.radians(lat1), np.radians(lat2), np.radians(lon2 - lon1)
    east = np.cos(phi2) * np.sin(dlon)
    north = np.cos(phi1) * np.sin(phi2) - np.sin(phi1) * np.cos(phi2) * np.cos(dlon)
    turn = np.degrees(np.arctan2(east, north))
    return turn - 360.0 * np.floor(turn / 360.0)


def destination(lon: Degrees, lat: Degrees, bearing: Degrees, distance: Metres) -> tuple[Degrees, Degrees]:
    """Longitude and latitude reached on a great circle after `distance` metres at initial bearing `bearing` degrees."""
    phi, theta, delta = np.radians(lat), np.radians(bearing), distance / RADIUS_M
    sine = np.sin(phi) * np.cos(delta) + np.cos(phi) * np.sin(delta) * np.cos(theta)
    east = np.sin(theta) * np.sin(delta)
    toward = np.cos(phi) * np.cos(delta) - np.sin(phi) * np.sin(delta) * np.cos(theta)
    lon2 = lon + np.degrees(np.arctan2(east, toward))
    return np.maximum(lon2 - 360.0 * np.floor((lon2 + 180.0) / 360.0), -180.0), np.degrees(
        np.arctan2(sine, np.hypot(east, toward))
    )


def cross_track_m(lon: Degrees, lat: Degrees, lon1: Degrees, lat1: Degrees, lon2: Degrees, lat2: Degrees) -> Metres:
    """Distance of a point from the great circle through points 1 and 2: positive to the right of the way 1 to 2."""
    phi, phi1, phi2 = np.radians(lat), np.radians(lat1), np.radians(lat2)
    here, leg = np.radians(lon - lon1), np.radians(lon2 - lon1)
    east, north = np.cos(phi) * np.sin(here), np.cos(phi1) * np.sin(phi) - np.sin(phi1) * np.cos(phi) * np.cos(here)
    leg_east = np.cos(phi2) * np.sin(leg)
    leg_north = np.cos(phi1) * np.sin(phi2) - np.sin(phi1) * np.cos(phi2) * np.cos(leg)
    # (east, north) is sin(distance) times the unit vector of the bearing, so the cross product is the sine wanted.
    sine = (east * leg_north - north * leg_east) / np.hypot(leg_east, leg_north)
    return RADIUS_M * np.arcsin(np.minimum(np.maximum(sine, -1.0), 1.0))


def rhumb_distance_m(lon1: Degrees, lat1: Degrees, lon2: Degrees, lat2: Degrees) -> Metres:
    """Length of the rhumb line (constant bearing) between two points, over the date line where that is shorter."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    turn = lon2 - lon1
    dlon = np.radians(turn - 360.0 * np.floor((turn + 180.0) / 360.0))
    half = np.sin((phi2 - phi1) / 2.0) / np.maximum(np.cos((phi1 + phi2) / 2.0), 1e-300)
    dpsi = 2.0 * np.arctanh(np.minimum(np.maximum(half, -1.0 + 1e-16), 1.0 - 1e-16))
    parallel = np.abs(dpsi) < 1e-15
    stretch = np.where(parallel, np.cos(phi1), (phi2 - phi1) / np.where(parallel, 1.0, dpsi))
    return RADIUS_M * np.hypot(phi2 - phi1, stretch * dlon)


def rhumb_bearing_deg(lon1: Degrees, lat1: Degrees, lon2: Degrees, lat2: Degrees) -> Degrees:
    """Constant bearing of the rhumb line from point 1 to point 2."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    turn = lon2 - lon1
    dlon = np.radians(turn - 360.0 * np.floor((turn + 180.0) / 360.0))
    half = np.sin((phi2 - phi1) / 2.0) / np.maximum(np.cos((phi1 + phi2) / 2.0), 1e-300)
    dpsi = 2.0 * np.arctanh(np.minimum(np.maximum(half, -1.0 + 1e-16), 1.0 - 1e-16))
    course = np.degrees(np.arctan2(dlon, dpsi))
    return course - 360.0 * np.floor(course / 360.0)


def rhumb_destination(lon: Degrees, lat: Degrees, bearing: Degrees, distance: Metres) -> tuple[Degrees, Degrees]:
    """Longitude and latitude reached after `distance` metres at constant bearing; a way over a pole ends there."""
    phi1, theta = np.radians(lat), np.radians(bearing)
    reach = distance / RADIUS_M
    phi2 = np.minimum(np.maximum(phi1 + reach * np.cos(theta), -np.pi / 2.0), np.pi / 2.0)
    half = np.sin((phi2 - phi1) / 2.0) / np.maximum(np.cos((phi1 + phi2) / 2.0), 1e-300)
    dpsi = 2.0 * np.arctanh(np.minimum(np.maximum(half, -1.0 + 1e-16), 1.0 - 1e-16))
    parallel = np.abs(dpsi) < 1e-15
    stretch = np.where(parallel, np.cos(phi1), (phi2 - phi1) / np.where(parallel, 1.0, dpsi))
    lon2 = lon + np.degrees(reach * np.sin(theta) / np.maximum(stretch, 1e-12))
    return np.maximum(lon2 - 360.0 * np.floor((lon2 + 180.0) / 360.0), -180.0), np.degrees(phi2)
