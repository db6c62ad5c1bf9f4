"""Slow drag-off: the fixes of all ships within miles are drawn off together, a knot or a few, so that no jump is seen.

It begins when the drawing off begins and ends when the spoofer is switched off; due 30 minutes after it began, when
the places are wrong by more than half a mile.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.interference import (
    crabbing,
    dead_reckoning,
    lone_drift,
    moving,
    sensor_fault,
    swinging,
    traffic,
)
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind

KIND = "spoof_dragoff"
DUE_MIN = 30.0


def spoofer(setting: Setting, draw: Draw) -> Cast:
    """0.6 to 2.5 m/s one way; ships at anchor seem to sail away."""
    scene = Scene(setting, draw, KIND, 25_000.0)
    lasts = draw.between(50.0, 120.0)
    t = scene.when(lasts, 75.0, 25.0)
    end = t + round(lasts * MINUTE)
    traffic(scene, t + round(0.5 * lasts * MINUTE))
    at, drift = moving(scene, lasts)
    radius = draw.between(12_000.0, 18_000.0)
    area = scene.area(Kind.DRAG_OFF, t, end, at, radius, 1.0, drift, draw.between(0.6, 2.5), draw.between(0.0, 360.0))
    scene.event([], t, end, t + round(DUE_MIN * MINUTE), at, radius, area=area)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    spoofer,
    {
        "crabbing": crabbing(KIND),
        "lone_drift": lone_drift(KIND),
        "dead_reckoning": dead_reckoning(KIND),
        "swinging": swinging(KIND),
        "sensor_fault": sensor_fault(KIND),
    },
    area=True,
)
