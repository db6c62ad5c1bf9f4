"""Whose position each one is: vessels that share an MMSI are told apart, and places where none can have been are found.

Within a day, the fixes of an MMSI are cut into runs, in which each lies as near to the one before as its speed lets
expect: most vessels are one run. When the day is over the runs of each MMSI are joined into chains, the best fits
first. Chains that take turns in time (A-B-A-B) are different vessels; a chain that follows another that fell silent is
the same vessel after a jump; a fix or two that the vessel cannot have reached are a fault. What is decided stays:
vessels keep their numbers, and only the last fix of each is carried to the next day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.schema.flags import Flag
from marsad.tracks.position_arrays import PositionArrays
from marsad.tracks.vessels.close_kernel import close_runs
from marsad.tracks.vessels.records import LANE, MOST_VESSELS, NO_RUN, NO_VESSEL, RUN, SPLIT
from marsad.tracks.vessels.runs_kernel import cut_runs
from marsad.tracks.vessels.state import Records, VesselState, all_opened, in_order, opened_for

SILENT_US = 60 * 86_400_000_000
"""A vessel that was not heard for sixty days is forgotten: its number may go to another."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """Rows that were taken in. `run` is the number of the run under the MMSI, NO_RUN where the row says no place."""

    run: npt.NDArray[np.uint32]
    outcome: npt.NDArray[np.uint8]
    """What is known without the day's end: echo of a repeater, no position, out of range; else TRACK."""
    state: VesselState


@dataclass(frozen=True, slots=True)
class Closed:
    """What the end of a day decided."""

    runs: Records
    vessel: npt.NDArray[np.uint8]
    """Number of the vessel of each run; 255 none."""
    outcome: npt.NDArray[np.uint8]
    splits: Records
    """Why vessels were told apart, as records of SPLIT."""
    state: VesselState

    def of_rows(
        self, mmsi: npt.NDArray[np.uint32], stepped: Stepped
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
        """Vessel number and outcome of rows that were taken in during the day."""
        vessel = np.full(mmsi.size, NO_VESSEL, dtype=np.uint8)
        outcome = stepped.outcome.copy()
        placed = np.flatnonzero(stepped.run != NO_RUN)
        if placed.size:
            first = np.searchsorted(self.runs["mmsi"], mmsi[placed])
            at = first + stepped.run[placed]
            vessel[placed] = self.vessel[at]
            outcome[placed] = self.outcome[at]
        return vessel, outcome


@dataclass(frozen=True, slots=True)
class Assigned:
    """The positions of a whole day: vessel number (255 none) and outcome (schema/lake/resolved) of each."""

    vessel: npt.NDArray[np.uint8]
    outcome: npt.NDArray[np.uint8]
    splits: Records
    state: VesselState


def assign(positions: PositionArrays, state: VesselState, day_end_us: int | None = None) -> Assigned:
    """Take in the positions of one UTC day and close it: the same as any number of `step` and then `close_day`."""
    stepped = step(positions, state)
    closed = close_day(stepped.state, day_end_us)
    vessel, outcome = closed.of_rows(positions.mmsi, stepped)
    return Assigned(vessel, outcome, closed.splits, closed.state)


def step(positions: PositionArrays, state: VesselState) -> Stepped:
    """Take in some positions of a day. Those of one MMSI and instant come in one call, and calls in the order of tk."""
    starts = starts_of(positions)
    opened, others = opened_for(state, positions.mmsi[starts[:-1]])
    run_of, outcome, ended = cut(positions, starts, opened, np.arange(starts.size - 1))
    closed = (*state.closed, ended) if ended.size else state.closed
    return Stepped(run_of, outcome, VesselState(state.lanes, all_opened(opened, others), closed))


def starts_of(positions: PositionArrays) -> npt.NDArray[np.int64]:
    """Where the rows of each MMSI begin, and where the last end."""
    n = len(positions)
    return np.concatenate([[0], np.flatnonzero(np.diff(positions.mmsi)) + 1, [n]]) if n else np.zeros(1, dtype=np.int64)


def cut(
    positions: PositionArrays, starts: npt.NDArray[np.int64], opened: Records, place: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8], Records]:
    """Lead the open runs on in place: run and outcome of each row as in `Stepped`, and the runs that ended.

    Rows of the MMSI that begin at `starts[k]` go on with `opened[place[k]]`.
    """
    n = len(positions)
    run_of, outcome = np.empty(n, dtype=np.uint32), np.empty(n, dtype=np.uint8)
    closed = np.empty(n, dtype=RUN)
    count = cut_runs(starts, place, positions.tk, positions.lon, positions.lat, positions.sog_kn, positions.cog_deg,
                     positions.kind, positions.type, positions.repeat, positions.flags, positions.digest,
                     np.uint32(Flag.POSITION_RANGE), opened, closed, run_of, outcome)  # fmt: skip
    return run_of, outcome, closed[:count].copy()


def close_day(state: VesselState, day_end_us: int | None = None) -> Closed:
    """Decide on the day. The state it gives holds lanes only.

    `day_end_us` is the midnight that ends it, from which silence counts, so that it is the same however senders are
    parted; None takes the newest fix.
    """
    runs = state.runs()
    vessel = np.empty(runs.size, dtype=np.uint8)
    outcome = np.empty(runs.size, dtype=np.uint8)
    # Under one MMSI no more vessels come than there are runs and lanes, and splits are fewer than vessels.
    splits = np.zeros(min(runs.size, MOST_VESSELS * np.unique(runs["mmsi"]).size), dtype=SPLIT)
    carried = np.zeros(runs.size + state.lanes.size, dtype=LANE)
    nodes = np.zeros(runs.size + MOST_VESSELS, dtype=RUN)
    told, kept = close_runs(runs, state.lanes, nodes, vessel, outcome, splits, carried)
    lanes = carried[:kept]
    if kept:
        end_us = lanes["t"].max() if day_end_us is None else day_end_us
        lanes = lanes[lanes["t"] > end_us - SILENT_US]
    return Closed(runs, vessel, outcome, splits[:told].copy(), VesselState(in_order(lanes)))
