"""Cells over time: each window is judged by what was usual in its cells in the windows before it, never after."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.detectors.interference_rule.cell_kernel import (
    CELL,
    CLEAR,
    JUDGED,
    NO_DATA,
    NO_ONSET,
    RED,
    YELLOW,
    Rule,
    judge_window,
)
from marsad.detectors.interference_rule.cell_rule import CellRule

LEVELS: Final = ("no data", "clear", "yellow", "red")
__all__ = ["CLEAR", "JUDGED", "LEVELS", "NO_DATA", "NO_ONSET", "RED", "YELLOW", "CellWatch"]
Ints = npt.NDArray[np.int64]


class CellWatch:
    """The cells of one kind of sender. `around` has for each cell the places of its neighbours among the cells, -1 for
    none; `window_s` is how long a window is. Windows are numbered in the order of time, gaps allowed."""

    def __init__(self, around: npt.NDArray[np.int32], window_s: int, rule: CellRule | None = None) -> None:
        rule = rule or CellRule()
        self.cells = np.zeros(len(around), CELL)
        self._around = around
        self._rule = Rule(
            rule.usual_share, rule.usual_strength, rule.most_strength, rule.around_strength, rule.most_share,
            0.5 ** (window_s / 86_400 / rule.half_life_days), rule.false_share, rule.yellow_share, rule.red_share,
            rule.stays, rule.stays_p, rule.least_seen, rule.onset_share, rule.again_weight,
            0.5 ** (window_s / 86_400 / rule.again_days),
        )  # fmt: skip
        self._seen, self._bad = np.zeros(len(around), np.int64), np.zeros(len(around), np.int64)
        self._last: int | None = None

    def judge(self, window: int, where: Ints, good: Ints, bad: Ints) -> npt.NDArray[np.void]:
        """What becomes of the cells of one window: records of `JUDGED` in the order of the rows.

        `where` has the places of the cells, none twice; `good` and `bad` count distinct senders. Of each cell: `usual`
        and `share` (of bad ones, one let off; NaN where nobody was seen), `p` of the cell and `p_around` of it with its
        neighbours, `q` (share of false ones among those told up to it), `level`, and `onset` (the window in which it
        began; NO_ONSET where the cell is not disturbed). Raises ValueError for a window that is not later than those
        before, or a cell that comes twice.
        """
        if self._last is not None and window <= self._last:
            raise ValueError("windows are judged in the order of time")
        order = np.argsort(where)  # sums do not depend on the order in which rows come
        where, good, bad = where[order], good[order], bad[order]
        if bool((where[1:] == where[:-1]).any()):
            raise ValueError("a cell comes twice in one window")
        self._last = window
        found, out = np.zeros(len(where), JUDGED), np.zeros(len(where), JUDGED)
        judge_window(window, where, good, bad, self.cells, self._around, self._seen, self._bad, self._rule, found)
        out[order] = found
        return out
