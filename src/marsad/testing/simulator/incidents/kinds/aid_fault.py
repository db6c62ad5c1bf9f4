"""An aid to navigation at fault: a buoy breaks loose and drifts off, or an aid falls silent.

Off its place it begins when it is 200 m from its chart, and is due half an hour later, as an aid tells of itself each
three minutes; silent it begins with the last report and is due after three quarters of an hour. Both end with the
window.
A buoy that swings on its chain, a virtual aid, and aids whose receiver is out are at no fault.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import Helm
from marsad.testing.simulator.incidents.incident import Incident, Seen
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

KIND = "aid_fault"
DUE_OFF_MIN, DUE_SILENT_MIN = 30.0, 45.0
_OFF_M = 200.0
_PORT_HAND_BUOY = 24


def _aid(scene: Scene, at: tuple[float, float], role: Role = Role.AID) -> Helm:
    """An aid that has lain at its place all the time."""
    return scene.ship(role, at, 0.0, 0.0, status=15, comes=False, goes=False, driven=False, station=Station.ATON,
                      ship_type=_PORT_HAND_BUOY)  # fmt: skip


def _others(scene: Scene) -> None:
    """What else is heard there: two buoys."""
    for at in ((-2_500.0, 1_500.0), (2_500.0, -1_500.0)):
        _aid(scene, at).anchor(scene.t1, scene.draw.between(12.0, 30.0), status=15)


def at_fault(setting: Setting, draw: Draw) -> Cast:
    """One of two: she drifts off, or is no longer heard."""
    return draw.pick((adrift, silent))(setting, draw)


def adrift(setting: Setting, draw: Draw) -> Cast:
    """Her chain parts and she drifts off with the current."""
    scene = Scene(setting, draw, KIND)
    _others(scene)
    parts = scene.when(100.0, 60.0, 60.0)
    buoy = _aid(scene, (0.0, 0.0))
    knots = draw.between(0.4, 1.2)
    # She lies in the current that will carry her off.
    buoy.rest(parts, heading=draw.between(0.0, 360.0), status=15)
    buoy.speed(knots, 60.0, struck=True)
    buoy.keep(until=scene.t1)
    off = parts + round(_OFF_M / (knots * 0.514444) * 1e6)
    scene.event([buoy], off, scene.t1, off + round(DUE_OFF_MIN * MINUTE), radius_m=5_000.0)
    return scene.cast()


def silent(setting: Setting, draw: Draw) -> Cast:
    """Her transponder fails while others near her are heard as before."""
    scene = Scene(setting, draw, KIND)
    _others(scene)
    t = scene.when(100.0, 90.0, 90.0)
    buoy = _aid(scene, (0.0, 0.0))
    buoy.anchor(scene.t1, draw.between(12.0, 30.0), status=15)
    scene.effect(buoy, Kind.SILENT, t, scene.t1)
    scene.event([buoy], t, scene.t1, t + round(DUE_SILENT_MIN * MINUTE), radius_m=3_000.0)
    return scene.cast()


def swinging(setting: Setting, draw: Draw) -> Cast:
    """She swings on a long chain as the tide turns, within her circle."""
    scene = Scene(setting, draw, KIND)
    buoy = _aid(scene, (0.0, 0.0))
    buoy.anchor(scene.t1, draw.between(40.0, 80.0), status=15)
    scene.negative("swinging", [buoy])
    return scene.cast()


def virtual(setting: Setting, draw: Draw) -> Cast:
    """A virtual aid is taken off the air by who told of it: nothing was there."""
    scene = Scene(setting, draw, KIND)
    _others(scene)
    aid = _aid(scene, (0.0, 0.0), Role.VIRTUAL_AID)
    aid.rest(scene.t1, status=15)
    scene.effect(aid, Kind.SILENT, scene.when(100.0, 90.0, 90.0), scene.t1)
    scene.negative("virtual", [aid])
    return scene.cast()


def receiver_out(setting: Setting, draw: Draw) -> Cast:
    """The receiver hears nobody for an hour and more: the aids are well."""
    scene = Scene(setting, draw, KIND)
    _others(scene)
    buoy = _aid(scene, (0.0, 0.0))
    buoy.anchor(scene.t1, draw.between(12.0, 30.0), status=15)
    t = scene.when(100.0, 90.0, 90.0)
    hole = scene.area(Kind.OUTAGE, t, t + round(draw.between(50.0, 100.0) * MINUTE), (0.0, 0.0), 20_000.0, a=1.0)
    scene.negative("receiver_out", [buoy], area=hole)
    return scene.cast()


INCIDENT = Incident(
    KIND,
    at_fault,
    {"swinging": swinging, "virtual": virtual, "receiver_out": receiver_out},
    Seen.AROUND,
)
