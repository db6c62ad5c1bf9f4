"""Where every vessel truly was, minute after minute, as `truth.parquet` tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from marsad.schema.event_lines import instant_us

if TYPE_CHECKING:
    import pyarrow as pa

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

STATES: Final = "truth.parquet"
IDENTITIES: Final = "identities.jsonl"
"""Who tells another MMSI than her own."""
_COLUMNS: Final = ("lon_deg", "lat_deg", "sog_kn", "cog_deg", "heading_deg")
_NO_SHIPS: Final = frozenset({"base", "aton", "sar_aircraft", "locating_device"})
_LYING: Final = (1, 5, 6)
"""Navigational status: at anchor, moored, aground."""
LEAST_KN: Final = 0.5
"""Who goes slower makes no way."""


@dataclass(frozen=True)
class Told:
    """A vessel tells an MMSI that is not her own, from t_start to before t_end."""

    vessel: int
    mmsi: int
    t_start: int
    t_end: int
    because: str
    """The fault; `staged` in an incident or a look-alike."""


@dataclass(frozen=True)
class Ships:
    """Who they are; row n is vessel n."""

    mmsi: Numbers
    length_m: Floats
    ship: Bools
    """Neither ashore, nor an aid, an aircraft or a device."""
    marker: Bools
    """Marks a net, and is no vessel."""
    told: tuple[Told, ...] = ()

    def name(self, vessel: int, t_us: int) -> int:
        """The MMSI that she tells at an instant."""
        said = [one.mmsi for one in self.told if one.vessel == vessel and one.t_start <= t_us < one.t_end]
        return said[-1] if said else int(self.mmsi[vessel])


@dataclass(frozen=True)
class Step:
    """From one instant that the truth tells to the next, of the ships that are there at both."""

    t0_us: int
    t1_us: int
    who: Numbers
    before: Floats
    """Rows of longitude, latitude, speed, course and heading at t0."""
    after: Floats
    makes_way: Bools
    """Under way at both, by their true status, and moving: none lies at anchor, moored, aground or stopped."""

    @property
    def seconds(self) -> float:
        return (self.t1_us - self.t0_us) / 1e6

    def between(self, share: float) -> tuple[Floats, Floats]:
        """Longitudes and latitudes after a share of the time, straight from the one place to the other."""
        east = (self.after[:, 0] - self.before[:, 0] + 180.0) % 360.0 - 180.0
        return self.before[:, 0] + share * east, self.before[:, 1] + share * (self.after[:, 1] - self.before[:, 1])


def ships_of(folder: Path) -> Ships:
    """Who sails in a folder of `simulate`."""
    import pyarrow.parquet as pq

    rows = pq.read_table(folder / "vessels.parquet", columns=["mmsi", "length_m", "station", "role"])
    station, role = (np.array(rows[name].to_pylist()) for name in ("station", "role"))
    return Ships(
        rows["mmsi"].to_numpy().astype(np.int64), rows["length_m"].to_numpy().astype(np.float64),
        ~np.isin(station, sorted(_NO_SHIPS)), np.asarray(role == "net_marker", np.bool_), _told(folder / IDENTITIES),
    )  # fmt: skip


def _told(file: Path) -> tuple[Told, ...]:
    if not file.exists():
        return ()
    lines = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return tuple(
        Told(int(one["vessel"]), int(one["told_mmsi"]), instant_us(one["t_start"]), instant_us(one["t_end"]),
             str(one["because"]))
        for one in lines
    )  # fmt: skip


def steps(folder: Path, ships: Ships) -> Iterator[Step]:
    """Minute after minute; what is in memory is two of them."""
    last = None
    for t_us, who, states, status in _minutes(folder):
        mine = ships.ship[who]
        here = t_us, who[mine], states[mine], status[mine]
        if last is not None:
            both, was, now = np.intersect1d(last[1], here[1], assume_unique=True, return_indices=True)
            before, after = last[2][was], here[2][now]
            lying = np.isin(last[3][was], _LYING) | np.isin(here[3][now], _LYING)
            moving = (before[:, 2] >= LEAST_KN) & (after[:, 2] >= LEAST_KN)
            yield Step(last[0], t_us, both, before, after, moving & ~lying)
        last = here


def _minutes(folder: Path) -> Iterator[tuple[int, Numbers, Floats, npt.NDArray[np.uint8]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rest: pa.Table | None = None
    with pq.ParquetFile(folder / STATES) as file:
        for batch in file.iter_batches(1 << 19, columns=["t", "vessel", *_COLUMNS, "status"]):
            rows = pa.Table.from_batches([batch])
            if rest is not None:
                rows = pa.concat_tables([rest, rows])
            t = rows["t"].cast(pa.int64()).to_numpy()
            cuts = np.flatnonzero(np.diff(t)) + 1
            # The last minute may go on in the next batch.
            rest = rows.slice(int(cuts[-1]) if cuts.size else 0)
            yield from _each(rows, t, [0, *cuts.tolist()])
    if rest is not None and rest.num_rows:
        t = rest["t"].cast(pa.int64()).to_numpy()
        yield from _each(rest, t, [0, rest.num_rows])


def _each(rows: pa.Table, t: Numbers, cuts: list[int]) -> Iterator[tuple[int, Numbers, Floats, npt.NDArray[np.uint8]]]:
    who = rows["vessel"].to_numpy().astype(np.int64)
    states = np.stack([rows[name].to_numpy().astype(np.float64) for name in _COLUMNS], axis=1)
    status = rows["status"].to_numpy()
    for first, end in pairwise(cuts):
        yield int(t[first]), who[first:end], states[first:end], status[first:end]
