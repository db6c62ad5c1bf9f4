"""Distress: a locating device is switched on in earnest: AIS-SART, MOB or EPIRB-AIS.

It begins with its first burst, and is due two minutes later: a burst of eight comes each minute. A forged one is told
by somebody else's transmitter; nothing floats there. It must be shown all the same, with the doubt. On big seas one
in four is a ship's own, told in words.
"""

from __future__ import annotations

from collections.abc import Callable

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.device import DEVICES, device
from marsad.testing.simulator.incidents.plane import ahead
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

KIND = "distress"
DUE_MIN = 2.0
_BY_VOICE = 0.25
"""Share of those on big seas that are told in words."""
_SHIPS = (Role.CARGO, Role.TANKER, Role.FISHING, Role.CONTAINER)


def in_earnest(setting: Setting, draw: Draw) -> Cast:
    """Two of three are real: a raft's SART, a man overboard, a beacon. The third is forged."""
    if not setting.world and draw.share() < _BY_VOICE:
        return mayday(setting, draw)
    return draw.pick((raft, man_overboard, forged))(setting, draw)


def mayday(setting: Setting, draw: Draw) -> Cast:
    """A ship stops, on fire or making water, and says so in a safety text of her own (message 14), again and again.

    On big seas alone: incident worlds stage devices.
    """
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(40.0, 120.0)
    t = scene.when(lasts, 75.0, 5.0)
    end = t + round(lasts * MINUTE)
    ship = scene.ship(draw.pick(_SHIPS), t=t, course=draw.between(0.0, 360.0), station=Station.CLASS_A)
    ship.speed(0.0, draw.between(240.0, 420.0))
    ship.drift(
        draw.between(0.4, 1.2), draw.between(0.0, 360.0), draw.between(0.0, 360.0), max((end - ship.t) / 1e6, 60.0)
    )
    ship.goes = False
    name = bytes(ship.papers["name"]).decode("ascii", "replace").strip()
    what = draw.pick(("FIRE ON BOARD", "MAKING WATER AND LISTING", "ABANDONING SHIP", "SINKING"))
    words = draw.pick(("MAYDAY MAYDAY THIS IS {name} {what} REQUIRE ASSISTANCE", "MAYDAY {name} {what}"))
    scene.text(ship, t, end, words.format(name=name, what=what), draw.between(50.0, 110.0))
    scene.event([ship], t, end, t + round(DUE_MIN * MINUTE), radius_m=3_000.0)
    return scene.cast()


def raft(setting: Setting, draw: Draw) -> Cast:
    """A SART or an EPIRB drifts with a raft, after a ship that has fallen silent, or without one."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(40.0, 150.0)
    t = scene.when(lasts, 60.0, 5.0)
    end = t + round(lasts * MINUTE)
    what = draw.pick(("SART", "EPIRB"))
    float_ = device(scene, what, (0.0, 0.0), t, end, draw.between(0.3, 1.6), draw.between(0.0, 360.0), f"{what} ACTIVE")
    if draw.share() < 0.5:
        sunk = scene.arriving(Role.FISHING, ahead(0.0, 0.0, 45.0, 120.0), t - 25 * MINUTE, 90.0, 8.0)
        sunk.drift(0.8, draw.between(0.0, 360.0), draw.between(0.0, 360.0), 25 * 60.0)
        sunk.goes = False
    scene.event([float_], t, end, t + round(DUE_MIN * MINUTE), radius_m=3_000.0)
    return scene.cast()


def man_overboard(setting: Setting, draw: Draw) -> Cast:
    """A MOB device in the water; the ship turns back to it (Williamson turn) and searches."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(25.0, 70.0)
    t = scene.when(lasts, 60.0, 40.0)
    end = t + round(lasts * MINUTE)
    ship = scene.ship(draw.pick((Role.CARGO, Role.CONTAINER)), (0.0, 0.0), 90.0, t=t)
    man = device(scene, "MOB", (0.0, -20.0), t, end, draw.between(0.3, 1.0), draw.between(0.0, 360.0), "MOB ACTIVE")
    ship.keep(60.0).swing(60.0).turn(270.0, right=False).speed(4.0).keep(max((end - ship.t) / 1e6, 60.0))
    ship.swing(170.0).speed(float(ship.papers["cruise_kn"]))
    scene.event([man], t, end, t + round(DUE_MIN * MINUTE), radius_m=3_000.0)
    return scene.cast()


def forged(setting: Setting, draw: Draw) -> Cast:
    """A device is told where none floats: it runs as no raft can, or lies as still as none can."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(25.0, 90.0)
    t = scene.when(lasts, 60.0, 5.0)
    end = t + round(lasts * MINUTE)
    what, knots = draw.pick(DEVICES), draw.pick((draw.between(11.0, 19.0), 0.0))
    ghost = device(scene, what, (0.0, 0.0), t, end, knots, draw.between(0.0, 360.0), f"{what} ACTIVE")
    scene.effect(ghost, Kind.VIRTUAL, scene.t0, scene.t1)
    scene.event([ghost], t, end, t + round(DUE_MIN * MINUTE), radius_m=5_000.0, doubt="forged")
    return scene.cast()


def mis_set(status: int) -> Callable[[Setting, Draw], Cast]:
    """A ship's crew has set a status that means distress only from a locating device."""

    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, KIND)
        ship = scene.ship(draw.pick(_SHIPS), t=scene.t0 + 180 * MINUTE, course=draw.pick((90.0, 270.0)))
        scene.effect(ship, Kind.STATUS, scene.t0, scene.t1, float(status))
        scene.negative(f"status_{status}", [ship])
        return scene.cast()

    return play


def mis_set_at_rest(setting: Setting, draw: Draw) -> Cast:
    """The same, from a vessel at anchor that moves no more than a raft."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(draw.pick(_SHIPS), knots=0.0)
    ship.anchor(scene.t1, draw.between(90.0, 200.0))
    scene.effect(ship, Kind.STATUS, scene.t0, scene.t1, 14.0)
    scene.negative("status_14_at_anchor", [ship])
    return scene.cast()


def search(setting: Setting, draw: Draw) -> Cast:
    """A search and rescue aircraft on an exercise: it searches, and nobody is in distress."""
    scene = Scene(setting, draw, KIND)
    plane = scene.ship(Role.AIRCRAFT, (0.0, -6_000.0), 0.0, 105.0, scene.t0 + 100 * MINUTE)
    for nth in range(8):
        plane.keep(metres=10_000.0).swing(180.0 if nth % 2 == 0 else -180.0, 1_200.0)
    scene.negative("sar_exercise", [plane], scene.t0, scene.t1, radius_m=15_000.0)
    return scene.cast()


def net_marker(setting: Setting, draw: Draw) -> Cast:
    """A net marker drifts and calls itself what it likes; it is no device."""
    scene = Scene(setting, draw, KIND)
    marker = scene.ship(
        Role.NET_MARKER, (0.0, 0.0), draw.between(0.0, 360.0), draw.between(0.3, 0.6), station=Station.CLASS_B_CS
    )
    marker.keep(until=scene.t1)
    scene.negative("net_marker", [marker])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    in_earnest,
    {
        "status_14": mis_set(14),
        "status_15": mis_set(15),
        "status_14_at_anchor": mis_set_at_rest,
        "sar_exercise": search,
        "net_marker": net_marker,
    },
)
