"""What is carried of the vessels under each MMSI: through the day in runs, from day to day in lanes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.vessels.records import LANE, OPEN, RUN

Records = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True)
class VesselState:
    """State of the splitting of vessels: a value, never changed in place.

    Between days only `lanes` holds something: the last fix of each vessel, at most eight under one MMSI. Its arrays
    stand in the order of MMSI. States of disjoint sets of MMSI merge, so that shards may be cut anew.
    """

    lanes: Records = field(default_factory=lambda: np.zeros(0, dtype=LANE))
    opened: Records = field(default_factory=lambda: np.zeros(0, dtype=OPEN))
    closed: tuple[Records, ...] = ()

    def runs(self) -> Records:
        """All runs of the day so far, by MMSI and ordinal."""
        runs = np.concatenate([*self.closed, self.opened["run"][self.opened["run"]["fixes"] > 0]])
        result: Records = runs[np.lexsort((runs["ordinal"], runs["mmsi"]))] if self.closed else runs
        return result

    def to_arrow(self) -> pa.Table:
        """The lanes, one row each. Raises ValueError in the middle of a day."""
        if self.opened.size or self.closed:
            raise ValueError("vessels are told apart when the day is over: close it first")
        columns = {name: np.ascontiguousarray(self.lanes[name]) for name in LANE.names or ()}
        return pa.table({name: _arrow(name, column) for name, column in columns.items()})

    @classmethod
    def from_arrow(cls, table: pa.Table) -> VesselState:
        """The state that `to_arrow` gave, whatever the order of its rows."""
        lanes = np.zeros(table.num_rows, dtype=LANE)
        for name in LANE.names or ():
            column = table.column(name).combine_chunks()
            lanes[name] = column.cast(pa.int64()) if name == "t" else column.to_numpy(zero_copy_only=False)
        return cls(in_order(lanes))


def merged_states(states: list[VesselState]) -> VesselState:
    """One state of several between days, which have no MMSI in common."""
    return VesselState(in_order(np.concatenate([np.zeros(0, dtype=LANE), *(state.lanes for state in states)])))


def in_order(lanes: Records) -> Records:
    """Lanes by MMSI and vessel."""
    result: Records = lanes[np.lexsort((lanes["vessel"], lanes["mmsi"]))]
    return result


def _arrow(name: str, column: npt.NDArray[Any]) -> pa.Array:
    if name == "t":
        return pa.array(column).cast(pa.timestamp("us", tz="UTC"))
    return pa.array(column)


def opened_for(state: VesselState, mmsi: npt.NDArray[np.uint32]) -> tuple[Records, Records]:
    """The open runs of some MMSI (distinct, in order), new ones where there are none; and those of all others."""
    opened = np.zeros(mmsi.size, dtype=OPEN)
    opened["run"]["mmsi"] = mmsi
    if not state.opened.size:
        return opened, state.opened
    known = state.opened["run"]["mmsi"]
    at = np.minimum(np.searchsorted(known, mmsi), known.size - 1)
    met = known[at] == mmsi
    opened[met] = state.opened[at[met]]
    others = np.ones(known.size, dtype=np.bool_)
    others[at[met]] = False
    return opened, state.opened[others]


def all_opened(left: Records, right: Records) -> Records:
    """Open runs of two disjoint sets of MMSI in the order of MMSI."""
    if not right.size:
        return left
    both = np.concatenate([left, right])
    result: Records = both[np.argsort(both["run"]["mmsi"], kind="stable")]
    return result


EMPTY_RUNS: Records = np.zeros(0, dtype=RUN)
