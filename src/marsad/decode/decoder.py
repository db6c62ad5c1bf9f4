"""The streaming decoder, the only one there is: a file is its bytes and a `flush`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from marsad.decode import page as p
from marsad.decode.application_table import application_tables
from marsad.decode.batch import Batch, Counts, joined
from marsad.decode.block import full, named, with_nulls
from marsad.decode.columns import least_bits
from marsad.decode.family import assemble, family_tables
from marsad.decode.fragments_kernel import give_up_all, number_of, reject, waiting_bytes
from marsad.decode.memory import Workspace
from marsad.decode.radar import Sensor, contact_table
from marsad.decode.scan_kernel import LONGEST_HEAD, LONGEST_LINE, SEGMENT, raw_log_head, scan
from marsad.decode.sentences_kernel import write_sentences
from marsad.schema import FAMILIES, REASONS
from marsad.schema.arrow import arrow_schema
from marsad.wire.nmea_kernel import NO_TIME, RECEIVED, REGISTERS, SOURCE, SOURCE_LENGTH, clear_registers

_REASON_NAMES = pa.array([name for name, _ in REASONS], pa.string())
_TOO_LONG_LINE = [name for name, _ in REASONS].index("line_too_long")
_LF = 10
_NOTHING = np.zeros(0, np.uint8)


@dataclass(slots=True)
class _Stream:
    """One source: the fragments that wait, the line that is not complete, and how far we are."""

    state: p.Stream = field(default_factory=p.new_stream)
    tail: bytes = b""
    tail_recv: int = NO_TIME
    offset: int = 0  # of the first byte of `tail` in the stream
    skipping: bool = False  # within a line that is too long to be one
    skipped: int = 0
    head: bytes = b""  # how that line began
    ended: bool = False  # its CR came, and a LF may follow


class Decoder:
    """Bytes of any number of sources to Arrow tables.

    However the bytes are cut, the rows are the same. `position_of` gives longitude and latitude (degrees) of the
    sensor behind a source, so that radar tracks told by bearing and distance get a place. With `keep_sentences` each
    batch also holds the used messages as plain sentences. Feeding costs about 0.1 us a sentence plus 2 ms a call. Not
    for several threads at once; decoders are independent of each other.
    """

    def __init__(
        self, position_of: Mapping[str, tuple[float, float]] | None = None, *, keep_sentences: bool = False
    ) -> None:
        self._page = p.new_page()
        self._workspace = Workspace()
        self._keep_sentences = keep_sentences
        self._sequence = 0
        self._streams: dict[str | None, _Stream] = {}
        self._position_of = dict(position_of or {})

    def feed(self, data: bytes | memoryview, t_recv_us: int | None = None, source: str | None = None) -> Batch:
        """Decode what has come: whole lines now, the rest with the next feed.

        `t_recv_us` is the receive time in microseconds UTC, `source` the name of the feed. Nothing in `data` raises.
        """
        if not len(data):
            return Batch()
        stream = self._streams.setdefault(source, _Stream())
        recv = NO_TIME if t_recv_us is None else t_recv_us
        if stream.skipping:
            return self._skip(stream, bytes(data), recv, source)
        batches = []
        if stream.tail.endswith(b"\r") and data[0] != _LF:  # the waiting CR ended its line after all
            batches += self._whole_lines(stream, [(np.frombuffer(stream.tail, np.uint8), stream.tail_recv)], source)
            stream.tail = b""
        cut = _complete_part(data)
        if cut == 0:
            if not stream.tail:
                stream.tail_recv = recv
            stream.tail += bytes(data)
        else:
            batches += self._cut_lines(stream, data, cut, recv, source)
        _skip_overlong(stream)
        return joined(batches or [Batch()])

    def _cut_lines(self, stream: _Stream, data: bytes | memoryview, cut: int, recv: int, source: str | None
                   ) -> list[Batch]:  # fmt: skip
        """Decode the first `cut` bytes, which end a line, and what was waiting before them; the rest waits."""
        pieces, first = [], 0
        if stream.tail:
            # the line that was begun earlier was received when its first byte was
            first = _first_line(data)
            pieces.append((np.frombuffer(stream.tail + bytes(data[:first]), np.uint8), stream.tail_recv))
        if cut > first:
            pieces.append((np.frombuffer(data, np.uint8, cut)[first:], recv))
        batches = self._whole_lines(stream, pieces, source)
        stream.tail = bytes(data[cut:])
        stream.tail_recv = recv
        return batches

    def flush(self, source: str | None = None) -> Batch:
        """End of a source's stream: its last line is complete, and fragments still alone are rejected."""
        stream = self._streams.pop(source, None)
        if stream is None:
            return Batch()
        batches = []
        if stream.skipping:
            batches.append(self._end_of_skip(stream, source))
        elif stream.tail:
            batches += self._whole_lines(stream, [(np.frombuffer(stream.tail, np.uint8), stream.tail_recv)], source)
        p.clear(self._page)
        page, state = self._page, stream.state
        give_up_all(state.slots, state.slot_names, state.parts, page.rejects, page.tally, page.name_table, page.names)
        batches.append(self._tables(source, _NOTHING, 0))
        return joined(batches)

    def flush_all(self) -> Batch:
        """End of every stream."""
        return joined([self.flush(source) for source in list(self._streams)] or [Batch()])

    def waiting(self) -> int:
        """Bytes fed that are not accounted for yet: lines and messages of which the rest has not come."""
        return sum(
            len(s.tail) + s.skipped + int(waiting_bytes(s.state.slots, s.state.parts)) for s in self._streams.values()
        )

    def _whole_lines(self, stream: _Stream, pieces: list[tuple[NDArray[np.uint8], int]], source: str | None
                     ) -> list[Batch]:  # fmt: skip
        """Decode lines that are complete, each piece with the time it was received, page by page."""
        batches = []
        page = self._page
        p.clear(page)
        registers, segment = np.zeros(REGISTERS, np.int64), np.zeros(SEGMENT, np.int64)
        for number, (data, recv) in enumerate(pieces, 1):
            data.flags.writeable = False  # as bytes are: kernels are compiled for one kind of array only
            at = 0
            while at < len(data):
                at = scan(data, at, len(data), stream.offset, recv, registers, segment, *page, *stream.state,
                          least_bits())  # fmt: skip
                # radar lines lie in the data at hand; all else can share a page with the next piece
                if at < len(data) or number == len(pieces) or page.tally[p.N_LINES]:
                    batches.append(self._tables(source, data, stream.offset))
                    p.clear(page)
            stream.offset += len(data)
        return batches

    def _skip(self, stream: _Stream, data: bytes, recv: int, source: str | None) -> Batch:
        """Go on within a line that is too long, up to its end."""
        if stream.ended:
            end = int(data[0] == _LF)
        else:
            end = _first_line(data)
            if end == 0:
                stream.skipped += len(data)
                stream.ended = data.endswith(b"\r")
                return Batch()
        stream.skipped += end
        batch = self._end_of_skip(stream, source)
        if end < len(data):
            batch = joined([batch, self.feed(data[end:], None if recv == NO_TIME else recv, source)])
        return batch

    def _end_of_skip(self, stream: _Stream, source: str | None) -> Batch:
        page = self._page
        p.clear(page)
        head = np.frombuffer(stream.head, np.uint8)
        registers = np.zeros(REGISTERS, np.int64)
        clear_registers(registers)
        registers[RECEIVED] = stream.tail_recv
        raw_log_head(head, 0, len(head), registers)
        name = number_of(page.name_table, page.names, head, registers[SOURCE], registers[SOURCE_LENGTH])
        reject(page.rejects, page.tally, stream.offset, stream.skipped, _TOO_LONG_LINE, NO_TIME, registers[RECEIVED],
               name)  # fmt: skip
        stream.offset += stream.skipped
        stream.skipping, stream.ended, stream.skipped = False, False, 0
        return self._tables(source, _NOTHING, 0)

    def _tables(self, source: str | None, data: NDArray[np.uint8], base: int) -> Batch:
        """What the page holds, as Arrow tables."""
        page = self._page
        self._workspace.new_page()
        texts = _names(page)
        if source is not None:
            _give_source(page, len(texts))
            texts.append(source)
        names = pa.array(texts, pa.string())
        simulated = np.array([text.startswith("SIM") for text in texts] or [False], np.bool_)
        batch = Batch()
        if page.tally[p.N_MESSAGES]:
            batch.tables, envelope = family_tables(page, names, simulated, self._workspace)
            if envelope is not None:
                batch.applications, column = application_tables(envelope, batch.tables["binary"], page.words,
                                                               self._workspace)  # fmt: skip
                at = batch.tables["binary"].schema.get_field_index("application")
                binary = batch.tables["binary"]
                batch.tables["binary"] = binary.set_column(at, binary.schema.field(at), column)
            if self._keep_sentences:
                batch.sentences = self._sentences()
        if page.tally[p.N_LINES]:
            contacts = contact_table(page, data, base, texts, {k: Sensor(*v) for k, v in self._position_of.items()})
            if contacts is not None:
                batch.tables["contact"] = contacts
        if page.tally[p.N_REJECTS]:
            batch.tables["reject"] = _reject_table(page, names)
        batch.counts = Counts(*(int(n) for n in page.tally[p.USED_LINES : p.BLANK_BYTES + 1]))
        return batch

    def _sentences(self) -> bytes:
        """The messages of the page as plain sentences; the sequence number runs on from page to page."""
        page, count = self._page, int(self._page.tally[p.N_MESSAGES])
        out = np.empty(1 << 20, np.uint8)
        pieces, done = [], 0
        while done < count:
            used, done, self._sequence = write_sentences(
                page.messages, done, count, page.words, page.names, self._sequence, out
            )
            pieces.append(out[:used].tobytes())
        return b"".join(pieces)


