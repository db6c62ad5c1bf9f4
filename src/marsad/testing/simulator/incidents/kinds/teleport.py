"""A teleport: the place that a ship tells jumps by tens of miles, stays there for a while, and jumps back.

It begins with the jump, is due five minutes later, and ends when she tells her true place again.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.identities import (
    MERCHANTS,
    default_mmsi,
    echo,
    passing,
    shared_mmsi,
    sign_flip,
)
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Station

KIND = "teleport"
DUE_MIN = 5.0
JUMP_M = 18_000.0


def jump(setting: Setting, draw: Draw) -> Cast:
    """Ten to sixty miles, for 15 to 60 minutes."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(15.0, 60.0)
    t = scene.when(lasts, 50.0, 30.0)
    end = t + round(lasts * MINUTE)
    ship = scene.ship(draw.pick(MERCHANTS), t=t, course=draw.between(70.0, 110.0), station=Station.CLASS_A)
    scene.effect(ship, Kind.OFFSET, t, end, draw.between(JUMP_M, 110_000.0), draw.between(0.0, 360.0))
    scene.event([ship], t, end, t + round(DUE_MIN * MINUTE), radius_m=120_000.0)
    return scene.cast()


def glitch(setting: Setting, draw: Draw) -> Cast:
    """Two or three reports tell a wrong place, again and again."""
    scene = Scene(setting, draw, KIND)
    ship = passing(scene)
    for n in range(5):
        t = scene.t0 + round((40.0 + 60.0 * n + draw.between(0.0, 30.0)) * MINUTE)
        scene.effect(ship, Kind.OFFSET, t, t + 22_000_000, draw.between(JUMP_M, 60_000.0), draw.between(0.0, 360.0))
    scene.negative("glitch", [ship])
    return scene.cast()


def behind_the_hill(setting: Setting, draw: Draw) -> Cast:
    """She is not heard for most of an hour, and comes back where she should be."""
    scene = Scene(setting, draw, KIND)
    ship = passing(scene)
    hole = scene.area(Kind.OUTAGE, scene.t0, scene.t1, (0.0, 0.0), draw.between(6_000.0, 9_000.0), a=1.0)
    scene.negative("behind_the_hill", [ship], area=hole)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    jump,
    {
        "shared_mmsi": shared_mmsi(KIND),
        "sign_flip": sign_flip(KIND),
        "echo": echo(KIND),
        "glitch": glitch,
        "default_mmsi": default_mmsi(KIND),
        "behind_the_hill": behind_the_hill,
    },
)
