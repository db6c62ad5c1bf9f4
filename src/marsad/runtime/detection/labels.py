"""Whose position each one is and how the vessel came to it, by the code that cleans a day for the lake.

While a day lasts, rows are labelled as they come, as the live picture does it. A decision can change later: by what is
heard later, by rows that come late, and when the day is over. Then all rows of that sender that are held are labelled
anew, by the very code of a build, and detectors are run again on them. So what holds at the end is what a build finds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.plugin.rows import Records
from marsad.schema.lake.resolved import OUTCOMES
from marsad.tracks.live.senders import Senders
from marsad.tracks.order import order_of
from marsad.tracks.position_arrays import PositionArrays
from marsad.tracks.position_kernel import station_kinds
from marsad.tracks.reports import KIND_OF_TYPE
from marsad.tracks.vessels import VesselState, assign
from marsad.tracks.vessels.records import LANE, NO_VESSEL, TRACK
from marsad.tracks.ways.parameters import Parameters
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import Ways, close_day, trace

DAY_US = 86_400_000_000
_CROWD = next(code for code, (name, _) in enumerate(OUTCOMES) if name == "crowd")
_NO_SLOTS: npt.NDArray[np.int64] = np.zeros(0, np.int64)
Mmsi = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Followed:
    """Rows that were labelled, rows that are out of their sender's order, and senders that were decided on anew."""

    position: Records
    astray: Records
    changed: Mmsi


class Labels:
    """Follows at most about `most` senders. `slot` of a row carries its repeat indicator until it is seated."""

    def __init__(self, most: int, rules: Parameters | None = None) -> None:
        self.rules = rules or Parameters()
        self.senders = Senders(most)
        self.ways = WayState(draw=False)
        self.day: int | None = None
        self._most = most
        self.lanes: dict[int, Records] = {}

    def follow(self, position: Records) -> Followed:
        """Label rows of the day that is open, in the order of time; they are written into."""
        rows = arrays_of(position)
        heard = self.senders.take(rows)
        decided = self.senders.decide(self.senders.due(heard))
        number, outcome = self.senders.tell(heard, _NO_SLOTS)
        ways = trace(heard.rows, number, outcome, self.ways, self.rules)
        write(position, heard.rows, number, outcome, ways)
        changed = self.senders.roll.all["vessel"][decided.slots[decided.changed]].astype(np.uint32)
        known = np.zeros(len(position), np.bool_)
        known[heard.rows.row] = True
        self.senders.keep_newest()
        self.ways.roll.keep_newest(self._most)
        return Followed(position[known], position[~known], changed)

    def end_day(self) -> Mmsi:
        """Decide on the day that is open, and open the next; the senders on which it was decided otherwise."""
        if self.day is None:
            return np.zeros(0, np.uint32)
        midnight = (self.day + 1) * DAY_US
        decided = self.senders.close(midnight)
        changed = self.senders.roll.all["vessel"][decided.slots[decided.changed]].astype(np.uint32)
        close_day(self.ways, midnight, self.rules)
        self.senders.forget_day()
        self.day += 1
        self.lanes[self.day] = self.senders.lanes.copy()
        return changed

    def forget(self, before_us: int) -> None:
        """No row of a day that ended before this is labelled anew any more."""
        self.lanes = {day: lanes for day, lanes in self.lanes.items() if (day + 1) * DAY_US > before_us}

    def again(self, position: Records, since_us: int | None) -> Records:
        """Label all rows that are held of some senders by the code of a build, in the order of time.

        `since_us`: no row before it is held, though there may have been; None: all there ever were. What follows of
        these senders goes on from it.
        """
        state, made = WayState(draw=False), list[Records]()
        lanes: Records | None = None
        days = np.unique(position["t"] // DAY_US)
        for day in days.tolist():
            rows = position[position["t"] // DAY_US == day].copy()
            if lanes is None:
                lanes = self._lanes_at(day, rows, since_us)
            arrays = arrays_of(rows)
            end = (day + 1) * DAY_US
            assigned = assign(arrays, VesselState(lanes), end)
            ways = trace(arrays, assigned.vessel, assigned.outcome, state, self.rules)
            write(rows, arrays, assigned.vessel, assigned.outcome, ways)
            lanes = assigned.state.lanes
            if day < (self.day or 0):
                close_day(state, end, self.rules)
            made.append(rows)
        self._adopt(state)
        return np.concatenate(made) if made else position

    def _lanes_at(self, day: int, rows: Records, since_us: int | None) -> Records:
        """The vessels under the senders of some rows as the day began, or as the first rows that are held have them."""
        if since_us is None or since_us < day * DAY_US:
            known = self.lanes.get(day)
            return np.zeros(0, LANE) if known is None else known[np.isin(known["mmsi"], rows["mmsi"])]
        placed = rows[(rows["outcome"] == TRACK) & ~np.isnan(rows["lon_deg"])]
        _, first = np.unique(placed["vessel"], return_index=True)
        some = placed[first]
        lanes = np.zeros(len(some), LANE)
        lanes["mmsi"], lanes["vessel"], lanes["fixes"] = some["mmsi"], some["vessel"] % 100, 1
        lanes["t"] = some["t_fix"]
        for name in ("lon_deg", "lat_deg", "sog_kn", "cog_deg"):
            lanes[name] = some[name]
        lanes["east_m_s"] = lanes["north_m_s"] = np.nan
        return lanes

    def _adopt(self, state: WayState) -> None:
        """Vessels that were traced anew go on from there."""
        new = []
        for record in state.records:
            slot = self.ways.roll.place_of(int(record["vessel"]))
            if slot >= 0:
                self.ways.roll.all[slot] = record
            else:
                new.append(record)
        if new:
            both = np.concatenate([self.ways.records, np.array(new, self.ways.roll.all.dtype)])
            self.ways.roll.replace(both, 2 * len(both))


def arrays_of(position: Records) -> PositionArrays:
    """Records as the kernels of tracks take them; `row` is their place."""
    mmsi, digest, t = (np.ascontiguousarray(position[name]) for name in ("mmsi", "digest", "t"))
    tk = np.ascontiguousarray(position["t_fix"])
    kinds = np.empty(len(position), np.uint8)
    message = np.ascontiguousarray(position["type"])
    station_kinds(mmsi, message, KIND_OF_TYPE, kinds)
    order = order_of(mmsi, tk, digest, t) if len(position) else None
    lon, lat, sog, cog, heading = (np.ascontiguousarray(position[name]) for name in _MOTION)
    rows = PositionArrays(
        row=np.arange(len(position)), mmsi=mmsi, tk=tk, t=t, lon=lon, lat=lat, sog_kn=sog, cog_deg=cog,
        heading_deg=heading, kind=kinds, type=message, repeat=position["slot"].astype(np.uint8),
        flags=np.ascontiguousarray(position["flags"]), digest=digest,
    )  # fmt: skip
    return rows if order is None else rows.part(order)


_MOTION = ("lon_deg", "lat_deg", "sog_kn", "cog_deg", "heading_deg")


def write(
    position: Records, rows: PositionArrays, number: npt.NDArray[np.uint8], outcome: npt.NDArray[np.uint8], ways: Ways
) -> None:
    """Write into records what became of them."""
    nobody = number == NO_VESSEL
    vessel = rows.mmsi.astype(np.int64) * 100 + np.where(nobody, 0, number)
    position["vessel"][rows.row] = vessel
    position["outcome"][rows.row] = np.where(nobody & (outcome == TRACK), _CROWD, outcome)
    for name in ("step_m", "made_kn", "made_deg", "turn_deg_min"):
        position[name][rows.row] = getattr(ways, name)
