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

PLACE: Final = np.dtype(
    [("id", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("radius_m", "f8"), ("t_from", "i8"), ("t_to", "i8")]
)
"""A port, an anchorage, a berth: a disc. `t_from` is included, `t_to` not."""

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
     ("south_deg", "f8"), ("north_deg", "f8"), ("t_from", "i8"), ("t_to", "i8")]
)  # fmt: skip
"""A lane of a traffic separation scheme: its corners in `lane_points`, its general direction of traffic, its box
(west to east may pass 180)."""
POINT: Final = np.dtype([("lon_deg", "f8"), ("lat_deg", "f8")])
"""A corner."""

SIDE_TABLES: Final[dict[str, np.dtype[np.void]]] = {
    "ports": PLACE,
    "anchorages": PLACE,
    "stations": STATION,
    "silence_advised": PLACE,
    "coverage": COVERAGE,
    "normal": NORMAL,
    "lanes": LANE,
    "lane_points": POINT,
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
