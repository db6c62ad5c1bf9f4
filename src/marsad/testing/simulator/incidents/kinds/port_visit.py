"""A port visit: a ship comes to a port or terminal, lies there, and leaves.

It begins when she is made fast, ends when she leaves her berth, and is due half an hour after it began.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.plane import ahead
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Role

KIND = "port_visit"
DUE_MIN = 30.0
PORT_M = 1_500.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)


def port(scene: Scene) -> None:
    """A terminal off the coast, in the middle of the stage."""
    scene.circle((0.0, 0.0), PORT_M, kind="port", name="TERMINAL")


def visit(setting: Setting, draw: Draw) -> Cast:
    """She comes in slowly, lies for 50 to 150 minutes, and puts to sea again."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(50.0, 150.0)
    t = scene.when(lasts, 90.0, 40.0)
    port(scene)
    at = (draw.between(-300.0, 300.0), draw.between(-300.0, 300.0))
    course = draw.between(70.0, 110.0)
    reach = 720.0 * 2.5 * 0.514 + 0.5 * 2.5 * 0.514 * 200.0
    ship = scene.arriving(
        draw.pick((*_MERCHANTS, Role.FISHING)), ahead(*at, course + 180.0, reach), t - round(920 * 1e6), course,
        slower=2.5, seconds=1_200.0,
    )  # fmt: skip
    ship.keep(until=t - 200_000_000).speed(0.0, 200.0)
    end = t + round(lasts * MINUTE)
    ship.rest(end, course + draw.between(-15.0, 15.0))
    ship.face(course).speed(3.0, 300.0).keep(500.0).speed(float(ship.papers["cruise_kn"]))
    scene.event([ship], t, end, t + round(DUE_MIN * MINUTE), at, PORT_M)
    return scene.cast()


def passing_by(setting: Setting, draw: Draw) -> Cast:
    """She passes off the port at sea speed."""
    scene = Scene(setting, draw, KIND)
    port(scene)
    t = scene.when(30.0, 60.0, 60.0)
    ship = scene.ship(draw.pick(_MERCHANTS), (0.0, draw.between(1_700.0, 4_000.0)), 90.0, t=t)
    scene.negative("passing_by", [ship])
    return scene.cast()


def slow_through(setting: Setting, draw: Draw) -> Cast:
    """She goes through the port's waters at harbour speed and does not stop."""
    scene = Scene(setting, draw, KIND)
    port(scene)
    t = scene.when(60.0, 75.0, 60.0)
    ship = scene.arriving(
        draw.pick((Role.CARGO, Role.TUG)),
        (-4_000.0, draw.between(-700.0, 700.0)),
        t,
        90.0,
        slower=draw.between(4.0, 6.0),
    )
    ship.keep(metres=8_000.0).speed(float(ship.papers["cruise_kn"]))
    scene.negative("slow_through", [ship])
    return scene.cast()


def waiting(setting: Setting, draw: Draw) -> Cast:
    """She waits at anchor in the roads, four miles off, and nobody calls her in."""
    scene = Scene(setting, draw, KIND)
    port(scene)
    scene.circle((0.0, 7_500.0), 2_000.0, kind="anchorage", name="ROADS")
    ship = scene.ship(draw.pick(_MERCHANTS), (draw.between(-800.0, 800.0), 7_500.0), 0.0, 0.0)
    ship.anchor(scene.t1, draw.between(120.0, 200.0))
    scene.negative("waiting", [ship])
    return scene.cast()


def turned_back(setting: Setting, draw: Draw) -> Cast:
    """She makes for the port, is told to wait, turns two miles off and stands out to sea again."""
    scene = Scene(setting, draw, KIND)
    port(scene)
    t = scene.when(60.0, 75.0, 60.0)
    ship = scene.arriving(draw.pick(_MERCHANTS), (-4_500.0, 0.0), t, 90.0, slower=5.0, seconds=700.0)
    ship.swing(180.0).keep(600.0).speed(float(ship.papers["cruise_kn"]))
    scene.negative("turned_back", [ship])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    visit,
    {"passing_by": passing_by, "slow_through": slow_through, "waiting": waiting, "turned_back": turned_back},
)
