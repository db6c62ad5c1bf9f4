"""GeoParquet 1.1: WKB geometry, the box of each row to find it by, times beside the points of a track."""

from __future__ import annotations

from typing import Any, BinaryIO

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from marsad.runtime.export import wkb
from marsad.runtime.export.features import Lines, Points

Floats = npt.NDArray[np.float64]

_SIDES = ("xmin", "ymin", "xmax", "ymax")
_BOX = pa.struct([(side, pa.float64()) for side in _SIDES])
_TIMES = pa.list_(pa.timestamp("us", tz="UTC"))


class Writer:
    """Features into a GeoParquet file; coordinates are WGS 84 degrees, longitude first (the format's default)."""

    def __init__(self, out: BinaryIO, title: str) -> None:
        self._out = out
        self._open: pq.ParquetWriter | None = None
        self._kinds: set[str] = set()
        self._box = np.array([np.inf, np.inf, -np.inf, -np.inf])

    def write(self, features: Points | Lines) -> None:
        """Append a batch."""
        told = features.told
        if isinstance(features, Points):
            x, y = features.lon_deg, features.lat_deg
            geometry, boxes = wkb.points(x, y), np.column_stack([x, y, x, y])
            self._kinds |= {"Point"} if geometry.null_count < len(geometry) else set()
            added: list[tuple[str, pa.Array]] = []
        else:
            packed = [wkb.line(runs) for runs in features.runs]
            geometry = pa.array([data for data, _ in packed], pa.binary())
            self._kinds |= {kind for _, kind in packed}
            boxes = np.array([_sides(runs) for runs in features.runs]).reshape(-1, 4)
            added = [("line_t", _times(features))]
        table = pa.table(
            [*told.columns, *(values for _, values in added), geometry, _boxes(boxes)],
            names=[*told.schema.names, *(name for name, _ in added), "geometry", "bbox"],
        )
        if self._open is None:
            self._open = pq.ParquetWriter(self._out, table.schema, compression="zstd", store_schema=False)
        self._open.write_table(table)
        if boxes.size and not np.isnan(boxes).all():
            self._box[:2] = np.minimum(self._box[:2], np.nanmin(boxes[:, :2], axis=0))
            self._box[2:] = np.maximum(self._box[2:], np.nanmax(boxes[:, 2:], axis=0))

    def close(self) -> None:
        """Write what holds for the whole file, and its end."""
        if self._open is None:
            return
        column: dict[str, Any] = {
            "encoding": "WKB",
            "geometry_types": sorted(self._kinds),
            "covering": {"bbox": {side: ["bbox", side] for side in _SIDES}},
        }
        if np.isfinite(self._box).all():
            column["bbox"] = self._box.tolist()
        told = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
        self._open.add_key_value_metadata({"geo": msgspec.json.encode(told).decode()})
        self._open.close()


def _sides(runs: Any) -> list[float]:
    x, y = np.concatenate([run[0] for run in runs]), np.concatenate([run[1] for run in runs])
    return [x.min(), y.min(), x.max(), y.max()]


def _boxes(sides: Floats) -> pa.Array:
    arrays = [pa.array(np.ascontiguousarray(sides[:, i])) for i in range(4)]
    missing = pa.array(np.isnan(sides).any(axis=1))
    return pa.StructArray.from_arrays(arrays, fields=list(_BOX), mask=missing)


def _times(lines: Lines) -> pa.Array:
    """Instants of the points, in the order in which the geometry has them."""
    runs = [[np.repeat(t, 2) if t.size == 1 and len(row) > 1 else t for _, _, t in row] for row in lines.runs]
    flat = [np.concatenate(row) for row in runs]
    offsets = np.concatenate([[0], np.cumsum([row.size for row in flat])]).astype(np.int32)
    values = pa.array(np.concatenate(flat) if flat else np.zeros(0, np.int64)).cast(pa.timestamp("us", tz="UTC"))
    return pa.ListArray.from_arrays(pa.array(offsets), values).cast(_TIMES)
