"""Lanes learnt from normal traffic: where ships of a class all go one way.

`normal` counts passages by cell of half a minute of arc, class of ships and eighth of the compass. A cell is of a lane
where, in it and the eight about it, twelve passages and more were counted of which six sevenths go within an eighth of
their mean direction. Cells that touch and whose directions differ by less than 30 degrees are one lane; of less than
six cells none is made. A lane that was learnt tells what is usual and not what is law, so nobody is held to it by rule
10 of the collision regulations: unusual traffic judges by the counts themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from marsad.detectors.abnormal_rule.normal_kernel import PER_DEGREE
from marsad.plugin.rows import Records

CLASSES: Final = ("merchants", "ferries and fast craft", "fishing vessels", "others", "small craft")
"""By `group` of the table `normal`."""
_COLUMNS: Final = 360 * PER_DEGREE
_LEAST: Final = 12.0
_SHARE: Final = 6.0 / 7.0
_APART_DEG: Final = 30.0
_CELLS: Final = 6
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class LearntLane:
    """Cells (row from the south pole, column from 180 W) in which ships of a class go one way."""

    group: int
    course_deg: float
    rows: Ints
    columns: Ints
    courses_deg: Floats
    """Of each cell."""
    passages: float
    t_until: int

    @property
    def lon_deg(self) -> Floats:
        """Middle of each cell."""
        return (self.columns + 0.5) / PER_DEGREE - 180.0

    @property
    def lat_deg(self) -> Floats:
        """Middle of each cell."""
        return (self.rows + 0.5) / PER_DEGREE - 90.0


def lanes_of(normal: Records, *, least: float = _LEAST, share: float = _SHARE) -> list[LearntLane]:
    """The lanes of every class, those with the most passages first."""
    whole = normal[normal["quarter"] == -1]
    found = [lane for group in np.unique(whole["group"]) for lane in _of_class(whole[whole["group"] == group],
                                                                             least, share)]  # fmt: skip
    return sorted(found, key=lambda lane: (-lane.passages, lane.group, int(lane.rows[0]), int(lane.columns[0])))


def _of_class(cells: Records, least: float, share: float) -> list[LearntLane]:
    at: dict[tuple[int, int], int] = {(int(cell) // _COLUMNS, int(cell) % _COLUMNS): n
                                      for n, cell in enumerate(cells["cell"])}  # fmt: skip
    courses = cells["courses"].astype(np.float64)
    about = np.zeros_like(courses)
    for (row, column), n in at.items():
        for up in (-1, 0, 1):
            for over in (-1, 0, 1):
                other = at.get((row + up, (column + over) % _COLUMNS))
                if other is not None:
                    about[n] += courses[other]
    turn = np.radians(45.0 * np.arange(8))
    east, north, many = about @ np.sin(turn), about @ np.cos(turn), about.sum(axis=1)
    flow = np.degrees(np.arctan2(east, north)) % 360.0
    off = np.abs((45.0 * np.arange(8)[None, :] - flow[:, None] + 180.0) % 360.0 - 180.0)
    along = np.where(off <= 45.0, about, 0.0).sum(axis=1)
    good = (many >= least) & (along >= share * many)
    left = {place: n for place, n in at.items() if good[n]}
    made, until = [], int(cells["t_from"].max()) if len(cells) else 0
    for start in sorted(left, key=lambda place: (-many[left[place]], place)):
        if start not in left:
            continue
        members = _together(start, left, flow)
        if len(members) >= _CELLS:
            made.append(_lane(members, at, flow, courses.sum(axis=1), int(cells["group"][0]), until))
    return made


def _together(start: tuple[int, int], left: dict[tuple[int, int], int], flow: Floats) -> list[tuple[int, int]]:
    """The cells about one that go its way; they are taken out of those left."""
    course = flow[left.pop(start)]
    members, edge = [start], [start]
    while edge:
        row, column = edge.pop()
        for up, over in ((up, over) for up in (-1, 0, 1) for over in (-1, 0, 1)):
            other = row + up, (column + over) % _COLUMNS
            if other in left and abs((flow[left[other]] - course + 180.0) % 360.0 - 180.0) < _APART_DEG:
                del left[other]
                members.append(other)
                edge.append(other)
    return members


def _lane(members: list[tuple[int, int]], at: dict[tuple[int, int], int], flow: Floats, counted: Floats, group: int,
          until: int) -> LearntLane:  # fmt: skip
    members = sorted(members)
    rows, columns = (np.array([place[axis] for place in members], np.int64) for axis in (0, 1))
    of = np.array([at[place] for place in members], np.int64)
    weight, turn = counted[of], np.radians(flow[of])
    course = float(np.degrees(np.arctan2(weight @ np.sin(turn), weight @ np.cos(turn))) % 360.0)
    return LearntLane(group, course, rows, columns, flow[of], float(weight.sum()), until)


def features_of(lanes: list[LearntLane]) -> list[dict[str, Any]]:
    """The lanes as features of GeoJSON: rows of cells as rectangles; `flow_deg` is the direction."""
    from marsad.runtime.places.learn import told_until

    made = []
    for number, lane in enumerate(lanes, 1):
        told = {"name": f"lane {number}", "kind": "lane", "since": told_until(lane.t_until), "watch": [],
                "class": CLASSES[lane.group], "flow_deg": round(lane.course_deg), "passages": round(lane.passages),
                "source": "learnt from the lake"}  # fmt: skip
        shape = {"type": "MultiPolygon", "coordinates": [[ring] for ring in _strips(lane)]}
        made.append({"type": "Feature", "properties": told, "geometry": shape})
    return made


def _strips(lane: LearntLane) -> list[list[list[float]]]:
    rings = []
    for row in np.unique(lane.rows).tolist():
        columns = np.sort(lane.columns[lane.rows == row])
        for run in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1):
            west, east = (round(float(edge) / PER_DEGREE - 180.0, 6) for edge in (run[0], run[-1] + 1))
            south, north = (round(float(edge) / PER_DEGREE - 90.0, 6) for edge in (row, row + 1))
            rings.append([[west, south], [east, south], [east, north], [west, north], [west, south]])
    return rings
