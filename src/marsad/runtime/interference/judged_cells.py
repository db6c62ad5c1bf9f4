"""Cells of all windows judged one window after another, and the events that disturbed ones form, as tables."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.detectors.interference_rule.cell_events import clusters
from marsad.detectors.interference_rule.cell_rule import CellRule
from marsad.detectors.interference_rule.cell_value import NAMES, levels_of, values_of
from marsad.detectors.interference_rule.cell_watch import JUDGED, LEVELS, NO_ONSET, RED, YELLOW, CellWatch
from marsad.runtime.interference.cell_grid import middles_of, neighbours_of
from marsad.runtime.interference.daily_file import Counts, day_of

DAY_S: Final = 86_400
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Judged:
    """What was made of the cells, in the order (window, cell)."""

    counts: Counts
    lon_deg: npt.NDArray[np.float64]
    lat_deg: npt.NDArray[np.float64]
    judged: npt.NDArray[Any]
    """Records of JUDGED."""
    value: npt.NDArray[np.float64]
    value_level: npt.NDArray[np.uint8]
    event: npt.NDArray[np.int64]
    """The event of each row from 0, -1 for none."""

    def since(self, window: int) -> Judged:
        """The rows of a window and later. Events keep their numbers and what they had before."""
        rows = self.counts.window >= window
        counts = Counts(self.counts.window[rows], self.counts.cell[rows], self.counts.good[rows],
                        self.counts.bad[rows], self.counts.rejected)  # fmt: skip
        return Judged(counts, self.lon_deg[rows], self.lat_deg[rows], self.judged[rows], self.value[rows],
                      self.value_level[rows], self.event[rows])  # fmt: skip


def judge(counts: Counts, rule: CellRule | None = None, window_s: int = DAY_S, progress: Progress | None = None
          ) -> Judged:  # fmt: skip
    """Judge windows in the order of time; `progress` is told how many of how many are done."""
    cells, where = np.unique(counts.cell, return_inverse=True)
    around = neighbours_of(cells)
    watch, out = CellWatch(around, window_s, rule), np.zeros(len(counts), JUDGED)
    begins = np.flatnonzero(np.diff(counts.window, prepend=counts.window[:1] - 1))
    for done, (begin, end) in enumerate(zip(begins, [*begins[1:], len(counts)], strict=True)):
        rows = slice(begin, end)
        out[rows] = watch.judge(int(counts.window[begin]), where[rows], counts.good[rows], counts.bad[rows])
        if progress is not None:
            progress(done + 1, len(begins))
    value = values_of(counts.good, counts.bad)
    lon, lat = middles_of(cells)
    event = clusters(counts.window, where, out["level"], around)
    return Judged(counts, lon[where], lat[where], out, value, levels_of(value), event)


def cell_table(judged: Judged) -> pa.Table:
    """One row for each cell and day: counts, value and level of gpsjam's rule, and what Marsad made of it.

    `onset` is null where the cell is not disturbed, `event` where it belongs to none.
    """
    counts, out = judged.counts, judged.judged
    disturbed = out["level"] >= YELLOW
    onset = np.where(out["onset"] == NO_ONSET, 0, out["onset"]).astype(np.int32)
    return pa.table(
        {
            "date": pa.array(counts.window.astype(np.int32), pa.int32()).cast(pa.date32()),
            "h3": counts.cell,
            "lon_deg": judged.lon_deg,
            "lat_deg": judged.lat_deg,
            "count_good_aircraft": counts.good,
            "count_bad_aircraft": counts.bad,
            "value": judged.value,
            "value_level": _words(judged.value_level, NAMES),
            "level": _words(out["level"], LEVELS),
            "usual_share": out["usual"],
            "p": out["p"],
            "p_around": out["p_around"],
            "false_share": out["q"],
            "onset": pa.array(onset, pa.int32(), mask=~disturbed).cast(pa.date32()),
            "event": pa.array(judged.event + 1, pa.int64(), mask=judged.event < 0),
        }
    )


def event_table(judged: Judged) -> pa.Table:
    """One row for each event, those with most bad aircraft first.

    `number` as in the cells; `t_start` the earliest onset, `t_end` the last day on which it was seen; `cells` distinct
    ones and `most_cells` on one day; `aircraft_days` seen and bad in disturbed cells; `share` of bad ones among them,
    `worst_share` in a cell; the middle weighted by bad aircraft; `false_share` the least of its cells; `confidence`
    "high" where three cells or three days were disturbed and one of them heavily, else "low".
    """
    rows = np.flatnonzero(judged.event >= 0)
    rows = rows[np.argsort(judged.event[rows], kind="stable")]
    events, begins = np.unique(judged.event[rows], return_index=True)
    stretches = np.split(rows, begins[1:])[: len(events)]
    told = [_event(judged, int(event), some) for event, some in zip(events, stretches, strict=True)]
    told.sort(key=lambda one: (-one["bad"], one["number"]))
    return pa.Table.from_pylist(told, _EVENT)


_EVENT: Final = pa.schema(
    [
        ("number", pa.int64()), ("t_start", pa.date32()), ("t_end", pa.date32()), ("days", pa.int64()),
        ("cells", pa.int64()), ("most_cells", pa.int64()), ("red_cell_days", pa.int64()), ("seen", pa.int64()),
        ("bad", pa.int64()), ("share", pa.float64()), ("worst_share", pa.float64()), ("lon_deg", pa.float64()),
        ("lat_deg", pa.float64()), ("false_share", pa.float64()), ("confidence", pa.string()),
    ]
)  # fmt: skip


def _event(judged: Judged, event: int, rows: npt.NDArray[np.int64]) -> dict[str, Any]:
    counts, out = judged.counts, judged.judged[rows]
    window, cell = counts.window[rows], counts.cell[rows]
    seen, bad = counts.good[rows] + counts.bad[rows], counts.bad[rows]
    on_days, cells = np.unique(window, return_counts=True)[1], len(np.unique(cell))
    red = int((out["level"] == RED).sum())
    lon, lat = _middle(judged.lon_deg[rows], judged.lat_deg[rows], bad)
    return {
        "number": event + 1, "t_start": day_of(int(out["onset"].min())), "t_end": day_of(int(window.max())),
        "days": len(on_days), "cells": cells, "most_cells": int(on_days.max()), "red_cell_days": red,
        "seen": int(seen.sum()), "bad": int(bad.sum()), "share": float(bad.sum() / seen.sum()),
        "worst_share": float(out["share"].max()), "lon_deg": lon, "lat_deg": lat, "false_share": float(out["q"].min()),
        "confidence": "high" if red and (cells >= 3 or len(on_days) >= 3) else "low",
    }  # fmt: skip


def _middle(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64], weight: npt.NDArray[np.int64]
            ) -> tuple[float, float]:  # fmt: skip
    """The mean of places on the sphere."""
    high, turned = np.radians(lat), np.radians(lon)
    x = float((np.cos(high) * np.cos(turned) * weight).sum())
    y = float((np.cos(high) * np.sin(turned) * weight).sum())
    z = float((np.sin(high) * weight).sum())
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _words(codes: npt.NDArray[np.uint8], names: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(names)).cast(pa.string())
