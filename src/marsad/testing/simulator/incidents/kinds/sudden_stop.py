"""Sudden stop: a ship of 50 m or more is brought from sea speed to rest within half a minute: she has struck something.

From more than 7 kn to less than 1 kn. It begins when she strikes, is due 3 minutes later, and ends when she moves
again or the window closes.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import KNOT
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.boarding import boarding
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role

KIND = "sudden_stop"
DUE_MIN = 3.0
FAST_KN, SLOW_KN, WITHIN_S = 7.0, 1.0, 30.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER, Role.PASSENGER)


def collision(setting: Setting, draw: Draw) -> Cast:
    """She strikes something unlit and lies stopped for a quarter of an hour or more."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(12.0, 50.0)
    t = scene.when(lasts, 60.0, 30.0)
    knots = draw.between(9.0, 15.0)
    ship = scene.ship(
        draw.pick(_MERCHANTS), (0.0, 0.0), draw.between(60.0, 120.0), knots, t, length_m=draw.between(60.0, 200.0)
    )
    ship.speed(0.4, draw.between(14.0, 26.0), struck=True)
    ship.speed(0.0, 60.0)
    to = draw.between(0.0, 360.0)
    ship.drift(draw.between(0.2, 0.7), to, ship.course + draw.between(-30.0, 30.0), lasts * 60.0 - 90.0)
    end = ship.t
    ship.face(draw.pick((90.0, 270.0))).speed(draw.between(5.0, 8.0), 500.0)
    scene.event([ship], t, end, t + round(DUE_MIN * MINUTE), radius_m=1_000.0)
    return scene.cast()


def lost_fix(setting: Setting, draw: Draw) -> Cast:
    """Her GNSS receiver hangs: it tells the last place and no speed for some minutes, and then where she is."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(15.0, 60.0, 40.0)
    ship = scene.ship(draw.pick(_MERCHANTS), (0.0, 0.0), 90.0, draw.between(10.0, 14.0), t)
    ship.keep(2_400.0)
    end = t + round(draw.between(4.0, 12.0) * MINUTE)
    scene.effect(ship, Kind.DRAG_OFF, t, end, ship.knots * KNOT, (scene.plane.compass(270.0)) % 360.0)
    scene.effect(ship, Kind.SPEED, t, end, 0.0)
    scene.negative("lost_fix", [ship])
    return scene.cast()


def no_fix(setting: Setting, draw: Draw) -> Cast:
    """Her receiver loses all satellites for some minutes; she tells that she knows no place."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(15.0, 60.0, 30.0)
    ship = scene.ship(draw.pick(_MERCHANTS), t=t, course=90.0)
    scene.effect(ship, Kind.NO_FIX, t, t + round(draw.between(4.0, 12.0) * MINUTE))
    scene.negative("no_fix", [ship])
    return scene.cast()


def pilot_stop(setting: Setting, draw: Draw) -> Cast:
    """She slows down for her pilot."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(10.0, 60.0, 40.0)
    ship, boat = boarding(scene, t)
    scene.negative("pilot_stop", [ship])
    scene.negative("pilot_boat", [boat])
    return scene.cast()


def fast_ferry(setting: Setting, draw: Draw) -> Cast:
    """A high-speed craft comes off the foils: from 34 kn to harbour speed within a minute or so, and to her berth."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(60.0, 60.0, 20.0)
    scene.circle((0.0, 0.0), 1_200.0, kind="port", name="FERRY PORT")
    craft = scene.arriving(Role.HIGH_SPEED, (-800.0, 0.0), t, 90.0, 33.0, 7.5, 75.0)
    craft.keep(metres=700.0).speed(0.0, 60.0).rest(scene.t1)
    scene.negative("fast_ferry", [craft])
    return scene.cast()


def anchoring(setting: Setting, draw: Draw) -> Cast:
    """She takes her way off in ten minutes and anchors."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(60.0, 90.0, 20.0)
    ship = scene.arriving(
        draw.pick(_MERCHANTS), (0.0, 0.0), t, draw.between(60.0, 120.0), seconds=draw.between(500.0, 900.0)
    )
    ship.anchor(scene.t1, draw.between(120.0, 220.0))
    scene.negative("anchoring", [ship])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    collision,
    {
        "lost_fix": lost_fix,
        "no_fix": no_fix,
        "pilot_stop": pilot_stop,
        "fast_ferry": fast_ferry,
        "anchoring": anchoring,
    },
)
