"""The plane an incident plays on: metres about a place on the globe."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.geo import sphere
from marsad.testing.simulator.records import Floats

_STEP_M = 1_500.0


@dataclass(frozen=True)
class Plane:
    """Metres x and y about `lon`, `lat`, by distance and bearing from there; y points `turned_deg` right of north.

    Courses on the plane are counted from y clockwise, as a compass does. Within 100 km of the middle a length is right
    to 1 in 20,000.
    """

    lon: float
    lat: float
    turned_deg: float

    def places(self, x_m: npt.ArrayLike, y_m: npt.ArrayLike) -> tuple[Floats, Floats]:
        """Longitudes, each within half a turn of the one before, and latitudes."""
        x, y = np.asarray(x_m, np.float64), np.asarray(y_m, np.float64)
        bearing = np.degrees(np.arctan2(x, y)) + self.turned_deg
        lon, lat = sphere.destination(self.lon, self.lat, bearing, np.hypot(x, y))
        turns = np.round(np.diff(lon, prepend=lon[:1]) / 360.0)
        return lon - 360.0 * np.cumsum(turns), np.asarray(lat, np.float64)

    def place(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Longitude and latitude of one point."""
        lon, lat = self.places([x_m], [y_m])
        return float(lon[0]), float(lat[0])

    def points(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[Floats, Floats]:
        """Where places lie on the plane."""
        away = sphere.distance_m(self.lon, self.lat, np.asarray(lon), np.asarray(lat))
        bearing = sphere.bearing_deg(self.lon, self.lat, np.asarray(lon), np.asarray(lat))
        angle = np.radians(bearing - self.turned_deg)
        return away * np.sin(angle), away * np.cos(angle)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where one place lies on the plane."""
        x, y = self.points(lon, lat)
        return float(x), float(y)

    def compass(self, course_deg: float, x_m: float = 0.0, y_m: float = 0.0) -> float:
        """The true course at a point of what is `course_deg` on the plane there."""
        angle = np.radians(course_deg)
        lon, lat = self.place(x_m, y_m)
        ahead = self.place(x_m + 50.0 * float(np.sin(angle)), y_m + 50.0 * float(np.cos(angle)))
        return float(sphere.bearing_deg(lon, lat, *ahead))

    def step_m(self, x_m: float, y_m: float) -> float:
        """How long a straight piece between two points may be there: a chart of degrees bends near the poles."""
        lat = abs(self.place(x_m, y_m)[1])
        return float(np.clip((90.0 - lat) * 111_000.0 / 60.0, 40.0, _STEP_M))


def ahead(x_m: float, y_m: float, course_deg: float, metres: float) -> tuple[float, float]:
    """The point that lies `metres` on."""
    angle = np.radians(course_deg)
    return x_m + metres * float(np.sin(angle)), y_m + metres * float(np.cos(angle))


def turn_deg(before_deg: float, after_deg: float) -> float:
    """By how much one turns from one course to another the shorter way: right positive, -180 to below 180."""
    return (after_deg - before_deg + 180.0) % 360.0 - 180.0
