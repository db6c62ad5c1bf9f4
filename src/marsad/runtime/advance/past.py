"""What was heard, and what detectors knew, as far back as a row may still come late: from where a rerun can begin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.plugin.rows import FAMILIES, Records, Rows, after, join, no_rows, ordered
from marsad.runtime.advance.part import Mmsi, PressedPart

_NEAR: Final = 6
"""So many of the newest checkpoints are kept: most of what comes late comes soon."""
_SPARSE: Final = 18
"""Older ones lie so many intervals apart: each holds all that detectors know, and a rerun from the one before costs a
few seconds."""
STRETCH_ROWS: Final = 20_000
"""A rerun takes so many rows at once: each step of a detector costs something even without rows."""
SHORT_ROWS: Final = 4_000
"""So many where people wait meanwhile for what is new."""


@dataclass
class Checkpoint:
    """What each part knew at one instant."""

    w: int
    parts: list[PressedPart]


@dataclass(frozen=True)
class Chunk:
    """The rows of one step: those in (prev, w]."""

    prev: int
    w: int
    rows: Rows
    size: int


class Past:
    """Checkpoints each `every_us`, older ones further apart, and all rows since the oldest of them.

    `horizon_us` says how far back a rerun may have to begin; with more than `most_rows` rows it is shortened. While a
    rerun is under way (`is_held`) nothing is let go. `forget` is told before which instant no rerun begins any more.
    """

    def __init__(self, every_us: int, horizon_us: int, most_rows: int, forget: Callable[[int], None]) -> None:
        self.checkpoints: list[Checkpoint] = []
        self.log: list[Chunk] = []
        self.is_held = False
        self._every, self._horizon, self._most_rows = every_us, horizon_us, most_rows
        self._forget = forget
        self._logged = 0

    @property
    def since(self) -> int | None:
        """The instant after which all rows are held; None before the first step."""
        return self.checkpoints[0].w if self.checkpoints else None

    @property
    def is_full(self) -> bool:
        """What is held for a rerun takes twice the room it should."""
        return self._logged > 2 * self._most_rows

    def add(self, chunk: Chunk) -> None:
        """The rows of the newest step."""
        self.log.append(chunk)
        self._logged += chunk.size

    def wants_checkpoint(self, w: int) -> bool:
        """Whether one should be made at the instant `w`."""
        crowded = self._logged > self._most_rows and len(self.checkpoints) == 1
        return w - self.checkpoints[-1].w >= self._every or crowded

    def put(self, checkpoint: Checkpoint) -> None:
        """The newest checkpoint."""
        self.checkpoints.append(checkpoint)

    def drop(self, w: int) -> None:
        """Let go what no rerun can need at the watermark `w`, and of older checkpoints all but one in `_SPARSE`."""
        if self.is_held:
            return
        kept = self.checkpoints
        for at in range(len(kept) - 1 - _NEAR, 0, -1):
            if kept[at + 1].w - kept[at - 1].w <= _SPARSE * self._every:
                del kept[at]
        while len(kept) > 1 and (kept[1].w <= w - self._horizon or self._logged > self._most_rows):
            del self.checkpoints[0]
            gone = sum(chunk.w <= self.checkpoints[0].w for chunk in self.log)
            self._logged -= sum(chunk.size for chunk in self.log[:gone])
            del self.log[:gone]
            self._forget(self.checkpoints[0].w)

    def before(self, t: int) -> Checkpoint:
        """The newest checkpoint before an instant."""
        return next(checkpoint for checkpoint in reversed(self.checkpoints) if checkpoint.w < t)

    def at(self, w: int) -> Checkpoint | None:
        """The checkpoint of an instant, if there is one."""
        return next((checkpoint for checkpoint in self.checkpoints if checkpoint.w == w), None)

    def stretch(self, since: int, rows: int = STRETCH_ROWS) -> Chunk | None:
        """What was heard next after an instant, several steps of so many `rows` as one, up to a checkpoint at most."""
        ends = {checkpoint.w for checkpoint in self.checkpoints}
        some: list[Chunk] = []
        for chunk in self.log:
            if chunk.w > since:
                some.append(chunk)
                if chunk.w in ends or sum(one.size for one in some) >= rows:
                    break
        return _one(some) if some else None

    def held(self, family: str, mmsi: Mmsi) -> Records:
        """The rows of a family under some MMSI, in order."""
        some = [rows[np.isin(rows["mmsi"], mmsi)] for rows in (chunk.rows.of(family) for chunk in self.log)]
        return np.concatenate([np.zeros(0, FAMILIES[family]), *some])

    def join(self, late: Rows) -> int | None:
        """Put rows that came late among those that are held: the instant of the first, None where all were known."""
        times = [int(late.of(family)["t"][0]) for family in FAMILIES if len(late.of(family))]
        if not times:
            return None
        since, changed = self.before(min(times)).w, False
        for at, chunk in enumerate(self.log):
            more = late.within(chunk.prev, chunk.w) if chunk.w > since else no_rows()
            if len(more):
                both = join([chunk.rows, more])
                changed |= len(both) > len(chunk.rows)
                self.log[at] = Chunk(chunk.prev, chunk.w, both, len(both))
        return min(times) if changed else None

    def replace(self, mmsi: Mmsi, families: Mapping[str, Records]) -> int | None:
        """Put rows of some families, in order, in place of all that are held of these under some MMSI: the first
        instant at which that makes a difference, None where it makes none."""
        first: int | None = None
        for family, told in families.items():
            records = told[after(told, self.checkpoints[0].w) :]
            for at, chunk in enumerate(self.log):
                rows = chunk.rows.of(family)
                ours = np.isin(rows["mmsi"], mmsi)
                low, high = after(records, chunk.prev), after(records, chunk.w)
                changed = _first_change(rows[ours], records[low:high])
                if changed is not None:
                    first = changed if first is None else min(first, changed)
                    whole = ordered(np.concatenate([rows[~ours], records[low:high]]))
                    self.log[at] = replace(chunk, rows=replace(chunk.rows, **{family: whole}))
        return first


def _one(some: list[Chunk]) -> Chunk:
    """Chunks that follow upon each other as one."""
    if len(some) == 1:
        return some[0]
    rows = Rows(**{family: np.concatenate([chunk.rows.of(family) for chunk in some]) for family in FAMILIES})
    return Chunk(some[0].prev, some[-1].w, rows, len(rows))


def _first_change(old: Records, new: Records) -> int | None:
    """The first instant at which two stretches of rows differ; both are in order."""
    many = min(len(old), len(new))
    differ = np.ones(many, np.bool_)
    if many:
        differ = (_bytes(old[:many]) != _bytes(new[:many])).any(axis=1)
    if differ.any():
        at = int(np.argmax(differ))
        return min(int(old["t"][at]), int(new["t"][at]))
    rest = old if len(old) > many else new
    return int(rest["t"][many]) if len(rest) > many else None


def _bytes(records: Records) -> npt.NDArray[np.uint8]:
    return np.ascontiguousarray(records).view(np.uint8).reshape(len(records), records.dtype.itemsize)
