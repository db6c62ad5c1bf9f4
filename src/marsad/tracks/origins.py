"""Where a value came from: pairs of feed and station, as small numbers that slots can keep."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.arrow_columns import category

MOST = 65_536
"""So many pairs are told apart; a feed that makes up station names for ever gets number 0 from there on."""


class Origins:
    """The pairs seen so far. Number 0 is "not told"."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = [("", "")]
        self.ranks: npt.NDArray[np.int64] = np.zeros(MOST, dtype=np.int64)
        self._number: dict[tuple[str, str], int] = {("", ""): 0}

    def number(self, source: str, station: str) -> int:
        """The number of a pair, a new one where it has none."""
        pair = (source[:64], station[:64])
        known = self._number.get(pair)
        if known is not None:
            return known
        new = len(self.pairs)
        if new >= MOST:
            return 0
        self.pairs.append(pair)
        self._number[pair] = new
        self.ranks[new] = zlib.crc32("\0".join(pair).encode())
        return new

    def numbers_of(self, batch: pa.RecordBatch) -> npt.NDArray[np.int32]:
        """The number of the pair of each row."""
        source, sources = category(batch, "source")
        station, stations = category(batch, "station")
        pair = source * len(stations) + station
        size = len(sources) * len(stations)
        if size <= 4 * len(pair) + 1024:
            present = np.flatnonzero(np.bincount(pair, minlength=size))
            lookup = np.zeros(size, dtype=np.int32)
            for code in present.tolist():
                lookup[code] = self.number(sources[code // len(stations)], stations[code % len(stations)])
            dense: npt.NDArray[np.int32] = lookup[pair]
            return dense
        unique, inverse = np.unique(pair, return_inverse=True)
        found = [self.number(sources[c // len(stations)], stations[c % len(stations)]) for c in unique.tolist()]
        return np.array(found, dtype=np.int32)[inverse]
