"""Drift: a ship of 50 m or more loses her engine and is set by wind and current, beam to the sea.

It begins when she has lost her way and drifts at more than 1 kn with the bow 45 degrees or more off her course, ends
when she makes way again, and is due 20 minutes after it began.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Bow, Cast, Role, Station

KIND = "drift"
DUE_MIN = 20.0
SLOW_KN, FAST_KN, ANGLE_DEG = 1.0, 5.0, 45.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)


def engine_failure(setting: Setting, draw: Draw) -> Cast:
    """She loses her way within a quarter of an hour and drifts for 60 to 150 minutes, until the engine runs again."""
    scene = Scene(setting, draw, KIND, 12_000.0)
    lasts = draw.between(60.0, 150.0)
    t = scene.when(lasts, 75.0, 35.0)
    length = draw.between(70.0, 220.0)
    ship = scene.arriving(
        draw.pick(_MERCHANTS),
        (0.0, 0.0),
        t,
        draw.between(60.0, 120.0),
        seconds=draw.between(700.0, 1_000.0),
        length_m=length,
    )
    if draw.share() < 0.6:
        ship.status = 2
    to, knots = draw.between(0.0, 360.0), draw.between(1.3, 2.6)
    bow = draw.pick((-1.0, 1.0)) * draw.between(60.0, 110.0)
    ship.drift(knots, to, to + bow, 0.45 * lasts * 60.0)
    start, veers = t + 10 * MINUTE, draw.between(-20.0, 20.0)
    ship.drift(draw.between(1.3, 2.6), to + veers, to + veers + bow, 0.55 * lasts * 60.0)
    end = ship.t
    ship.status = 0
    ship.face(90.0).speed(float(ship.papers["cruise_kn"]))
    scene.event([ship], start, end, start + round(DUE_MIN * MINUTE), radius_m=8_000.0)
    return scene.cast()


def slow_steaming(setting: Setting, draw: Draw) -> Cast:
    """She makes 3 to 5 kn, bow ahead."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(
        draw.pick(_MERCHANTS), t=scene.t0 + 180 * MINUTE, course=draw.pick((90.0, 270.0)), knots=draw.between(3.0, 4.8)
    )
    scene.negative("slow_steaming", [ship])
    return scene.cast()


def trawling(setting: Setting, draw: Draw) -> Cast:
    """A trawler tows at 3 kn and crabs a little."""
    scene = Scene(setting, draw, KIND)
    boat = scene.ship(Role.TRAWLER, (0.0, 0.0), 90.0, draw.between(2.6, 3.6), status=7, length_m=52.0)
    boat.bow, boat.angle = Bow.ANGLE, draw.between(-14.0, 14.0)
    while boat.t < scene.t1:
        boat.keep(draw.between(1_500.0, 3_000.0)).swing(draw.pick((-1.0, 1.0)) * draw.between(30.0, 170.0), 350.0)
    scene.negative("trawling", [boat])
    return scene.cast()


def sailing(setting: Setting, draw: Draw) -> Cast:
    """A sail training ship beats to windward, with leeway."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(
        Role.SAILING,
        (0.0, 0.0),
        45.0,
        draw.between(3.5, 4.8),
        status=8,
        station=Station.CLASS_A,
        length_m=60.0,
        gyro=True,
    )
    ship.bow, tack = Bow.ANGLE, 1.0
    while ship.t < scene.t1:
        ship.angle = -9.0 * tack
        ship.keep(draw.between(1_200.0, 2_400.0)).swing(90.0 * tack, 120.0)
        tack = -tack
    scene.negative("sailing", [ship])
    return scene.cast()


def at_anchor(setting: Setting, draw: Draw) -> Cast:
    """At anchor the bow points to the wind whatever the way over the ground."""
    scene = Scene(setting, draw, KIND)
    for n in range(2):
        ship = scene.ship(draw.pick(_MERCHANTS), (1_500.0 * n, 0.0), 0.0, 0.0)
        # Who forgot to tell that she is at anchor swings all the same.
        ship.anchor(scene.t1, draw.between(150.0, 260.0), status=1 if draw.share() < 0.6 else 0)
        scene.negative("at_anchor", [ship])
    return scene.cast()


def crabbing(setting: Setting, draw: Draw) -> Cast:
    """She makes good way across a strong current, her bow well up into it."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(draw.pick(_MERCHANTS), t=scene.t0 + 180 * MINUTE, course=90.0, knots=draw.between(6.0, 9.0))
    ship.bow, ship.angle = Bow.ANGLE, draw.pick((-1.0, 1.0)) * draw.between(15.0, 28.0)
    scene.negative("crabbing", [ship])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    engine_failure,
    {
        "slow_steaming": slow_steaming,
        "trawling": trawling,
        "sailing": sailing,
        "at_anchor": at_anchor,
        "crabbing": crabbing,
    },
)
