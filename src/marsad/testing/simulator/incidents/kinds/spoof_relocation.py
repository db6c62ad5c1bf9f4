"""Relocation: ships within miles all tell one far place, an airport.

Those who defend against drones feign an airport's place, where drones do not fly. It begins when the spoofer is
switched on and ends when it is switched off; due 15 minutes after it began.
"""

from __future__ import annotations

from marsad.geo import sphere
from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.identities import shared_mmsi, sign_flip
from marsad.testing.simulator.incidents.parts.interference import (
    dead_reckoning,
    lone_offset,
    moving,
    sensor_fault,
    traffic,
)
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind

KIND = "spoof_relocation"
DUE_MIN = 15.0
AIRPORTS = (
    (45.03, 12.83), (43.16, 11.55), (49.37, 14.66), (54.09, 17.04), (58.28, 23.59), (72.87, 19.09), (76.40, 10.15),
    (54.01, 12.63), (39.19, 21.68), (35.49, 33.82), (12.65, 55.62), (9.92, 57.05), (20.97, 52.17), (103.99, 1.36),
    (101.71, 2.75), (113.91, 22.31), (179.34, -16.47), (-157.92, 21.32), (177.44, -17.76),
    (-0.45, 51.47), (-74.17, 40.69),
)  # fmt: skip
"""Longitude and latitude, roughly, of airports near busy seas."""


def spoofer(setting: Setting, draw: Draw) -> Cast:
    """All are told to be at the nearest airport, within metres of one another."""
    scene = Scene(setting, draw, KIND, 25_000.0)
    lasts = draw.between(30.0, 110.0)
    t = scene.when(lasts, 75.0, 25.0)
    end = t + round(lasts * MINUTE)
    traffic(scene, t + round(0.5 * lasts * MINUTE))
    at, drift = moving(scene, lasts)
    here = scene.plane
    near = sorted(AIRPORTS, key=lambda one: float(sphere.distance_m(one[0], one[1], here.lon, here.lat)))
    lon, lat = draw.pick(near[:2])
    radius = draw.between(10_000.0, 18_000.0)
    area = scene.area(Kind.RELOCATE, t, end, at, radius, 0.95, drift, lon, lat, draw.between(5.0, 60.0))
    scene.event([], t, end, t + round(DUE_MIN * MINUTE), at, radius, area=area)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    spoofer,
    {
        "lone_offset": lone_offset(KIND),
        "sensor_fault": sensor_fault(KIND),
        "dead_reckoning": dead_reckoning(KIND),
        "sign_flip": sign_flip(KIND),
        "shared_mmsi": shared_mmsi(KIND),
    },
    area=True,
)
