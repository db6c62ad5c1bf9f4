"""contacts.parquet: detections under the column names in which Global Fishing Watch publishes them, and the truth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from marsad.testing.simulator.records import Records

_TIME = pa.timestamp("us", tz="UTC")

SCHEMA = pa.schema(
    [
        ("scene_id", pa.string()), ("detect_id", pa.string()), ("detect_timestamp", _TIME),
        ("detect_lon", pa.float64()), ("detect_lat", pa.float64()), ("presence_score", pa.float32()),
        ("length_m", pa.float32()), ("vessel", pa.int32()), ("azimuth_shift_m", pa.float32()),
    ]
)  # fmt: skip
"""`vessel` is null where nothing is there; it and the shift are the truth, which no detector may read."""


def batch(contacts: Records, names: Sequence[str]) -> pa.RecordBatch:
    """Rows of contacts (dtype CONTACT); `names` are the radar satellites'. A scene is what one sees in ten minutes."""
    clock = np.array(contacts["t"] // 600_000_000 * 600, "datetime64[s]").astype(str).tolist()
    scenes = [
        f"{names[one]}_{when.replace('-', '').replace(':', '')}Z"
        for one, when in zip(contacts["satellite"].tolist(), clock, strict=True)
    ]
    places = zip(contacts["t"].tolist(), contacts["lon"].tolist(), contacts["lat"].tolist(), strict=True)
    ids = [f"{scene};{t};{lon:.5f};{lat:.5f}" for scene, (t, lon, lat) in zip(scenes, places, strict=True)]
    return pa.record_batch(
        [
            pa.array(scenes, pa.string()),
            pa.array(ids, pa.string()),
            pa.array(contacts["t"]).cast(_TIME),
            pa.array(np.round(contacts["lon"], 6)),
            pa.array(np.round(contacts["lat"], 6)),
            pa.array(np.round(contacts["score"].astype(np.float64), 3).astype(np.float32)),
            pa.array(np.round(contacts["length_m"].astype(np.float64), 1).astype(np.float32)),
            pa.array(contacts["vessel"], mask=contacts["vessel"] < 0),
            pa.array(np.round(contacts["shift_m"].astype(np.float64), 1).astype(np.float32)),
        ],
        schema=SCHEMA,
    )
