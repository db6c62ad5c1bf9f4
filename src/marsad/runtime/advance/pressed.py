"""Records pressed together: what detectors remember is mostly zeros and is kept for a rerun or a restart that may never
come. LZ4 takes no longer for it than a copy would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_PIECE: Final = 1 << 24
"""Bytes pressed at once, so that no second copy of all is ever made; after each, other threads may go first."""
CODEC: Final = "lz4"


class PressedError(ValueError):
    """Pieces that do not hold what they say."""


@dataclass(frozen=True)
class Pressed:
    """So many bytes of records, in pieces."""

    dtype: np.dtype[Any]
    size: int
    pieces: list[bytes]

    @property
    def nbytes(self) -> int:
        """What it takes."""
        return sum(map(len, self.pieces))

    def records(self, expected: int = 0) -> npt.NDArray[Any]:
        """The records again, to be written into, with room for `expected` in all behind them. Raises PressedError."""
        if self.size % self.dtype.itemsize:
            raise PressedError(f"{self.size} bytes are no whole records of {self.dtype.itemsize}")
        many = self.size // self.dtype.itemsize
        place = np.empty(max(many, expected), self.dtype)
        whole = place[:many]
        room = whole.view(np.uint8)
        if len(self.pieces) != -(-self.size // _PIECE):
            raise PressedError(f"{len(self.pieces)} pieces are not {self.size} bytes")
        for at, piece in enumerate(self.pieces):
            part = room[at * _PIECE : (at + 1) * _PIECE]
            try:
                part[:] = np.frombuffer(pa.decompress(piece, len(part), CODEC), np.uint8)
            except (OSError, ValueError) as error:
                raise PressedError(f"a piece cannot be read ({error})") from None
        return whole


def press(records: npt.NDArray[Any]) -> Pressed:
    """Records as they lie in memory."""
    data = np.ascontiguousarray(records).view(np.uint8)
    pieces = [pa.compress(data[at : at + _PIECE], CODEC, asbytes=True) for at in range(0, len(data), _PIECE)]
    return Pressed(records.dtype, len(data), pieces)
