"""The area of a rule: a polygon or a disc, checked before it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from marsad.geo.date_line import unrolled
from marsad.geo.rings import crosses_itself
from marsad.geo.sphere import distance_m
from marsad.schema.refusal import Refusal


class AreaRefusal(Refusal):
    """An area that cannot be meant."""


MOST_DEG = 180.0
"""An area wider than this many degrees of longitude and half of them of latitude covers the world."""
MOST_POINTS = 2000


@dataclass(frozen=True)
class Disc:
    """Within a distance of a place."""

    lon_deg: float
    lat_deg: float
    radius_m: float

    def holds(self, lon_deg: float | None, lat_deg: float | None) -> bool:
        """Whether a place lies in it; one that is not known does not."""
        if lon_deg is None or lat_deg is None:
            return False
        return bool(distance_m(self.lon_deg, self.lat_deg, lon_deg, lat_deg) <= self.radius_m)


@dataclass(frozen=True)
class Polygon:
    """Points in order, the first not repeated; it may lie over the date line, not over a pole."""

    points: tuple[tuple[float, float], ...]

    def holds(self, lon_deg: float | None, lat_deg: float | None) -> bool:
        """Whether a place lies in it, by the even-odd rule; one that is not known does not."""
        if lon_deg is None or lat_deg is None:
            return False
        x = unrolled(np.array([lon for lon, _ in self.points]))
        y = [lat for _, lat in self.points]
        here = lon_deg + 360.0 * np.floor((x.max() - lon_deg) / 360.0)
        return any(_odd(here - turn, lat_deg, x.tolist(), y) for turn in (0.0, 360.0))


Area = Disc | Polygon


def polygon(points: Sequence[Sequence[float]]) -> Polygon:
    """The polygon of some points (longitude, latitude). Raises AreaRefusal for one that cannot be meant."""
    ring = [(float(lon), float(lat)) for lon, lat in points]
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    if len(set(ring)) < 3:
        raise AreaRefusal(f"the polygon is empty: it has {len(set(ring))} different points, and needs three")
    if len(ring) > MOST_POINTS:
        raise AreaRefusal(f"the polygon has {len(ring)} points: draw it with at most {MOST_POINTS}")
    for lon, lat in ring:
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise AreaRefusal(f"{lon}, {lat} is no place: write longitude, then latitude, in degrees")
    x = unrolled(np.array([lon for lon, _ in ring]))
    y = np.array([lat for _, lat in ring])
    if x.max() - x.min() >= MOST_DEG or y.max() - y.min() >= MOST_DEG / 2:
        raise AreaRefusal("the polygon covers the world: leave the area out, or draw where the rule is to hold")
    if crosses_itself(x, y):
        raise AreaRefusal("the polygon crosses itself: draw its edge so that no two sides meet")
    if abs(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))) < 1e-9:
        raise AreaRefusal("the polygon is empty: its points lie on one line")
    return Polygon(tuple(ring))


def _odd(px: float, py: float, x: list[float], y: list[float]) -> bool:
    odd, j = False, len(x) - 1
    for i in range(len(x)):
        if (y[i] > py) != (y[j] > py) and px < x[i] + (py - y[i]) / (y[j] - y[i]) * (x[j] - x[i]):
            odd = not odd
        j = i
    return odd
