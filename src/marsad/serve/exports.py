"""The list in other forms: GeoJSON for maps, an Arrow stream for programs."""

from __future__ import annotations

import io
from dataclasses import asdict

import msgspec
import pyarrow as pa

from marsad.tracks.listing import Entry

_SCHEMA = pa.schema(
    [
        ("slot", pa.uint32()),
        ("mmsi", pa.uint32()),
        ("kind", pa.string()),
        ("state", pa.string()),
        ("name", pa.string()),
        ("callsign", pa.string()),
        ("imo", pa.uint32()),
        ("type_code", pa.uint8()),
        ("lon_deg", pa.float64()),
        ("lat_deg", pa.float64()),
        ("sog_kn", pa.float32()),
        ("cog_deg", pa.float32()),
        ("heading_deg", pa.uint16()),
        ("status", pa.uint8()),
        ("t_us", pa.timestamp("us", tz="UTC")),
    ]
)


def geojson(entries: list[Entry]) -> bytes:
    """A FeatureCollection of points (RFC 7946); an entry without a position has a null geometry."""
    features = []
    for e in entries:
        properties = {k: v for k, v in asdict(e).items() if k not in ("lon_deg", "lat_deg", "t_us")}
        properties["t_ms"] = e.t_us // 1000
        point = None if e.lon_deg is None else {"type": "Point", "coordinates": [e.lon_deg, e.lat_deg]}
        features.append({"type": "Feature", "geometry": point, "properties": properties})
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def arrow_stream(entries: list[Entry]) -> bytes:
    """An Arrow IPC stream of one batch; the time column is called `t`."""
    columns = [pa.array([getattr(e, f.name) for e in entries], type=f.type) for f in _SCHEMA]
    names = ["t" if f.name == "t_us" else f.name for f in _SCHEMA]
    batch = pa.RecordBatch.from_arrays(columns, names=names)
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue()
