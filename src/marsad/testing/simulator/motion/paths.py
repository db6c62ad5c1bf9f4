"""Paths that ships can follow: waypoints become lines of points with rounded corners."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.motion import paths_kernel

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Path:
    """A line of points that is the way of a ship, or of many that keep aside of it."""

    lon: Floats
    lat: Floats
    along_m: Floats
    room_m: Floats = field(default_factory=lambda: np.zeros(0))
    """How far a ship may keep aside at each point; empty: not at all."""

    @property
    def length_m(self) -> float:
        """From end to end."""
        return float(self.along_m[-1])


def smooth(lon: npt.ArrayLike, lat: npt.ArrayLike, radius_m: float, cut_m: float = 1e9) -> tuple[Floats, Floats]:
    """Dense points along waypoints, each corner rounded with `radius_m` where the ways beside it are long enough.

    Longitudes may jump by 360 between waypoints; they come back running on. Waypoints within a metre of one another
    count once. No corner is cut from more than `cut_m` before it. The way between two waypoints is straight in
    longitude and latitude, with few points. Raises ValueError for fewer than two places.
    """
    x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    x = np.unwrap(x, period=360.0)
    steps = np.hypot(np.diff(x) * np.cos(np.radians(y[:-1])), np.diff(y)) * paths_kernel.METRES
    keep = np.concatenate([[True], steps >= 1.0])
    x, y = x[keep], y[keep]
    if x.size < 2:
        raise ValueError("a path needs two places that are a metre apart")
    smoothed: tuple[Floats, Floats] = paths_kernel.smooth(x, y, float(radius_m), float(cut_m))
    return smoothed


def path(lon: npt.ArrayLike, lat: npt.ArrayLike, radius_m: float, cut_m: float = 1e9) -> Path:
    """The path through waypoints, corners rounded as `smooth` does."""
    return of_points(*smooth(lon, lat, radius_m, cut_m))


def of_points(lon: Floats, lat: Floats, room_m: Floats | None = None) -> Path:
    """The path of points that are dense and smooth already."""
    return Path(lon, lat, paths_kernel.measured(lon, lat), np.zeros(0) if room_m is None else room_m)


def radius_m(knots: float, turn_deg_min: float) -> float:
    """The radius of the circle that a ship of such a speed and rate of turn describes."""
    return knots * 1852.0 / 3600.0 / float(np.radians(turn_deg_min / 60.0))
