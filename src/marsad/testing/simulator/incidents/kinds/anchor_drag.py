"""Anchor dragging: one of the ships at an anchorage is blown through her neighbours, her anchor with her.

It begins when the anchor breaks out and ends when it holds again. It is due when she has been dragged a cable and a
half, at the latest after 15 minutes.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import KNOT, Helm
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.plane import ahead
from marsad.testing.simulator.incidents.scene import Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.motion import states_kernel
from marsad.testing.simulator.records import Cast, Role

KIND = "anchor_drag"
DUE_M, DUE_MIN = 280.0, 15.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)


def anchorage(scene: Scene, ships: int, t: int | None = None) -> list[Helm]:
    """Ships side by side (abreast as they lie at `t`), not yet at anchor, and the anchorage about them."""
    draw = scene.draw
    scene.circle((0.0, 0.0), 4_500.0, kind="anchorage", name="ANCHORAGE")
    here = scene.plane
    lie = 90.0 if t is None else states_kernel.lie(here.lon, here.lat, t, t, 150.0)[0] - here.compass(0.0)
    places = [
        ahead(*ahead(0.0, 0.0, lie + 90.0, 1_500.0 * (n - (ships - 1) / 2.0)), lie, draw.between(-300.0, 300.0))
        for n in range(ships)
    ]
    return [scene.ship(draw.pick(_MERCHANTS), place, 0.0, 0.0) for place in places]


def dragging(setting: Setting, draw: Draw) -> Cast:
    """Her bow to the wind she goes astern at half a knot to a knot and a half, for 35 to 75 minutes."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(35.0, 75.0)
    t = scene.when(lasts, 75.0, 40.0)
    victim, *others = anchorage(scene, 3, t)
    chain = draw.between(130.0, 200.0)
    victim.anchor(t, chain, status=draw.pick((0, 1, 1, 1)))
    for other in others:
        other.anchor(scene.t1, draw.between(130.0, 200.0))
    at, heading, status = (victim.x, victim.y), victim.course, int(victim.pieces[-1].row["status"])
    victim.status = status
    # She is driven astern; a gust lets her bow fall off a little to one side and the other.
    for nth in range(4):
        knots = draw.between(0.55, 1.4)
        victim.drift(knots, heading + 180.0 + draw.between(-8.0, 8.0), heading + draw.between(-7.0, 7.0), lasts * 15.0)
        if nth == 0:
            due = t + round(min(DUE_M / (knots * KNOT) + 150.0, DUE_MIN * 60.0) * 1e6)
    victim.face(heading)
    end = victim.t
    victim.anchor(scene.t1, chain + 40.0, status=status)
    scene.event([victim], t, end, due, at, 3_000.0)
    return scene.cast()


def swinging(setting: Setting, draw: Draw) -> Cast:
    """Wind or tide turns, and the whole anchorage swings."""
    scene = Scene(setting, draw, KIND)
    for ship in anchorage(scene, 3):
        ship.anchor(scene.t1, draw.between(180.0, 320.0), status=1 if draw.share() < 0.8 else 0)
        scene.negative("swinging", [ship])
    return scene.cast()


def shifting(setting: Setting, draw: Draw) -> Cast:
    """She weighs, shifts a mile or two at harbour speed, and anchors again."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(50.0, 60.0, 40.0)
    ship, other = anchorage(scene, 2)
    other.anchor(scene.t1, draw.between(130.0, 200.0))
    ship.anchor(t, draw.between(130.0, 200.0))
    to = ahead(ship.x, ship.y, draw.between(150.0, 210.0), draw.between(1_800.0, 3_200.0))
    if draw.share() < 0.5:
        ship.status = 1  # nobody changed it
    stopping = ship.stopping_m(300.0, 5.0)
    course = draw.between(150.0, 210.0)
    ship.face(course).speed(5.0, 300.0).keep(metres=max(abs(to[1] - ship.y) - stopping, 600.0)).speed(0.0, 300.0)
    ship.anchor(scene.t1, draw.between(130.0, 200.0))
    scene.negative("shifting", [ship])
    scene.negative("neighbour", [other])
    return scene.cast()


def leaving(setting: Setting, draw: Draw) -> Cast:
    """She weighs and goes to sea."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(30.0, 60.0, 60.0)
    ship, other = anchorage(scene, 2)
    other.anchor(scene.t1, draw.between(130.0, 200.0))
    ship.anchor(t, draw.between(130.0, 200.0))
    ship.face(180.0).speed(3.0, 400.0).keep(600.0).speed(float(ship.papers["cruise_kn"]))
    scene.negative("leaving", [ship])
    scene.negative("neighbour", [other])
    return scene.cast()


def poor_fix(setting: Setting, draw: Draw) -> Cast:
    """Her GNSS is poor: her place jumps about by tens of metres, her anchor holds."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(draw.pick(_MERCHANTS), knots=0.0, noise_m=draw.between(20.0, 30.0))
    scene.circle((0.0, 0.0), 3_000.0, kind="anchorage", name="ANCHORAGE")
    ship.anchor(scene.t1, draw.between(120.0, 180.0))
    scene.negative("poor_fix", [ship])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    dragging,
    {"swinging": swinging, "shifting": shifting, "leaving": leaving, "poor_fix": poor_fix},
)
