"""Which slot is whose: vessels numbered from 0 in the order in which they were first heard."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


class Roll:
    """The vessels of a part; `ids` by slot."""

    def __init__(self, ids: Ints | None = None) -> None:
        self.ids: Ints = np.zeros(0, np.int64) if ids is None else ids
        self._order: Ints = np.argsort(self.ids)
        self._sorted: Ints = self.ids[self._order]

    def __len__(self) -> int:
        return len(self.ids)

    def slots(self, vessels: Ints) -> Ints:
        """The slot of each vessel; new ones are given one."""
        found = self.known(vessels)
        if (found < 0).any():
            new, first = np.unique(vessels[found < 0], return_index=True)
            new = new[np.argsort(first)]
            self.ids = np.concatenate([self.ids, new])
            self._order = np.argsort(self.ids)
            self._sorted = self.ids[self._order]
            found = self.known(vessels)
        return found

    def known(self, vessels: Ints) -> Ints:
        """The slot of each vessel, -1 for one that was never heard."""
        if not len(self.ids):
            return np.full(len(vessels), -1, np.int64)
        at = np.minimum(np.searchsorted(self._sorted, vessels), len(self.ids) - 1)
        return np.where(self._sorted[at] == vessels, self._order[at], -1)
