"""Rows that wait for the watermark: kept as they came, and put in order once, when they are due."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping, Sequence

import pyarrow as pa

from marsad.plugin.rows import FAMILIES, Rows, join

PIECE_ROWS = 50_000
"""Tables are made into rows by about so many at once: who decodes beside it waits for no longer step."""
_EVER = 1 << 62


class Tables:
    """Decoded tables that nobody has made rows of; `put` and `pieces` may be called by two threads."""

    def __init__(self) -> None:
        self.rows = 0
        self._lock = threading.Lock()
        self._some: deque[Mapping[str, pa.Table]] = deque()

    def put(self, tables: Mapping[str, pa.Table]) -> None:
        """Some more."""
        with self._lock:
            self._some.append(tables)
            self.rows += _size(tables)

    def drop_oldest(self) -> int:
        """Let the oldest go; how many rows it had."""
        with self._lock:
            gone = _size(self._some.popleft()) if self._some else 0
            self.rows -= gone
            return gone

    def piece(self) -> dict[str, pa.Table]:
        """The oldest of them, joined: about `PIECE_ROWS`; nothing when there are none."""
        piece: list[Mapping[str, pa.Table]] = []
        size = 0
        with self._lock:
            while self._some and size < PIECE_ROWS:
                size += _size(self._some[0])
                piece.append(self._some.popleft())
            self.rows -= size
        return joined(piece) if piece else {}


class Waiting:
    """Rows in pieces, each in order."""

    def __init__(self) -> None:
        self._pieces: list[Rows] = []

    def __len__(self) -> int:
        return sum(map(len, self._pieces))

    def put(self, rows: Rows) -> None:
        """Rows in order."""
        if len(rows):
            self._pieces.append(rows)

    def due(self, prev_us: int, until_us: int) -> Rows:
        """Those with prev < t <= until, in order and none twice; what is older is let go with them."""
        found = join([piece.within(prev_us, until_us) for piece in self._pieces])
        left = [(piece, piece.within(until_us, _EVER)) for piece in self._pieces]
        # A small rest would keep all of its piece in memory.
        self._pieces = [rest if 4 * len(rest) > len(piece) else _copy(rest) for piece, rest in left if len(rest)]
        return found

    def drop_oldest(self) -> int:
        """Let the piece that came first go; how many rows it had."""
        return len(self._pieces.pop(0))

    @property
    def first_us(self) -> int | None:
        """The instant of the first row."""
        return min((int(piece.of(f)["t"][0]) for piece in self._pieces for f in FAMILIES if len(piece.of(f))),
                   default=None)  # fmt: skip

    @property
    def last_us(self) -> int | None:
        """The instant of the last row."""
        return max((int(piece.of(f)["t"][-1]) for piece in self._pieces for f in FAMILIES if len(piece.of(f))),
                   default=None)  # fmt: skip


def _size(tables: Mapping[str, pa.Table]) -> int:
    return sum(table.num_rows for table in tables.values())


def joined(some: Sequence[Mapping[str, pa.Table]]) -> dict[str, pa.Table]:
    """Tables of several times by family."""
    if len(some) == 1:
        return dict(some[0])
    families = dict.fromkeys(family for tables in some for family in tables)
    return {family: pa.concat_tables([tables[family] for tables in some if family in tables], promote_options="default")
            for family in families}  # fmt: skip


def _copy(rows: Rows) -> Rows:
    return Rows(**{family: rows.of(family).copy() for family in FAMILIES})
