"""A cloned identity: two ships, miles apart, tell one MMSI and one name at the same time.

It begins when both are on the air under it, is due ten minutes later, and ends when one stops.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.identities import (
    MERCHANTS,
    default_mmsi,
    echo,
    mistyped_mmsi,
    renamed,
    resold_in_port,
    sign_flip,
)
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind

KIND = "identity_clone"
DUE_MIN = 10.0
APART_M = 10_000.0


def clone(setting: Setting, draw: Draw) -> Cast:
    """The second takes the first's identity from one moment to the next, or switches on with it."""
    scene = Scene(setting, draw, KIND, 16_000.0)
    lasts = draw.between(60.0, 150.0)
    t = scene.when(lasts, 60.0, 10.0)
    end = t + round(lasts * MINUTE)
    middle = t + round(0.5 * lasts * MINUTE)
    # Half way they are ten miles apart and go opposite ways, so that they never come near.
    true = scene.ship(draw.pick(MERCHANTS), (9_000.0, 3_000.0), 90.0, draw.between(8.0, 11.0), middle)
    false = scene.ship(draw.pick(MERCHANTS), (-9_000.0, -3_000.0), 90.0, true.knots - draw.between(0.5, 1.5), middle)
    if draw.share() < 0.5:
        scene.effect(false, Kind.SILENT, scene.t0, t)
    scene.told_as(false, t, end, true.papers)
    scene.event([true, false], t, end, t + round(DUE_MIN * MINUTE), radius_m=60_000.0)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    clone,
    {
        "default_mmsi": default_mmsi(KIND),
        "mistyped_mmsi": mistyped_mmsi(KIND),
        "renamed": renamed(KIND),
        "resold_in_port": resold_in_port(KIND),
        "echo": echo(KIND),
        "sign_flip": sign_flip(KIND),
    },
)
