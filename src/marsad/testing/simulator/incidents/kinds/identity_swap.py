"""Swapped identities: two ships meet, and each goes on under the other's MMSI and name.

It begins when they change, is due ten minutes later, and ends with the window.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import Helm
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.identities import MERCHANTS, echo, mistyped_mmsi, renamed, shared_mmsi
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Station

KIND = "identity_swap"
DUE_MIN = 10.0
NEAR_M = 3_000.0
"""They are no further apart when they change."""


def _two(scene: Scene, t: int) -> tuple[Helm, Helm]:
    """Two ships who pass one another at a safe distance at `t`, one way or opposite ways."""
    draw = scene.draw
    aside, back = draw.between(1_300.0, 2_400.0), draw.share() < 0.5
    first = scene.ship(draw.pick(MERCHANTS), (0.0, 0.0), 90.0, draw.between(9.0, 13.0), t, station=Station.CLASS_A)
    second = scene.ship(
        draw.pick(MERCHANTS), (0.0, aside), 270.0 if back else 90.0, first.knots - draw.between(2.0, 3.5), t,
        station=Station.CLASS_A,
    )  # fmt: skip
    return first, second


def swap(setting: Setting, draw: Draw) -> Cast:
    """They change when they are abreast, with or without some minutes of silence."""
    scene = Scene(setting, draw, KIND, 16_000.0)
    t = scene.when(60.0, 60.0, 30.0)
    first, second = _two(scene, t)
    if draw.share() < 0.5:
        silence = round(draw.between(2.0, 6.0) * MINUTE)
        for ship in (first, second):
            scene.effect(ship, Kind.SILENT, t - silence, t)
    scene.told_as(first, t, scene.t1, second.papers)
    scene.told_as(second, t, scene.t1, first.papers)
    end = min(scene.t1, t + 120 * MINUTE)
    scene.event([first, second], t, end, t + round(DUE_MIN * MINUTE), radius_m=40_000.0)
    return scene.cast()


def passing_one_another(setting: Setting, draw: Draw) -> Cast:
    """They pass and stay who they are."""
    scene = Scene(setting, draw, KIND, 16_000.0)
    scene.negative("passing", _two(scene, scene.when(60.0)))
    return scene.cast()


def silent_together(setting: Setting, draw: Draw) -> Cast:
    """Both are lost for some minutes as they pass (one hides the other), and come back as they were."""
    scene = Scene(setting, draw, KIND, 16_000.0)
    t = scene.when(60.0)
    pair = _two(scene, t)
    for ship in pair:
        scene.effect(ship, Kind.SILENT, t - 4 * MINUTE, t + 2 * MINUTE)
    scene.negative("silent_together", pair)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    swap,
    {
        "passing": passing_one_another,
        "silent_together": silent_together,
        "renamed": renamed(KIND),
        "mistyped_mmsi": mistyped_mmsi(KIND),
        "shared_mmsi": shared_mmsi(KIND),
        "echo": echo(KIND),
    },
)
