"""Small questions that the kernels of several rules ask of a row."""

import math

import numpy as np
from numba import njit

_METRES_PER_DEGREE = 111195.0797
_RADIUS_M = 6371008.8


@njit(cache=True, nogil=True)
def is_ship(mmsi):
    """Whether the number is one of a ship: leading digits 2 to 7 (ITU-R M.585)."""
    return 200_000_000 <= mmsi < 800_000_000


@njit(cache=True, nogil=True)
def near_m(lon1, lat1, lon2, lat2):
    """Distance on a plane that touches between the points: for some tens of kilometres; over the date line too."""
    east = lon2 - lon1
    east -= 360.0 * math.floor((east + 180.0) / 360.0)
    return _METRES_PER_DEGREE * math.hypot(lat2 - lat1, east * math.cos(math.radians((lat1 + lat2) / 2.0)))


@njit(cache=True, nogil=True)
def far_m(lon1, lat1, lon2, lat2):
    """Distance on the sphere."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_lat, half_lon = (phi2 - phi1) / 2.0, math.radians(lon2 - lon1) / 2.0
    part = math.sin(half_lat) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lon) ** 2
    return 2.0 * _RADIUS_M * math.asin(min(1.0, math.sqrt(part)))


@njit(cache=True, nogil=True)
def turn_deg(one, other):
    """The angle between two directions, 0 to 180."""
    turn = abs(np.float64(one) - np.float64(other)) % 360.0
    return min(turn, 360.0 - turn)


@njit(cache=True, nogil=True)
def in_any_place(lon, lat, places, t, within_m):
    """The first place within `within_m` of which (beyond its radius) a position lies at the instant `t`; -1 none."""
    for at in range(len(places)):
        place = places[at]
        reach = within_m + place["radius_m"]
        if abs(place["lat_deg"] - lat) * _METRES_PER_DEGREE > reach or t < place["t_from"] or t >= place["t_to"]:
            continue
        if near_m(lon, lat, place["lon_deg"], place["lat_deg"]) <= reach:
            return at
    return -1
