"""tx.parquet: every transmission; rx/NAME.parquet: those that one receiver heard, row by row."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from marsad.testing.simulator.outputs.parquet import TIME, rounded, times
from marsad.testing.simulator.records import Records

TX = pa.schema(
    [
        ("t", TIME), ("vessel", pa.int32()), ("channel", pa.string()), ("slot", pa.uint16()), ("slots", pa.uint8()),
        ("type", pa.uint8()), ("part", pa.uint8()), ("mmsi", pa.uint32()), ("status", pa.uint8()),
        ("rot_raw", pa.int8()), ("sog_raw", pa.uint16()), ("lon_raw", pa.int32()), ("lat_raw", pa.int32()),
        ("cog_raw", pa.uint16()), ("heading_raw", pa.uint16()), ("second", pa.uint8()), ("accuracy", pa.bool_()),
        ("radio", pa.uint32()), ("true_lon_deg", pa.float64()), ("true_lat_deg", pa.float64()),
        ("area", pa.int16()), ("effect", pa.int32()),
    ]
)  # fmt: skip

RX = pa.schema(
    [
        ("tx", pa.int64()), ("t", TIME), ("t_deliver", TIME), ("signal_dbm", pa.float32()), ("repeat", pa.uint8()),
        ("t_sent", TIME), ("vessel", pa.int32()), ("mmsi", pa.uint32()), ("type", pa.uint8()),
    ]
)  # fmt: skip

_CHANNELS = pa.array(["A", "B", "75", "76"])


def tx_batch(tx: Records) -> pa.RecordBatch:
    """Transmissions in their order; of kinds that say no place, course or speed those columns are as sent, zero."""
    columns = {
        "t": times(tx["t"]),
        "channel": _CHANNELS.take(pa.array(tx["channel"])),
        "true_lon_deg": pa.array(rounded(tx["true_lon"], 7)),
        "true_lat_deg": pa.array(rounded(tx["true_lat"], 7)),
    }
    return pa.record_batch(
        [columns[field.name] if field.name in columns else pa.array(tx[field.name]) for field in TX], schema=TX
    )


def rx_batch(rx: Records, sent: Records) -> pa.RecordBatch:
    """What a receiver heard, beside the transmission of each row."""
    return pa.record_batch(
        [
            pa.array(rx["tx"]),
            times(rx["t"]),
            times(rx["t_deliver"]),
            pa.array(np.round(rx["signal_dbm"], 1)),
            pa.array(rx["repeat"]),
            times(sent["t"]),
            pa.array(sent["vessel"]),
            pa.array(sent["mmsi"]),
            pa.array(sent["type"]),
        ],
        schema=RX,
    )
