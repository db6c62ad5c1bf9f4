"""Places that people know, and who lies in one."""

from numba import njit

from marsad.detectors.adjacency.points_kernel import apart_m


@njit(cache=True, nogil=True)
def in_places(lon, lat, places, tick, beyond_m):
    """Whether a point lies in a place, or so near to it."""
    for at in range(len(places)):
        place = places[at]
        reach = beyond_m + place["radius_m"]
        if abs(place["lat_deg"] - lat) * 111_000.0 > reach or not place["t_from"] <= tick < place["t_to"]:
            continue
        if apart_m(lon, lat, place["lon_deg"], place["lat_deg"]) <= reach:
            return True
    return False
