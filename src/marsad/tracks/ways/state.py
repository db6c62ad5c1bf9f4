"""What is known of every vessel's way so far: carried from day to day, or from second to second."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.position_arrays import PositionArrays
from marsad.tracks.ways.columns import KEPT, PART, RECORD, REST, VERTEX
from marsad.tracks.ways.hash_kernel import enlist
from marsad.tracks.ways.roll import Records, Roll
from marsad.tracks.ways.step_kernel import renew_places


class WayState:
    """One record per vessel, of fixed size, and what was finished since the last end of a day.

    With `draw` False no simplified lines are made and nothing finished is kept, so that memory is bounded by the number
    of vessels: that is how the live picture uses it.
    """

    def __init__(self, draw: bool = True) -> None:
        self.draw = draw
        self.late = 0
        """Positions that were older than the newest of their track, and counted as of its instant."""
        self.roll = Roll(RECORD)
        self.lines = 0
        self.parts: list[Records] = []
        self.rests: list[Records] = []
        self.vertices: list[Records] = []

    def __len__(self) -> int:
        return len(self.roll)

    @property
    def records(self) -> Records:
        """The records in use; a view, in no order."""
        return self.roll.records

    def places(
        self, rows: PositionArrays, number: npt.NDArray[np.uint8], outcome: npt.NDArray[np.uint8]
    ) -> npt.NDArray[np.int32]:
        """The record of each row by its place in `records`; -1 for a row that lies in no track."""
        slot_of: npt.NDArray[np.int32] = np.empty(len(rows), dtype=np.int32)
        at, roll = 0, self.roll
        while True:
            at = int(
                enlist(
                    at, rows.mmsi, number, outcome, rows.lon, rows.lat, roll.all, roll.room, roll.table_key,
                    roll.table_slot, slot_of,
                )
            )  # fmt: skip
            if at == len(rows):
                return slot_of
            roll.grow()

    def rest_before(self, before_us: int) -> None:
        """Of vessels that are silent since `before_us`, keep no more than that they were seen."""
        silent = np.flatnonzero((self.records["open"] != 0) & (self.records["t"] < before_us))
        blank: Records = np.zeros(len(silent), dtype=RECORD)
        blank["vessel"] = self.records["vessel"][silent]
        blank["seen"] = 1
        self.records[silent] = blank

    def copy(self) -> WayState:
        """Another state that says the same."""
        other = WayState(self.draw)
        other.roll.replace(self.records)
        other.late, other.lines = self.late, self.lines
        other.parts, other.rests, other.vertices = list(self.parts), list(self.rests), list(self.vertices)
        return other

    def merge(self, other: WayState) -> None:
        """Take over the vessels of another state, of which this one knows none. Raises ValueError where it does."""
        both = np.concatenate([self.records, other.records])
        if np.unique(both["vessel"]).size != both.size:
            raise ValueError("two states that know the same vessel cannot be merged")
        if self.parts or self.rests or self.vertices or other.parts or other.rests or other.vertices:
            raise ValueError("states are merged at the end of a day: close it first")
        self.roll.replace(both)
        self.late += other.late

    def finished(self) -> tuple[Records, Records, Records]:
        """Parts of tracks, parts of stops and vertices since the last time; they are kept no longer."""
        found = (_joined(self.parts, PART), _joined(self.rests, REST), _joined(self.vertices, VERTEX))
        self.parts, self.rests, self.vertices, self.lines = [], [], [], 0
        return found

    def to_arrow(self) -> pa.Table:
        """The records in the order of vessels, each field a column. Raises ValueError amid a day that is not closed."""
        if self.parts or self.rests or self.vertices or (self.records["points"] > 0).any():
            raise ValueError("a state is kept at the end of a day: close it first")
        records = self.records[np.argsort(self.records["vessel"])]
        return pa.table({name: pa.array(np.ascontiguousarray(records[name])) for name in KEPT})

    @classmethod
    def from_arrow(cls, table: pa.Table, draw: bool = True) -> WayState:
        """The state that `to_arrow` gave; a column that is not there is zero, or none."""
        records: Records = np.zeros(table.num_rows, dtype=RECORD)
        for name in KEPT:
            if name in table.column_names:
                records[name] = table.column(name).to_numpy()
        renew_places(records, len(records))
        state = cls(draw)
        state.roll.replace(records)
        return state


def _joined(some: list[Records], dtype: np.dtype[np.void]) -> Records:
    return np.concatenate(some) if some else np.zeros(0, dtype=dtype)
