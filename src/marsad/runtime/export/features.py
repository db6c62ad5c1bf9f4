"""Rows with their geometry, as writers take them: a batch of points, or a batch of lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.geo.date_line import Run

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Points:
    """Rows that each have one place."""

    rows: pa.RecordBatch
    """What is told of each, `lon_deg` and `lat_deg` among it."""

    @property
    def lon_deg(self) -> Floats:
        return _floats(self.rows, "lon_deg")

    @property
    def lat_deg(self) -> Floats:
        return _floats(self.rows, "lat_deg")

    @property
    def told(self) -> pa.RecordBatch:
        """The rows without their place."""
        names = [name for name in self.rows.schema.names if name not in ("lon_deg", "lat_deg")]
        return self.rows.select(names)


@dataclass(frozen=True)
class Lines:
    """Rows that each are a track: one or more runs of points, none of which crosses the date line."""

    told: pa.RecordBatch
    runs: tuple[tuple[Run, ...], ...]


def _floats(rows: pa.RecordBatch, name: str) -> Floats:
    """A column of degrees; null is NaN."""
    return np.asarray(rows.column(name).to_numpy(zero_copy_only=False), np.float64)
