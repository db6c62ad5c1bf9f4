"""A replayed feed: a receiver's output tells again what it heard half an hour or more ago, as if it were now.

It begins with the first report told again and ends with the last; due five minutes after it began.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.parts.identities import MERCHANTS, echo, sign_flip
from marsad.testing.simulator.incidents.parts.interference import deaf_receiver
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Station

KIND = "feed_replay"
DUE_MIN = 5.0


def replay(setting: Setting, draw: Draw) -> Cast:
    """For 10 to 30 minutes the ships about are at two places at once: where they are, and where they were."""
    scene = Scene(setting, draw, KIND, 20_000.0)
    lasts, ago = draw.between(10.0, 30.0), draw.between(31.0, 75.0)
    t = scene.when(lasts, 80.0 + 20.0, 25.0)
    end = t + round(lasts * MINUTE)
    ships = [
        scene.ship(
            draw.pick(MERCHANTS), (3_000.0 * nth, 2_500.0 * (nth - 1)), 90.0 if nth % 2 else 270.0,
            draw.between(8.0, 12.0), t - round(0.5 * ago * MINUTE), station=Station.CLASS_A,
        )
        for nth in range(3)
    ]  # fmt: skip
    scene.effect(setting.receiver_near(scene.plane.lon, scene.plane.lat), Kind.REPLAY, t, end, round(ago * 60.0))
    scene.event(ships, t, end, t + round(DUE_MIN * MINUTE), radius_m=60_000.0)
    return scene.cast()


def late_feed(setting: Setting, draw: Draw) -> Cast:
    """A repeater's link is slow: everything it repeats comes a minute or two late, once, with the time it was heard."""
    scene = Scene(setting, draw, KIND)
    for nth in range(2):
        ship = scene.ship(
            draw.pick(MERCHANTS), (0.0, 3_000.0 * nth), 90.0 + 180.0 * nth, t=scene.t0 + 180 * MINUTE,
            station=Station.CLASS_A,
        )  # fmt: skip
        scene.effect(ship, Kind.ECHO, scene.t0, scene.t1, draw.between(0.3, 0.8), draw.between(60.0, 120.0))
        scene.negative("late_feed", [ship])
    return scene.cast()


def moored_all_day(setting: Setting, draw: Draw) -> Cast:
    """Ships alongside tell the same place hour after hour: alike, but not told again."""
    scene = Scene(setting, draw, KIND)
    scene.circle((0.0, 0.0), 1_500.0, kind="port", name="TERMINAL")
    for nth in range(2):
        ship = scene.ship(draw.pick(MERCHANTS), (0.0, 400.0 * nth), 90.0, 0.0, station=Station.CLASS_A)
        ship.rest(scene.t1)
        scene.negative("moored", [ship])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    replay,
    {
        "echo": echo(KIND),
        "late_feed": late_feed,
        "moored": moored_all_day,
        "deaf_receiver": deaf_receiver(KIND),
        "sign_flip": sign_flip(KIND),
    },
)
