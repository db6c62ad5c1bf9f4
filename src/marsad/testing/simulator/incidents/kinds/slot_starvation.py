"""Starved of slots: a forged base station reserves most of the link (message 20), and ships about it fall silent.

It begins with the reservations and ends with them; due ten minutes after it began. Heard must be the base station,
and what is missing is missing from ships that were heard in the hour before.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident, Seen
from marsad.testing.simulator.incidents.parts.identities import MERCHANTS
from marsad.testing.simulator.incidents.parts.interference import deaf_receiver, traffic
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

KIND = "slot_starvation"
DUE_MIN = 10.0


def forged_base_station(setting: Setting, draw: Draw) -> Cast:
    """1,400 to 2,100 of 2,250 slots a minute; nine in ten reports of ships within do not get through."""
    scene = Scene(setting, draw, KIND, 25_000.0)
    lasts = draw.between(25.0, 80.0)
    t = scene.when(lasts, 80.0, 25.0)
    end = t + round(lasts * MINUTE)
    traffic(scene, t, 2)
    base = scene.ship(Role.BASE_STATION, (0.0, 0.0), 0.0, 0.0, t, comes=False, goes=False)
    base.rest(end)
    scene.effect(base, Kind.RESERVE, t, end, float(draw.whole(1_400, 2_100)))
    radius = draw.between(12_000.0, 20_000.0)
    area = scene.area(Kind.OUTAGE, t, end, (0.0, 0.0), radius, a=draw.between(0.8, 0.95))
    scene.event([], t, end, t + round(DUE_MIN * MINUTE), (0.0, 0.0), radius, area=area)
    return scene.cast()


def saturation(setting: Setting, draw: Draw) -> Cast:
    """So many ships that half of the reports collide, and nobody reserves anything."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(80.0, 60.0, 30.0)
    end = t + round(draw.between(40.0, 80.0) * MINUTE)
    area = scene.area(Kind.OUTAGE, t, end, (0.0, 0.0), 40_000.0, a=draw.between(0.4, 0.7))
    for nth in range(2):
        ship = scene.ship(
            draw.pick(MERCHANTS), (0.0, 3_000.0 * nth), 90.0 + 180.0 * nth, t=scene.t0 + 180 * MINUTE,
            station=Station.CLASS_A,
        )  # fmt: skip
        scene.negative("saturation", [ship], area=area)
    return scene.cast()


def base_station(setting: Setting, draw: Draw) -> Cast:
    """An honest base station reserves the slots it needs."""
    scene = Scene(setting, draw, KIND)
    base = scene.ship(Role.BASE_STATION, (0.0, 2_000.0), 0.0, 0.0)
    base.rest(scene.t1)
    scene.effect(base, Kind.RESERVE, scene.t0, scene.t1, float(draw.whole(12, 90)))
    ship = scene.ship(draw.pick(MERCHANTS), t=scene.t0 + 180 * MINUTE, course=90.0, station=Station.CLASS_A)
    scene.negative("base_station", [base])
    scene.negative("base_station", [ship])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    forged_base_station,
    {"saturation": saturation, "base_station": base_station, "deaf_receiver": deaf_receiver(KIND)},
    Seen.BEFORE,
    area=True,
)
