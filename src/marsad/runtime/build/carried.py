"""What is handed from one day to the next: the states of the steps, cut by senders, joined, hashed, kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from marsad.runtime.build.part_kernel import BUCKETS, DAY_US, buckets_of
from marsad.schema.arrow import arrow_schema
from marsad.schema.lake import LAKE

STEPS = ("vessels", "ways", "said", "known")
"""The steps that carry something; each as a table with a column that names the sender."""


@dataclass(frozen=True)
class Carried:
    """The states at the end of a day, by step, rows in order; a step that carries nothing yet is missing."""

    of_step: dict[str, pa.Table] = field(default_factory=dict)

    def part(self, low: int, high: int) -> Carried:
        """What concerns the senders in buckets low to below high."""
        if (low, high) == (0, BUCKETS):
            return self
        return Carried({step: _part(table, low, high) for step, table in self.of_step.items()})

    def hash(self) -> str:
        """A hash of all of it: equal states have equal hashes."""
        digest = hashlib.blake2b(digest_size=16)
        for step in STEPS:
            if step in self.of_step and self.of_step[step].num_rows:
                digest.update(step.encode() + b"\0" + _stream(self.of_step[step]))
        return digest.hexdigest()

    def rows(self, day: int, began_with: str) -> pa.Table:
        """As rows of the table `state`."""
        steps = [step for step in STEPS if step in self.of_step]
        return pa.table(
            {
                "t": pa.array([day * DAY_US] * len(steps), pa.timestamp("us", tz="UTC")),
                "step": pa.array(steps, pa.string()).dictionary_encode(),
                "carried": pa.array([began_with] * len(steps), pa.string()),
                "content": pa.array([_stream(self.of_step[step]) for step in steps], pa.binary()),
            },
            schema=arrow_schema(LAKE["state"]),
        )

    @classmethod
    def from_rows(cls, rows: pa.Table) -> Carried:
        """Back from the table `state` of one day."""
        steps, contents = rows["step"].to_pylist(), rows["content"].to_pylist()
        return cls(
            {step: pa.ipc.open_stream(content).read_all() for step, content in zip(steps, contents, strict=True)}
        )


def joined(parts: Iterable[Carried]) -> Carried:
    """States of different senders as one, in order of the sender."""
    tables: dict[str, list[pa.Table]] = {}
    for part in parts:
        for step, table in part.of_step.items():
            tables.setdefault(step, []).append(table)
    return Carried({step: _ordered(pa.concat_tables(found)) for step, found in tables.items()})


_KEYS = ("mmsi", "vessel", "vessel_id")


def _key(table: pa.Table) -> str:
    return next(name for name in _KEYS if name in table.column_names)


def _ordered(table: pa.Table) -> pa.Table:
    key = table[_key(table)].to_numpy()
    return table.take(pa.array(np.argsort(key, kind="stable"))).combine_chunks()


def _part(table: pa.Table, low: int, high: int) -> pa.Table:
    key = table[_key(table)].to_numpy()
    mmsi = key if _key(table) == "mmsi" else key // 100
    bucket = np.empty(len(mmsi), np.int64)
    buckets_of(mmsi.astype(np.int64), bucket)
    return table.filter(pa.array((bucket >= low) & (bucket < high)))


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        for batch in table.combine_chunks().to_batches():
            stream.write_batch(batch)
    return bytes(sink.getvalue())


def began_with(rows: pa.Table) -> str | None:
    """The hash of the state that the day of these rows of `state` began with; None where there are no rows."""
    return pc.first(rows["carried"]).as_py() if rows.num_rows else None
