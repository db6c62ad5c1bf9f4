"""Close quarters: two ships on courses and at speeds that bring them together, and neither gives way.

Head on, crossing and overtaking. It begins 12 minutes before the closest point of approach (or when the last alteration
made it a risk, where that was later), and is due 5 minutes before it: later, a warning does not help. It ends 3 minutes
after it.
"""

from __future__ import annotations

import numpy as np

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import KNOT, Helm
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.boarding import boarding
from marsad.testing.simulator.incidents.plane import ahead
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Role

KIND = "close_quarters"
RISK_MIN, DUE_MIN, PAST_MIN = 12.0, 5.0, 3.0
NEAR_M = 370.0
"""0.2 NM: nearer than this they pass."""
CLEAR_M = 1_000.0
"""Further than this passes who gives way."""
_LEAD_MIN = 16.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)
_GEOMETRIES = {"head_on": (166.0, 194.0), "crossing": (55.0, 115.0), "overtaking": (-9.0, 9.0)}


def encounter(setting: Setting, draw: Draw) -> Cast:
    """Both hold on and pass at less than two cables."""
    scene = Scene(setting, draw, KIND, 16_000.0)
    t = scene.when(RISK_MIN + PAST_MIN, 50.0, 25.0) + round(RISK_MIN * MINUTE)
    first, second = _on_collision(scene, t, draw.pick(tuple(_GEOMETRIES)))
    start = t - round(RISK_MIN * MINUTE)
    first.keep(until=t + 12 * MINUTE)
    second.keep(until=t + 12 * MINUTE)
    scene.event([first, second], start, t + round(PAST_MIN * MINUTE), t - round(DUE_MIN * MINUTE), radius_m=NEAR_M)
    return scene.cast()


def _on_collision(scene: Scene, t: int, geometry: str) -> tuple[Helm, Helm]:
    """Two ships that would pass at less than `NEAR_M` at `t` in the middle of the stage; orders begin 16 min before."""
    draw = scene.draw
    low, high = _GEOMETRIES[geometry]
    course = draw.between(80.0, 100.0)
    other = course + draw.between(low, high) * (draw.pick((-1.0, 1.0)) if geometry == "crossing" else 1.0)
    first_kn, second_kn = draw.between(11.0, 14.0), draw.between(10.0, 14.0)
    if geometry == "overtaking":
        first_kn, second_kn = draw.between(15.0, 17.0), draw.between(6.5, 9.0)
    roles = draw.pick(_MERCHANTS), draw.pick((*_MERCHANTS, Role.FISHING) if geometry == "crossing" else _MERCHANTS)
    if geometry == "overtaking":
        roles = Role.CONTAINER, draw.pick((Role.CARGO, Role.TANKER))
    begin, lead = t - round(_LEAD_MIN * MINUTE), _LEAD_MIN * 60.0
    first = scene.ship(roles[0], (0.0, 0.0), course, first_kn, begin)
    second = scene.ship(roles[1], (0.0, 0.0), other, second_kn, begin)
    apart = draw.between(130.0, 300.0)
    v = [np.array(ahead(0.0, 0.0, ship.course, ship.v)) for ship in (first, second)]
    relative = v[1] - v[0]
    side = draw.pick((-1.0, 1.0)) * apart / float(np.hypot(*relative))
    at = (float(-relative[1]) * side, float(relative[0]) * side)
    first.put(*ahead(0.0, 0.0, course + 180.0, first.v * lead))
    second.put(*ahead(*at, other + 180.0, second.v * lead))
    return first, second


def gives_way(setting: Setting, draw: Draw) -> Cast:
    """One sees the other in time, alters course boldly to starboard, and they pass well clear."""
    scene = Scene(setting, draw, KIND, 16_000.0)
    t = scene.when(30.0, 50.0, 45.0) + 16 * MINUTE
    first, second = _on_collision(scene, t, draw.pick(("head_on", "crossing")))
    # The give-way ship has the other on her starboard side; head on, both would turn, and one is enough here.
    bearing = np.degrees(np.arctan2(second.x - first.x, second.y - first.y)) % 360.0
    ships = (first, second) if (bearing - first.course) % 360.0 < 180.0 else (second, first)
    ships[0].swing(draw.between(50.0, 65.0)).keep(13 * 60.0).swing(-45.0).keep(600.0)
    ships[1].keep(until=t + 12 * MINUTE)
    scene.negative("gives_way", [first, second], t - 30 * MINUTE, t + 15 * MINUTE)
    return scene.cast()


