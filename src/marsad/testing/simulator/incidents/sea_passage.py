"""How a vessel comes to an incident on a big sea, and where she goes afterwards: from and to ports and gates."""

from __future__ import annotations

import math

import numpy as np

from marsad.geo import sphere
from marsad.schema.refusal import Refusal
from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import COME_ABOUT, Helm, Piece
from marsad.testing.simulator.incidents.plane import ahead, turn_deg
from marsad.testing.simulator.motion import paths, speeds_kernel
from marsad.testing.simulator.records import Bow, Floats, Mode, Role
from marsad.testing.simulator.sea.sea import Sea

STAYING = (Role.BASE_STATION, Role.AID, Role.VIRTUAL_AID)
"""They are where they are from beginning to end."""
UNCOUPLED = (Role.DEVICE, Role.NET_MARKER, Role.AIRCRAFT)
"""They come by ship or through the air: there for their part alone."""
_LANES = (Role.CARGO, Role.TANKER, Role.CONTAINER, Role.PASSENGER)
_STRAIGHT_M = 2_500.0
_CLEAR_M = 8.0
"""Ships wander so far from their way."""
_NEAREST = 9
"""Ports and gates that are not far."""
_AHEAD_DEG = 75.0
_SHARPEST_DEG = 110.0
_MOORED_US = 2_400_000_000

Place = tuple[float, float, float | None]
"""Longitude, latitude, and how one lies there; None beyond a gate."""


def before(helm: Helm, sea: Sea, t0_us: int, draw: Draw) -> list[Piece]:
    """From a berth or gate to where her orders begin. Raises Refusal where no way leads there."""
    t = helm.begun[0]
    if t <= t0_us:
        return []
    if helm.papers["role"] in STAYING:
        lon, lat = helm.place
        row = {"mode": Mode.FIXED, "lon": lon, "lat": lat, "status": 15}
        return [Piece(t0_us, t, row)]
    if not helm.comes or helm.papers["role"] in UNCOUPLED:
        return [_absent(t0_us, t)]
    back = helm.backward()
    _make_way(back)
    pieces, end = _reversed(back, t)
    came = _voyage(back, sea, draw)
    gone = [Piece(end - one.t1, end - one.t0, *_turned_about(one)) for one in came]
    gone.reverse()
    if gone[0].row["mode"] == Mode.FIXED:
        gone[:1] = _cast_off(gone[0], gone[1])
    first = gone[0].t0
    if first > t0_us:
        gone.insert(0, _absent(t0_us, first))
    return gone + pieces


def after(helm: Helm, sea: Sea, t1_us: int, draw: Draw) -> list[Piece]:
    """From her last order to a berth or gate. Raises Refusal where no way leads there."""
    if helm.t >= t1_us:
        return []
    if helm.papers["role"] in STAYING and helm.goes:
        return [Piece(helm.t, t1_us, dict(helm.pieces[-1].row))]
    if not helm.goes or helm.papers["role"] in UNCOUPLED:
        return [_absent(helm.t, t1_us)]
    on = helm.onward()
    _make_way(on)
    went = on.pieces + [
        Piece(on.t + one.t0, on.t + one.t1, one.row, one.lon, one.lat) for one in _voyage(on, sea, draw)
    ]
    if went[-1].t1 < t1_us:
        went.append(_absent(went[-1].t1, t1_us))
    return went


def _make_way(helm: Helm) -> None:
    """Up to sea speed, and straight on for a while."""
    if helm.v < 0.5 * helm.most_mps:
        helm.speed(float(helm.papers["cruise_kn"]))
    helm.keep(metres=_STRAIGHT_M)


def _voyage(helm: Helm, sea: Sea, draw: Draw) -> list[Piece]:
    """The way from where she is and goes to a berth or gate, at her speed, and her stay there; times from 0 on."""
    lon, lat = helm.place
    to = _goal(sea, lon, lat, helm.plane.compass(helm.course, helm.x, helm.y), draw)
    kind = "lane" if helm.papers["role"] in _LANES else "direct"
    # Two points in line with her course, so that the way begins along it.
    near = helm.plane.place(*ahead(helm.x, helm.y, helm.course, _STRAIGHT_M))
    way_lon, way_lat = sea.route(*near, to[0], to[1], draw, kind)
    first = float(sphere.bearing_deg(way_lon[0], way_lat[0], way_lon[1], way_lat[1]))
    if abs(turn_deg(helm.plane.compass(helm.course, helm.x, helm.y), first)) > _SHARPEST_DEG:
        raise Refusal("From here a ship must turn back first: let her begin elsewhere.")
    path = _rounded(
        sea, np.concatenate([[lon, near[0]], way_lon]), np.concatenate([[lat, near[1]], way_lat]), helm.easy_turn_m
    )
    path_lon, path_lat = path.lon, path.lat
    moored = {"mode": Mode.FIXED, "lon": path_lon[-1], "lat": path_lat[-1], "heading_deg": to[2], "status": 5}
    bent = _with_bends(helm, path, to[2] is not None)
    if bent:
        stopped = bent[-1].t1
        return bent if to[2] is None else [*bent, Piece(stopped, stopped + _MOORED_US, moored)]
    if to[2] is None:
        lasts = round(path.length_m / helm.v * 1e6)
        return [Piece(0, lasts, _row(helm, 0.0, helm.v, 0.0), path_lon, path_lat)]
    accel = 0.5 * _least(helm, "accel_mps2")
    slowing_s = min(helm.v / accel, path.length_m / helm.v)
    accel = helm.v / slowing_s
    sailed_m = path.length_m - 0.5 * helm.v * slowing_s
    there, stopped = round(sailed_m / helm.v * 1e6), round((sailed_m / helm.v + slowing_s) * 1e6)
    return [
        Piece(0, there, _row(helm, 0.0, helm.v, 0.0), path_lon, path_lat),
        Piece(there, stopped, _row(helm, sailed_m, helm.v, -accel), path_lon, path_lat),
        Piece(stopped, stopped + _MOORED_US, moored),
    ]


