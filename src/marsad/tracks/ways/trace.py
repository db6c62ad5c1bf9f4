"""From positions of vessels to tracks and stops, incrementally: a day, a file and the live picture use one code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.position_arrays import PositionArrays
from marsad.tracks.ways.columns import LINES, PART, PARTS, REST, RESTS, VERTEX, VERTICES
from marsad.tracks.ways.parameters import Parameters
from marsad.tracks.ways.roll import Records
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.step_kernel import end_day, step_rows
from marsad.tracks.ways.tables import stops_table, tracks_table


@dataclass(frozen=True, slots=True)
class Ways:
    """What became of each row: its track, and how its vessel came to it from the row before. NaN is null."""

    track_id: npt.NDArray[np.int64]
    """0: in no track."""
    step_m: npt.NDArray[np.float32]
    made_kn: npt.NDArray[np.float32]
    made_deg: npt.NDArray[np.float32]
    turn_deg_min: npt.NDArray[np.float32]
    state: WayState
    """The state that was given, led on."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Parts of tracks and of stops that are finished, as the tables of a lake."""

    tracks: pa.Table
    stops: pa.Table


def trace(
    positions: PositionArrays,
    number: npt.NDArray[np.uint8],
    outcome: npt.NDArray[np.uint8],
    state: WayState,
    parameters: Parameters | None = None,
) -> Ways:
    """Lead the vessels on by rows in the order (mmsi, tk, digest); `state` is led on in place.

    A row lies in a track where its outcome is 0 and its vessel's number is not 255. However a stretch of rows is cut
    into calls in the order of time, the result is the same.
    """
    p = parameters or Parameters()
    n = len(positions)
    slot_of = state.places(positions, number, outcome)
    track_id: npt.NDArray[np.int64] = np.empty(n, dtype=np.int64)
    derived: npt.NDArray[np.float32] = np.empty((4, n), dtype=np.float32)
    # A row ends one part and one stop at most, and gives two vertices; pages that are not written cost nothing.
    room = _Room(n, n, 2 * n if state.draw else 0, state)
    state.late += int(
        step_rows(
            slot_of, positions.tk, positions.lon, positions.lat, positions.sog_kn, positions.kind, positions.type,
            p.gaps_us(), round(p.gap_long_range_s * 1e6), p.tops_mps(), p.slack_m, p.error_m, _stop_rule(p), state.draw,
            state.records, room.parts, room.rests, room.vertices, room.counts, track_id, *derived,
        )
    )  # fmt: skip
    room.hand_over()
    step_m, made_kn, made_deg, turn_deg_min = derived
    return Ways(track_id, step_m, made_kn, made_deg, turn_deg_min, state)


def close_day(state: WayState, day_end_us: int, parameters: Parameters | None = None) -> Finished:
    """End the day: give the parts that lie in it; tracks and stops that may go on keep their names in `state`.

    `day_end_us` is the midnight (UTC) that ends it. What was silent too long before it to go on is let go.
    """
    p = parameters or Parameters()
    n = len(state)
    room = _Room(n, n, n if state.draw else 0, state)
    end_day(state.records, n, state.draw, room.parts, room.rests, room.vertices, room.counts)
    room.hand_over()
    # Fixes of the next day may be older than it by half a minute, or by what a clock is off: an hour is ample.
    state.rest_before(day_end_us - p.longest_gap_us() - 3_600_000_000)
    parts, rests, vertices = state.finished()
    return Finished(tracks_table(parts, vertices, p.error_m), stops_table(rests))


def _stop_rule(p: Parameters) -> npt.NDArray[np.float64]:
    return np.array(
        [p.stop_radius_m, p.stop_slow_kn, p.stop_min_s * 1e6, p.stop_leave_m, p.stop_fast_kn, p.stop_leave_s * 1e6]
    )


class _Room:
    """Where a kernel notes what is finished."""

    def __init__(self, parts: int, rests: int, vertices: int, state: WayState) -> None:
        self.parts: Records = np.empty(parts, dtype=PART)
        self.rests: Records = np.empty(rests, dtype=REST)
        self.vertices: Records = np.empty(vertices, dtype=VERTEX)
        self.counts: npt.NDArray[np.int64] = np.zeros(4, dtype=np.int64)
        self.counts[LINES] = state.lines
        self._state = state

    def hand_over(self) -> None:
        """Give it to the state, unless nobody will ask for it."""
        state, counts = self._state, self.counts
        state.lines = int(counts[LINES])
        if not state.draw:
            return
        for kept, noted, many in (
            (state.parts, self.parts, counts[PARTS]),
            (state.rests, self.rests, counts[RESTS]),
            (state.vertices, self.vertices, counts[VERTICES]),
        ):
            if many:
                kept.append(noted[:many].copy())
