"""Where every vessel is at any instant: on a closed way at its speed, or swinging about its anchor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.geo import sphere
from marsad.testing.traffic.chance import share

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

M_S_PER_KN = 1852 / 3600
TIDE_S = 44_712.0  # M2, 12.42 h
YAW_S = 420.0
NOISE_M = 2.0


class Way(NamedTuple):
    """How one vessel moves. Under way: a closed polyline, a speed and the distance made good at t = 0.

    At rest (one point, speed 0): the anchor, how far the chain lets her lie, and the heading of the mean wind; 0 m is
    a berth.
    """

    lon: Floats
    lat: Floats
    speed_kn: float
    start_m: float = 0.0
    reach_m: float = 0.0
    wind_deg: float = 0.0


class State(NamedTuple):
    """Columns of vessels at instants. `heading_deg` is the bow's, `rot_deg_min` positive to starboard."""

    lon_deg: Floats
    lat_deg: Floats
    sog_kn: Floats
    cog_deg: Floats
    heading_deg: Floats
    rot_deg_min: Floats


class Motion:
    """The ways of a fleet, laid end to end so that one search finds any vessel at any instant."""

    def __init__(self, ways: Sequence[Way], seed: int) -> None:
        self.seed = seed
        closed = [_closed(way) for way in ways]
        lengths = np.array([leg[-1] for _, _, leg, _ in closed])
        self.length_m = np.maximum(lengths, 1e-9)
        self.base_m = np.cumsum(lengths + 1.0) - lengths
        self.lon = np.concatenate([lon for lon, _, _, _ in closed])
        self.lat = np.concatenate([lat for _, lat, _, _ in closed])
        self.along_m = np.concatenate([leg + base for (_, _, leg, _), base in zip(closed, self.base_m, strict=True)])
        self.course = np.concatenate([course for _, _, _, course in closed])
        self.speed_kn, self.start_m, self.reach_m, self.wind_deg = (
            np.array([getattr(way, name) for way in ways]) for name in ("speed_kn", "start_m", "reach_m", "wind_deg")
        )

    def state(self, vessel: Ints, t_s: Floats) -> State:
        """Each vessel named at its own instant (seconds of the scenario)."""
        speed = self.speed_kn[vessel] * M_S_PER_KN
        at = self.base_m[vessel] + np.mod(self.start_m[vessel] + speed * t_s, self.length_m[vessel])
        leg = np.clip(np.searchsorted(self.along_m, at, side="right") - 1, 0, self.along_m.size - 2)
        span = np.maximum(self.along_m[leg + 1] - self.along_m[leg], 1e-3)
        part = np.clip((at - self.along_m[leg]) / span, 0.0, 1.0)
        moving = speed > 0
        part = np.where(moving, part, 0.0)
        lon, lat = (line[leg] + part * (line[leg + 1] - line[leg]) for line in (self.lon, self.lat))
        bend = np.where(moving, self.course[leg + 1] - self.course[leg], 0.0)
        course = self.course[leg] + part * bend
        swing, swing_rate = self._swing(vessel, t_s)
        bow = np.where(moving, course + 2.0 * np.sin(t_s / 97.0 + vessel), swing)
        reach = self.reach_m[vessel]
        # A ship at anchor lies astern of it: her bow points to the anchor, and she moves athwart.
        astern = np.radians(bow + 180.0)
        north = np.where(moving, 0.0, reach * np.cos(astern)) + self._noise(vessel, t_s, 1)
        east = np.where(moving, 0.0, reach * np.sin(astern)) + self._noise(vessel, t_s, 2)
        per_deg = np.radians(1.0) * sphere.RADIUS_M
        athwart_kn = np.abs(swing_rate) * reach / M_S_PER_KN
        over_ground = np.where(moving, course, bow + np.where(swing_rate > 0, 270.0, 90.0))
        speed_noise = 0.15 * (share(self.seed, 3, vessel, (t_s * 10).astype(np.int64)) - 0.5)
        sog = np.where(moving, self.speed_kn[vessel], athwart_kn) + speed_noise
        rot = np.where(moving, bend / span * speed * 60.0, np.degrees(swing_rate) * 60.0)
        return State(
            lon + east / (per_deg * np.cos(np.radians(lat))),
            lat + north / per_deg,
            np.maximum(sog, 0.0),
            np.mod(over_ground, 360.0),
            np.mod(bow, 360.0),
            rot,
        )

    def _swing(self, vessel: Ints, t_s: Floats) -> tuple[Floats, Floats]:
        """Heading at anchor in degrees and its rate in radians a second: the tide for all, a yaw of her own."""
        free = self.reach_m[vessel] > 0
        tide, yaw = 2 * np.pi / TIDE_S, 2 * np.pi / (YAW_S + vessel % 97)
        angle = np.where(free, 70.0 * np.sin(tide * t_s) + 3.0 * np.sin(yaw * t_s + vessel), 0.0)
        rate = np.where(free, 70.0 * tide * np.cos(tide * t_s) + 3.0 * yaw * np.cos(yaw * t_s + vessel), 0.0)
        return self.wind_deg[vessel] + angle, np.radians(rate)

    def _noise(self, vessel: Ints, t_s: Floats, purpose: int) -> Floats:
        return NOISE_M * (share(self.seed, purpose, vessel, (t_s * 10).astype(np.int64)) - 0.5)


def _closed(way: Way) -> tuple[Floats, Floats, Floats, Floats]:
    """Points with the first one again at the end, the distance along and the unwrapped course at each."""
    lon, lat = np.append(way.lon, way.lon[0]), np.append(way.lat, way.lat[0])
    if len(way.lon) == 1:
        return lon, lat, np.array([0.0, 1e-9]), np.zeros(2)
    legs = sphere.rhumb_distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
    # At a point the course is that from the point before to the point after: it turns evenly along the legs.
    before, after = np.roll(np.arange(len(way.lon)), 1), np.roll(np.arange(len(way.lon)), -1)
    course = sphere.rhumb_bearing_deg(way.lon[before], way.lat[before], way.lon[after], way.lat[after])
    return lon, lat, np.concatenate([[0.0], np.cumsum(legs)]), np.unwrap(np.append(course, course[0]), period=360.0)
