"""Samples of every format: those it carries itself, and Parquet made here."""

from __future__ import annotations

import io
import struct

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.decode.batch import Batch, joined
from marsad.decode.format import Recognition, Sample
from marsad.decode.formats import FORMATS

LOADED = FORMATS.load()
DIALECTS = tuple(one.dialect for one in LOADED.values() if one.dialect is not None)
CASES = [(name, title, data) for name, one in LOADED.items() for title, data in one.samples.items()]


def table_of_points(geometry: bool = False) -> pa.Table:
    """Four reports: two good ones, one without a position, one at the codes for "not available"."""
    lon, lat = [5.5, 2.25, None, 181.0], [61.0, 48.75, None, 91.0]
    columns = {
        "mmsi": pa.array([258221500, 226009350, 226009350, 258221500], pa.int64()),
        "timestamp": pa.array([1_600_000_000_000 + 1000 * n for n in range(4)], pa.timestamp("ms")),
        "sog": pa.array([1.5, 102.3, None, 3.0], pa.float64()),
        "vessel_name": pa.array(["FIRST", "SECOND", "SECOND", None]),
    }
    if geometry:
        points = [None if x is None else struct.pack("<BIdd", 1, 1, x, y) for x, y in zip(lon, lat, strict=True)]
        columns["geometry"] = pa.array(points, pa.binary())
    else:
        columns |= {"lon": pa.array(lon, pa.float64()), "lat": pa.array(lat, pa.float64())}
    return pa.table(columns)


def parquet(table: pa.Table, **options) -> bytes:
    """A table as the bytes of a Parquet file."""
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


PARQUET = {
    "points.parquet": parquet(table_of_points(), row_group_size=2),
    "geo.parquet": parquet(table_of_points(geometry=True), row_group_size=3),
}


def sample(data: bytes, name: str = "", maps=()) -> Sample:
    """A sample as the runtime hands it to formats."""
    return Sample(data[: 64 << 10], len(data) < 64 << 10, name, tuple(maps), DIALECTS)


def claims(data: bytes, name: str = "", maps=()) -> dict[str, Recognition]:
    """The formats that claim some bytes with the highest certainty found."""
    found = {n: one.recognise(sample(data, name, maps)) for n, one in LOADED.items()}
    sure = {n: claim for n, claim in found.items() if isinstance(claim, Recognition)}
    top = max((claim.certainty for claim in sure.values()), default=0)
    return {n: claim for n, claim in sure.items() if claim.certainty == top}


def read_pieces(data: bytes, pieces: list[bytes], name: str = "", maps=()) -> Batch:
    """Read bytes of a text format cut in this way."""
    (claim,) = claims(data, name, maps).values()
    reader = claim.stream("src")
    return joined([*(reader.feed(piece) for piece in pieces), reader.flush()])


def read(data: bytes, name: str = "", maps=()) -> Batch:
    """Read bytes at once."""
    (claim,) = claims(data, name, maps).values()
    if claim.file is not None:
        return joined(list(claim.file("src", io.BytesIO(data), name)))
    return read_pieces(data, [data], name, maps)


def rows(batch: Batch, table: str = "position") -> list[dict]:
    """The rows of a table without nulls."""
    found = batch.tables.get(table)
    return [] if found is None else [{k: v for k, v in r.items() if v is not None} for r in found.to_pylist()]
