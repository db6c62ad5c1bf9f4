"""Where vessels were: once a minute each vessel of the picture is counted in the square that she is in.

What is told of a square is how many vessels were in it at a time, on the mean of those minutes: how often a ship
reports, and by how many receivers she is heard, changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.tracks.kind import CLASS_A, CLASS_B, LOST, STATE_BITS, UNKNOWN
from marsad.tracks.picture import Picture
from marsad.tracks.sea_cells import Cells, Part, cells_of

MINUTE_US: Final = 60_000_000
SHORT_US: Final = 10 * MINUTE_US
"""The last hour is kept in stretches of this length,"""
HOUR_US: Final = 60 * MINUTE_US
"""and what is older in hours."""
KEPT_US: Final = 25 * HOUR_US
MOST_CELLS: Final = 2_000_000
"""So many squares are kept in all stretches together (32 MB); beyond, the oldest stretches go."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when (microseconds UTC) it was counted how often, and how many vessels in which squares."""

    since_us: int
    until_us: int
    minutes: int
    cells: Cells
    counts: Counts

    def with_more(self, cells: Cells, counts: Counts, minutes: int, until_us: int) -> Stretch:
        """With what was counted after it."""
        named, at = np.unique(np.concatenate([self.cells, cells]), return_inverse=True)
        both = np.concatenate([self.counts, counts])
        summed = np.bincount(at, both, len(named)).astype(np.int64)
        return Stretch(self.since_us, until_us, self.minutes + minutes, named, summed)


@dataclass(frozen=True, slots=True)
class DensityPart:
    """Of the squares of a part (`cells`, counted as `Part.told` does) how many vessels were counted in `minutes`
    minutes together; from when to when, None where nothing was counted yet."""

    since_us: int | None
    until_us: int | None
    minutes: int
    cells: Cells
    counts: Counts


class Density:
    """The counts of the last day; nothing outlives a restart, and the answer says since when it was counted.

    One thread counts, any thread may ask: what is there is replaced as a whole, never changed.
    """

    def __init__(self) -> None:
        self._stretches: list[Stretch] = []

    def count(self, picture: Picture, now_us: int) -> None:
        """Count the picture, unless it was counted in this minute. A clock that was set back begins anew."""
        last = self._stretches[-1] if self._stretches else None
        if last is not None and now_us < last.since_us:
            last, self._stretches = None, []
        if last is not None and now_us // MINUTE_US <= (last.until_us - 1) // MINUTE_US:
            return
        cells, counts = (np.asarray(told, np.int64) for told in np.unique(_where(picture), return_counts=True))
        before, until = list(self._stretches), (now_us // MINUTE_US + 1) * MINUTE_US
        if last is not None and now_us // SHORT_US == last.since_us // SHORT_US:
            before[-1] = last.with_more(cells, counts, 1, until)
        else:
            before.append(Stretch(now_us // MINUTE_US * MINUTE_US, until, 1, cells, counts))
        self._stretches = _tidied(before, now_us)

    def of(self, part: Part, since_us: int) -> DensityPart:
        """What was counted in a part of the sea since a moment, in whole stretches."""
        some = [one for one in self._stretches if one.until_us > since_us]
        if not some:
            return DensityPart(None, None, 0, np.zeros(0, np.int64), np.zeros(0, np.int64))
        inside = [part.inside(one.cells) for one in some]
        cells = part.told(np.concatenate([one.cells[here] for one, here in zip(some, inside, strict=True)]))
        counts = np.concatenate([one.counts[here] for one, here in zip(some, inside, strict=True)])
        named, at = np.unique(cells, return_inverse=True)
        summed = np.bincount(at, counts, len(named)).astype(np.int64)
        return DensityPart(some[0].since_us, some[-1].until_us, sum(one.minutes for one in some), named, summed)


def _tidied(stretches: list[Stretch], now_us: int) -> list[Stretch]:
    kept: list[Stretch] = []
    for one in stretches:
        if one.until_us < now_us - KEPT_US:
            continue
        same_hour = kept and one.since_us // HOUR_US == kept[-1].since_us // HOUR_US
        if same_hour and one.until_us < now_us - HOUR_US:
            kept[-1] = kept[-1].with_more(one.cells, one.counts, one.minutes, one.until_us)
        else:
            kept.append(one)
    while len(kept) > 1 and sum(len(one.cells) for one in kept) > MOST_CELLS:
        kept.pop(0)
    return kept


def _where(picture: Picture) -> Cells:
    """The square of each vessel that is not lost; fixed stations, aircraft and locating devices are none."""
    used = picture.used
    slots, one = picture.slots, picture.slots.dynamic[:used]
    vessel = np.isin(one["kind"], (UNKNOWN, CLASS_A, CLASS_B)) & (slots.key[:used] > 0) & (one["pos_t"] > 0)
    here = np.flatnonzero(vessel & (slots.state[:used] & STATE_BITS != LOST))
    return cells_of(one["lon_deg"][here], one["lat_deg"][here])
