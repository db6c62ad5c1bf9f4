"""Delimited text to rows, fed in any pieces."""

from __future__ import annotations

import codecs

import numpy as np
from numpy.typing import NDArray

from marsad.decode.batch import Batch, Counts
from marsad.decode.tabular import page as p
from marsad.decode.tabular.known import Known
from marsad.decode.tabular.lines_kernel import LINE_TOO_LONG, LONGEST_LINE, count_lines, read_lines
from marsad.decode.tabular.plan import Plan
from marsad.decode.tabular.statements import statements_of
from marsad.decode.tabular.tables import reject_table, tables_of
from marsad.decode.tabular.value_kernel import NO_TIME
from marsad.wire.leading_digits import odd_leading_digits

_BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


class LinesReader:
    """One stream of delimited text to Batches. However the bytes are cut, the rows are the same.

    `header_line` is the line that names the columns, as bytes of UTF-8 without its end, empty where the table has none;
    `encoding` is utf-8, utf-16-le or utf-16-be. Bytes that are no UTF-8 stay as they are up to the texts.
    """

    def __init__(self, plan: Plan, header_line: bytes, encoding: str, source: str | None = None) -> None:
        self._plan, self._source = plan, source
        self._header = np.frombuffer(header_line, np.uint8)
        self._headed = bool(header_line)
        self._width = 1 if encoding == "utf-8" else 2
        self._text = codecs.getincrementaldecoder(encoding)("replace") if self._width == 2 else None
        self._mark: bytes | None = _BOMS[encoding]
        self._marked = 0  # bytes of a byte-order mark that are not counted yet
        self._tail = b""
        self._offset = 0  # of the tail's first byte in the stream
        self._number = 0
        self._skipping = 0  # bytes already dropped of a line that is too long
        self._seen, self._said = Known(), Known()
        columns = int(plan.settings[2])
        self._begins, self._ends = np.zeros(columns + 16, np.int64), np.zeros(columns + 16, np.int64)

    def feed(self, data: bytes | memoryview) -> Batch:
        """Whole lines now, the rest with the next feed. Nothing in `data` raises."""
        fresh = bytes(data)
        if self._mark is not None:
            fresh = self._without_mark(fresh)
        return self._read(self._decoded(fresh, final=False), final=False)

    def flush(self) -> Batch:
        """End of the stream: the last line is complete."""
        fresh = b""
        if self._mark:
            fresh, self._mark, self._tail = self._tail, None, b""
        return self._read(self._decoded(fresh, final=True), final=True)

    def _without_mark(self, fresh: bytes) -> bytes:
        """The stream's first bytes without a byte-order mark; they wait until it is sure whether there is one."""
        mark = self._mark or b""
        begin = self._tail + fresh
        if len(begin) < len(mark):
            self._tail = begin
            return b""
        self._tail, self._mark = b"", None
        if begin.startswith(mark):
            self._offset = self._marked = len(mark)
            return begin[len(mark) :]
        return begin

    def _decoded(self, fresh: bytes, final: bool) -> bytes:
        if self._text is None:
            return fresh
        # a lone surrogate has no form in UTF-8
        return self._text.decode(fresh, final).encode("utf-8", "replace")

    def _read(self, fresh: bytes, final: bool) -> Batch:
        batch = Batch()
        if self._mark is not None:
            return batch
        counts = batch.counts
        counts.other_bytes, self._marked = self._marked, 0
        rejects: list[tuple[int, int]] = []
        if self._skipping:
            fresh = self._skip(fresh, final, rejects)
        whole = self._tail + fresh
        cut = len(whole) if final else whole.rfind(b"\n") + 1
        self._tail = whole[cut:]
        data = np.frombuffer(whole, np.uint8, cut)
        at = 0
        if self._headed and cut:
            end = whole.find(b"\n", 0, cut) + 1 or cut
            length = self._bytes_of(data[:end])
            counts.other_lines, counts.other_bytes = counts.other_lines + 1, counts.other_bytes + length
            self._offset += length
            self._headed, at = False, end
        self._lines(data, at, batch, rejects)
        if len(self._tail) > LONGEST_LINE + 2 and not final:
            self._skipping = self._bytes_of(np.frombuffer(self._tail, np.uint8))
            self._tail = b""
        return batch

    def _skip(self, fresh: bytes, final: bool, rejects: list[tuple[int, int]]) -> bytes:
        """Go on within a line that is too long, up to its end."""
        end = fresh.find(b"\n") + 1
        dropped = fresh[:end] if end else fresh
        self._skipping += self._bytes_of(np.frombuffer(dropped, np.uint8))
        if not end and not final:
            return b""
        rejects.append((self._offset, self._skipping))
        self._offset += self._skipping
        self._skipping = 0
        self._number += not self._headed
        self._headed = False
        return fresh[end:] if end else b""

    def _bytes_of(self, data: NDArray[np.uint8]) -> int:
        """Bytes of the stream that a stretch of UTF-8 stands for."""
        if self._width == 1:
            return len(data)
        return 2 * int(np.count_nonzero((data & 0xC0) != 0x80) + np.count_nonzero(data >= 0xF0))

    def _lines(self, data: NDArray[np.uint8], at: int, batch: Batch, skipped: list[tuple[int, int]]) -> None:
        room = int(count_lines(data[at:])) + 1
        rows, rejects, found = p.new_rows(room), p.new_rejects(room + len(skipped)), p.new_statements(room)
        tally = np.zeros(p.TALLIES, np.int64)
        tally[p.ROW_NUMBER] = self._number
        for offset, length in skipped:
            n = tally[p.REJECTS]
            rejects.t[n], rejects.offset[n], rejects.length[n], rejects.reason[n] = (
                NO_TIME,
                offset,
                length,
                LINE_TOO_LONG,
            )
            tally[p.REJECTS] += 1
            tally[p.REJECT_BYTES] += length
        before = sum(length for _, length in skipped)
        begin = self._offset
        seen = self._seen
        while at < len(data):
            seen.grow()
            at = read_lines(data, at, self._offset, self._width, self._plan, self._header, odd_leading_digits(),
                            seen.keys, seen.values, seen.count, rows, rejects, found, tally, self._begins,
                            self._ends)  # fmt: skip
            done = int(tally[[p.USED_BYTES, p.REJECT_BYTES, p.OTHER_BYTES, p.BLANK_BYTES]].sum()) - before
            self._offset = begin + done
        self._number = int(tally[p.ROW_NUMBER])
        count, statements = int(tally[p.ROWS]), int(tally[p.STATEMENTS])
        rows = p.Rows(*(column[:count] for column in rows))
        said = statements_of(data, rows, p.Statements(*(column[:statements] for column in found)), self._plan,
                             self._said)  # fmt: skip
        batch.tables = tables_of(rows, said, self._source)
        if tally[p.REJECTS]:
            batch.tables["reject"] = reject_table(p.Rejects(*(c[: tally[p.REJECTS]] for c in rejects)), self._source)
        batch.counts.add(Counts(count, *(int(n) for n in tally[[p.USED_BYTES, p.REJECTS, p.REJECT_BYTES, p.OTHER_LINES,
                                p.OTHER_BYTES, p.BLANK_LINES, p.BLANK_BYTES]])))  # fmt: skip
