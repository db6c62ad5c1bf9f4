"""Ways through waters that are narrower than the cells of the ocean's net, found on fine charts of their own."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from marsad.schema.refusal import Refusal
from marsad.testing.simulator.records import Floats
from marsad.testing.simulator.sea import fit_kernel, way_kernel
from marsad.testing.simulator.sea.approach import coast_near, joined_by
from marsad.testing.simulator.sea.coast import Shore
from marsad.testing.simulator.sea.data import Table
from marsad.testing.simulator.sea.grid import ExtraWay
from marsad.testing.simulator.sea.lanes import line
from marsad.testing.simulator.sea.navigation import chart

_MARGIN_M, _KEEP_OFF_M, _ASIDE_M = 60.0, 1500.0, 1000.0
_AROUND_DEG, _POINT_M = 0.25, 20_000.0
_FREE_M, _REACH_M = 200.0, 20_000.0
_FINEST_DEG, _CELLS = 0.006, 110


def passages(shore: Shore, rows: Sequence[Table]) -> list[ExtraWay]:
    """One way for each row, over water from each of its points to the next (those on land are moved into water).

    Raises Refusal where there is none.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda row: _passage(shore, row), rows))


def _passage(shore: Shore, row: Table) -> ExtraWay:
    fitted = [fit_kernel.nearest_free(shore, float(x), float(y), _FREE_M, _REACH_M, 500.0) for x, y in row["line"]]
    lon, lat = line([place[:2] for place in fitted])
    out: list[tuple[Floats, Floats]] = []
    for k in range(lon.size - 1):
        found = _stretch(shore, (float(lon[k]), float(lat[k])), (float(lon[k + 1]), float(lat[k + 1])))
        if found is None:
            raise Refusal(f"No way over water leads along the passage {row['name']}, stretch {k + 1}.")
        out.append(found if k == 0 else (found[0][1:], found[1][1:]))
    lon, lat = np.concatenate([x for x, _ in out]), np.concatenate([y for _, y in out])
    lon, lat, _ = way_kernel.spaced(lon, lat, np.zeros(lon.size), _POINT_M, _POINT_M)
    return ExtraWay(lon, lat, 1.0, True, -_ASIDE_M)


def _stretch(shore: Shore, start: tuple[float, float], goal: tuple[float, float]) -> tuple[Floats, Floats] | None:
    stretch = 1.0 / max(0.1, math.cos(math.radians(start[1])))
    wide, high = abs(goal[0] - start[0]) / stretch, abs(goal[1] - start[1])
    around = _AROUND_DEG + 0.15 * max(wide, high)
    step = max(_FINEST_DEG, (max(wide, high) + 2.0 * around) / _CELLS)
    for finer in (1.0, 0.4):
        area = (
            min(start[0], goal[0]) - around * stretch,
            min(start[1], goal[1]) - around,
            max(start[0], goal[0]) + around * stretch,
            max(start[1], goal[1]) + around,
        )
        fine = chart(
            coast_near(shore, area), area, (step * finer * stretch, step * finer), _MARGIN_M, _KEEP_OFF_M, _ASIDE_M
        )
        found = joined_by(fine, start, goal)
        if found is not None:
            return found.lon, found.lat
    return None
