"""A pilot boards."""

from __future__ import annotations

from marsad.testing.simulator.incidents.helm import Helm
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.records import Role


def boarding(scene: Scene, t: int) -> tuple[Helm, Helm]:
    """A ship and a pilot boat: she comes from her station, runs alongside for some minutes from `t` on and returns."""
    draw = scene.draw
    knots = draw.between(7.0, 9.0)
    ship = scene.arriving(
        draw.pick((Role.CARGO, Role.TANKER, Role.CONTAINER)), (0.0, 0.0), t - 8 * MINUTE, 90.0, slower=knots
    )
    ship.keep(22 * 60.0)
    x, y, _ = scene.where(ship, t)
    beside = 0.5 * float(ship.papers["beam_m"]) + draw.between(6.0, 12.0)
    boat = scene.ship(Role.PILOT, (x, y - beside), 90.0, knots, t)
    back = boat.backward()
    back.keep(40.0).swing(25.0).keep(60.0).speed(18.0, 40.0).make_for(x - 2_500.0, y - 3_200.0).speed(0.0, 90.0)
    back.rest(t - scene.t0, status=0)
    station = (back.x, back.y)
    boat.precede(back)
    boat.keep(draw.between(120.0, 300.0)).swing(40.0).speed(18.0, 40.0).swing(80.0).make_for(
        station[0] + 500.0, station[1]
    )
    boat.speed(0.0, 90.0).rest(scene.t1, status=0)
    ship.speed(float(ship.papers["cruise_kn"]))
    scene.circle(station, 900.0, kind="pilot_station", name="PILOT")
    return ship, boat
