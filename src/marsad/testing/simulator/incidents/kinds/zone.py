"""Zone entry: a vessel is inside a closed area while it is in force.

It begins when she crosses the fence, or when she is first heard and is inside already; it ends when she leaves, and is
due two minutes after it began: what touches a fence for a minute has not entered.
"""

from __future__ import annotations

from math import pi

from marsad.geo import sphere
from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents import geojson
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.instant import iso
from marsad.testing.simulator.incidents.plane import ahead
from marsad.testing.simulator.incidents.scene import MINUTE, Point, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

KIND = "zone"
DUE_MIN = 2.0
POLE = "POLE"
"""The stage that has it within reach."""
_SHIPS = (Role.CARGO, Role.TANKER, Role.CONTAINER, Role.FISHING)


def fence(draw: Draw, at: Point, radius_m: float) -> list[Point]:
    """An uneven polygon."""
    first, corners = draw.between(0.0, 360.0), draw.whole(5, 9)
    return [ahead(*at, first + 360.0 * n / corners, radius_m * draw.between(0.8, 1.0)) for n in range(corners)]


def entry(setting: Setting, draw: Draw) -> Cast:
    """She crosses the fence, or comes out of the hole, or switches on inside."""
    ways = [crossing, crossing, out_of_the_hole, first_seen_inside]
    if setting.world and setting.has(POLE):
        ways.append(near_the_pole)
    return draw.pick(ways)(setting, draw)


def crossing(setting: Setting, draw: Draw) -> Cast:
    """She sails in on one side and out on another, or stays for a while."""
    scene = Scene(setting, draw, KIND, 14_000.0)
    t = scene.when(60.0, 60.0, 80.0)
    radius = draw.between(3_000.0, 6_000.0)
    ring = fence(draw, (0.0, draw.between(-0.5, 0.5) * radius), radius)
    scene.ring(ring, kind="closed", name="CLOSED AREA")
    course = draw.between(60.0, 120.0)
    ship = scene.ship(draw.pick(_SHIPS), ahead(0.0, 0.0, course + 180.0, 9_000.0), course, t=t)
    ship.keep(metres=9_000.0)
    if draw.share() < 0.4:
        ship.speed(0.0).drift(0.6, course, course + 80.0, draw.between(1_200.0, 3_000.0)).face(course)
        ship.speed(float(ship.papers["cruise_kn"]))
    ship.keep(metres=11_000.0)
    start, end = scene.times_inside(ship, ring)
    scene.event([ship], start, end, start + round(DUE_MIN * MINUTE), radius_m=radius)
    return scene.cast()


def out_of_the_hole(setting: Setting, draw: Draw) -> Cast:
    """She lies in the hole of the area, where she may, weighs anchor and crosses the area."""
    scene = Scene(setting, draw, KIND, 14_000.0)
    t = scene.when(60.0, 60.0, 60.0)
    radius = draw.between(5_000.0, 7_000.0)
    ring, hole = fence(draw, (0.0, 0.0), radius), fence(draw, (0.0, 0.0), 1_800.0)
    scene.ring(ring, hole, kind="closed", name="CLOSED AREA ROUND AN ANCHORAGE")
    ship = scene.ship(draw.pick(_SHIPS), knots=0.0)
    ship.anchor(t, draw.between(100.0, 200.0))
    course = draw.between(60.0, 120.0)
    ship.face(course).speed(float(ship.papers["cruise_kn"])).keep(metres=9_000.0)
    start, end = scene.times_inside(ship, ring, hole)
    scene.event([ship], start, end, start + round(DUE_MIN * MINUTE), radius_m=radius)
    return scene.cast()


def first_seen_inside(setting: Setting, draw: Draw) -> Cast:
    """Nobody saw her come: her transponder is switched on when she is inside."""
    scene = Scene(setting, draw, KIND, 14_000.0)
    t = scene.when(60.0, 60.0, 80.0)
    radius = draw.between(4_000.0, 6_000.0)
    ring = fence(draw, (0.0, 0.0), radius)
    scene.ring(ring, kind="closed", name="CLOSED AREA")
    ship = scene.ship(draw.pick((Role.CARGO, Role.FISHING)), (-1_000.0, 0.0), draw.between(70.0, 110.0), 4.5, t)
    ship.keep(metres=14_000.0)
    scene.effect(ship, Kind.SILENT, scene.t0, t)
    _, end = scene.times_inside(ship, ring)
    scene.event([ship], t, end, t + round(DUE_MIN * MINUTE), radius_m=radius)
    return scene.cast()


