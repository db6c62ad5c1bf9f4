"""Jamming: in a disc of miles the receivers of satellite navigation lose their fixes.

It begins when the jammer is switched on and ends when it is switched off; due 15 minutes after it began. Some
receivers come back only minutes later. Three ships and an anchorage must be within for anybody to tell it from faults
of single ships.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.interference import (
    dead_reckoning,
    deaf_receiver,
    moving,
    multipath,
    sensor_fault,
    traffic,
)
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind

KIND = "jamming"
DUE_MIN = 15.0


def jammer(setting: Setting, draw: Draw) -> Cast:
    """No fix at all, or one that is wrong by hundreds of metres; from ashore or from a ship that moves."""
    scene = Scene(setting, draw, KIND, 25_000.0)
    lasts = draw.between(35.0, 110.0)
    t = scene.when(lasts, 75.0, 35.0)
    end = t + round(lasts * MINUTE)
    ships = traffic(scene, t + round(0.5 * lasts * MINUTE))
    at, drift = moving(scene, lasts)
    radius = draw.between(12_000.0, 22_000.0)
    hard = draw.share() < 0.7
    area = scene.area(
        Kind.NO_FIX if hard else Kind.NOISE, t, end, at, radius, 1.0 if hard else 0.9, drift,
        a=0.0 if hard else draw.between(250.0, 900.0),
    )  # fmt: skip
    for ship in ships:
        # A receiver that was shaken off takes its time to come back.
        if draw.share() < 0.3:
            scene.effect(ship, Kind.NO_FIX, end, end + round(draw.between(3.0, 20.0) * MINUTE))
    scene.event([], t, end, t + round(DUE_MIN * MINUTE), at, radius, area=area)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    jammer,
    {
        "sensor_fault": sensor_fault(KIND),
        "dead_reckoning": dead_reckoning(KIND),
        "multipath": multipath(KIND),
        "deaf_receiver": deaf_receiver(KIND),
    },
    area=True,
)
