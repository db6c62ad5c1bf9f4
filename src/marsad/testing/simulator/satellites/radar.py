"""Satellites whose radar sees ships, whether they transmit or not.

A moving ship is put in the wrong place: its Doppler shift looks like a place along the track. To the side that the
antenna looks to, a ship that moves away appears behind, by SOG * sin(COG - track) * sin(incidence) / v * slant range.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from marsad.geo.land import is_land
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.records import Kind, Records, Role
from marsad.testing.simulator.satellites.orbit import EARTH_KM, Floats, Orbit
from marsad.testing.simulator.scenario import SatelliteSpec, Scenario

CONTACT = np.dtype(
    [
        ("t", "i8"),  # when the beam passed
        ("satellite", "i4"),  # among the scenario's that have radar
        ("lon", "f8"),  # as detected
        ("lat", "f8"),
        ("score", "f4"),  # how sure the detector is
        ("length_m", "f4"),  # as measured
        ("vessel", "i4"),  # -1: nothing is there
        ("shift_m", "f4"),  # along the track because of her own motion
    ]
)
"""One detection."""

MINUTE_US = 60_000_000
INCIDENCE_DEG = (29.0, 46.0)
"""Of the near and the far edge of the swath, to the right of the track."""
ERROR_M = 25.0
FALSE_PER_KM2 = 1e-5
"""False alarms of a quiet sea; each sea of 5 by 5 degrees has its own rate about it."""
_MOST_RATE = 6.0
_NOBODY, _SEAS = 1 << 40, 1 << 41  # who draws, where it is no vessel
_STEP_US = 10_000_000
_KNOT_MPS = 1852.0 / 3600.0
_NO_ECHO = (Role.AIRCRAFT, Role.BASE_STATION, Role.VIRTUAL_AID, Role.DEVICE)


def recall(length_m: float) -> float:
    """The share of ships of a length that are found."""
    return 0.97 / (1.0 + math.exp(-(length_m - 22.0) / 7.0))


def azimuth_shift_m(sog_kn: float, away_deg: float, incidence_deg: float, slant_km: float, speed_km_s: float) -> float:
    """How far along the track a ship appears from her true place; `away_deg` is her course less the satellite's track.

    Positive courses away from a satellite that looks to its right give a negative shift: she appears behind.
    """
    away_mps = sog_kn * _KNOT_MPS * math.sin(math.radians(away_deg))
    return -away_mps * math.sin(math.radians(incidence_deg)) / speed_km_s * slant_km


class Radar:
    """All radar satellites of a scenario, minute after minute of the truth."""

    def __init__(self, scenario: Scenario, vessels: Records, effects: Records, seed: int) -> None:
        self.seed, self.area = seed, scenario.area
        self.specs: tuple[SatelliteSpec, ...] = tuple(s for s in scenario.satellites if s.sensor == "radar")
        self._orbits = [
            Orbit(s.altitude_km, s.inclination_deg, s.node_deg, s.phase_deg, scenario.start_us) for s in self.specs
        ]
        self._length_m = vessels["length_m"].astype(np.float64)
        self._echo = ~np.isin(vessels["role"], _NO_ECHO)
        self._virtual = effects[effects["kind"] == Kind.VIRTUAL]

    def minute(self, t_us: int, states: Records) -> Records:
        """Detections from a whole minute of UTC to before the next, in order of time.

        `states` tells where every vessel is at its beginning (dtype STATE); who moves is taken on for the rest of it.
        """
        parts = [self._swept(number, t_us, states) for number in range(len(self.specs))]
        rows = np.concatenate([np.zeros(0, CONTACT), *parts])
        return rows[np.lexsort((rows["vessel"], rows["satellite"], rows["t"]))]

    def _swept(self, number: int, t_us: int, states: Records) -> Records:
        orbit = self._orbits[number]
        times = np.arange(t_us, t_us + MINUTE_US + 1, _STEP_US)
        below, ahead = orbit.below(times), orbit.ahead(times)
        near, far = (_ground_rad(orbit, one) for one in INCIDENCE_DEG)
        there = np.flatnonzero(states["present"] & self._echo)
        place = _unit(states["lon"][there], states["lat"][there])
        close = place @ below[len(times) // 2] > math.cos(far + 0.05)
        there, place = there[close], place[close]
        along = place @ ahead.T
        aside = np.arcsin(np.clip(np.einsum("vk,tk->vt", place, np.cross(ahead, below)), -1.0, 1.0))
        passed = (along[:, :-1] > 0) & (along[:, 1:] <= 0)
        found = []
        for row, step in zip(*np.nonzero(passed), strict=True):
            part = along[row, step] / (along[row, step] - along[row, step + 1])
            ground = aside[row, step] + part * (aside[row, step + 1] - aside[row, step])
            if near <= ground <= far:
                t = int(times[step]) + round(part * _STEP_US)
                found.append((int(there[row]), t, float(ground)))
        rows = [self._echo_of(number, t_us, vessel, t, ground, states[vessel]) for vessel, t, ground in found]
        rows += self._false_alarms(number, t_us, near, far)
        out = np.zeros(len(rows), CONTACT)
        for at, row in enumerate(rows):
            out[at] = row
        return out[out["score"] > 0]

    def _echo_of(self, number: int, t_us: int, vessel: int, t: int, ground: float, state: np.void) -> tuple[float, ...]:
        """One ship in the swath; of one that is missed, or is not there at all, the score is 0."""
        draw = Draw(self.seed, Purpose.CONTACT, vessel, t_us // MINUTE_US * 100 + number)
        length = float(self._length_m[vessel])
        chance = recall(length)
        own = self._virtual[self._virtual["vessel"] == vessel]
        if draw.share() >= chance or ((own["t0"] <= t) & (t < own["t1"])).any():
            return (t, number, 0.0, 0.0, 0.0, 0.0, vessel, 0.0)
        orbit = self._orbits[number]
        slant_km, incidence_deg = _slant(orbit, ground)
        track_deg = _bearing_deg(orbit.below([t])[0], orbit.ahead([t])[0])
        sog_kn, cog_deg = float(state["sog_kn"]), float(state["cog_deg"])
        shift = azimuth_shift_m(sog_kn, cog_deg - track_deg, incidence_deg, slant_km, orbit.speed_km_s)
        sailed = sog_kn * _KNOT_MPS * (t - t_us) / 1e6
        lon, lat = float(state["lon"]), float(state["lat"])
        along, across = shift + draw.normal(0.0, ERROR_M), draw.normal(0.0, ERROR_M)
        for metres, course in ((sailed, cog_deg), (along, track_deg), (across, track_deg + 90.0)):
            lon, lat = _moved(lon, lat, metres, course)
        measured = max(length * (1.0 + draw.normal(0.0, 0.12)) + draw.normal(0.0, 8.0), 5.0)
        score = min(0.5 + 0.5 * chance * (0.6 + 0.4 * draw.share()), 1.0)
        return (t, number, lon, lat, score, measured, vessel, shift)

    def _false_alarms(self, number: int, t_us: int, near: float, far: float) -> list[tuple[float, ...]]:
        """Echoes of waves, ice, rigs and azimuth ghosts within the scenario's area, at sea."""
        orbit = self._orbits[number]
        draw = Draw(self.seed, Purpose.CONTACT, _NOBODY + number, t_us // MINUTE_US)
        km2 = (far - near) * EARTH_KM * 2.0 * math.pi * EARTH_KM * MINUTE_US / 1e6 / orbit.period_s
        rows: list[tuple[float, ...]] = []
        most = FALSE_PER_KM2 * _MOST_RATE * km2
        left = -math.log(1.0 - draw.share())
        while left < most:
            t = t_us + int(left / most * MINUTE_US)
            ground = near + (far - near) * draw.share()
            below, ahead = orbit.below([t])[0], orbit.ahead([t])[0]
            spot = below * math.cos(ground) + np.cross(ahead, below) * math.sin(ground)
            lon, lat = math.degrees(math.atan2(spot[1], spot[0])), math.degrees(math.asin(spot[2]))
            kept = draw.share() * _MOST_RATE < self._rate(lon, lat)
            score, length = 0.35 + 0.4 * draw.share() ** 2, 10.0 + 60.0 * draw.share() ** 2
            if kept and self._inside(lon, lat) and not bool(is_land(np.array([lon]), np.array([lat]))[0]):
                rows.append((t, number, lon, lat, score, length, -1, 0.0))
            left -= math.log(1.0 - draw.share())
        return rows

    def _rate(self, lon: float, lat: float) -> float:
        sea = int((lon + 180.0) // 5.0) * 100 + int((lat + 90.0) // 5.0)
        return min(math.exp(Draw(self.seed, Purpose.CONTACT, _SEAS + sea).normal(0.0, 0.8)), _MOST_RATE)

    def _inside(self, lon: float, lat: float) -> bool:
        west, south, east, north = self.area
        return south <= lat <= north and (lon - west) % 360.0 <= east - west


def _unit(lon: Floats, lat: Floats) -> Floats:
    a, b = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(b) * np.cos(a), np.cos(b) * np.sin(a), np.sin(b)], axis=-1)


