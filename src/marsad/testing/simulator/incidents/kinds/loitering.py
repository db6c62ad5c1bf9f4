"""Loitering: a merchant ship or fishing carrier stops in open water with nothing to wait for, and stays.

It begins when she is at rest, ends when she gets under way, and is due two hours after it began: shorter stops are
repairs, pilots and meals.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Role, Station

KIND = "loitering"
DUE_MIN = 120.0
SLOW_KN = 2.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)


def loitering(setting: Setting, draw: Draw) -> Cast:
    """She stops and drifts for 140 to 230 minutes, and shifts at a crawl now and then."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(140.0, 230.0)
    t = scene.when(lasts, 60.0, 30.0)
    end = t + round(lasts * MINUTE)
    ship = scene.arriving(draw.pick(_MERCHANTS), (0.0, 0.0), t, draw.between(60.0, 120.0))
    set_to, bow = draw.between(0.0, 360.0), draw.between(50.0, 120.0)
    parts = draw.whole(3, 5)
    for nth in range(parts):
        part = (end - ship.t) / 1e6 / (parts - nth)
        if nth == 0:
            ship.drift(draw.between(0.3, 1.4), set_to, set_to + bow, part)
        else:
            set_to += draw.between(-25.0, 25.0)
            ship.drift(draw.between(0.3, 1.6), set_to, set_to + bow, min(part, (end - ship.t) / 1e6))
    last = ship.t
    ship.face(90.0).speed(float(ship.papers["cruise_kn"]))
    scene.event([ship], t, last, t + round(DUE_MIN * MINUTE), radius_m=6_000.0)
    return scene.cast()


def at_anchor(setting: Setting, draw: Draw) -> Cast:
    """Ships wait at anchor in an anchorage."""
    scene = Scene(setting, draw, KIND)
    for n in range(3):
        ship = scene.ship(draw.pick(_MERCHANTS), (1_400.0 * (n - 1), draw.between(-500.0, 500.0)), 0.0, 0.0)
        # Not all tell their status: what counts is that they swing in an anchorage.
        ship.anchor(scene.t1, draw.between(120.0, 230.0), status=1 if draw.share() < 0.8 else 0)
        scene.negative("at_anchor", [ship])
    scene.circle((0.0, 0.0), 3_000.0, kind="anchorage", name="ANCHORAGE")
    return scene.cast()


def fishing(setting: Setting, draw: Draw) -> Cast:
    """A fishing vessel works a ground: to and fro, and hauls."""
    scene = Scene(setting, draw, KIND)
    boat = scene.ship(draw.pick((Role.FISHING, Role.TRAWLER)), (0.0, 0.0), draw.between(0.0, 360.0), 2.4, status=7)
    scene.circle((0.0, 0.0), 9_000.0, kind="fishing_ground", name="GROUND")
    while boat.t < scene.t1:
        boat.keep(draw.between(900.0, 2_000.0))
        boat.speed(0.6, 120.0).keep(draw.between(300.0, 900.0)).speed(draw.between(2.0, 3.2), 120.0)
        boat.swing(draw.pick((-1.0, 1.0)) * draw.between(120.0, 200.0), 250.0)
    scene.negative("fishing", [boat])
    return scene.cast()


def slow_steaming(setting: Setting, draw: Draw) -> Cast:
    """She is in no hurry, and makes way all the same."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(draw.pick(_MERCHANTS), t=scene.t0 + 180 * MINUTE, course=90.0, knots=draw.between(3.5, 5.5))
    scene.negative("slow_steaming", [ship])
    return scene.cast()


def survey(setting: Setting, draw: Draw) -> Cast:
    """A survey vessel or dredger goes up and down her lines, restricted in her ability to manoeuvre."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(draw.pick((Role.SERVICE, Role.DREDGER)), (0.0, -2_000.0), 0.0, 3.2, status=3)
    side = 1.0
    while ship.t < scene.t1:
        ship.keep(metres=4_000.0).swing(180.0 * side, 120.0)
        side = -side
    scene.negative("survey", [ship])
    return scene.cast()


def pilot_on_station(setting: Setting, draw: Draw) -> Cast:
    """A pilot boat waits on her station for the next ship."""
    scene = Scene(setting, draw, KIND)
    boat = scene.ship(Role.PILOT, (0.0, 0.0), 0.0, 0.0)
    while boat.t < scene.t1:
        boat.drift(0.8, draw.between(0.0, 360.0), draw.between(0.0, 360.0), draw.between(1_500.0, 2_500.0))
        boat.face(0.0 if boat.y < 0 else 180.0).speed(5.0).keep(draw.between(300.0, 500.0)).speed(0.0)
    scene.circle((0.0, 0.0), 3_000.0, kind="pilot_station", name="PILOT")
    scene.negative("pilot_on_station", [boat])
    return scene.cast()


def net_marker(setting: Setting, draw: Draw) -> Cast:
    """A fishing net drifts with markers that look like class B craft, beside the boat that set it."""
    scene = Scene(setting, draw, KIND)
    set_to = draw.between(0.0, 360.0)
    for n in range(2):
        marker = scene.ship(
            Role.NET_MARKER, (0.0, 1_100.0 * n), set_to, draw.between(0.4, 0.5), station=Station.CLASS_B_CS
        )
        marker.keep(until=scene.t1)
        scene.negative("net_marker", [marker])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    loitering,
    {
        "at_anchor": at_anchor,
        "fishing": fishing,
        "slow_steaming": slow_steaming,
        "survey": survey,
        "pilot_on_station": pilot_on_station,
        "net_marker": net_marker,
    },
)
