"""The tracks of a lake against where vessels truly were, each minute: GOSPA, switches of identity, broken tracks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from marsad.schema.refusal import Refusal
from marsad.store.lake.lake import Lake
from marsad.testing.scoring.gospa import CUT_OFF_M, Gospa, Pairs, choose, judged, pairs
from marsad.testing.scoring.intervals import quantile

MINUTE_US = 60_000_000
_AT_ONCE = 120
"""Minutes whose places of all tracks are held at once."""
_NOBODY = (-1, -1)
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """Who is where at one instant. `vessel` of a track is its vessel_id."""

    lon: Floats
    lat: Floats
    vessel: Ints
    track: Ints


@dataclass
class Quality:
    """Sums over all minutes."""

    cut_off_m: float = CUT_OFF_M
    minutes: int = 0
    total: Gospa = field(default_factory=Gospa)
    each_m: list[float] = field(default_factory=list)
    switches: int = 0
    """A vessel's track went over to another vessel_id."""
    breaks: int = 0
    """A vessel goes on under the same vessel_id in another track."""

    def __post_init__(self) -> None:
        self._last: dict[int, tuple[int, int]] = {}

    def minute(self, truth: Places, tracks: Places) -> None:
        """One instant. Minutes come in order."""
        near = pairs(truth.lon, truth.lat, tracks.lon, tracks.lat, self.cut_off_m)
        found, _ = judged(near, len(truth.lon), len(tracks.lon), self.cut_off_m)
        self.minutes += 1
        self.total = self.total + found
        self.each_m.append(found.metres(self.cut_off_m))
        self._identities(truth, tracks, near)

    def _identities(self, truth: Places, tracks: Places, near: Pairs) -> None:
        """Who is followed by which track: as CLEAR MOT has it (Bernardin and Stiefelhagen 2008), a vessel keeps her
        track as long as it is near enough, so that ships side by side do not change theirs each minute."""
        last = np.array([self._last.get(vessel, _NOBODY)[1] for vessel in truth.vessel.tolist()], np.int64)
        held = tracks.track[near.track] == last[near.vessel]
        keeps, used = np.zeros(len(truth.vessel), np.bool_), np.zeros(len(tracks.track), np.bool_)
        keeps[near.vessel[held]], used[near.track[held]] = True, True
        left = near.only(~keeps[near.vessel] & ~used[near.track])
        fresh = choose(left, self.cut_off_m)
        row = np.concatenate([near.vessel[held], left.vessel[fresh]])
        track = np.concatenate([near.track[held], left.track[fresh]])
        of, at = tracks.vessel[track].tolist(), tracks.track[track].tolist()
        for vessel, now in zip(truth.vessel[row].tolist(), zip(of, at, strict=True), strict=True):
            before = self._last.get(vessel)
            if before is not None and before != now:
                self.switches += before[0] != now[0]
                self.breaks += before[0] == now[0]
            self._last[vessel] = now

    def figures(self) -> dict[str, Any]:
        """All of it by name. The parts are root mean squares over the minutes and add up as squares."""
        misplaced, missed, false = self.total.parts_m2(self.cut_off_m)
        n = max(1, self.minutes)
        present = self.total.assigned + self.total.missed
        return {
            "cut_off_m": self.cut_off_m, "p": 2, "alpha": 2, "minutes": self.minutes, "vessel_minutes": present,
            "gospa_rms_m": ((misplaced + missed + false) / n) ** 0.5,
            "localisation_rms_m": (misplaced / n) ** 0.5,
            "missed_rms_m": (missed / n) ** 0.5,
            "false_rms_m": (false / n) ** 0.5,
            "gospa_p50_m": quantile(self.each_m, 0.5).value,
            "gospa_p95_m": quantile(self.each_m, 0.95).value,
            "error_rms_m": (misplaced / self.total.assigned) ** 0.5 if self.total.assigned else None,
            "missed_share": self.total.missed / present if present else None,
            "false_tracks_per_minute": self.total.false / n,
            "identity_switches": self.switches, "broken_tracks": self.breaks,
        }  # fmt: skip


