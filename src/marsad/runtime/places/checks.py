"""What is asked of a zone before it is saved: a rule that is half right raises thousands of alerts."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.geo.rings import RingError, area_deg2, crosses_itself, framed
from marsad.plugin.areas import Area
from marsad.plugin.side import DWELL, FAST, SLOW
from marsad.runtime.places.refusal import ZoneRefusal

_WORLD_DEG2: Final = 0.25 * 360.0 * 180.0
_MOST_CORNERS: Final = 20_000
_BOUNDS: Final = (
    ("dwell_s", "dwell_min", 60.0, 60.0, 43_200 * 60.0, "minutes from 1 to 43200", DWELL),
    ("speed_max_kn", "speed_max_kn", 1.0, 0.1, 100.0, "knots from 0.1 to 100", FAST),
    ("speed_min_kn", "speed_min_kn", 1.0, 0.1, 100.0, "knots from 0.1 to 100", SLOW),
)
"""Field, its name in files, how many of the field's units are one, bounds, what to write, and what watches for it."""


def check_zone(area: Area) -> None:
    """Raises ZoneRefusal, one sentence, for a zone that must not be saved.

    Refused are: no name; a ring that is empty, not in degrees of WGS 84, of no extent or that crosses itself; a zone
    that covers a quarter of the world and more; a limit, buffer or validity out of range, and one that is watched for
    and not told.
    """
    if not area.name.strip():
        raise ZoneRefusal("A zone has no name: give it one, alerts call it by that.")
    here = f"Zone {area.name}"
    try:
        rings = framed(area.parts)
    except RingError as error:
        raise ZoneRefusal(f"{here} cannot be used, it {error}: draw it again in degrees of longitude and latitude.") \
            from None  # fmt: skip
    if len(rings.lon_deg) > _MOST_CORNERS:
        raise ZoneRefusal(f"{here} has {len(rings.lon_deg)} corners: simplify it to {_MOST_CORNERS} at most.")
    covered = 0.0
    for number in range(int(rings.number.max()) + 1):
        lon, lat = rings.lon_deg[rings.number == number], rings.lat_deg[rings.number == number]
        if area_deg2(lon, lat) < 1e-9:
            raise ZoneRefusal(f"{here} encloses no area: draw a ring of three corners and more around it.")
        # a ring closed over the pole goes there and back along the date line, and so meets itself
        if not _over_a_pole(lat) and crosses_itself(lon, lat):
            raise ZoneRefusal(f"{here} crosses itself: draw its edge so that no two sides meet.")
        covered += area_deg2(lon, lat)
    if covered >= _WORLD_DEG2:
        raise ZoneRefusal(f"{here} covers {covered / 648.0:.0f} % of the world: draw it around the waters it is about.")
    _check_limits(area, here)


def _over_a_pole(lat: npt.NDArray[np.float64]) -> bool:
    return bool(np.any(np.abs(lat) == 90.0))


def _check_limits(area: Area, here: str) -> None:
    for name, told, unit, low, high, write, bit in _BOUNDS:
        value = getattr(area, name)
        if math.isnan(value):
            if area.watch & bit:
                raise ZoneRefusal(f"{here} watches for what needs {told}, which it has not: write {write}.")
        elif not low <= value <= high:
            raise ZoneRefusal(f"{here} has {told} = {value / unit:g}, which is out of range: write {write}.")
    if area.speed_min_kn >= area.speed_max_kn:
        raise ZoneRefusal(f"{here} forbids every speed: let speed_min_kn be less than speed_max_kn.")
    if not 0.0 <= area.buffer_m <= 20_000.0:
        raise ZoneRefusal(
            f"{here} has buffer_m = {area.buffer_m:g}, which is out of range: write metres from 0 to 20000."
        )
    if area.holds[1] <= area.holds[0]:
        raise ZoneRefusal(f"{here} ends before it begins: write until after since.")
    if not all(0 <= one < 100 for one in area.ship_types):
        raise ZoneRefusal(f"{here} names ship types that there are not: write numbers from 0 to 99.")
