"""Faults and edits of what a ship tells of herself: they are no crimes, and common."""

from __future__ import annotations

from collections.abc import Callable

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import Helm
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

Play = Callable[[Setting, Draw], Cast]

MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)
DEFAULT_MMSI = (123_456_789, 111_111_111, 987_654_321, 1_193_046)
"""Numbers that units carry before somebody sets their own."""


def passing(scene: Scene, role: Role | None = None, y: float = 0.0) -> Helm:
    """A ship who passes the stage in the middle of the window."""
    draw = scene.draw
    return scene.ship(
        role or draw.pick(MERCHANTS), (0.0, y), draw.pick((90.0, 270.0)), t=scene.t0 + 180 * MINUTE,
        station=Station.CLASS_A,
    )  # fmt: skip


def default_mmsi(kind: str) -> Play:
    """Two craft far apart that never got a number of their own: both tell the factory's."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        mmsi = draw.pick(DEFAULT_MMSI)
        for side in (-1.0, 1.0):
            craft = scene.ship(Role.FISHING, (10_000.0 * side, 0.0), 0.0, 2.5, status=7, mmsi=mmsi, imo=0)
            while craft.t < scene.t1:
                craft.keep(draw.between(900.0, 1_800.0)).swing(draw.pick((-160.0, 160.0)), 200.0)
        scene.negative("default_mmsi", scene.helms)
        return scene.cast()

    return play


def mistyped_mmsi(kind: str) -> Play:
    """One digit of her MMSI was set wrong, years ago; nobody else has that number."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        wrong = int(ship.papers["mmsi"]) + draw.pick((-40_000, 3_000_000, 600))
        scene.effect(ship, Kind.MMSI, scene.t0, scene.t1, float(wrong))
        scene.negative("mistyped_mmsi", [ship])
        return scene.cast()

    return play


def renamed(kind: str) -> Play:
    """Sold on: a new name, call sign and destination under the same MMSI and IMO number."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        t = scene.when(60.0)
        row = scene.paper(ship, name=f"SIM NEW NAME {draw.whole(1, 99)}", callsign=f"SN{draw.whole(1000, 9999)}")
        scene.effect(ship, Kind.STATIC, t, scene.t1, float(row))
        scene.negative("renamed", [ship])
        return scene.cast()

    return play


def new_destination(kind: str) -> Play:
    """Her orders change: another destination and time of arrival."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        row = scene.paper(ship, destination="FOR ORDERS", eta_month=4, eta_day=draw.whole(1, 28), draught_m=9.1)
        scene.effect(ship, Kind.STATIC, scene.when(60.0), scene.t1, float(row))
        scene.negative("new_destination", [ship])
        return scene.cast()

    return play


def resold_in_port(kind: str) -> Play:
    """Alongside at a terminal the flag changes: after an hour's silence another MMSI, the IMO number is the same."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        scene.circle((0.0, 0.0), 1_500.0, kind="port", name="TERMINAL")
        ship = scene.ship(draw.pick(MERCHANTS), knots=0.0, station=Station.CLASS_A)
        t = scene.when(120.0, 60.0, 60.0)
        ship.rest(t + 100 * MINUTE)
        ship.speed(float(ship.papers["cruise_kn"]))
        other = scene.setting.papers(draw, Role(int(ship.papers["role"])))
        row = scene.paper(ship, name=other["name"], callsign=other["callsign"])
        scene.effect(ship, Kind.SILENT, t, t + 60 * MINUTE)
        scene.effect(ship, Kind.MMSI, t + 60 * MINUTE, scene.t1, float(other["mmsi"]))
        scene.effect(ship, Kind.STATIC, t + 60 * MINUTE, scene.t1, float(row))
        scene.negative("resold_in_port", [ship])
        return scene.cast()

    return play


def echo(kind: str) -> Play:
    """A repeater sends part of her reports again, up to a minute late."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        scene.effect(ship, Kind.ECHO, scene.t0, scene.t1, draw.between(0.05, 0.3), draw.between(5.0, 60.0))
        scene.negative("echo", [ship])
        return scene.cast()

    return play


def sign_flip(kind: str) -> Play:
    """A share of her reports tell the wrong hemisphere."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        ship = passing(scene)
        scene.effect(ship, Kind.SIGN_FLIP, scene.t0, scene.t1, draw.between(0.02, 0.3))
        scene.negative("sign_flip", [ship])
        return scene.cast()

    return play


def shared_mmsi(kind: str) -> Play:
    """Two honest ships were given one number by mistake: their reports alternate all day."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, kind)
        t = scene.t0 + 180 * MINUTE
        first = scene.ship(draw.pick(MERCHANTS), (12_000.0, 2_500.0), 90.0, 9.0, t)
        second = scene.ship(Role.FISHING, (-12_000.0, -2_500.0), 90.0, 8.0, t)
        scene.effect(second, Kind.MMSI, scene.t0, scene.t1, float(first.papers["mmsi"]))
        scene.negative("shared_mmsi", [first, second])
        return scene.cast()

    return play
