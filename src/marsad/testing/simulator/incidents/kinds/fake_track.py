"""A fake track: a ship that is told and is not there.

It begins with her first report, out of nothing in the middle of the coverage; it is due ten minutes later, and ends
when it stops. What gives her away: she appears under way, runs as no ship of her size can, and holds her course to
the metre.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.identities import echo, shared_mmsi, sign_flip
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

KIND = "fake_track"
DUE_MIN = 10.0
IMPOSSIBLE_KN = 26.0
"""Faster than any ship of these classes."""
_SHIPS = (Role.CARGO, Role.TANKER, Role.NAVAL)


def ghost(setting: Setting, draw: Draw) -> Cast:
    """She runs at 26 to 40 kn, or turns on the spot at sea speed."""
    scene = Scene(setting, draw, KIND, 12_000.0)
    lasts = draw.between(30.0, 90.0)
    t = scene.when(lasts, 40.0, 20.0)
    end = t + round(lasts * MINUTE)
    role, corners = draw.pick(_SHIPS), draw.share() < 0.5
    if corners:
        knots = draw.between(13.0, 20.0)
    else:
        knots = draw.between(32.0, 40.0) if role is Role.NAVAL else draw.between(26.0, 34.0)
    ship = scene.ship(
        role, (-10_000.0, 0.0), draw.between(60.0, 120.0), knots, t, comes=False, goes=False, driven=False,
        station=Station.CLASS_A, noise_m=0.5, length_m=draw.between(110.0, 260.0),
    )  # fmt: skip
    while ship.t < end:
        left = (end - ship.t) / 1e6
        leg = min(draw.between(300.0, 700.0), left)
        ship.keep(leg)
        if corners and left - leg > 30.0:
            ship.swing(draw.pick((-1.0, 1.0)) * draw.between(80.0, 150.0), 12.0)
    scene.effect(ship, Kind.VIRTUAL, scene.t0, scene.t1)
    scene.event([ship], t, ship.t, t + round(DUE_MIN * MINUTE), radius_m=20_000.0)
    return scene.cast()


def switched_on(setting: Setting, draw: Draw) -> Cast:
    """A naval or patrol vessel switches on at sea: she too appears out of nothing, and sails as ships sail."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(60.0, 60.0, 60.0)
    ship = scene.ship(
        draw.pick((Role.NAVAL, Role.PATROL)), (0.0, 0.0), 90.0, draw.between(10.0, 14.0), t, station=Station.CLASS_A
    )
    ship.keep(600.0).swing(draw.pick((-1.0, 1.0)) * draw.between(20.0, 70.0)).keep(900.0)
    scene.effect(ship, Kind.SILENT, scene.t0, t)
    scene.negative("switched_on", [ship])
    return scene.cast()


def fast_craft(setting: Setting, draw: Draw) -> Cast:
    """A patrol boat at speed, with the turns that she can make."""
    scene = Scene(setting, draw, KIND)
    boat = scene.ship(Role.PATROL, (-6_000.0, -3_000.0), 0.0, 0.0)
    boat.rest(scene.when(60.0, 60.0, 60.0), status=0)
    boat.speed(25.0, 120.0)
    for n in range(8):
        boat.keep(metres=draw.between(3_000.0, 7_000.0)).swing((-1.0 if n % 4 < 2 else 1.0) * draw.between(80.0, 110.0))
    boat.speed(12.0)
    scene.negative("fast_craft", [boat])
    return scene.cast()


def aircraft(setting: Setting, draw: Draw) -> Cast:
    """A search and rescue aircraft, at 110 kn."""
    scene = Scene(setting, draw, KIND)
    plane = scene.ship(Role.AIRCRAFT, (0.0, -6_000.0), 0.0, 110.0, scene.t0 + 120 * MINUTE)
    for nth in range(6):
        plane.keep(metres=10_000.0).swing(180.0 if nth % 2 == 0 else -180.0, 1_300.0)
    scene.negative("aircraft", [plane])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    ghost,
    {
        "switched_on": switched_on,
        "fast_craft": fast_craft,
        "aircraft": aircraft,
        "shared_mmsi": shared_mmsi(KIND),
        "sign_flip": sign_flip(KIND),
        "echo": echo(KIND),
    },
)