def _ground_rad(orbit: Orbit, incidence_deg: float) -> float:
    """Angle at the earth's centre from the track to where the beam meets the sea so steeply."""
    look = math.asin(EARTH_KM / (EARTH_KM + orbit.altitude_km) * math.sin(math.radians(incidence_deg)))
    return math.radians(incidence_deg) - look


def _slant(orbit: Orbit, ground: float) -> tuple[float, float]:
    """Slant range in km and incidence in degrees at an angle aside of the track."""
    high = EARTH_KM + orbit.altitude_km
    slant = math.sqrt(EARTH_KM**2 + high**2 - 2.0 * EARTH_KM * high * math.cos(ground))
    return slant, math.degrees(math.asin(min(high * math.sin(ground) / slant, 1.0)))


def _bearing_deg(place: npt.NDArray[np.float64], ahead: npt.NDArray[np.float64]) -> float:
    """Course over the ground of a track."""
    east = np.cross([0.0, 0.0, 1.0], place)
    east = east / np.linalg.norm(east)
    return math.degrees(math.atan2(float(ahead @ east), float(ahead @ np.cross(place, east)))) % 360.0


def _moved(lon: float, lat: float, metres: float, course_deg: float) -> tuple[float, float]:
    """A place some hundred metres on."""
    north, east = metres * math.cos(math.radians(course_deg)), metres * math.sin(math.radians(course_deg))
    lat2 = min(max(lat + north / 111_195.0, -90.0), 90.0)
    lon2 = lon + east / (111_195.0 * max(math.cos(math.radians(lat)), 1e-6))
    return (lon2 + 180.0) % 360.0 - 180.0, lat2
