"""Circular orbits over a turning earth."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

EARTH_KM = 6371.0088
_GRAVITY_KM3_S2 = 398_600.4418
_EARTH_DEG_S = 360.0 / 86_164.0905


@dataclass(frozen=True)
class Orbit:
    """A satellite that crossed the equator northward over `node_deg`, `phase_deg` of its orbit before `start_us`."""

    altitude_km: float
    inclination_deg: float
    node_deg: float
    phase_deg: float
    start_us: int

    @property
    def period_s(self) -> float:
        """Of one revolution."""
        return 2.0 * math.pi * math.sqrt((EARTH_KM + self.altitude_km) ** 3 / _GRAVITY_KM3_S2)

    @property
    def speed_km_s(self) -> float:
        """Along the orbit."""
        return math.sqrt(_GRAVITY_KM3_S2 / (EARTH_KM + self.altitude_km))

    def footprint_rad(self, elevation_deg: float) -> float:
        """Angle at the earth's centre from below the satellite to where it stands so high above the horizon."""
        elevation = math.radians(elevation_deg)
        return math.acos(EARTH_KM * math.cos(elevation) / (EARTH_KM + self.altitude_km)) - elevation

    def below(self, t_us: npt.ArrayLike) -> Floats:
        """Unit vectors (times x 3), turning with the earth, to the points below the satellite."""
        u, node = self._angles(t_us)
        i = math.radians(self.inclination_deg)
        x = np.cos(u) * np.cos(node) - np.sin(u) * math.cos(i) * np.sin(node)
        y = np.cos(u) * np.sin(node) + np.sin(u) * math.cos(i) * np.cos(node)
        return np.stack([x, y, np.sin(u) * math.sin(i)], axis=-1)

    def ahead(self, t_us: npt.ArrayLike) -> Floats:
        """Unit vectors (times x 3) along the track over the ground, the earth's turning included."""
        step = 500_000
        t = np.asarray(t_us, np.int64)
        way = self.below(t + step) - self.below(t - step)
        ahead: Floats = way / np.linalg.norm(way, axis=-1, keepdims=True)
        return ahead

    def _angles(self, t_us: npt.ArrayLike) -> tuple[Floats, Floats]:
        since_s = (np.asarray(t_us, np.int64) - self.start_us) / 1e6
        along = self.phase_deg + 360.0 * since_s / self.period_s
        crossed_s = since_s + self.phase_deg / 360.0 * self.period_s
        return np.radians(along), np.radians(self.node_deg - _EARTH_DEG_S * crossed_s)
