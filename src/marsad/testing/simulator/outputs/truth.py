"""truth.parquet: where every vessel truly was, once a minute; vessels.parquet: who they are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.testing.simulator.outputs.parquet import TIME, rounded, texts, times
from marsad.testing.simulator.records import Records, Role, Station

MINUTE_US = 60_000_000

SCHEMA = pa.schema(
    [
        ("t", TIME), ("vessel", pa.int32()), ("mmsi", pa.uint32()),
        ("lon_deg", pa.float64()), ("lat_deg", pa.float64()),
        ("sog_kn", pa.float32()), ("cog_deg", pa.float32()), ("heading_deg", pa.float32()),
        ("rot_deg_min", pa.float32()), ("status", pa.uint8()),
    ]
)  # fmt: skip

VESSELS = pa.schema(
    [
        ("vessel", pa.int32()), ("mmsi", pa.uint32()), ("station", pa.string()), ("role", pa.string()),
        ("ship_type", pa.uint8()), ("imo", pa.uint32()), ("name", pa.string()), ("callsign", pa.string()),
        ("length_m", pa.float32()), ("beam_m", pa.float32()), ("draught_m", pa.float32()), ("antenna_m", pa.float32()),
        ("top_kn", pa.float32()), ("turn_deg_min", pa.float32()), ("incident", pa.bool_()),
    ]
)  # fmt: skip


def minutes(t0_us: int, t1_us: int) -> npt.NDArray[np.int64]:
    """The whole minutes from t0 to before t1."""
    return np.arange(-(-t0_us // MINUTE_US) * MINUTE_US, t1_us, MINUTE_US, dtype=np.int64)


def batch(t_us: npt.NDArray[np.int64], who: npt.NDArray[np.int32], vessels: Records, states: Records) -> pa.RecordBatch:
    """Rows of those that are there, in the order of time and vessel."""
    there = np.flatnonzero(states["present"])
    order = there[np.lexsort((who[there], t_us[there]))]
    states, who = states[order], who[order]
    return pa.record_batch(
        [
            times(t_us[order]),
            pa.array(who),
            pa.array(vessels["mmsi"][who]),
            pa.array(_longitudes(states)),
            pa.array(rounded(states["lat"], 7)),
            pa.array(rounded(states["sog_kn"], 2).astype(np.float32)),
            pa.array(np.mod(rounded(states["cog_deg"], 2), 360.0).astype(np.float32)),
            pa.array(np.mod(rounded(states["heading_deg"], 2), 360.0).astype(np.float32)),
            pa.array(rounded(states["rot_deg_min"], 2).astype(np.float32)),
            pa.array(states["status"]),
        ],
        schema=SCHEMA,
    )


def _longitudes(states: Records) -> npt.NDArray[np.float64]:
    """To seven decimals; what is rounded onto 180 is -180."""
    lon = rounded(states["lon"], 7)
    return np.where(lon >= 180.0, lon - 360.0, lon)


def vessels_table(vessels: Records, fleet: int) -> pa.RecordBatch:
    """Everyone; the first `fleet` of them are the sea's own, the others come with incidents and look-alikes."""
    number = np.arange(len(vessels), dtype=np.int32)
    return pa.record_batch(
        [
            pa.array(number),
            pa.array(vessels["mmsi"]),
            pa.array([Station(code).name.lower() for code in vessels["station"].tolist()]),
            pa.array([Role(code).name.lower() for code in vessels["role"].tolist()]),
            pa.array(vessels["ship_type"]),
            pa.array(vessels["imo"]),
            texts(vessels, "name"),
            texts(vessels, "callsign"),
            *(pa.array(rounded(vessels[name], 2).astype(np.float32))
              for name in ("length_m", "beam_m", "draught_m", "antenna_m", "top_kn", "turn_deg_min")),
            pa.array(number >= fleet),
        ],
        schema=VESSELS,
    )  # fmt: skip
