"""What is derived of every vessel while it is heard: its track, the way it ran, whether it lies still, who else sends.

Rows wait until the watermark has passed them, so that those of several stations come in order; what is later still is
counted, and left to the lake. Memory is bounded by the number of vessels, and by the rows of a few seconds.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.geo.sphere import bearing_deg, distance_m
from marsad.tracks.arrow_columns import one_chunk
from marsad.tracks.live.columns import ALIVE_US, LANE, MOST_LANES, SURE_FIXES, TURNS
from marsad.tracks.live.lanes_kernel import find_unreached, give_lanes
from marsad.tracks.order import order_of
from marsad.tracks.position_arrays import PositionArrays, positions_of
from marsad.tracks.reports import heard_times, row_times
from marsad.tracks.ways.columns import STOPPED
from marsad.tracks.ways.parameters import KNOT_MPS, Parameters
from marsad.tracks.ways.roll import Roll
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import trace

LATENESS_US = 5_000_000
"""Rows wait so long for those that were heard before them."""
MOST_WAITING = 200_000
"""With more rows waiting, the room is behind, or an archive runs through it: they are taken at once."""
AHEAD_US = 60_000_000
SHORTEST_S = 10.0
"""Seconds over which a speed is taken at least: AIS tells whole seconds."""
MOVED_M = 20.0
"""A shorter way may be the noise of an antenna, and has no course."""
_COLUMNS = ("t", "t_recv", "t_fix", "mmsi", "type", "lon_deg", "lat_deg", "sog_kn", "digest")


@dataclass(frozen=True, slots=True)
class Derived:
    """What is derived of the vessel that was heard last under an MMSI. Times in us UTC; NaN and None: not known."""

    t_us: int
    track_since_us: int
    distance_m: float
    made_kn: float
    made_deg: float
    stopped_since_us: int | None
    vessels: int
    """Vessels that take turns under this MMSI."""
    faults: int
    """Positions under this MMSI that no vessel known under it can have reached, and that nothing confirmed."""


class LiveWays:
    """Follows at most about `most` vessels. Safe for several threads."""

    def __init__(self, most: int, parameters: Parameters | None = None, lateness_us: int = LATENESS_US) -> None:
        self.late = 0
        """Rows that came too late to be followed."""
        self.ahead = 0
        """Rows from the future, which were not followed."""
        self._most = most
        self._rules = parameters or Parameters()
        self._tops = self._rules.tops_mps()
        self._lateness_us = lateness_us
        self._lanes = Roll(LANE)
        self._ways = WayState(draw=False)
        self._counts: npt.NDArray[np.int64] = np.zeros(2, dtype=np.int64)
        self._came: list[PositionArrays] = []
        self._waiting: PositionArrays | None = None
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._ways)

    @property
    def waiting(self) -> int:
        """Rows that wait for the watermark."""
        return sum(len(rows) for rows in self._came) + (0 if self._waiting is None else len(self._waiting))

    def add(self, table: pa.Table, now_us: int) -> None:
        """Let rows of the family `position` wait for the watermark."""
        batch = one_chunk(table.select([name for name in _COLUMNS if name in table.column_names]))
        if batch is None:
            return
        heard = heard_times(batch, now_us)
        times = {"t": heard, "t_fix": row_times(batch, heard)}
        columns = {name: times.get(name, batch.column(name)) for name in batch.schema.names if name != "t_recv"}
        rows = positions_of(pa.table({name: _as_time(column) for name, column in {**columns, **times}.items()}))
        with self._lock:
            self._came.append(rows)
        if self.waiting > MOST_WAITING:
            self.advance(now_us)

    def advance(self, now_us: int) -> None:
        """Follow the vessels up to the watermark; to be called each second."""
        with self._lock:
            some = [rows for rows in (self._waiting, *self._came) if rows is not None]
            self._came, self._waiting = [], None
            if not some:
                return
            rows = _joined(some)
            due = rows.tk <= now_us - self._lateness_us
            if len(rows) > MOST_WAITING:
                due = rows.tk <= now_us + AHEAD_US
            left = ~due & (rows.tk <= now_us + AHEAD_US)
            self.ahead += len(rows) - int(due.sum()) - int(left.sum())
            self._waiting = rows.part(left) if left.any() else None
            if due.any():
                self._follow(rows.part(due))
            self._lanes.keep_newest(self._most * 5 // 4)
            self._ways.roll.keep_newest(self._most * 5 // 4)

    def _follow(self, rows: PositionArrays) -> None:
        number: npt.NDArray[np.uint8] = np.empty(len(rows), dtype=np.uint8)
        at, lanes = 0, self._lanes
        while True:
            at = int(
                give_lanes(
                    at, rows.mmsi, rows.tk, rows.lon, rows.lat, rows.kind, rows.digest, self._tops, self._rules.slack_m,
                    lanes.all, lanes.room, lanes.table_key, lanes.table_slot, number, self._counts,
                )
            )  # fmt: skip
            if at == len(rows):
                break
            lanes.grow()
        self.late = int(self._counts[0])
        trace(rows, number, np.zeros(len(rows), dtype=np.uint8), self._ways, self._rules)

    def unreached(
        self,
        mmsi: npt.NDArray[np.uint32],
        t_us: npt.NDArray[np.int64],
        lon_deg: npt.NDArray[np.float64],
        lat_deg: npt.NDArray[np.float64],
        kind: npt.NDArray[np.uint8],
    ) -> npt.NDArray[np.bool_]:
        """Whether each place is one that the ship known under its MMSI, heard lately, can not have come to."""
        found: npt.NDArray[np.bool_] = np.empty(len(mmsi), dtype=np.bool_)
        with self._lock:
            lanes = self._lanes
            find_unreached(
                mmsi, t_us, lon_deg, lat_deg, kind, self._tops, self._rules.slack_m, lanes.all, lanes.table_key,
                lanes.table_slot, found,
            )  # fmt: skip
        return found

    def derived(self, mmsi: int) -> Derived | None:
        """What is derived under an MMSI; None where no position of it was followed."""
        with self._lock:
            found = [self._lanes.find(mmsi * 100 + n) for n in range(MOST_LANES)]
            lanes = [lane for lane in found if lane is not None]
            if not lanes:
                return None
            sure = [lane for lane in lanes if lane["fixes"] >= SURE_FIXES]
            one = max(sure or lanes, key=lambda lane: int(lane["t"]))
            newest = max(int(lane["t"]) for lane in lanes)
            turning = sum(int(lane["turns"]) >= TURNS and newest - int(lane["t"]) <= ALIVE_US for lane in sure)
            doubted = sum(int(lane["fixes"]) for lane in lanes if lane["fixes"] < SURE_FIXES) if sure else 0
            way = self._ways.roll.find(int(one["vessel"]))
            if way is None or not way["open"]:
                return None
            made_kn, made_deg = _made_good(one, int(way["t_begin"]))
            return Derived(
                t_us=int(way["t"]),
                track_since_us=int(way["t_begin"]),
                distance_m=float(way["run_m"]),
                made_kn=made_kn,
                made_deg=made_deg,
                stopped_since_us=int(way["stop_begin"]) if way["stop"] == STOPPED else None,
                vessels=max(turning, 1),
                faults=doubted + sum(int(lane["faults"]) for lane in lanes),
            )


def _made_good(lane: np.void, since_us: int) -> tuple[float, float]:
    """Speed and course made good over the last minute or two, as far as they lie in the track; NaN where unknown."""
    for before in ("then", "next"):
        past_s = (int(lane["t"]) - int(lane[f"{before}_t"])) / 1e6
        if int(lane[f"{before}_t"]) >= since_us and past_s >= SHORTEST_S:
            way = (lane[f"{before}_lon"], lane[f"{before}_lat"], lane["lon"], lane["lat"])
            metres = float(distance_m(*way))
            course = float(bearing_deg(*way)) if metres >= MOVED_M else math.nan
            return metres / past_s / KNOT_MPS, course
    return math.nan, math.nan


def _joined(some: list[PositionArrays]) -> PositionArrays:
    if len(some) == 1:
        return some[0]
    rows = PositionArrays(*(np.concatenate([getattr(each, f.name) for each in some]) for f in fields(PositionArrays)))
    order = order_of(rows.mmsi, rows.tk, rows.digest, rows.t)
    return rows if order is None else rows.part(order)


def _as_time(column: pa.Array | npt.NDArray[np.int64]) -> pa.Array:
    return pa.array(column).cast(pa.timestamp("us", tz="UTC")) if isinstance(column, np.ndarray) else column
