"""Grounding: a ship under way runs onto a shoal, is stopped within a minute or two, and stays.

It begins when she touches, is due 10 minutes later, and ends when she is refloated or the window closes.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.boarding import boarding
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Role

KIND = "grounding"
DUE_MIN = 10.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)


def aground(setting: Setting, draw: Draw) -> Cast:
    """From 8 to 14 kn to rest within 50 to 110 s, the bow hardly turned; her status is changed late or never."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(60.0, 170.0)
    t = scene.when(lasts, 60.0, 30.0)
    ship = scene.ship(draw.pick(_MERCHANTS), (0.0, 0.0), draw.between(60.0, 120.0), draw.between(8.0, 14.0), t)
    ship.speed(0.0, draw.between(50.0, 110.0), struck=True)
    scene.circle((ship.x, ship.y), draw.between(500.0, 900.0), kind="shoal", name="SHOAL", depth_m=4.0)
    heading = ship.course + draw.between(-12.0, 12.0)
    ship.rest(ship.t + round(draw.between(15.0, 40.0) * MINUTE), heading, 0)
    ship.rest(t + round(lasts * MINUTE), heading, draw.pick((0, 6)))
    end = ship.t
    if draw.share() < 0.5:
        ship.face(270.0).speed(4.0, 400.0).keep(1_200.0)
    else:
        ship.rest(scene.t1, heading, 6)
        end = scene.t1
    scene.event([ship], t, end, t + round(DUE_MIN * MINUTE), radius_m=1_000.0)
    return scene.cast()


def berthing(setting: Setting, draw: Draw) -> Cast:
    """She comes to a terminal, slower and slower, and makes fast."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(60.0, 90.0, 20.0)
    scene.circle((0.0, 0.0), 1_500.0, kind="port", name="TERMINAL")
    ship = scene.arriving(draw.pick(_MERCHANTS), (0.0, 0.0), t - 12 * MINUTE, 90.0, slower=3.0, seconds=1_500.0)
    ship.keep(until=t).speed(0.0, 240.0).rest(scene.t1 if draw.share() < 0.5 else t + 80 * MINUTE)
    scene.negative("berthing", [ship])
    return scene.cast()


def anchoring(setting: Setting, draw: Draw) -> Cast:
    """She takes the way off and drops her anchor."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(60.0, 90.0, 20.0)
    ship = scene.arriving(
        draw.pick(_MERCHANTS), (0.0, 0.0), t, draw.between(60.0, 120.0), seconds=draw.between(600.0, 900.0)
    )
    ship.anchor(scene.t1, draw.between(120.0, 220.0), status=draw.pick((0, 1, 1)))
    scene.negative("anchoring", [ship])
    return scene.cast()


def pilot_stop(setting: Setting, draw: Draw) -> Cast:
    """She slows down for her pilot and goes on."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(10.0, 60.0, 40.0)
    ship, _ = boarding(scene, t)
    scene.negative("pilot_stop", [ship])
    return scene.cast()


def ferry_call(setting: Setting, draw: Draw) -> Cast:
    """A ferry rushes to her berth and is fast within minutes."""
    scene = Scene(setting, draw, KIND)
    ferry = scene.ship(Role.FERRY, (-6_000.0, 0.0), 90.0, 0.0)
    scene.circle((-6_000.0, 0.0), 900.0, kind="port", name="FERRY WEST")
    scene.circle((6_000.0, 0.0), 900.0, kind="port", name="FERRY EAST")
    course = 90.0
    while ferry.t < scene.t1:
        ferry.rest(ferry.t + 20 * MINUTE, course)
        stopping = ferry.stopping_m(180.0, 15.0)
        ferry.speed(15.0, 120.0)
        ferry.keep(metres=abs((6_000.0 if course == 90.0 else -6_000.0) - ferry.x) - stopping).speed(0.0, 180.0)
        course = 270.0 if course == 90.0 else 90.0
    scene.negative("ferry_call", [ferry])
    return scene.cast()


def engine_stop(setting: Setting, draw: Draw) -> Cast:
    """Her engine is stopped for a repair: she coasts, drifts, and goes on."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(40.0, 60.0, 30.0)
    ship = scene.arriving(draw.pick(_MERCHANTS), (0.0, 0.0), t, 90.0, seconds=draw.between(700.0, 1_000.0))
    to = draw.between(0.0, 360.0)
    ship.drift(draw.between(0.6, 1.2), to, to + 80.0, 40 * 60.0)
    ship.face(90.0).speed(float(ship.papers["cruise_kn"]))
    scene.negative("engine_stop", [ship])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    aground,
    {
        "berthing": berthing,
        "anchoring": anchoring,
        "pilot_stop": pilot_stop,
        "ferry_call": ferry_call,
        "engine_stop": engine_stop,
    },
)
