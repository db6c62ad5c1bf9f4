"""What was heard and has not reached its listener yet."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.records import RX, TX, Records

Ints = npt.NDArray[np.int64]


class Told(NamedTuple):
    """Receptions with the transmissions they are of, row by row."""

    rx: Records
    tx: Records


class Waiting:
    """One receiver's receptions until they are delivered. Pieces stay whole until something of them is due."""

    def __init__(self) -> None:
        self._pieces: list[Told] = []

    def add(self, told: Told) -> None:
        """Keep some more."""
        if told.rx.size:
            self._pieces.append(told)

    def forget(self, from_us: int) -> None:
        """Drop what would be told as heard at this instant or later."""
        kept = [(piece, piece.rx["t"] < from_us) for piece in self._pieces]
        self._pieces = [Told(piece.rx[some], piece.tx[some]) for piece, some in kept if some.any()]

    def due(self, before_us: int | None) -> Told:
        """Take out what is delivered before an instant; None takes all."""
        out, kept = [], []
        for piece in self._pieces:
            late = np.zeros(piece.rx.size, bool) if before_us is None else piece.rx["t_deliver"] >= before_us
            if late.all():
                kept.append(piece)
                continue
            out.append(Told(piece.rx[~late], piece.tx[~late]))
            if late.any():
                kept.append(Told(piece.rx[late], piece.tx[late]))
        self._pieces = kept
        return Told(
            np.concatenate([np.zeros(0, RX), *(piece.rx for piece in out)]),
            np.concatenate([np.zeros(0, TX), *(piece.tx for piece in out)]),
        )

    @property
    def rows(self) -> int:
        """How many wait."""
        return sum(piece.rx.size for piece in self._pieces)
