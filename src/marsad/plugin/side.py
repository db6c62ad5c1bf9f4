"""What a detector may know beside its rows: tables whose every record says from when to when it holds.

A detector reads them as of event time: at the instant t only what holds at t.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from marsad.plugin.rows import Records

ALWAYS: Final = (-(1 << 62), 1 << 62)
"""From and to of what always holds."""

_HOLDS = [("t_from", "i8"), ("t_to", "i8")]
_BOX = [("west", "f8"), ("south", "f8"), ("east", "f8"), ("north", "f8")]
_POINTS = [("first", "i8"), ("end", "i8")]
_CHART = [("chart", "S64")]

PLACE: Final = np.dtype([("id", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("radius_m", "f8"), *_HOLDS])
"""A port, an anchorage, a berth, a pilot ground: a disc. `t_from` is included, `t_to` not."""

ENTER: Final = 1
"""`watch` of a zone: who is inside is told of, however she came there."""
LEAVE: Final = 2
"""Who was inside and leaves is told of."""
DWELL: Final = 4
"""Who is inside for `dwell_s` is told of."""
FAST: Final = 8
"""Who is inside and faster than `speed_max_kn` is told of."""
SLOW: Final = 16
"""Who is inside and slower than `speed_min_kn` is told of."""

AREA_KINDS: Final = ("area", "port", "anchorage", "lane", "pilot", "fairway", "depth", "cable_area", "fishing",
                     "separation", "roundabout")  # fmt: skip
"""What a zone is of: the place in this tuple is its `kind`."""
LINE_KINDS: Final = ("cable", "pipeline", "boundary", "ferry", "track")
"""What a line is of: the place in this tuple is its `kind`."""

ZONE: Final = np.dtype(
    [("id", "i8"), ("name", "S64"), ("kind", "u1"), *_POINTS, *_BOX, ("watch", "u1"), ("types", "u8", (2,)),
     ("dwell_s", "f8"), ("speed_max_kn", "f8"), ("speed_min_kn", "f8"), ("buffer_m", "f8"), ("depth_m", "f8"),
     *_HOLDS, *_CHART]
)  # fmt: skip
"""A polygon with holes. Its points are those from `first` up to `end` of `zone_points`; a point lies inside by the
even-odd rule over all its rings, edges being straight in longitude and latitude as GeoJSON draws them.

`id` is a name's hash, so that it outlives edits. The box has west < east <= west + 360, so east may lie beyond 180 and
points of the rings with it: bring a longitude into [west, west + 360) before it is compared. A ring around a pole is
closed over it. `watch` is a sum of ENTER, LEAVE, DWELL, FAST and SLOW, 0 where nobody is told of anything. `types` are
the ship types (bit n of the first number: type n, of the second: 64 + n) that it concerns, both 0: all; bit 0 is a
type that is not known. Limits that it has not are NaN. `buffer_m` is how far beyond the edge she must be seen for
certain. `depth_m` is the least depth in an area of kind `depth` (a shoal, a depth area of a chart), NaN where it is not
known. `name` is UTF-8. `chart` is empty but where it comes from a chart: then its file, with "not for navigation".
"""
ZONE_POINT: Final = np.dtype([("ring", "i4"), ("lon_deg", "f8"), ("lat_deg", "f8"), *_HOLDS])
"""A corner of a zone. `ring` counts from 0 in each zone; a ring's closing point is left out. It holds as its zone."""
LINE: Final = np.dtype([("id", "i8"), ("name", "S64"), ("kind", "u1"), *_POINTS, *_BOX, *_HOLDS, *_CHART])
"""A piece of a cable or pipeline, its points those from `first` up to `end` of `line_points`, straight between them in
longitude and latitude; a long one has several pieces, each beginning where the one before ends, under one `id`. Box and
longitudes are as those of a zone."""
LINE_POINT: Final = np.dtype([("lon_deg", "f8"), ("lat_deg", "f8"), *_HOLDS])
"""A point of a line. It holds as its line."""
TILE: Final = 16
"""Cells of a tile of depths along either side."""
DEPTH: Final = np.dtype(
    [("id", "i8"), ("west", "f8"), ("south", "f8"), ("step_lon_deg", "f8"), ("step_lat_deg", "f8"),
     ("depth_m", "f4", (TILE, TILE)), *_HOLDS]
)  # fmt: skip
"""A tile of a grid of depths. Cell (row, column) of `depth_m` covers from `south` + row * `step_lat_deg` and `west` +
column * `step_lon_deg` on by one step. Metres below chart datum or, of grids such as GEBCO's, mean sea level; negative:
land or a height that dries; NaN: not known. `id` is that of its grid, so that the evidence can name the source."""

