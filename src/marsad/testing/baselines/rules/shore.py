"""How far from the shore: points of the coast that the package has, some hundred metres to few kilometres apart."""

from __future__ import annotations

import numpy as np

from marsad.geo.land import land
from marsad.geo.sphere import distance_m


def near_shore(lon_deg: float, lat_deg: float, within_m: float) -> bool:
    """Whether a place is land, or nearer to a coast than that."""
    coast = land()
    if bool(coast.is_land(lon_deg, lat_deg)):
        return True
    beside = np.abs(coast.lat_deg - lat_deg) <= within_m / 111_000.0
    return bool(np.any(distance_m(lon_deg, lat_deg, coast.lon_deg[beside], coast.lat_deg[beside]) < within_m))
