"""The picture: the newest state of every vessel, base station, aid to navigation, SAR aircraft, locating device and
radar contact that was heard.

Newest wins by the instant of the fix (else the time heard), so rows may come twice and in any order. What was told now
and then (name, hull, voyage) is kept per field with its own time. The picture is bounded: when all slots are taken the
longest-silent go first, and are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.columns import DYNAMIC, ROW
from marsad.tracks.expected import expected_interval_s
from marsad.tracks.heard_cells import HeardCells
from marsad.tracks.origins import Origins
from marsad.tracks.pack_kernel import find_changed, pack_rows
from marsad.tracks.report_kernel import apply_reports
from marsad.tracks.reports import reports_of
from marsad.tracks.slot_kernel import find_slot, rebuild_table
from marsad.tracks.slots import Slots, empty_slots
from marsad.tracks.state_kernel import eviction_order, find_forgotten, refresh_states, release_slots
from marsad.tracks.statement_kernel import apply_statements
from marsad.tracks.statements import statements_of

Unreached = Callable[
    [
        npt.NDArray[np.uint32], npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.float64],
        npt.NDArray[np.uint8],
    ],
    npt.NDArray[np.bool_],
]  # fmt: skip
"""MMSI, instant, longitude, latitude and kind of rows; gives which of them tell a place that cannot be true."""

CAPACITY: Final = 250_000
FORGET_AFTER_S: Final = 86_400
REPORT_FAMILIES: Final = ("position", "base_station", "aton", "contact")
STATEMENT_FAMILIES: Final = ("static", "aton", "base_station")


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from an earlier revision. Slots are numbers; `rows` are wire rows of those with a position."""

    revision: int
    rows: npt.NDArray[np.void]
    renamed: npt.NDArray[np.int64]
    gone: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many slots are in use, and how old they are."""

    vessels: int = 0
    active: int = 0
    stale: int = 0
    lost: int = 0
    simulated: int = 0
    """Made by a simulator, whatever their state."""


class Picture:
    """The state of everything heard. Not safe for two threads at once: the owner holds a lock.

    `revision` grows with every change; `changes(since)` tells what a client that knows `since` has to learn.
    `evicted` counts slots taken back because all were in use, `forgotten` those silent for `forget_after_s`.
    """

    def __init__(self, capacity: int = CAPACITY, forget_after_s: float = FORGET_AFTER_S) -> None:
        if capacity < 1:
            raise ValueError("a picture needs room for at least one slot")
        self.capacity = capacity
        self.forget_after_s = forget_after_s
        self.revision = 0
        self.evicted = 0
        self.forgotten = 0
        self.newest_us = 0
        self.counts = StateCounts()
        self.slots: Slots = empty_slots(capacity)
        self.origins = Origins()
        self._refreshed = 0
        size = 1 << max(4, (2 * capacity - 1).bit_length())
        self._table_key: npt.NDArray[np.int64] = np.zeros(size, dtype=np.int64)
        self._table_slot: npt.NDArray[np.int32] = np.zeros(size, dtype=np.int32)
        self._room: npt.NDArray[np.int64] = np.zeros(3, dtype=np.int64)
        self._free: npt.NDArray[np.int32] = np.zeros(capacity, dtype=np.int32)
        self.heard_from = HeardCells()
        """From where vessels were heard, by whichever receiver."""
        self._blank: npt.NDArray[np.void] = np.zeros(1, dtype=DYNAMIC)

    @property
    def used(self) -> int:
        """Slots that were ever in use: all live ones have smaller numbers."""
        return int(self._room[0])

    def __len__(self) -> int:
        return int(self._room[2])

    def apply(self, tables: Mapping[str, pa.Table], now_us: int, unreached: Unreached | None = None) -> None:
        """Merge decoded rows, by family name; families without a place in the picture are passed over.

        `now_us` stands in for the time of rows that name none. A row whose place is `unreached` tells all but its
        place: the ship stays where it was, and its position is doubtful.
        """
        self.revision += 1
        for family in REPORT_FAMILIES:
            if family in tables:
                rows = reports_of(family, tables[family], self.origins, now_us)
                if unreached is not None and family == "position":
                    told = (rows[name] for name in ("mmsi", "t", "lon_deg", "lat_deg", "kind"))
                    rows["lon_deg"][unreached(*told)] = np.nan
                if family == "position":
                    self.heard_from.hear(rows)
                self._apply_reports(rows)
        for family in STATEMENT_FAMILIES:
            if family in tables:
                self._apply_statements(family, tables[family], now_us)

    def _apply_reports(self, rows: npt.NDArray[np.void]) -> None:
        s, done = self.slots, 0
        if len(rows):
            self.newest_us = max(self.newest_us, int(rows["t_heard"].max()))
        while done < len(rows):
            done = int(apply_reports(
                rows, done, self.revision, self._table_key, self._table_slot, self._room, self._free, s.key, s.changed,
                s.renamed, s.owned, s.heard, s.x, s.y, s.state, s.dynamic, s.trail, s.trail_head, s.trail_length,
            ))  # fmt: skip
            if done < len(rows):
                self._evict()

    def _apply_statements(self, family: str, table: pa.Table, now_us: int) -> None:
        statements = statements_of(family, table, self.origins, now_us)
        s, done = self.slots, 0
        if statements is None:
            return
        while done < len(statements.rows):
            done = int(apply_statements(
                statements.rows, statements.told, statements.numbers, statements.text_told, statements.texts,
                self.origins.ranks, done, self.revision, self._table_key, self._table_slot, self._room, self._free,
                s.key, s.changed, s.renamed, s.owned, s.heard, s.dynamic, s.number, s.number_t, s.number_origin,
                s.number_type, s.text, s.text_t, s.text_origin, s.text_type,
            ))  # fmt: skip
            if done < len(statements.rows):
                self._evict()

    def _evict(self) -> None:
        order = np.empty(self.used, dtype=np.int64)
        eviction_order(self.used, self.slots.key, self.slots.heard, self.slots.dynamic, order)
        many = max(1, self.capacity // 64)
        oldest = np.argpartition(order, many - 1)[:many] if many < len(order) else np.arange(len(order))
        self.evicted += len(oldest)
        self._release(oldest.astype(np.int64))

    def _release(self, gone: npt.NDArray[np.int64]) -> None:
        s = self.slots
        release_slots(
            gone, self.revision, self._table_key, self._table_slot, self._room, self._free, s.key, s.changed,
            s.renamed, s.owned, s.heard, s.x, s.y, s.state, s.dynamic, s.number_t, s.text, s.text_t, s.trail_head,
            s.trail_length, self._blank,
        )  # fmt: skip

    def refresh(self, now_us: int) -> None:
        """Judge every age at `now_us`: active, stale or lost; slots silent for too long leave the picture."""
        self.revision += 1
        s, used = self.slots, self.used
        touched = np.flatnonzero(s.changed[:used] > self._refreshed)
        if len(touched):
            s.dynamic["interval_s"][touched] = expected_interval_s(s.dynamic[touched])
        forgotten = np.empty(used, dtype=np.int64)
        before_us = now_us - int(self.forget_after_s * 1e6)
        many = int(find_forgotten(used, before_us, s.key, s.heard, forgotten))
        if many:
            self.forgotten += many
            self._release(forgotten[:many])
        counts = np.zeros(5, dtype=np.int64)
        refresh_states(used, now_us, self.revision, s.key, s.changed, s.heard, s.state, s.dynamic, counts)
        self.counts = StateCounts(*(int(n) for n in counts))
        self._refreshed = self.revision

    def changes(self, since: int) -> Changes:
        """What a client that knows revision `since` has to learn; `since` 0 is the whole picture."""
        s, used = self.slots, self.used
        rows, renamed, gone = (np.empty(used, dtype=np.int64) for _ in range(3))
        n = np.zeros(3, dtype=np.int64)
        find_changed(used, since, s.key, s.changed, s.renamed, s.owned, rows, renamed, gone, n)
        return Changes(self.revision, self.pack(rows[: n[0]]), renamed[: n[1]], gone[: n[2]])

    def pack(self, slots: npt.NDArray[np.int64]) -> npt.NDArray[np.void]:
        """Wire rows of the slots that have a position."""
        s = self.slots
        out = np.empty(len(slots), dtype=ROW)
        n = pack_rows(slots, s.x, s.y, s.state, s.dynamic, s.number, s.number_t, out)
        return out[:n]

    def live(self) -> npt.NDArray[np.int64]:
        """All slots in use."""
        return np.flatnonzero(self.slots.key[: self.used])

    def slot_of(self, mmsi: int) -> int | None:
        """The slot of an MMSI; None where it was not heard."""
        slot = int(find_slot(mmsi + 1, self._table_key, self._table_slot)) if 0 <= mmsi < 1 << 30 else -1
        return None if slot < 0 else slot

    def restore(self, slots: Slots, origins: Iterable[tuple[str, str]], count: int, newest_us: int) -> None:
        """Take over a saved picture: `count` slots, numbered from 0 without holes."""
        if count > self.capacity:
            raise ValueError(f"the saved picture has {count} slots, this one has room for {self.capacity}")
        self.slots, self.origins = slots, Origins()
        for source, station in origins:
            self.origins.number(source, station)
        self.revision += 1
        self.slots.changed[:count] = self.revision
        self.slots.renamed[:count] = self.revision
        self.slots.owned[:count] = self.revision
        self._room[:] = (count, 0, count)
        self.newest_us = newest_us
        rebuild_table(slots.key, count, self._table_key, self._table_slot)
