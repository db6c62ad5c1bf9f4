"""Circle spoofing: ships within miles tell places that run round one point, whatever they do.

It begins when the spoofer is switched on and ends when it is switched off; due 15 minutes after it began.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.interference import (
    circling,
    moving,
    seining,
    sensor_fault,
    swinging,
    traffic,
)
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind

KIND = "spoof_circle"
DUE_MIN = 15.0


def spoofer(setting: Setting, draw: Draw) -> Cast:
    """A circle of 200 m to 4 km, round in three to twelve minutes, about a point a few miles away."""
    scene = Scene(setting, draw, KIND, 25_000.0)
    lasts = draw.between(40.0, 110.0)
    t = scene.when(lasts, 75.0, 25.0)
    end = t + round(lasts * MINUTE)
    traffic(scene, t + round(0.5 * lasts * MINUTE))
    at, drift = moving(scene, lasts)
    lon, lat = scene.plane.place(draw.between(-9_000.0, 9_000.0), draw.between(-9_000.0, 9_000.0))
    circle, knots = draw.between(300.0, 3_000.0), draw.between(9.0, 40.0)
    period = 6.2832 * circle / (knots * 0.5144)
    radius = draw.between(10_000.0, 18_000.0)
    area = scene.area(Kind.CIRCLE, t, end, at, radius, 0.95, drift, lon, lat, circle, period)
    scene.event([], t, end, t + round(DUE_MIN * MINUTE), at, radius, area=area)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    spoofer,
    {
        "swinging": swinging(KIND),
        "circling": circling(KIND),
        "seining": seining(KIND),
        "sensor_fault": sensor_fault(KIND),
    },
    area=True,
)
