"""A cable at risk: a ship crosses it slowly with an anchor that may be down, goes to and fro over it, or anchors on it.

It begins when she comes within 1,000 m of the cable so, ends when she is further away again, and is due when she
crosses it for the first time, or six minutes after she anchored: a ship at anchor reports once in three, and the second
report shows that she stays.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import Helm
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Bow, Cast, Role

KIND = "cable_crossing"
NEAR_M, SLOW_KN = 1_000.0, 4.5
ANCHORED_DUE_MIN = 6.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)


def lay(scene: Scene) -> None:
    """The cable runs along y through the middle of the stage."""
    scene.line([(0.0, -16_000.0), (0.0, 0.0), (0.0, 16_000.0)], kind="cable", name="CABLE")


def _times_near(scene: Scene, ship: Helm) -> tuple[int, int]:
    corridor = [(-NEAR_M, -16_000.0), (NEAR_M, -16_000.0), (NEAR_M, 16_000.0), (-NEAR_M, 16_000.0)]
    return scene.times_inside(ship, corridor)


def at_risk(setting: Setting, draw: Draw) -> Cast:
    """One of three ways."""
    return draw.pick((dragging, to_and_fro, anchored_on))(setting, draw)


def dragging(setting: Setting, draw: Draw) -> Cast:
    """Her anchor drags: slower than her engine should drive her, uneven, the bow pulled aside."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(150.0, 60.0, 30.0)
    lay(scene)
    ship = scene.arriving(draw.pick(_MERCHANTS), (-3_200.0, 0.0), t, draw.between(75.0, 105.0), slower=3.5)
    ship.bow, ship.angle = Bow.ANGLE, draw.pick((-1.0, 1.0)) * draw.between(8.0, 22.0)
    while ship.x < 2_400.0:
        ship.speed(draw.between(2.2, 4.2), 120.0).keep(draw.between(300.0, 700.0)).swing(draw.between(-9.0, 9.0))
    ship.bow, ship.angle = Bow.COURSE, 0.0
    start, end = _times_near(scene, ship)
    crossed, _ = scene.times_inside(ship, [(0.0, -9_000.0), (NEAR_M, -9_000.0), (NEAR_M, 9_000.0), (0.0, 9_000.0)])
    ship.speed(float(ship.papers["cruise_kn"]))
    scene.event([ship], start, end, crossed, radius_m=2_000.0)
    return scene.cast()


def to_and_fro(setting: Setting, draw: Draw) -> Cast:
    """At 2 to 4 kn over the cable and back, three times and more."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(150.0, 60.0, 30.0)
    lay(scene)
    course = 90.0
    ship = scene.arriving(
        Role.CARGO, (-2_000.0, -600.0), t, course, slower=draw.between(2.6, 3.6), length_m=draw.between(78.0, 100.0)
    )
    for nth in range(draw.whole(3, 4)):
        ship.keep(metres=1_400.0 if nth else 2_700.0).swing(180.0 if course == 90.0 else -180.0, 160.0)
        course = 270.0 if course == 90.0 else 90.0
    ship.turn(90.0, 160.0).keep(metres=2_800.0)
    start, end = _times_near(scene, ship)
    crossed, _ = scene.times_inside(ship, [(0.0, -9_000.0), (NEAR_M, -9_000.0), (NEAR_M, 9_000.0), (0.0, 9_000.0)])
    ship.speed(float(ship.papers["cruise_kn"]))
    scene.event([ship], start, end, crossed, radius_m=2_500.0)
    return scene.cast()


def anchored_on(setting: Setting, draw: Draw) -> Cast:
    """She anchors within 150 m of the cable."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(50.0, 130.0)
    t = scene.when(lasts, 75.0, 40.0)
    lay(scene)
    ship = scene.arriving(
        draw.pick(_MERCHANTS), (draw.between(-150.0, 150.0), 0.0), t, draw.between(75.0, 105.0), seconds=900.0
    )
    ship.anchor(t + round(lasts * MINUTE), draw.between(120.0, 180.0))
    ship.face(90.0).speed(8.0).keep(900.0)
    start, end = _times_near(scene, ship)
    scene.event([ship], start, end, t + round(ANCHORED_DUE_MIN * MINUTE), radius_m=2_000.0)
    return scene.cast()


def under_way(setting: Setting, draw: Draw) -> Cast:
    """Ships cross cables all day."""
    scene = Scene(setting, draw, KIND)
    lay(scene)
    t = scene.when(30.0, 60.0, 60.0)
    for n, course in enumerate((draw.between(70.0, 110.0), draw.between(250.0, 290.0))):
        ship = scene.ship(draw.pick(_MERCHANTS), (0.0, 2_500.0 * n), course, draw.between(9.0, 14.0), t)
        scene.negative("under_way", [ship])
    return scene.cast()


def cable_layer(setting: Setting, draw: Draw) -> Cast:
    """A cable ship at work on it, restricted in her ability to manoeuvre."""
    scene = Scene(setting, draw, KIND)
    lay(scene)
    ship = scene.ship(Role.SERVICE, (draw.between(-120.0, 120.0), -7_000.0), 0.0, 1.4, status=3, ship_type=33)
    while ship.t < scene.t1:
        ship.keep(draw.between(1_200.0, 2_400.0)).speed(draw.between(0.8, 1.8), 200.0)
        ship.swing(-1.5 if ship.x > 0 else 1.5)
    scene.negative("cable_layer", [ship])
    return scene.cast()


def trawling_clear(setting: Setting, draw: Draw) -> Cast:
    """A trawler tows along the cable, two miles off it."""
    scene = Scene(setting, draw, KIND)
    lay(scene)
    boat = scene.ship(
        Role.TRAWLER, (draw.pick((-1.0, 1.0)) * draw.between(2_500.0, 4_500.0), -4_000.0), 0.0, 3.2, status=7
    )
    north, side = True, 1.0 if boat.x < 0 else -1.0
    while boat.t < scene.t1:
        # She turns away from the cable at one end and back at the other.
        boat.keep(metres=7_000.0).swing((-180.0 if north else 180.0) * side, 300.0)
        north = not north
    scene.negative("trawling_clear", [boat])
    return scene.cast()


def at_anchor_clear(setting: Setting, draw: Draw) -> Cast:
    """She lies at an anchorage well clear of the cable."""
    scene = Scene(setting, draw, KIND)
    lay(scene)
    scene.circle((4_500.0, 0.0), 1_800.0, kind="anchorage", name="ANCHORAGE")
    ship = scene.ship(draw.pick(_MERCHANTS), (draw.between(3_500.0, 5_500.0), 0.0), 0.0, 0.0)
    ship.anchor(scene.t1, draw.between(120.0, 200.0))
    scene.negative("at_anchor_clear", [ship])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    at_risk,
    {
        "under_way": under_way,
        "cable_layer": cable_layer,
        "trawling_clear": trawling_clear,
        "at_anchor_clear": at_anchor_clear,
    },
)
