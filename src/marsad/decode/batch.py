"""What decoding gives: tables by family and by application, and what became of each byte of the input."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import pyarrow as pa


@dataclass(slots=True)
class Counts:
    """The accounting of the input. A line that holds several sentences counts as that many.

    used + reject + other + blank + waiting is all that was fed; after `flush` nothing waits.
    """

    used_lines: int = 0
    used_bytes: int = 0
    reject_lines: int = 0
    reject_bytes: int = 0
    other_lines: int = 0
    other_bytes: int = 0
    blank_lines: int = 0
    blank_bytes: int = 0

    def add(self, more: Counts) -> None:
        """Sum up."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(more, one.name))

    @property
    def lines(self) -> int:
        return self.used_lines + self.reject_lines + self.other_lines + self.blank_lines

    @property
    def bytes(self) -> int:
        return self.used_bytes + self.reject_bytes + self.other_bytes + self.blank_bytes


@dataclass(slots=True)
class Batch:
    """Decoded rows: `tables` by family name (only those with rows), `applications` by application name.

    A row of an application table belongs to the row of `binary` with the same source and offset.
    """

    tables: dict[str, pa.Table] = field(default_factory=dict)
    applications: dict[str, pa.Table] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    sentences: bytes = b""
    """The used messages as plain sentences with tag blocks, where the decoder was asked to keep them."""

    @property
    def rows(self) -> int:
        """Reports in all families; rejects are none."""
        return sum(table.num_rows for name, table in self.tables.items() if name != "reject")


def joined(batches: list[Batch]) -> Batch:
    """Several batches as one, in order; the columns are chunked, not copied."""
    if len(batches) == 1:
        return batches[0]
    whole = Batch()
    for part in ("tables", "applications"):
        found: dict[str, list[pa.Table]] = {}
        for batch in batches:
            for name, table in getattr(batch, part).items():
                found.setdefault(name, []).append(table)
        setattr(whole, part, {name: pa.concat_tables(tables) for name, tables in found.items()})
    for batch in batches:
        whole.counts.add(batch.counts)
    whole.sentences = b"".join(batch.sentences for batch in batches)
    return whole
