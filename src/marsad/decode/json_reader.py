"""A list of flat JSON objects, or one object a line, as rows of a table."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pyarrow as pa

from marsad.decode.batch import Batch, Counts
from marsad.decode.tabular import page as p
from marsad.decode.tabular.arrow_reader import ArrowReader
from marsad.decode.tabular.head import normal
from marsad.decode.tabular.layout import Layout
from marsad.decode.tabular.lines_kernel import COLUMNS, LINE_TOO_LONG, LONGEST_LINE
from marsad.decode.tabular.tables import reject_table
from marsad.decode.tabular.value_kernel import NO_TIME

_OBJECT = re.compile(rb'\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}')
_BETWEEN = re.compile(rb"[\s,\[\]\xef\xbb\xbf]*")

Place = tuple[int, int]
Reject = tuple[int, int, int]


class JsonReader:
    """One stream of JSON objects to Batches, at the pace of Python's own parser: for samples, not for archives.

    What stands between the objects (brackets, commas, blanks) counts as other. An object is at most as long as a line
    of text may be; what is no object is a reject.
    """

    def __init__(self, layout: Layout, source: str | None) -> None:
        self._layout, self._source = layout, source
        self._reader = ArrowReader(layout, source)
        self._held = b""
        self._offset = 0
        self._number = 0

    def feed(self, data: bytes | memoryview) -> Batch:
        """The objects that are complete."""
        self._held += bytes(data)
        return self._read(final=False)

    def flush(self) -> Batch:
        """The end: what is not complete is a reject."""
        return self._read(final=True)

    def _read(self, final: bool) -> Batch:
        rows: list[dict[str, Any]] = []
        places: list[Place] = []
        rejects: list[Reject] = []
        counts = Counts()
        at = self._gap(0, counts)
        for found in _OBJECT.finditer(self._held):
            if found.start() < at:
                continue
            if found.start() > at:
                rejects.append((self._offset + at, found.start() - at, int(COLUMNS)))
            row = _row(found.group())
            place = (self._offset + found.start(), found.end() - found.start())
            if row is None:
                rejects.append((*place, int(COLUMNS)))
            else:
                rows.append(row)
                places.append(place)
            at = self._gap(found.end(), counts)
        rest = len(self._held) - at
        if rest and (final or rest > LONGEST_LINE):
            rejects.append((self._offset + at, rest, int(COLUMNS if rest <= LONGEST_LINE else LINE_TOO_LONG)))
            at = len(self._held)
        self._offset, self._held = self._offset + at, self._held[at:]
        batch = self._batch(rows, places, rejects)
        batch.counts.add(counts)
        return batch

    def _gap(self, at: int, counts: Counts) -> int:
        """One past what may stand between two objects."""
        match = _BETWEEN.match(self._held, at)
        end = match.end() if match else at
        counts.other_bytes += end - at
        return end

    def _batch(self, rows: list[dict[str, Any]], places: list[Place], rejects: list[Reject]) -> Batch:
        batch = Batch()
        if rows:
            names = dict.fromkeys(self._layout.columns.values())
            columns = {name: _column([row.get(name) for row in rows]) for name in names}
            batch = self._reader.read(columns, len(rows))
            unused = batch.tables.pop("reject", None)
            for row in unused.to_pylist() if unused is not None else []:
                offset, length = places[row["offset"] - self._number]
                rejects.append((offset, length, p.REASON_CODES[row["reason"]]))
        self._number += len(rows)
        rejects.sort()
        lost = [length for _, length, _ in rejects]
        batch.counts = Counts(
            used_lines=batch.counts.used_lines, reject_lines=len(rejects), reject_bytes=sum(lost),
            other_lines=batch.counts.other_lines,
        )  # fmt: skip
        begins = {offset for offset, _, _ in rejects}
        batch.counts.used_bytes = sum(length for offset, length in places if offset not in begins)
        if rejects:
            offsets, lengths, reasons = (np.array(column, np.int64) for column in zip(*rejects, strict=True))
            table = p.Rejects(np.full(len(rejects), NO_TIME), offsets, lengths, reasons.astype(np.int32))
            batch.tables["reject"] = reject_table(table, self._source)
        return batch


def _row(text: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(text)
    except ValueError:
        return None
    return {normal(name): value for name, value in row.items()}


def _column(values: list[Any]) -> pa.Array:
    """Cells as text, which is what is judged; so a number is read as it is written."""
    return pa.array([None if value is None else str(value) for value in values], pa.string())
