"""Discs of side tables (`plugin.side.PLACE`: ports, anchorages, pilot grounds), and whether a place lies in one."""

import math

from numba import njit

from marsad.geo.area_kernel import METRES_PER_DEGREE


@njit(cache=True, nogil=True)
def in_disc(lon, lat, t, discs, beyond_m):
    """Whether a place lies in one of the discs that hold at `t`, or within `beyond_m` of one.

    On a plane between the place and the disc's middle, over the date line: for some tens of kilometres.
    """
    for at in range(len(discs)):
        disc = discs[at]
        reach, north = beyond_m + disc["radius_m"], METRES_PER_DEGREE * (lat - disc["lat_deg"])
        if abs(north) > reach or not disc["t_from"] <= t < disc["t_to"]:
            continue
        east = lon - disc["lon_deg"]
        east -= 360.0 * math.floor((east + 180.0) / 360.0)
        east *= METRES_PER_DEGREE * math.cos(math.radians((lat + disc["lat_deg"]) / 2.0))
        if math.hypot(east, north) <= reach:
            return True
    return False
