"""Areas from which little is heard: behind a hill, where the channel is swamped, where no satellite listens."""

import math

from numba import njit


@njit(cache=True, nogil=True)
def share_lost(t, lon, lat, holes):
    """The greatest share that is lost of what is sent at this place.

    Rows of `holes` are t0, t1, lon, lat, radius_m, east_mps, north_mps, share: a disc that moves from its place at t0.
    """
    most = 0.0
    for k in range(holes.shape[0]):
        if not holes[k, 0] <= t < holes[k, 1]:
            continue
        passed_s = (t - holes[k, 0]) * 1e-6
        turn = lon - holes[k, 2]
        turn -= 360.0 * math.floor((turn + 180.0) / 360.0)
        east = turn * 111_195.0 * math.cos(math.radians(holes[k, 3])) - holes[k, 5] * passed_s
        north = (lat - holes[k, 3]) * 111_195.0 - holes[k, 6] * passed_s
        if east * east + north * north <= holes[k, 4] ** 2:
            most = max(most, holes[k, 7])
    return most
