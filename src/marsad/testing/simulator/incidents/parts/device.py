"""A locating device that is switched on."""

from __future__ import annotations

from marsad.testing.simulator.incidents.helm import Helm
from marsad.testing.simulator.incidents.scene import MINUTE, Point, Scene
from marsad.testing.simulator.records import Role

DEVICES = ("SART", "MOB", "EPIRB")
_PREFIX = {"SART": 970, "MOB": 972, "EPIRB": 974}
ACTIVE, TEST = 14, 15
"""Navigational status."""


def device(
    scene: Scene, what: str, at: Point, t: int, end: int, knots: float, course: float, text: str, status: int = ACTIVE
) -> Helm:
    """A device that transmits from `t` to `end` as it drifts, and its text once a minute."""
    # Two digits of the maker, four of the device (M.585, annex 2).
    mmsi = _PREFIX[what] * 1_000_000 + scene.draw.whole(1, 99) * 10_000 + scene.setting.papers_taken % 10_000
    drifting = scene.ship(
        Role.DEVICE, at, course, knots, t, status, comes=False, goes=False, driven=False, mmsi=mmsi, name=what, imo=0
    )
    if knots > 0.0:
        drifting.keep(until=end)
    else:
        drifting.rest(end, status=status)
    scene.text(drifting, t, end, text, 60.0 if end - t > 5 * MINUTE else 30.0)
    return drifting
