"""What happens away from the shore and from ports, by the place where it began."""

from __future__ import annotations

import numpy as np

from marsad.geo.sphere import distance_m
from marsad.plugin.found import Found
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.shore import near_shore


def away(found: list[Found], side: Side, *, offshore_m: float, port_m: float) -> list[Found]:
    """Those that began so far from every coast and every port (of their time)."""
    return [one for one in found if _is_away(one, side, offshore_m, port_m)]


def _is_away(one: Found, side: Side, offshore_m: float, port_m: float) -> bool:
    if one.lon_deg is None or one.lat_deg is None:
        return False
    ports = side.table("ports")
    ports = ports[(ports["t_from"] <= one.t_start) & (one.t_start < ports["t_to"])]
    to_port = distance_m(one.lon_deg, one.lat_deg, ports["lon_deg"], ports["lat_deg"]) - ports["radius_m"]
    return not bool(np.any(to_port < port_m)) and not near_shore(one.lon_deg, one.lat_deg, offshore_m)