def ferries(setting: Setting, draw: Draw) -> Cast:
    """Two ferries on one line meet half way, time and again, each on her own side."""
    scene = Scene(setting, draw, KIND, 10_000.0)
    half, aside = 7_000.0, draw.between(190.0, 250.0)
    pair = [scene.ship(Role.FERRY, (side * half, 0.0), 0.0, 0.0) for side in (-1.0, 1.0)]
    knots = min(15.0, *(ferry.most_mps / KNOT for ferry in pair))
    # Both leave by one timetable, so that they meet half way and never at a berth.
    for ferry, first in zip(pair, (-1.0, 1.0), strict=True):
        side, leaves = first, scene.t0 + 15 * MINUTE
        while ferry.t < scene.t1:
            ferry.rest(leaves, heading=90.0 if side < 0 else 270.0)
            leaves += 60 * MINUTE
            # Abreast of the line's middle she keeps it to port.
            ferry.speed(knots, 150.0)
            ferry.make_for(side * 0.55 * half, aside * side).make_for(-side * 0.55 * half, aside * side)
            slow_m = ferry.stopping_m(240.0)
            ferry.make_for(-side * (half - slow_m), 0.0).turn(90.0 if side < 0 else 270.0).speed(0.0, 240.0)
            side = -side
    for line in ((-half, "WEST"), (half, "EAST")):
        scene.circle((line[0], 0.0), 900.0, kind="port", name=f"FERRY {line[1]}")
    scene.line([(-half, 0.0), (half, 0.0)], kind="ferry_line", name="FERRY LINE")
    for nth in range(3):
        start = scene.t0 + nth * 100 * MINUTE
        scene.negative("ferries", pair, start, start + 100 * MINUTE)
    return scene.cast()


def harbour(setting: Setting, draw: Draw) -> Cast:
    """Vessels pass one another closely at harbour speed in the roads of a port."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(30.0, 60.0, 40.0)
    scene.circle((0.0, 0.0), 6_000.0, kind="port", name="HARBOUR")
    first = scene.arriving(draw.pick(_MERCHANTS), (-3_000.0, 0.0), t - 15 * MINUTE, 90.0, slower=draw.between(5.0, 6.5))
    second = scene.arriving(
        draw.pick((Role.CARGO, Role.TUG)),
        (3_000.0, draw.between(140.0, 300.0)),
        t - 15 * MINUTE,
        270.0,
        slower=draw.between(5.0, 6.5),
    )
    for ship in (first, second):
        ship.keep(32 * 60.0).speed(float(ship.papers["cruise_kn"]))
    scene.negative("harbour", [first, second], t - 20 * MINUTE, t + 20 * MINUTE)
    return scene.cast()


def company(setting: Setting, draw: Draw) -> Cast:
    """Two ships sail together for hours, a cable or two apart."""
    scene = Scene(setting, draw, KIND)
    knots, course = draw.between(8.0, 9.8), draw.pick((90.0, 270.0))
    roles = draw.pick(((Role.CARGO, Role.CARGO), (Role.TANKER, Role.PATROL), (Role.NAVAL, Role.NAVAL)))
    t, apart = scene.t0 + 180 * MINUTE, draw.between(280.0, 450.0)
    pair = [scene.ship(role, (0.0, apart * n), course, knots, t) for n, role in enumerate(roles)]
    scene.follow(pair[0], pair[1], apart)
    scene.negative("company", pair)
    return scene.cast()


def tow(setting: Setting, draw: Draw) -> Cast:
    """A tug with a ship on her line."""
    scene = Scene(setting, draw, KIND)
    course, knots = draw.pick((90.0, 270.0)), draw.between(5.2, 6.5)
    t = scene.t0 + 180 * MINUTE
    tug = scene.ship(Role.TUG, (0.0, 0.0), course, knots, t, status=11)
    astern = ahead(0.0, 0.0, course + 180.0, draw.between(180.0, 240.0))
    towed = scene.ship(draw.pick((Role.CARGO, Role.TANKER)), astern, course, knots, t, status=2)
    scene.follow(tug, towed, 200.0)
    scene.negative("tow", [tug, towed])
    return scene.cast()


def pilot(setting: Setting, draw: Draw) -> Cast:
    """A pilot boat makes for a ship at speed, because she is to come alongside."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(10.0, 60.0, 40.0)
    boarding(scene, t)
    scene.negative("pilot", scene.helms, t - 30 * MINUTE, t + 40 * MINUTE)
    return scene.cast()


def fishing_group(setting: Setting, draw: Draw) -> Cast:
    """Fishing boats work close to one another."""
    scene = Scene(setting, draw, KIND)
    boats = [
        scene.ship(Role.FISHING, (600.0 * n, draw.between(-200.0, 200.0)), draw.between(0.0, 360.0), 3.0, status=7)
        for n in range(2)
    ]
    for boat in boats:
        while boat.t < scene.t1:
            boat.make_for(draw.between(-900.0, 900.0), 1_500.0 if boat.y < 0 else -1_500.0, 60.0)
    scene.negative("fishing_group", boats)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    encounter,
    {
        "ferries": ferries,
        "gives_way": gives_way,
        "harbour": harbour,
        "company": company,
        "tow": tow,
        "pilot": pilot,
        "fishing_group": fishing_group,
    },
)
