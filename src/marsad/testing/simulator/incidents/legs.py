"""Pieces of orders become the legs of a course."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from marsad.geo.land import is_land
from marsad.testing.simulator.incidents.helm import COME_ABOUT, Piece
from marsad.testing.simulator.incidents.plane import turn_deg
from marsad.testing.simulator.motion import paths
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import LEG, Course, Floats, Mode


def course_of(pieces: Sequence[Sequence[Piece]], t0_us: int, t1_us: int) -> Course:
    """The course of vessels 0, 1, ... from the pieces of each, which cover the window and may begin and end outside."""
    needed = [[piece for piece in own if piece.t1 > t0_us and piece.t0 < t1_us] for own in pieces]
    legs = np.zeros(sum(len(own) for own in needed), LEG)
    points: list[tuple[Floats, Floats, Floats]] = [(np.zeros(0), np.zeros(0), np.zeros(0))]
    row, first = 0, 0
    for vessel, own in enumerate(needed):
        for piece in own:
            leg = legs[row]
            leg["vessel"], leg["t0"], leg["t1"] = vessel, piece.t0, piece.t1
            for name, value in piece.row.items():
                leg[name] = value
            if piece.lon.size:
                path = paths.of_points(piece.lon, piece.lat)
                points.append((path.lon, path.lat, path.along_m))
                leg["first"], leg["count"] = first, path.lon.size
                first += path.lon.size
            row += 1
    lon, lat, along = (np.concatenate([point[axis] for point in points]) for axis in range(3))
    course = Course(legs, lon, lat, along)
    _bring_bows_round(course)
    return course


def over_land(course: Course) -> bool:
    """Whether any path leads over land."""
    parts = np.arange(0.0, 1.0, 0.25)
    between = np.diff(course.along_m) > 0.0  # the next point is of the same path
    lon, lat = (
        (axis[:-1, None] + parts * np.diff(axis)[:, None])[between].ravel() for axis in (course.lon, course.lat)
    )
    return bool(np.any(is_land(lon, lat)))


def _bring_bows_round(course: Course) -> None:
    """Where one leg leaves the bow elsewhere than the next wants it, the next begins with the bow coming round."""
    legs = course.legs
    if legs.size < 2:
        return
    before, after = legs[:-1], legs[1:]
    joined = (before["vessel"] == after["vessel"]) & (before["mode"] != Mode.ABSENT) & (after["mode"] != Mode.ABSENT)
    left = states(course, before["vessel"], before["t1"] - 1)["heading_deg"]
    wanted = states(course, after["vessel"], after["t0"])["heading_deg"]
    for row in np.flatnonzero(joined):
        by = turn_deg(float(wanted[row]), float(left[row]))
        if abs(by) > 2.0:
            lasts = (legs[row + 1]["t1"] - legs[row + 1]["t0"]) * 1e-6
            legs[row + 1]["swing_deg"] = by
            legs[row + 1]["swing_s"] = min(abs(by) / COME_ABOUT, 0.95 * lasts)
