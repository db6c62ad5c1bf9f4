"""A test of a locating device: it tells status 15 and the text TEST.

It begins with the first burst and is due two minutes later. A test lasts minutes at most; it is told as a test, never
as distress and never as nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.device import DEVICES, TEST, device
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

KIND = "distress_test"
DUE_MIN = 2.0


def drill(setting: Setting, draw: Draw) -> Cast:
    """Aboard a ship under way or at anchor, the crew tries a device for some minutes."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(4.0, 10.0)
    t = scene.when(lasts, 60.0, 10.0)
    end = t + round(lasts * MINUTE)
    what = draw.pick(DEVICES)
    if draw.share() < 0.5:
        ship = scene.ship(draw.pick((Role.CARGO, Role.TANKER)), knots=0.0)
        ship.anchor(scene.t1, draw.between(120.0, 200.0))
        x, y, _ = scene.where(ship, t)
        tried = device(scene, what, (x, y), t, end, 0.05, 0.0, f"{what} TEST", TEST)
    else:
        ship = scene.ship(draw.pick((Role.CARGO, Role.FISHING)), (0.0, 0.0), 90.0, t=t)
        tried = device(scene, what, (0.0, 0.0), t, end, ship.knots, 90.0, f"{what} TEST", TEST)
    scene.event([tried], t, end, t + round(DUE_MIN * MINUTE), radius_m=3_000.0, doubt="test")
    return scene.cast()


def undefined(role: Role) -> Callable[[Setting, Draw], Cast]:
    """Status 15 is what a ship's transponder tells until somebody sets another."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, KIND)
        ship = scene.ship(role, t=scene.t0 + 180 * MINUTE, course=draw.pick((90.0, 270.0)), station=Station.CLASS_A)
        scene.effect(ship, Kind.STATUS, scene.t0, scene.t1, 15.0)
        scene.negative(f"undefined_{role.name.lower()}", [ship])
        return scene.cast()

    return play


def undefined_at_rest(setting: Setting, draw: Draw) -> Cast:
    """The same at anchor."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(draw.pick((Role.CARGO, Role.TUG)), knots=0.0)
    ship.anchor(scene.t1, draw.between(90.0, 200.0))
    scene.effect(ship, Kind.STATUS, scene.t0, scene.t1, 15.0)
    scene.negative("undefined_at_anchor", [ship])
    return scene.cast()


def exercise_text(setting: Setting, draw: Draw) -> Cast:
    """A patrol vessel announces an exercise by safety text; no device is on."""
    scene = Scene(setting, draw, KIND)
    patrol = scene.ship(Role.PATROL, t=scene.t0 + 180 * MINUTE, course=90.0, knots=12.0)
    scene.text(patrol, scene.t0 + 30 * MINUTE, scene.t1, "SAR EXERCISE IN PROGRESS", 600.0)
    scene.negative("exercise_text", [patrol])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    drill,
    {
        "undefined_cargo": undefined(Role.CARGO),
        "undefined_fishing": undefined(Role.FISHING),
        "undefined_at_anchor": undefined_at_rest,
        "exercise_text": exercise_text,
    },
)