def quality(folder: Path, lake: Lake, cut_off_m: float = CUT_OFF_M, *, heard_only: bool = True) -> Quality:
    """The tracks of a lake made of a folder's feed.

    `heard_only` True asks only for vessels between the first and the last report of theirs that was received: what is
    missed then is not the receivers' doing. Raises Refusal where the folder has no states.
    """
    if not (folder / "truth.parquet").is_file():
        raise Refusal(f"{folder} holds no states of its vessels: simulate it with truth among its outputs.")
    states = pq.read_table(folder / "truth.parquet", columns=["t", "vessel", "lon_deg", "lat_deg"])
    t, vessel = _ints(states["t"]), _ints(states["vessel"])
    lon, lat = states["lon_deg"].to_numpy(), states["lat_deg"].to_numpy()
    if heard_only:
        asked = _heard(folder, t, vessel)
        t, vessel, lon, lat = t[asked], vessel[asked], lon[asked], lat[asked]
    made, lines = Quality(cut_off_m), _lines(lake)
    starts = np.flatnonzero(np.diff(t, prepend=-1))
    ends = np.append(starts[1:], len(t))
    for first in range(0, len(starts), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        for at, end, tracks in zip(starts[some], ends[some], _at(lines, t[starts[some]]), strict=True):
            made.minute(Places(lon[at:end], lat[at:end], vessel[at:end], vessel[at:end]), tracks)
    return made


@dataclass(frozen=True)
class _Line:
    t: Ints
    lon: Floats
    lat: Floats
    vessel: int
    track: int


def _lines(lake: Lake) -> list[_Line]:
    columns = ("t_start", "vessel_id", "track_id", "line_t", "line_lon_deg", "line_lat_deg")
    found = []
    for day in lake.days("tracks"):
        rows = lake.read("tracks", day, columns)
        for row in range(rows.num_rows):
            t, lon, lat = (rows[name].chunk(0) if rows[name].num_chunks == 1 else rows[name].combine_chunks()
                           for name in ("line_t", "line_lon_deg", "line_lat_deg"))  # fmt: skip
            found.append(
                _Line(_ints(t[row].values), np.unwrap(lon[row].values.to_numpy(), period=360.0),
                      lat[row].values.to_numpy(), rows["vessel_id"][row].as_py(), rows["track_id"][row].as_py())
            )  # fmt: skip
    return sorted(found, key=lambda line: (int(line.t[0]), line.track))


def _at(lines: list[_Line], t: Ints) -> list[Places]:
    """Tracks that run at each of some instants in order, each on its line between two of its points."""
    none = np.zeros(0, np.int64)
    nth, rows, lon, lat = [none], [none], [np.zeros(0)], [np.zeros(0)]
    for row, line in enumerate(lines):
        low, high = np.searchsorted(t, line.t[0], "left"), np.searchsorted(t, line.t[-1], "right")
        if low < high:
            when = t[low:high]
            nth.append(np.arange(low, high))
            rows.append(np.full(high - low, row))
            lon.append(np.interp(when, line.t, line.lon))
            lat.append(np.interp(when, line.t, line.lat))
    which, of = np.concatenate(nth), np.concatenate(rows)
    order = np.argsort(which, kind="stable")
    at = np.split(order, np.searchsorted(which[order], np.arange(1, t.size)))
    all_lon, all_lat = np.mod(np.concatenate(lon) + 180.0, 360.0) - 180.0, np.concatenate(lat)
    vessel = np.array([line.vessel for line in lines], np.int64)
    track = np.array([line.track for line in lines], np.int64)
    return [Places(all_lon[one], all_lat[one], vessel[of[one]], track[of[one]]) for one in at]


def _heard(folder: Path, t: Ints, vessel: Ints) -> npt.NDArray[np.bool_]:
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for file in sorted((folder / "rx").glob("*.parquet")):
        rows = pq.read_table(file, columns=["vessel", "t_sent"]).group_by("vessel").aggregate(
            [("t_sent", "min"), ("t_sent", "max")]
        )  # fmt: skip
        for one, low, high in zip(_ints(rows["vessel"]).tolist(), _ints(rows["t_sent_min"]).tolist(),
                                  _ints(rows["t_sent_max"]).tolist(), strict=True):  # fmt: skip
            first[one], last[one] = min(first.get(one, low), low), max(last.get(one, high), high)
    most = int(vessel.max(initial=0)) + 1
    low_of, high_of = np.full(most, 1 << 62), np.full(most, -1)
    for one in first:
        if 0 <= one < most:
            low_of[one], high_of[one] = first[one], last[one]
    asked: npt.NDArray[np.bool_] = (low_of[vessel] <= t) & (t <= high_of[vessel])
    return asked


def _ints(column: pa.ChunkedArray | pa.Array) -> Ints:
    values: Ints = column.cast(pa.int64()).to_numpy(zero_copy_only=False) if isinstance(column, pa.Array) else (
        column.cast(pa.int64()).to_numpy())  # fmt: skip
    return values