def _skip_overlong(stream: _Stream) -> None:
    """A line beyond any length is not kept, but for its head: only counted, until its end comes."""
    if len(stream.tail) > LONGEST_LINE + LONGEST_HEAD + len(b"\r\n"):
        stream.skipping, stream.skipped = True, len(stream.tail)
        stream.head, stream.ended = stream.tail[:LONGEST_HEAD], stream.tail.endswith(b"\r")
        stream.tail = b""


def _complete_part(data: bytes | memoryview) -> int:
    """How many bytes make whole lines. A CR that ends the data may be half of a CRLF, so it waits."""
    raw = data if isinstance(data, bytes) else bytes(data)
    feed = raw.rfind(b"\n")
    return max(feed, raw.rfind(b"\r", feed + 1, len(raw) - 1)) + 1 if raw else 0


def _first_line(data: bytes | memoryview) -> int:
    """Length of the first line, its end included; 0 where no line ends."""
    raw = data if isinstance(data, bytes) else bytes(data)
    feed = raw.find(b"\n")
    end = raw.find(b"\r", 0, feed if feed >= 0 else len(raw))
    if end < 0:
        return feed + 1
    if end + 1 == len(raw):
        return 0
    return end + 2 if raw[end + 1] == _LF else end + 1


def _names(page: p.Page) -> list[str]:
    count = int(page.name_table[p.NAME_TABLE])
    return [row[: row[p.NAME_BYTES]].tobytes().decode("utf-8", "replace") for row in page.names[:count]]


def _give_source(page: p.Page, number: int) -> None:
    """What names no source of its own (only the raw log does) came by the feed at hand."""
    for records, count in ((page.messages, p.N_MESSAGES), (page.rejects, p.N_REJECTS), (page.lines, p.N_LINES)):
        column = records["source"][: page.tally[count]]
        column[column < 0] = number
    page.tally[p.TOLD] |= p.SOURCE_TOLD


def _reject_table(page: p.Page, names: pa.Array) -> pa.Table:
    found = page.rejects[: page.tally[p.N_REJECTS]]
    t, recv = found["t"].copy(), found["recv"].copy()
    source = found["source"].copy()
    arrays = {
        "t": with_nulls("time", t, (t != NO_TIME).view(np.uint8)),
        "t_recv": with_nulls("time", recv, (recv != NO_TIME).view(np.uint8)),
        "source": named(source, (source >= 0).view(np.uint8), names),
        "offset": full("int64", found["offset"].copy()),
        "length": full("int64", found["length"].copy()),
        "reason": named(found["reason"].copy(), None, _REASON_NAMES),
    }
    table = FAMILIES["reject"]
    return assemble(table.columns, arrays, len(found), arrow_schema(table))
