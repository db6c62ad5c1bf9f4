"""An area where receivers of satellite navigation are disturbed, and faults of one ship that look like it."""

from __future__ import annotations

from collections.abc import Callable

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import KNOT, Helm
from marsad.testing.simulator.incidents.parts.identities import MERCHANTS, passing
from marsad.testing.simulator.incidents.plane import ahead
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Bow, Cast, Kind, Role, Station

Play = Callable[[Setting, Draw], Cast]


def traffic(scene: Scene, t: int, under_way: int = 3) -> list[Helm]:
    """Ships about the middle of the stage at `t`: two at anchor near it, others who pass; all of class A."""
    draw = scene.draw
    ships = []
    scene.circle((0.0, 4_500.0), 3_000.0, kind="anchorage", name="ANCHORAGE")
    for side in (-1.0, 1.0):
        ship = scene.ship(
            draw.pick(MERCHANTS),
            (1_200.0 * side, 4_500.0 + draw.between(-600.0, 600.0)),
            0.0,
            0.0,
            station=Station.CLASS_A,
        )
        ships.append(ship.anchor(scene.t1, draw.between(120.0, 200.0)))
    for nth in range(under_way):
        along, y = draw.between(-3_000.0, 3_000.0), -4_500.0 + 2_600.0 * nth
        course = 90.0 if nth % 2 else 270.0
        ships.append(
            scene.ship(draw.pick(MERCHANTS), (along, y), course, draw.between(8.0, 12.0), t, station=Station.CLASS_A)
        )
    return ships


def sensor_fault(kind: str) -> Play:
    """One ship's antenna is loose: for an hour she has no fix, or a poor one."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        t = scene.when(80.0, 60.0, 30.0)
        end = t + round(draw.between(20.0, 80.0) * MINUTE)
        if draw.share() < 0.5:
            scene.effect(ship, Kind.NO_FIX, t, end)
        else:
            scene.effect(ship, Kind.NOISE, t, end, draw.between(80.0, 400.0))
        scene.negative("sensor_fault", [ship])
        return scene.cast()

    return play


def dead_reckoning(kind: str) -> Play:
    """She changes over to dead reckoning to try it, and tells so (UTC second 62)."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        t = scene.when(60.0, 60.0, 30.0)
        scene.effect(ship, Kind.NO_FIX, t, t + round(draw.between(15.0, 60.0) * MINUTE), 62.0)
        scene.negative("dead_reckoning", [ship])
        return scene.cast()

    return play


def multipath(kind: str) -> Play:
    """Among cranes and sheds at a terminal the fixes of ships alongside jump about, on every day."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        scene.circle((0.0, 0.0), 1_500.0, kind="port", name="TERMINAL")
        area = scene.area(Kind.NOISE, scene.t0, scene.t1, (0.0, 0.0), 900.0, a=draw.between(20.0, 45.0))
        for side in (-1.0, 1.0):
            ship = scene.ship(draw.pick(MERCHANTS), (300.0 * side, 0.0), 90.0, 0.0, station=Station.CLASS_A)
            ship.rest(scene.t1)
            scene.negative("multipath", [ship], area=area)
        return scene.cast()

    return play


def swinging(kind: str) -> Play:
    """Ships swing at anchor, in circles of a cable."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        scene.circle((0.0, 0.0), 3_500.0, kind="anchorage", name="ANCHORAGE")
        for side in (-1.0, 1.0):
            ship = scene.ship(draw.pick(MERCHANTS), (900.0 * side, 0.0), 0.0, 0.0, station=Station.CLASS_A)
            ship.anchor(scene.t1, draw.between(200.0, 330.0))
            scene.negative("swinging", [ship])
        return scene.cast()

    return play


def circling(kind: str) -> Play:
    """A ferry or pilot vessel waits by going round and round; her bow goes round with her."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        t = scene.when(60.0, 60.0, 30.0)
        ship = scene.ship(
            draw.pick((Role.FERRY, Role.PASSENGER, Role.PATROL)), (0.0, 0.0), 90.0, draw.between(7.0, 10.0), t,
            station=Station.CLASS_A,
        )  # fmt: skip
        radius = draw.between(500.0, 1_100.0)
        for _ in range(draw.whole(2, 4)):
            ship.swing(360.0, radius)
        scene.negative("circling", [ship])
        return scene.cast()

    return play


def seining(kind: str) -> Play:
    """A purse seiner shoots her net in rings."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        boat = scene.ship(Role.FISHING, (0.0, 0.0), draw.between(0.0, 360.0), 3.0, status=7, station=Station.CLASS_A)
        while boat.t < scene.t1:
            boat.keep(draw.between(1_200.0, 2_700.0)).speed(6.0, 60.0).swing(350.0, draw.between(130.0, 220.0))
            boat.speed(0.8, 90.0).keep(draw.between(1_200.0, 2_400.0)).speed(3.0, 60.0)
            boat.swing(draw.between(-90.0, 90.0), 100.0)
        scene.negative("seining", [boat])
        return scene.cast()

    return play


def crabbing(kind: str) -> Play:
    """A strong current sets a ship across: her course and her bow differ, and both are right."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        ship.bow, ship.angle = Bow.ANGLE, draw.pick((-1.0, 1.0)) * draw.between(8.0, 22.0)
        scene.negative("crabbing", [ship])
        return scene.cast()

    return play


def lone_offset(kind: str) -> Play:
    """One ship's receiver is wrong by miles for a while: a fault of hers, as nobody near her shares it."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        t = scene.when(60.0, 60.0, 30.0)
        end = t + round(draw.between(15.0, 60.0) * MINUTE)
        scene.effect(ship, Kind.OFFSET, t, end, draw.between(2_000.0, 40_000.0), draw.between(0.0, 360.0))
        scene.negative("lone_offset", [ship])
        return scene.cast()

    return play


def lone_drift(kind: str) -> Play:
    """One ship's receiver drifts away by a mile within an hour, and comes back when it is started again."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        t = scene.when(80.0, 60.0, 30.0)
        end = t + round(draw.between(30.0, 80.0) * MINUTE)
        scene.effect(ship, Kind.DRAG_OFF, t, end, draw.between(0.3, 1.2), draw.between(0.0, 360.0))
        scene.negative("lone_drift", [ship])
        return scene.cast()

    return play


def deaf_receiver(kind: str) -> Play:
    """The shore hears nobody for half an hour: a fault ashore, not at sea."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        t = scene.when(40.0, 60.0, 30.0)
        end = t + round(draw.between(15.0, 40.0) * MINUTE)
        area = scene.area(Kind.OUTAGE, t, end, (0.0, 0.0), 60_000.0, a=1.0)
        for nth in range(2):
            ship = scene.ship(
                draw.pick(MERCHANTS), (0.0, 3_000.0 * nth), 90.0 + 180.0 * nth, t=scene.t0 + 180 * MINUTE,
                station=Station.CLASS_A,
            )  # fmt: skip
            scene.negative("deaf_receiver", [ship], area=area)
        return scene.cast()

    return play


def moving(scene: Scene, lasts_min: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the middle of an area begins on the plane, and how it moves (m/s east and north): not, or up to 8 kn."""
    draw = scene.draw
    if draw.share() < 0.6:
        return (draw.between(-2_000.0, 2_000.0), draw.between(-2_000.0, 2_000.0)), (0.0, 0.0)
    speed, course = draw.between(3.0, 8.0) * KNOT, draw.between(0.0, 360.0)
    start = ahead(0.0, 0.0, course + 180.0, 0.5 * speed * lasts_min * 60.0)
    return start, ahead(0.0, 0.0, scene.plane.compass(course), speed)
