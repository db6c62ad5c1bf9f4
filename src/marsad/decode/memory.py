"""Memory of the decoder: what it works in again and again, and what leaves it in Arrow tables.

Fresh memory is the dearest thing that decoding asks of the system: a page fault for every 4 KiB costs as much as
filling them thrice. So working memory is kept, and columns are cut from pieces so large that the system gives huge
pages for them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

PIECE = 32 << 20
"""Bytes of a piece, more than the largest table of a chunk of a file. NumPy asks for huge pages from 4 MiB on."""
_LARGE = 64 << 10  # columns below this are not worth a place in a piece: many tables are small
_LINE = 64  # columns begin where vector instructions like it


class Columns:
    """Where the columns of the tables of one page are cut from. Arrow keeps a piece as long as any column of it."""

    def __init__(self) -> None:
        self._piece = np.empty(0, np.uint8)
        self._used = 0

    def array(self, count: int, dtype: DTypeLike) -> NDArray[Any]:
        """`count` cells, not cleared."""
        size = count * np.dtype(dtype).itemsize
        if size < _LARGE or size > PIECE:
            return np.empty(count, dtype)
        if self._used + size > len(self._piece):
            self._piece, self._used = np.empty(PIECE, np.uint8), 0
        begin = self._used
        self._used = -(-(begin + size) // _LINE) * _LINE
        return self._piece[begin : begin + size].view(dtype)


class Workspace:
    """Arrays for use within one page, by name; each lasts until it is asked for again."""

    def __init__(self) -> None:
        self.columns = Columns()
        self._kept: dict[str, NDArray[np.uint8]] = {}

    def new_page(self) -> None:
        """What is handed out from now on shares no memory with what was before."""
        self.columns = Columns()

    def array(self, name: str, count: int, dtype: DTypeLike) -> NDArray[Any]:
        """`count` cells, not cleared."""
        size = count * np.dtype(dtype).itemsize
        kept = self._kept.get(name)
        if kept is None or len(kept) < size:
            kept = self._kept[name] = np.empty(size * 5 // 4, np.uint8)
        return kept[:size].view(dtype)

    def marks(self, count: int, stride: int) -> NDArray[np.uint8]:
        """`count` rows of `stride` zeros."""
        marks = self.array("marks", count * stride, np.uint8).reshape(count, stride)
        marks[:] = 0
        return marks
