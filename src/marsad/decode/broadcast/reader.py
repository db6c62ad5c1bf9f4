"""Streams of broadcasts: an archive with one JSON object a line, or texts one after the other."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any, Final

import msgspec
import pyarrow as pa

from marsad.decode.batch import Batch
from marsad.decode.broadcast.message import Row, row_of
from marsad.schema import FAMILIES
from marsad.schema.arrow import arrow_schema

_MOST: Final = 1 << 20
"""Bytes of one broadcast at most; on air it has some thousands."""
_BEGIN: Final = re.compile(rb"ZCZC[ \t]*[A-Z]{2}\d\d")
_BLANK: Final = b" \t\r\n\xef\xbb\xbf"


class _Gathered:
    """What becomes of one piece of a stream."""

    def __init__(self, offset: int) -> None:
        self.batch, self.offset = Batch(), offset
        self._rows: list[Row] = []
        self._rejects: list[Row] = []

    def used(self, size: int, text: str, t_us: int | None) -> None:
        self._rows.append({**row_of(text, t_us), "offset": self.offset})
        self.batch.counts.used_lines += 1
        self.batch.counts.used_bytes += size
        self.offset += size

    def blank(self, size: int) -> None:
        self.batch.counts.blank_lines += 1
        self.batch.counts.blank_bytes += size
        self.offset += size

    def rejected(self, size: int, reason: str = "garbage") -> None:
        self._rejects.append({"offset": self.offset, "length": size, "reason": reason})
        self.batch.counts.reject_lines += 1
        self.batch.counts.reject_bytes += size
        self.offset += size

    def done(self, source: str | None) -> Batch:
        for name, rows in (("nav_warning", self._rows), ("reject", self._rejects)):
            if rows:
                told = rows if source is None else [{**row, "source": source} for row in rows]
                self.batch.tables[name] = pa.Table.from_pylist(told, schema=arrow_schema(FAMILIES[name]))
        return self.batch


class ArchiveReader:
    """Lines `{"date": "2013-01-01", "file": "LA88", "text": "ZCZC LA88 ..."}`; the date is the day of reception."""

    def __init__(self, source: str | None) -> None:
        self._source, self._held, self._offset = source, bytearray(), 0

    def feed(self, data: bytes | memoryview) -> Batch:
        """The lines that are complete."""
        self._held += data
        end = self._held.rfind(b"\n") + 1
        if not end and len(self._held) > _MOST:
            end = len(self._held)
        return self._read(end)

    def flush(self) -> Batch:
        """The end."""
        return self._read(len(self._held))

    def _read(self, end: int) -> Batch:
        gathered = _Gathered(self._offset)
        for line in bytes(self._held[:end]).splitlines(keepends=True):
            if not line.strip(_BLANK):
                gathered.blank(len(line))
                continue
            told = _object(line)
            text = told.get("text")
            if len(line) > _MOST:
                gathered.rejected(len(line), "line_too_long")
            elif isinstance(text, str) and text.strip():
                gathered.used(len(line), text, _day(told.get("date")))
            else:
                gathered.rejected(len(line))
        del self._held[:end]
        self._offset = gathered.offset
        return gathered.done(self._source)


class TextReader:
    """Texts from ZCZC to NNNN, each with the blanks after it; one whose end was lost ends where the next begins."""

    def __init__(self, source: str | None) -> None:
        self._source, self._held, self._offset = source, bytearray(), 0

    def feed(self, data: bytes | memoryview) -> Batch:
        """The broadcasts after which another has begun."""
        self._held += data
        begins = [match.start() for match in _BEGIN.finditer(self._held)]
        end = begins[-1] if begins else 0
        if not end and len(self._held) > _MOST:
            end = len(self._held)
        return self._read(end)

    def flush(self) -> Batch:
        """The end."""
        return self._read(len(self._held))

    def _read(self, end: int) -> Batch:
        gathered, data = _Gathered(self._offset), bytes(self._held[:end])
        cuts = [0, *(match.start() for match in _BEGIN.finditer(data)), len(data)]
        for begin, stop in pairwise(cuts):
            piece = data[begin:stop]
            if not piece.strip(_BLANK):
                if piece:
                    gathered.blank(len(piece))
            elif len(piece) > _MOST or not _BEGIN.match(piece):
                gathered.rejected(len(piece), "line_too_long" if len(piece) > _MOST else "garbage")
            else:
                gathered.used(len(piece), piece.decode("ascii", "replace").strip(), None)
        del self._held[:end]
        self._offset = gathered.offset
        return gathered.done(self._source)


def _object(line: bytes) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(line.strip(_BLANK))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _day(told: Any) -> int | None:
    try:
        return (date.fromisoformat(told).toordinal() - _EPOCH) * 86_400_000_000
    except (TypeError, ValueError):
        return None


_EPOCH: Final = date(1970, 1, 1).toordinal()