STATION: Final = np.dtype(
    [("receiver", "u8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("antenna_m", "f8"), ("t_from", "i8"), ("t_to", "i8")]
)
"""A receiver of one's own: `receiver` as in family `reception`, where it stands and how high its antenna is."""
COVERAGE: Final = np.dtype(
    [("cell", "i8"), ("hour", "i1"), ("heard", "f8"), ("missed", "f8"), ("t_from", "i8"), ("t_to", "i8")]
)
"""Of a cell (`detectors/gap_rule/coverage_kernel.cell_of`) in an hour of the day in UTC (-1: any): how many of the
reports that were to be expected there were received, and how many were not. In the order of cells."""
NORMAL: Final = np.dtype(
    [("cell", "i8"), ("group", "i1"), ("quarter", "i1"), ("courses", "f4", (8,)), ("speeds", "f4", (5,)),
     ("t_from", "i8"), ("t_to", "i8")]
)  # fmt: skip
"""Of a cell, a class of ships and a quarter of the day in UTC (-1: any; see `detectors/abnormal_rule`): how many
passages were counted, by eighth of the compass and by class of speed. In the order of cells."""
LANE: Final = np.dtype(
    [("id", "i8"), ("first", "i8"), ("count", "i8"), ("course_deg", "f8"), ("west_deg", "f8"), ("east_deg", "f8"),
     ("south_deg", "f8"), ("north_deg", "f8"), *_HOLDS, *_CHART]
)  # fmt: skip
"""A lane of a traffic separation scheme, or a fairway of one direction: its corners in `lane_points`, its general
direction of traffic, its box
(west to east may pass 180)."""
POINT: Final = np.dtype([("lon_deg", "f8"), ("lat_deg", "f8")])
"""A corner."""
WATCHED: Final = np.dtype(
    [("id", "i8"), ("mmsi", "i8"), ("imo", "i8"), ("name", "S40"), ("callsign", "S14"), ("source", "S40"),
     ("list", "S40"), ("t_from", "i8"), ("t_to", "i8")]
)  # fmt: skip
"""An entry of the watch list `list`: numbers 0 and words empty where it does not tell them, in capital letters;
`t_from` is its date and `t_to` when it expires."""

SIDE_TABLES: Final[dict[str, np.dtype[np.void]]] = {
    "ports": PLACE,
    "anchorages": PLACE,
    "pilot_grounds": PLACE,
    "zones": ZONE,
    "zone_points": ZONE_POINT,
    "lines": LINE,
    "line_points": LINE_POINT,
    "depths": DEPTH,
    "stations": STATION,
    "silence_advised": PLACE,
    "coverage": COVERAGE,
    "normal": NORMAL,
    "lanes": LANE,
    "lane_points": POINT,
    "watch_list": WATCHED,
}
"""The tables there are, by name."""


@dataclass(frozen=True)
class Side:
    """The side tables of a run, those that a detector names among its own."""

    tables: Mapping[str, Records] = field(default_factory=dict)

    def table(self, name: str) -> Records:
        """The records of a table; none where the run has no such table. Raises KeyError for a name that is unknown."""
        found = self.tables.get(name)
        return np.zeros(0, SIDE_TABLES[name]) if found is None else found

    def only(self, names: tuple[str, ...]) -> Side:
        """What a detector that reads these is handed."""
        return Side({name: self.table(name) for name in names})


def places(lon_deg: list[float], lat_deg: list[float], radius_m: float = 0.0) -> Records:
    """Discs that always hold, numbered from 0."""
    made = np.zeros(len(lon_deg), PLACE)
    made["id"], made["lon_deg"], made["lat_deg"] = np.arange(len(lon_deg)), lon_deg, lat_deg
    made["radius_m"], made["t_from"], made["t_to"] = radius_m, *ALWAYS
    return made
