"""Unusual traffic: a ship goes the wrong way in a lane of a traffic separation scheme.

It begins when she is in the lane, is due ten minutes later, and ends when she has left it.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import Helm
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.scene import MINUTE, Point, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Role

KIND = "abnormal"
DUE_MIN = 10.0
_HALF_M, _INNER_M, _OUTER_M = 9_000.0, 600.0, 3_000.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)


def lane(side: float) -> Sequence[Point]:
    """The lane to the right of the line as one goes along x (side -1), or the one of the other direction (side 1)."""
    near, far = side * _INNER_M, side * _OUTER_M
    return [(-_HALF_M, near), (_HALF_M, near), (_HALF_M, far), (-_HALF_M, far)]


def scheme(scene: Scene) -> None:
    """Two lanes, eastbound as the plane has it in the south."""
    for side, course in ((-1.0, 90.0), (1.0, 270.0)):
        scene.ring(lane(side), kind="lane", name="SCHEME", course_deg=round(scene.plane.compass(course), 1))


def follower(scene: Scene, t: int, side: float, y: float | None = None) -> Helm:
    """A ship who is in the middle of a lane at `t` and follows it."""
    draw = scene.draw
    at = y if y is not None else side * draw.between(1_200.0, 2_600.0)
    return scene.ship(draw.pick(_MERCHANTS), (0.0, at), 90.0 if side < 0 else 270.0, t=t)


def wrong_way(setting: Setting, draw: Draw) -> Cast:
    """Against the stream for the whole of the lane; an hour before and after others go as they should."""
    scene = Scene(setting, draw, KIND)
    scheme(scene)
    t = scene.when(60.0, 90.0, 90.0) + 30 * MINUTE
    side = draw.pick((-1.0, 1.0))
    # The lane of side -1 is sailed along x, so she comes from where it ends.
    ship = scene.ship(
        draw.pick((*_MERCHANTS, Role.FISHING)), (-side * _HALF_M * 1.2, side * draw.between(1_300.0, 2_300.0)),
        270.0 if side < 0 else 90.0, draw.between(9.0, 12.0), t - 30 * MINUTE,
    )  # fmt: skip
    ship.keep(metres=2.4 * _HALF_M)
    start, end = scene.times_inside(ship, lane(side))
    follower(scene, t - 100 * MINUTE, -side)
    scene.event([ship], start, end, start + round(DUE_MIN * MINUTE), radius_m=10_000.0)
    return scene.cast()


def following(setting: Setting, draw: Draw) -> Cast:
    """Two ships, each in her lane."""
    scene = Scene(setting, draw, KIND)
    scheme(scene)
    for side in (-1.0, 1.0):
        scene.negative("following", [follower(scene, scene.when(60.0, 90.0, 90.0), side)])
    return scene.cast()


def crossing(setting: Setting, draw: Draw) -> Cast:
    """She crosses the scheme at right angles, as the rules ask."""
    scene = Scene(setting, draw, KIND)
    scheme(scene)
    t = scene.when(60.0, 90.0, 60.0)
    course = draw.pick((0.0, 180.0)) + draw.between(-10.0, 10.0)
    ship = scene.ship(
        draw.pick((*_MERCHANTS, Role.FERRY)), (0.0, -6_000.0 if abs(course) < 90.0 else 6_000.0), course, t=t
    )
    ship.keep(metres=12_000.0)
    scene.negative("crossing", [ship])
    return scene.cast()


def weather_diversion(setting: Setting, draw: Draw) -> Cast:
    """She stands well off the scheme to have the sea on a better bow, and comes back."""
    scene = Scene(setting, draw, KIND)
    scheme(scene)
    t = scene.when(120.0, 60.0, 60.0)
    away = draw.between(35.0, 50.0)
    ship = scene.ship(draw.pick(_MERCHANTS), (-14_000.0, -2_000.0), 90.0, t=t)
    ship.swing(away).keep(metres=7_500.0).swing(-away).keep(metres=11_000.0).swing(-away).keep(metres=7_000.0)
    scene.negative("weather_diversion", [ship])
    return scene.cast()


def overtaking(setting: Setting, draw: Draw) -> Cast:
    """A fast ship overtakes a slow one within the lane, with room to spare."""
    scene = Scene(setting, draw, KIND)
    scheme(scene)
    t = scene.when(60.0, 90.0, 90.0)
    slow = scene.ship(Role.TANKER, (0.0, -2_600.0), 90.0, draw.between(8.0, 10.0), t)
    fast = scene.ship(Role.CONTAINER, (0.0, -1_000.0), 90.0, draw.between(15.0, 17.0), t)
    scene.negative("overtaking", [fast])
    scene.negative("overtaken", [slow])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    wrong_way,
    {
        "following": following,
        "crossing": crossing,
        "weather_diversion": weather_diversion,
        "overtaking": overtaking,
    },
)
