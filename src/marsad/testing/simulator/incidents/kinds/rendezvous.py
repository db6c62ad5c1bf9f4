"""A meeting at sea: two vessels lie alongside of one another, far from any port.

It begins when the second has stopped by the first, ends when one gets under way again, and is due half an hour after it
began: whoever comes alongside by chance has left by then.
"""

from __future__ import annotations

from dataclasses import replace
from math import atan2, degrees, hypot

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import KNOT, Helm
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.boarding import boarding
from marsad.testing.simulator.incidents.plane import ahead
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting, TooShortError
from marsad.testing.simulator.records import Cast, Role

KIND = "rendezvous"
DUE_MIN = 30.0
NEAR_M = 250.0
"""How near they are to one another all the time."""
SLOW_KN = 2.0
_PAIRS = (
    (Role.TANKER, Role.TANKER),
    (Role.FISHING, Role.CARGO),
    (Role.TRAWLER, Role.CARGO),
    (Role.TANKER, Role.CARGO),
    (Role.FISHING, Role.FISHING),
)


def meeting(setting: Setting, draw: Draw) -> Cast:
    """One drifts and waits, the other comes alongside; they drift together for 45 to 160 minutes and part."""
    scene = Scene(setting, draw, KIND)
    first_role, second_role = draw.pick(_PAIRS)
    lasts, waits = draw.between(45.0, 160.0), draw.between(12.0, 30.0)
    t = scene.when(lasts, 65.0 + waits, 30.0)
    end = t + round(lasts * 60.0) * 1_000_000
    set_kn, set_to, heading = draw.between(0.3, 1.4), draw.between(0.0, 360.0), draw.between(0.0, 360.0)
    first = scene.arriving(first_role, (0.0, 0.0), t - round(waits * MINUTE), draw.between(70.0, 110.0))
    first.drift(set_kn, set_to, heading, (end - first.t) / 1e6)
    x, y, _ = scene.where(first, t)
    # She is at rest alongside where the first will be when she drifts as fast: half of the 300 s of gathering way on.
    x, y = ahead(x, y, set_to, 150.0 * set_kn * KNOT)
    apart = 20.0 + draw.between(0.5, 1.5) * float(first.papers["beam_m"]) + draw.between(10.0, 90.0)
    second = scene.arriving(second_role, ahead(x, y, heading + 90.0, apart), t, draw.between(250.0, 290.0))
    second.drift(set_kn, set_to, heading, (end - t) / 1e6)
    _part(first, 90.0, 0.0)
    _part(second, 270.0, 0.0)
    scene.event([first, second], t, end, t + round(DUE_MIN * MINUTE), (x, y), 1_000.0)
    return scene.cast()


def _part(ship: Helm, course: float, waits_s: float) -> None:
    ship.face(course).keep(waits_s).speed(float(ship.papers["cruise_kn"]))


def tow(setting: Setting, draw: Draw) -> Cast:
    """A tug with a ship in tow: near one another for hours, but under way, and in line."""
    scene = Scene(setting, draw, KIND)
    course, knots, line = draw.pick((90.0, 270.0)), draw.between(3.5, 6.0), draw.between(180.0, 240.0)
    t = scene.t0 + 180 * MINUTE
    tug = scene.ship(Role.TUG, (0.0, 0.0), course, knots, t, status=11)
    towed = scene.ship(
        draw.pick((Role.CARGO, Role.TANKER)), ahead(0.0, 0.0, course + 180.0, line), course, knots, t, status=2
    )
    scene.follow(tug, towed, 200.0)
    scene.negative("tow", [tug, towed])
    return scene.cast()


