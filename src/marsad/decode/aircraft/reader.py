"""One stream of JSON documents on aircraft: one a line, or one that is the whole."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pyarrow as pa

from marsad.decode.aircraft.layouts import rows_of
from marsad.decode.aircraft.values import AircraftError, Row
from marsad.decode.batch import Batch
from marsad.schema import FAMILIES
from marsad.schema.arrow import arrow_schema

_BLANK: Final = b" \t\r\n\xef\xbb\xbf"
_MOST: Final = 256 << 20
"""Bytes of one document at most: a day of the whole world is written as many."""


class AircraftReader:
    """To Batches, however the bytes are cut. What is no document, and each aircraft in it that is none, is a reject."""

    def __init__(self, source: str | None) -> None:
        self._source = source
        self._held = bytearray()
        self._offset = 0
        self._lines: bool | None = None
        """Each line is a document; None until the first line is there."""

    def feed(self, data: bytes | memoryview) -> Batch:
        """The lines that are complete, where each is a document."""
        self._held += data
        batch, rows, rejects = Batch(), list[Row](), list[Row]()
        while self._lines is not False and (end := self._held.find(b"\n") + 1):
            line = bytes(self._held[:end])
            if self._lines is None and line.strip(_BLANK):
                self._lines = _parsed(line) is not None
                if not self._lines:
                    break
            self._take(line, batch, rows, rejects)
            del self._held[:end]
        if len(self._held) > _MOST:
            self._reject(bytes(self._held), batch, rejects, "line_too_long")
            self._held.clear()
        return self._made(batch, rows, rejects)

    def flush(self) -> Batch:
        """The end: the rest is a document."""
        batch, rows, rejects = Batch(), list[Row](), list[Row]()
        if self._held:
            self._take(bytes(self._held), batch, rows, rejects)
            self._held.clear()
        return self._made(batch, rows, rejects)

    def _take(self, data: bytes, batch: Batch, rows: list[Row], rejects: list[Row]) -> None:
        counts = batch.counts
        if not data.strip(_BLANK):
            counts.blank_lines += 1
            counts.blank_bytes += len(data)
            self._offset += len(data)
            return
        try:
            told = rows_of(_parsed(data))
        except AircraftError:
            self._reject(data, batch, rejects, "garbage")
            return
        for row in told:
            if row is None:
                rejects.append({"offset": self._offset, "length": 0, "reason": "aircraft_fields"})
                counts.reject_lines += 1
            else:
                rows.append({**row, "offset": self._offset})
                counts.used_lines += 1
        counts.used_bytes += len(data)
        self._offset += len(data)

    def _reject(self, data: bytes, batch: Batch, rejects: list[Row], reason: str) -> None:
        rejects.append({"offset": self._offset, "length": len(data), "reason": reason})
        batch.counts.reject_lines += 1
        batch.counts.reject_bytes += len(data)
        self._offset += len(data)

    def _made(self, batch: Batch, rows: list[Row], rejects: list[Row]) -> Batch:
        for name, made in (("aircraft", rows), ("reject", rejects)):
            if made:
                if self._source is not None:
                    made = [{**row, "source": self._source} for row in made]
                batch.tables[name] = pa.Table.from_pylist(made, schema=arrow_schema(FAMILIES[name]))
        return batch


def _parsed(data: bytes) -> Any:
    """The document, or None for what is no JSON."""
    try:
        return msgspec.json.decode(data.strip(_BLANK))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