def _rounded(sea: Sea, lon: Floats, lat: Floats, radius_m: float) -> paths.Path:
    """The way as round as the water allows. Raises Refusal where even its corners touch land."""
    for radius in (radius_m, radius_m / 4.0, radius_m / 16.0, 20.0):
        path = paths.of_points(*paths.smooth(lon, lat, radius))
        if sea.is_clear(path.lon, path.lat, _CLEAR_M):
            return path
    raise Refusal("From here no way leads over water that a ship can follow: let her begin elsewhere.")


def _least(helm: Helm, name: str) -> float:
    """What she can, and who follows her."""
    return min(float(one.papers[name]) for one in (helm, helm.leads) if one is not None)


def _with_bends(helm: Helm, path: paths.Path, moors: bool) -> list[Piece]:
    """Along a way with bends that she cannot take at her speed: slower there. Empty where there is none such."""
    turn = math.radians(_least(helm, "turn_deg_min") / 60.0)
    accel = 0.5 * _least(helm, "accel_mps2")
    parts = speeds_kernel.profile(
        path.lon, path.lat, path.along_m, 0.0, path.length_m, helm.v, helm.v, helm.v, accel, turn
    )
    if len(parts) < 2:
        return []
    if moors:
        parts = speeds_kernel.profile(
            path.lon, path.lat, path.along_m, 0.0, path.length_m, helm.v, 0.0, helm.v, accel, turn
        )
    ends = np.round(np.cumsum(parts[:, 3]) * 1e6).astype(np.int64).tolist()
    return [
        Piece(t0, t1, _row(helm, float(s0), float(v0), float(a)), path.lon, path.lat)
        for (s0, v0, a, _), t0, t1 in zip(parts, [0, *ends[:-1]], ends, strict=True)
        if t1 > t0
    ]


def _row(helm: Helm, s0_m: float, v0: float, accel: float) -> dict[str, float]:
    return {
        "mode": Mode.PATH, "s0_m": s0_m, "v0_mps": v0, "accel_mps2": accel, "bow": helm.bow, "heading_deg": helm.angle,
        "status": helm.status,
    }  # fmt: skip


def _goal(sea: Sea, lon: float, lat: float, course: float, draw: Draw) -> Place:
    """A berth or gate that is not far and lies ahead, if there is one."""
    ports = [port for port in sea.ports if port.berths]
    x = np.array([port.lon for port in ports] + [gate.lon for gate in sea.gates])
    y = np.array([port.lat for port in ports] + [gate.lat for gate in sea.gates])
    far, bearing = sphere.distance_m(lon, lat, x, y), sphere.bearing_deg(lon, lat, x, y)
    nearest = np.argsort(far, kind="stable")[:_NEAREST]
    off = np.abs((bearing[nearest] - course + 180.0) % 360.0 - 180.0)
    ahead_of_her = nearest[off < _AHEAD_DEG].tolist() or [int(nearest[np.argmin(off)])]
    row = draw.pick(ahead_of_her)
    if row < len(ports):
        berth = draw.pick(ports[row].berths)
        return berth.lon, berth.lat, berth.heading_deg
    gate = sea.gates[row - len(ports)]
    return gate.lon, gate.lat, None


def _cast_off(moored: Piece, leaves: Piece) -> list[Piece]:
    """Tugs turn her off the berth before she leaves: alongside, then with her bow as she sails."""
    path = paths.of_points(leaves.lon, leaves.lat)
    _, _, course = speeds_kernel.place(path.lon, path.lat, path.along_m, float(leaves.row["s0_m"]))
    if leaves.row["bow"] == Bow.ANGLE:
        # She crabs: her bow does not point where she goes.
        course += float(leaves.row["heading_deg"])
    swings = abs(turn_deg(float(moored.row["heading_deg"]), course)) / COME_ABOUT * 1.1
    turns = moored.t1 - round(min(max(swings, 1.0), 0.5e-6 * (moored.t1 - moored.t0)) * 1e6)
    ready = {**moored.row, "heading_deg": course % 360.0, "status": 0}
    return [Piece(moored.t0, turns, moored.row), Piece(turns, moored.t1, ready)]


def _reversed(back: Helm, t: int) -> tuple[list[Piece], int]:
    """What she did on her way here after she left her voyage, and when it began."""
    pieces = [Piece(t - one.t1, t - one.t0, *_turned_about(one)) for one in back.pieces]
    pieces.reverse()
    return pieces, t - back.t


def _turned_about(piece: Piece) -> tuple[dict[str, float], Floats, Floats]:
    """The same way the other way round."""
    row, lasts = dict(piece.row), (piece.t1 - piece.t0) / 1e6
    if row["mode"] == Mode.PATH:
        length = paths.of_points(piece.lon, piece.lat).length_m
        reached = row.get("s0_m", 0.0) + (row["v0_mps"] + 0.5 * row["accel_mps2"] * lasts) * lasts
        row["s0_m"] = max(length - reached, 0.0)
        row["v0_mps"], row["accel_mps2"] = row["v0_mps"] + row["accel_mps2"] * lasts, -row["accel_mps2"]
    return row, piece.lon[::-1], piece.lat[::-1]


def _absent(t0: int, t1: int) -> Piece:
    return Piece(t0, t1, {"mode": Mode.ABSENT, "status": 15})
