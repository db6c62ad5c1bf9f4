"""Rows on their way between tasks: Arrow streams under the place where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

SCHEMA = pa.schema(
    [
        pa.field("partition", pa.int32(), nullable=False),
        pa.field("day", pa.int32(), nullable=False),
        pa.field("family", pa.string(), nullable=False),
        pa.field("rows", pa.binary(), nullable=False),
    ]
)
"""`partition` -1 is for the driver."""
SPARK_SCHEMA = "partition int, day int, family string, rows binary"
_MOST_BYTES = 64 << 20


def packed(table: pa.Table) -> bytes:
    """A table as the bytes of an Arrow stream."""
    sink = pa.BufferOutputStream()
    plain = table.combine_chunks()
    with pa.ipc.new_stream(sink, plain.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as stream:
        stream.write_table(plain)
    return bytes(sink.getvalue())


def unpacked(rows: bytes) -> pa.Table:
    """Back."""
    return pa.ipc.open_stream(rows).read_all()


def batches(parcels: Iterable[tuple[int, int, str, bytes]]) -> Iterator[pa.RecordBatch]:
    """Parcels as record batches of bounded size."""
    held: list[tuple[int, int, str, bytes]] = []
    size = 0
    for parcel in parcels:
        held.append(parcel)
        size += len(parcel[3])
        if size > _MOST_BYTES:
            yield _batch(held)
            held, size = [], 0
    if held:
        yield _batch(held)


def _batch(parcels: list[tuple[int, int, str, bytes]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [pa.array(list(column), field.type) for column, field in zip(zip(*parcels, strict=True), SCHEMA, strict=True)],
        schema=SCHEMA,
    )


def each(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, int, str, bytes]]:
    """The parcels in record batches."""
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