def near_the_pole(setting: Setting, draw: Draw) -> Cast:
    """An icebreaker crosses an area that has the pole within: all longitudes are inside."""
    scene = Scene(setting, draw, KIND, 14_000.0, POLE)
    t = scene.when(90.0, 60.0, 60.0)
    radius = draw.between(5_000.0, 7_000.0)
    south = 90.0 - radius / sphere.RADIUS_M * 180.0 / pi
    scene.feature(geojson.cap(south), kind="closed", name="POLAR AREA")
    x, y = scene.plane.point(0.0, 90.0)
    course = draw.between(60.0, 120.0)
    beside = ahead(x, y, course + 90.0, draw.between(2_500.0, 4_000.0))
    ship = scene.ship(
        Role.SERVICE,
        ahead(*beside, course + 180.0, 10_000.0),
        course,
        draw.between(6.0, 9.0),
        t,
        station=Station.CLASS_A,
    )
    ship.keep(metres=20_000.0)
    start, end = scene.times(ship, lambda state: state["lat"] >= south)
    scene.event([ship], start, end, start + round(DUE_MIN * MINUTE), (x, y), radius)
    return scene.cast()


def passing_outside(setting: Setting, draw: Draw) -> Cast:
    """She keeps clear of the area, by less than a mile."""
    scene = Scene(setting, draw, KIND, 14_000.0)
    t = scene.when(60.0, 60.0, 60.0)
    radius = draw.between(3_000.0, 6_000.0)
    scene.ring(fence(draw, (0.0, -radius - draw.between(300.0, 1_500.0)), radius), kind="closed", name="CLOSED AREA")
    ship = scene.ship(draw.pick(_SHIPS), (-9_000.0, 0.0), 90.0, t=t)
    ship.keep(metres=18_000.0)
    scene.negative("passing_outside", [ship])
    return scene.cast()


def on_the_fence(setting: Setting, draw: Draw) -> Cast:
    """She lies at a buoy just outside; her GNSS puts her inside now and then for a report."""
    scene = Scene(setting, draw, KIND, 14_000.0)
    away, noise = draw.between(14.0, 22.0), draw.between(9.0, 12.0)
    scene.ring(
        [(-4_000.0, 0.0), (4_000.0, 0.0), (4_000.0, 5_000.0), (-4_000.0, 5_000.0)], kind="closed", name="CLOSED AREA"
    )
    ship = scene.ship(draw.pick(_SHIPS), (draw.between(-2_500.0, 2_500.0), -away), 90.0, 0.0, noise_m=noise)
    ship.rest(scene.t1, 90.0)
    scene.negative("on_the_fence", [ship])
    return scene.cast()


def along_the_fence(setting: Setting, draw: Draw) -> Cast:
    """A fisherman tows along the fence, right outside, as long as the day is."""
    scene = Scene(setting, draw, KIND, 14_000.0)
    t = scene.when(60.0, 60.0, 60.0)
    scene.ring(
        [(-5_000.0, 0.0), (5_000.0, 0.0), (5_000.0, 5_000.0), (-5_000.0, 5_000.0)], kind="closed", name="CLOSED AREA"
    )
    boat = scene.ship(Role.TRAWLER, (-7_500.0, -draw.between(50.0, 90.0)), 90.0, 3.4, t, status=7)
    boat.keep(metres=15_000.0)
    scene.negative("along_the_fence", [boat])
    return scene.cast()


def in_the_hole(setting: Setting, draw: Draw) -> Cast:
    """She lies at anchor in the hole of the area, all day long."""
    scene = Scene(setting, draw, KIND, 14_000.0)
    ring, hole = fence(draw, (0.0, 0.0), 6_000.0), fence(draw, (0.0, 0.0), 2_000.0)
    scene.ring(ring, hole, kind="closed", name="CLOSED AREA ROUND AN ANCHORAGE")
    ship = scene.ship(draw.pick(_SHIPS), knots=0.0)
    ship.anchor(scene.t1, draw.between(100.0, 200.0))
    scene.negative("in_the_hole", [ship])
    return scene.cast()


def not_in_force(setting: Setting, draw: Draw) -> Cast:
    """She crosses an area that is closed on other days."""
    scene = Scene(setting, draw, KIND, 14_000.0)
    t = scene.when(60.0, 60.0, 60.0)
    day = 86_400_000_000
    scene.ring(
        fence(draw, (0.0, 0.0), 4_500.0),
        kind="closed",
        name="FIRING AREA",
        since=iso(scene.t1 + day),
        until=iso(scene.t1 + 2 * day),
    )
    ship = scene.ship(draw.pick(_SHIPS), t=t, course=draw.between(80.0, 100.0))
    scene.negative("not_in_force", [ship])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    entry,
    {
        "passing_outside": passing_outside,
        "on_the_fence": on_the_fence,
        "along_the_fence": along_the_fence,
        "in_the_hole": in_the_hole,
        "not_in_force": not_in_force,
    },
)
