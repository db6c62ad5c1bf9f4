"""All rows of a build by family, day and bucket: in memory up to a bound, beyond it on disk."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.runtime.build.categories import Categories
from marsad.runtime.build.in_order import in_order
from marsad.runtime.build.part_kernel import BUCKETS
from marsad.runtime.build.parting import Piece, parted
from marsad.runtime.build.spill import Spilled, SpillFile, packed
from marsad.schema.arrow import ARROW
from marsad.schema.flags import Flag
from marsad.schema.lake import LAKE


class Parts:
    """Rows go in by `add`, in any order and from several threads, and come out by `take`, a day and its buckets."""

    def __init__(self, folder: Path, bound_bytes: int) -> None:
        """`folder` is made when the bound is first passed, and removed by `close`."""
        self._folder, self._bound = folder, bound_bytes
        self._categories = Categories()
        self._lock = threading.Lock()
        self._held: dict[int, dict[str, list[tuple[Piece, int]]]] = {}
        self._spilled: dict[int, dict[str, list[Spilled]]] = {}
        self._counts: dict[int, dict[str, npt.NDArray[np.int64]]] = {}
        self._heard: set[int] = set()
        self._bytes = 0
        self._runs = 0

    def add(self, family: str, table: pa.Table) -> None:
        """Take rows of a family; their `t` is never null."""
        if not table.num_rows:
            return
        piece = parted(self._categories.coded(table))
        heard = _is_heard(piece.rows)
        with self._lock:
            if heard:
                self._heard.update(piece.days.tolist())
            for place, day in enumerate(piece.days.tolist()):
                self._held.setdefault(day, {}).setdefault(family, []).append((piece, place))
                counts = self._counts.setdefault(day, {}).setdefault(family, np.zeros(BUCKETS, np.int64))
                counts += piece.counts(place)
            self._bytes += piece.rows.nbytes
            if self._bytes > self._bound:
                self._spill()

    @property
    def days(self) -> list[int]:
        """Days that have rows, ascending: days since 1970."""
        return sorted(self._counts)

    def counts(self, day: int, family: str) -> npt.NDArray[np.int64]:
        """Rows in each bucket."""
        return self._counts.get(day, {}).get(family, np.zeros(BUCKETS, np.int64))

    def heard(self, day: int) -> bool:
        """Whether there are reports of the day that a receiver heard, not only rows of tables."""
        return day in self._heard

    def families(self, day: int) -> list[str]:
        """Families that have rows on a day."""
        return sorted(self._counts.get(day, {}))

    def take(self, day: int, family: str, low: int = 0, high: int = BUCKETS) -> pa.Table:
        """Rows of a day whose bucket is low to below high, as columns of the lake's types; null ones are left out."""
        with self._lock:
            held = list(self._held.get(day, {}).get(family, ()))
            spilled = list(self._spilled.get(day, {}).get(family, ()))
        batches = [piece.slice(place, low, high) for piece, place in held]
        batches += [rows for one in spilled if (rows := one.read(low, high)) is not None]
        tables = [pa.Table.from_batches([rows]) for rows in batches if rows.num_rows]
        if not tables:
            return pa.table({})
        return self._categories.named(
            pa.concat_tables(tables, promote_options="default"), _CATEGORIES[family.rpartition(":")[2]]
        )

    def drop(self, day: int) -> None:
        """Forget a day."""
        with self._lock:
            self._held.pop(day, None)
            self._counts.pop(day, None)
            if self._spilled.pop(day, None):
                in_use = {one.file for day in self._spilled.values() for pieces in day.values() for one in pieces}
                for file in self._folder.iterdir():
                    if file not in in_use:
                        file.unlink()
            pieces = {id(p): p for day in self._held.values() for held in day.values() for p, _ in held}
            self._bytes = sum(piece.rows.nbytes for piece in pieces.values())

    def close(self) -> None:
        """Forget everything, and remove the folder."""
        self._held, self._spilled, self._counts = {}, {}, {}
        shutil.rmtree(self._folder, ignore_errors=True)

    def _spill(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._runs += 1
        out = SpillFile(self._folder / f"run-{self._runs:04}")
        stretches = (
            (day, family, held, counts, low, high)
            for day, families in sorted(self._held.items())
            for family, held in families.items()
            for low, high, counts in _stretches(held)
        )
        try:
            with ThreadPoolExecutor(_SPILLERS, "spill") as pool:
                for day, family, low, counts, data in in_order(pool, _SPILLERS, _packed_stretch, stretches):
                    piece = out.write(data, low, counts)
                    self._spilled.setdefault(day, {}).setdefault(family, []).append(piece)
        finally:
            out.close()
        self._held.clear()
        self._bytes = 0


def _is_heard(rows: pa.RecordBatch) -> bool:
    at = rows.schema.get_field_index("flags")
    return at >= 0 and not bool(np.all(np.asarray(rows.column(at)) & np.uint32(Flag.TABLE)))


_Stretch = tuple[int, str, list[tuple[Piece, int]], npt.NDArray[np.int64], int, int]


def _stretches(held: list[tuple[Piece, int]]) -> Iterator[tuple[int, int, npt.NDArray[np.int64]]]:
    """Where to cut the buckets of one day into stretches, and the rows of each piece and bucket of such a stretch."""
    counts = np.stack([piece.counts(place) for piece, place in held])
    total = counts.sum(axis=0)
    ends = np.cumsum(total)
    low = 0
    while low < BUCKETS:
        begin = int(ends[low] - total[low])
        high = max(int(np.searchsorted(ends, begin + _ROWS_OF_STRETCH, "right")), low + 1)
        if ends[high - 1] > begin:
            yield low, high, counts[:, low:high]
        low = high


def _packed_stretch(stretch: _Stretch) -> tuple[int, str, int, npt.NDArray[np.int64], pa.Buffer]:
    """The rows of a stretch in the order of their buckets, as they are written."""
    day, family, held, counts, low, high = stretch
    slices = [piece.slice(place, low, high) for piece, place in held]
    rows = pa.concat_tables([pa.Table.from_batches([one]) for one in slices], promote_options="default")
    if len(held) > 1:
        rows = rows.take(pa.array(_order(counts)))
    return day, family, low, counts.sum(axis=0), packed(rows)


_ROWS_OF_STRETCH = 1 << 18
_SPILLERS = 2


def _order(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Row numbers of concatenated pieces (pieces x buckets) such that buckets stand together."""
    flat = counts.ravel()
    begins = (np.cumsum(flat) - flat).reshape(counts.shape).T.ravel()
    lengths = counts.T.ravel()
    ends = np.cumsum(lengths)
    order: npt.NDArray[np.int64] = np.repeat(begins - (ends - lengths), lengths) + np.arange(int(lengths.sum()))
    return order


_CATEGORIES = {
    name: frozenset(column.name for column in table.columns if pa.types.is_dictionary(ARROW[column.kind]))
    for name, table in LAKE.items()
}
