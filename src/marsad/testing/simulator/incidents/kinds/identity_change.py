"""A changed identity: a ship under way goes on under another MMSI, name and call sign.

It begins with the first report under the new number, is due ten minutes later, and ends with the window (at most
after two hours). Edits of name, destination and draught alone are no change, nor is a change of flag alongside.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident, Seen
from marsad.testing.simulator.incidents.parts.identities import (
    MERCHANTS,
    echo,
    mistyped_mmsi,
    new_destination,
    renamed,
    resold_in_port,
)
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

KIND = "identity_change"
DUE_MIN = 10.0


def change(setting: Setting, draw: Draw) -> Cast:
    """At sea, at once or after a silence of minutes; the hull, her course and her speed are the same."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(60.0, 80.0, 30.0)
    role = draw.pick((*MERCHANTS, Role.FISHING))
    ship = scene.ship(role, t=t, course=draw.between(70.0, 110.0), station=Station.CLASS_A)
    if draw.share() < 0.6:
        scene.effect(ship, Kind.SILENT, t - round(draw.between(3.0, 18.0) * MINUTE), t)
    scene.told_as(ship, t, scene.t1, setting.papers(draw, role))
    scene.event([ship], t, min(scene.t1, t + 120 * MINUTE), t + round(DUE_MIN * MINUTE), radius_m=40_000.0)
    return scene.cast()


def relief(setting: Setting, draw: Draw) -> Cast:
    """One pilot boat or tug makes fast and switches off, another at the next berth switches on and leaves."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(60.0, 90.0, 60.0)
    scene.circle((0.0, 0.0), 1_500.0, kind="port", name="TERMINAL")
    first = scene.arriving(Role.TUG, (0.0, 0.0), t, 90.0, 7.0, seconds=400.0, station=Station.CLASS_A)
    first.rest(scene.t1)
    second = scene.ship(Role.TUG, (0.0, 350.0), 90.0, 0.0, station=Station.CLASS_A)
    second.rest(t + 20 * MINUTE).speed(float(second.papers["cruise_kn"]))
    scene.effect(first, Kind.SILENT, t + 10 * MINUTE, scene.t1)
    scene.effect(second, Kind.SILENT, scene.t0, t + 15 * MINUTE)
    scene.negative("relief", [first, second])
    return scene.cast()


INCIDENT = Incident(
    KIND,
    change,
    {
        "renamed": renamed(KIND),
        "new_destination": new_destination(KIND),
        "mistyped_mmsi": mistyped_mmsi(KIND),
        "resold_in_port": resold_in_port(KIND),
        "relief": relief,
        "echo": echo(KIND),
    },
    Seen.AROUND,
)