def pilot(setting: Setting, draw: Draw) -> Cast:
    """A pilot boat comes alongside of a ship that keeps way on, for a few minutes, off a pilot station."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(10.0, 60.0)
    boarding(scene, t)
    scene.negative("pilot", scene.helms, t - 30 * MINUTE, t + 40 * MINUTE)
    return scene.cast()


def bunkering(setting: Setting, draw: Draw) -> Cast:
    """A bunker barge alongside of one after another of the ships at an anchorage."""
    scene = Scene(setting, draw, KIND)
    ships = [
        scene.ship(
            draw.pick((Role.CARGO, Role.CONTAINER)), (1_800.0 * n - 1_800.0, draw.between(-400.0, 400.0)), 0.0, 0.0
        )
        for n in range(2)
    ]
    for ship in ships:
        ship.anchor(scene.t1, draw.between(140.0, 220.0))
    scene.circle((-900.0, 0.0), 3_000.0, kind="anchorage", name="ANCHORAGE")
    t = scene.t0 + round(draw.between(50.0, 70.0) * MINUTE)
    barge: Helm | None = None
    for ship in ships:
        if barge is None:
            if t >= scene.t1:
                raise TooShortError(f"{KIND} needs 50 to 70 min before a barge comes alongside")
            barge = scene.arriving(Role.BUNKER, _beside(scene, ship, t), t, 90.0, 5.0)
        else:
            if t >= scene.t1:
                break
            # The ship swings while the barge is on her way: where she will be then is tried first.
            then = _shift(replace(barge, pieces=list(barge.pieces)), _beside(scene, ship, t))
            if then >= scene.t1:
                break
            t = _shift(barge, _beside(scene, ship, then))
        end = t + round(draw.between(85.0, 100.0) * MINUTE)
        barge.anchor(end, float(ship.pieces[0].row["radius_m"]), status=0)
        scene.negative("bunkering", [ship, barge], t - 20 * MINUTE, end, radius_m=3_000.0)
        t = end
    return scene.cast()


def _beside(scene: Scene, ship: Helm, t: int) -> tuple[float, float]:
    x, y, heading = scene.where(ship, t)
    return ahead(x, y, heading + 90.0, 0.5 * float(ship.papers["beam_m"]) + 12.0)


def _shift(barge: Helm, to: tuple[float, float]) -> int:
    """From one ship to the next, at harbour speed; returns when she is there."""
    away = hypot(to[0] - barge.x, to[1] - barge.y)
    barge.face(degrees(atan2(to[0] - barge.x, to[1] - barge.y)))
    barge.speed(3.0).keep(metres=away - 2.0 * barge.stopping_m()).speed(0.0)
    return barge.t


def pair_trawling(setting: Setting, draw: Draw) -> Cast:
    """Two trawlers with one net between them: abreast for hours, at trawling speed."""
    scene = Scene(setting, draw, KIND)
    apart, knots = draw.between(180.0, 380.0), draw.between(2.6, 3.8)
    course = draw.pick((90.0, 270.0))
    pair = [scene.ship(Role.TRAWLER, (0.0, apart * n), course, knots, status=7) for n in range(2)]
    radius = 900.0
    for nth in range(12):
        lasts = draw.between(900.0, 1_800.0)
        turn = draw.between(40.0, 75.0) * (1.0 if nth % 2 else -1.0) * (0.5 if nth == 0 else 1.0)
        for boat in pair:
            boat.keep(lasts).swing(turn, radius)
    scene.negative("pair_trawling", pair)
    return scene.cast()


def company(setting: Setting, draw: Draw) -> Cast:
    """Two ships that sail together for hours at sea speed."""
    scene = Scene(setting, draw, KIND)
    knots, course = draw.between(8.0, 9.8), draw.pick((90.0, 270.0))
    t, apart = scene.t0 + 180 * MINUTE, draw.between(300.0, 480.0)
    pair = [scene.ship(Role.CARGO, (0.0, apart * n), course, knots, t) for n in range(2)]
    scene.follow(pair[0], pair[1], apart)
    scene.negative("company", pair)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    meeting,
    {"tow": tow, "pilot": pilot, "bunkering": bunkering, "pair_trawling": pair_trawling, "company": company},
)
