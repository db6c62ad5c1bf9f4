"""Streams of bytes for tests: how they are decoded in pieces, and what of the result must be the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from functools import reduce
from itertools import pairwise
from operator import xor

import pyarrow as pa

from marsad.decode.batch import Batch, joined
from marsad.decode.decoder import Decoder


def decoded(data: bytes, cuts: Iterable[int] = (), t_recv_us: int | None = None, source: str | None = None) -> Batch:
    """A whole stream, fed in pieces that end at `cuts`. Checks that no byte is lost on the way."""
    decoder = Decoder()
    edges = [0, *sorted(cuts), len(data)]
    batches = []
    for begin, end in pairwise(edges):
        batches.append(decoder.feed(data[begin:end], t_recv_us, source))
        accounted = sum(batch.counts.bytes for batch in batches)
        assert accounted + decoder.waiting() == end, (begin, end)
    batches.append(decoder.flush(source))
    whole = joined(batches)
    assert decoder.waiting() == 0
    assert whole.counts.bytes == len(data)
    return whole


def plain(table: pa.Table, without: Iterable[str] = ()) -> pa.Table:
    """A table in one chunk, its categories as text: what two decodings of one stream must have alike."""
    columns, names = [], []
    for field in table.schema:
        if field.name in without:
            continue
        column = table.column(field.name)
        if pa.types.is_dictionary(field.type):
            column = column.cast(pa.string())
        columns.append(column.combine_chunks())
        names.append(field.name)
    return pa.table(columns, names)


def assert_same(one: Batch, other: Batch, without: Iterable[str] = ()) -> None:
    """The same rows in the same order, the same rejects in any order, and the same accounts."""
    left_out = tuple(without)
    if not left_out:
        assert astuple(one.counts) == astuple(other.counts)
    assert one.tables.keys() == other.tables.keys()
    assert one.applications.keys() == other.applications.keys()
    for mine, theirs in ((one.tables, other.tables), (one.applications, other.applications)):
        for name, table in mine.items():
            a, b = plain(table, left_out), plain(theirs[name], left_out)
            if name == "reject":
                assert sorted(map(str, a.to_pylist())) == sorted(map(str, b.to_pylist()))
            elif not a.equals(b):
                assert a.to_pylist() == b.to_pylist(), name  # tells the first row that differs
                assert a.equals(b), name


def rows(batch: Batch, table: str = "position") -> list[dict[str, object]]:
    """The rows of one table; none where it is not there."""
    found = batch.tables.get(table)
    return [] if found is None else found.to_pylist()


def reasons(batch: Batch) -> list[str]:
    """Why lines were rejected, in order."""
    return [str(row["reason"]) for row in rows(batch, "reject")]


def sentence(body: bytes, mark: bytes = b"!") -> bytes:
    """A sentence with its checksum, without a line end."""
    return mark + body + b"*%02X" % reduce(xor, body, 0)


def tag(fields: bytes) -> bytes:
    """A tag block with its checksum."""
    return b"\\" + fields + b"*%02X" % reduce(xor, fields, 0) + b"\\"


def raw_log_line(line: bytes, t_recv_ms: int, source: str) -> bytes:
    """The form in which the raw log keeps a line as it was heard."""
    return tag(b"c:%d,s:%s,i:marsad" % (t_recv_ms, source.encode("ascii"))) + line
