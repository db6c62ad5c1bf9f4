"""What a vessel does before and after her part in an incident: she comes from somewhere and goes somewhere."""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents import sea_passage
from marsad.testing.simulator.incidents.helm import Helm, Piece
from marsad.testing.simulator.incidents.plane import turn_deg
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Mode

_FOLLOWERS_US = 600_000_000
"""So much earlier begins what others follow."""
_STRAIGHT_M = 3_000.0
"""How far she keeps her course on either side of her part, before she falls in with the stream along x."""


def pieces_of(helm: Helm, setting: Setting, draw: Draw) -> list[Piece]:
    """Her pieces over the whole window.

    In an incident world she comes from one end of the stream along x and leaves at one; on a sea from and to ports and
    gates. Who follows another does what that one does, later.
    """
    if helm.follows is not None and not setting.world:
        leader, seconds = helm.follows
        later = round(seconds * 1e6)
        led = _pieces(leader, setting, draw, setting.t0_us - later)
        return [Piece(one.t0 + later, one.t1 + later, one.row, one.lon, one.lat) for one in led]
    return _pieces(helm, setting, draw, setting.t0_us)


def _pieces(helm: Helm, setting: Setting, draw: Draw, t0_us: int) -> list[Piece]:
    if setting.world:
        return before(helm, t0_us) + helm.pieces + after(helm, setting.t1_us)
    if helm.way is None:
        came = sea_passage.before(helm, setting.sea, t0_us - _FOLLOWERS_US, draw)
        helm.way = came + helm.pieces + sea_passage.after(helm, setting.sea, setting.t1_us, draw)
    return helm.way


def before(helm: Helm, t0_us: int) -> list[Piece]:
    """How she came to where her orders begin; the first piece may begin before `t0_us`."""
    t = helm.begun[0]
    if t <= t0_us:
        return []
    if not helm.comes:
        return [Piece(t0_us, t, {"mode": Mode.ABSENT, "status": 15})]
    back = helm.backward()
    _fall_in(back, t - t0_us)
    own, helm.pieces = helm.pieces, []
    begun = helm.begun
    came = helm.precede(back).pieces
    helm.pieces, helm.begun = own, begun
    return came


def after(helm: Helm, t1_us: int) -> list[Piece]:
    """How she goes on when her orders end; the last piece may end after `t1_us`."""
    if helm.t >= t1_us:
        return []
    if not helm.goes:
        return [Piece(helm.t, t1_us, {"mode": Mode.ABSENT, "status": 15})]
    on = helm.onward()
    if on.v < 0.5:
        on.speed(float(helm.papers["cruise_kn"]))
    _fall_in(on, t1_us)
    return on.pieces


def _fall_in(helm: Helm, until: int) -> None:
    helm.keep(metres=_STRAIGHT_M)
    helm.turn(90.0 if abs(turn_deg(helm.course, 90.0)) <= 90.0 else 270.0)
    if helm.t < until:
        helm.keep(until=until)
