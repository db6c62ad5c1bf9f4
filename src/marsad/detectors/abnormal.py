"""Unusual traffic: a ship moves as ships of her class do not at this place and hour.

What is normal is known in two ways. In a lane of a traffic separation scheme (side table `lanes`) it is the lane's
general direction of traffic: who goes against it breaks rule 10 of the collision regulations; who crosses does not.
Elsewhere it is what was counted: passages of ships of a class (merchants, ferries and fast craft, fishing vessels,
others, small craft) through a cell of half a minute of arc, by eighth of the compass and by class of speed; from a
longer history by quarter of the day (side table `normal`, made by `runtime.learning`), and from the feed itself as it
goes. The probability of what she does has Jeffreys' prior, so that a feed of a day can say something: what nobody of
250 ships did has 0.002.

The Danish Maritime Authority's recipe raises at a probability below 0.001 among 5,000 counted ships or more, after
three hits in a row, and lowers after five misses; a look is taken once a minute. Who lies at anchor, tows, dredges,
pilots, rescues or is restricted in her ability to manoeuvre goes as her work asks and is not looked at; yachts are not
held to lanes.

Evidence, as it was when it became known: `because` (against_lane, course, speed), `speed_kn` and `course_deg` of hers,
`normal_speed_kn` and `normal_course_deg` (the median class of speed, the most frequent eighth or the lane's direction),
`probability`, `passages_counted`, `share_of_class` (of passages in that eighth), `chart`: the file of a charted
lane, with "not for navigation".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from marsad.detectors.abnormal_rule.normal_kernel import depart
from marsad.detectors.abnormal_rule.records import EVIDENCE, SHIP, TOLD, TRAFFIC
from marsad.detectors.cells.table_kernel import moved
from marsad.plugin.areas import chart_of
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Records, Rows
from marsad.plugin.side import Side

_DMA = "Danish Maritime Authority, AIS abnormal behaviour analysis"
_BECAUSE: Final = {1: "against_lane", 2: "course", 3: "speed"}
_FEWEST: Final = 256
_MOST_CELLS: Final = 1 << 18
_MEMORY_US: Final = 60 * 86_400_000_000


@dataclass(frozen=True)
class Abnormal(Parameters):
    probability: float = parameter(0.0025, "Unusual is what has less", low=1e-6, high=0.1)
    passages: float = parameter(250.0, "So many must have been counted in the cell", low=10, high=100_000)
    raise_after: int = parameter(3, "Raised after so many unusual looks in a row", low=1, high=100, source=_DMA)
    lower_after: int = parameter(5, "Lowered after so many usual looks in a row", low=1, high=100, source=_DMA)
    against_deg: float = parameter(
        120.0, "Who goes more than so far off a lane's direction goes against it", unit="deg", low=60, high=180
    )


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(Abnormal, parameters)
    values = np.array([p.probability, p.passages, p.raise_after, p.lower_after, p.against_deg], np.float64)
    table = state.tables["traffic"]
    if not len(table):
        table = np.zeros(_FEWEST, TRAFFIC)
    tables = side.table("lanes"), side.table("lane_points"), side.table("normal")
    out = np.zeros(4096, TOLD)
    i, used, done = 0, int(np.count_nonzero(table["key"])), False
    given: list[Found] = []
    while not done:
        i, n, used, done = depart(rows.position, state.vessels, table, used, *tables, values, i, w, out)
        given += found_of(out[:n], "abnormal", EVIDENCE, lambda one: _because(one, tables[0]))
        if not done and (used + 1) * 10 > len(table) * 7:
            table, used = _room(table, int(rows.position["t"][i]))
    state.tables = {"traffic": table}
    return given, state


def _because(one: np.void, lanes: Records) -> dict[str, Any]:
    """Which part is unusual; numbers that are not known are left out by being null."""
    told: dict[str, Any] = {"because": _BECAUSE[int(one["code"])]}
    told |= {name: None for name, value in zip(EVIDENCE, one["n"], strict=True) if np.isnan(value)}
    return told | (_chart(one, lanes) if told["because"] == "against_lane" else {})


def _chart(one: np.void, lanes: Records) -> dict[str, str]:
    """Of the lane that she goes against, known by its direction and its box."""
    east = (one["lon_deg"] - lanes["west_deg"]) % 360.0 <= (lanes["east_deg"] - lanes["west_deg"]) % 360.0
    north = (lanes["south_deg"] <= one["lat_deg"]) & (one["lat_deg"] <= lanes["north_deg"])
    lane = lanes[east & north & (lanes["course_deg"] == one["n"][3]) & (lanes["chart"] != b"")]
    return chart_of(lane[0]) if len(lane) else {}


def _room(table: Records, now: int) -> tuple[Records, int]:
    """A table with room for more: without cells where nobody was for two months, and of bounded size."""
    kept = table[(table["key"] != 0) & (table["t"] > now - _MEMORY_US)]
    if len(kept) > _MOST_CELLS // 2:
        kept = kept[np.argsort(kept["t"], kind="stable")[-_MOST_CELLS // 4 :]]
    size = _FEWEST
    while len(kept) * 3 > size:
        size *= 2
    wider: npt.NDArray[np.void] = np.zeros(size, TRAFFIC)
    moved(wider, kept)
    return wider, len(kept)


DETECTOR = Detector(
    "abnormal", "1", ("abnormal",), "all", Abnormal(), _step, StateSchema(SHIP, {"traffic": TRAFFIC}),
    side=("lanes", "lane_points", "normal"), source="",
)  # fmt: skip
