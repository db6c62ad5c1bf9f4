"""Any supported input as Batches: unpacked, member by member, each in the format that its content shows."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

from marsad.decode.batch import Batch
from marsad.decode.format import SAMPLE_BYTES, Doubt, Format, LayoutRefusal, Recognition, Sample, StreamReader
from marsad.decode.tabular.column_map import ColumnMap
from marsad.decode.tabular.dialect import Dialect
from marsad.runtime.inputs import large_chunks
from marsad.schema.refusal import Refusal
from marsad.sources.container.expansion import GrowthError
from marsad.sources.file import open_members
from marsad.store.raw.segment import SUFFIX
from marsad.store.read_raw import read_raw

MOST_IN_MEMORY = 256 << 20
"""Bytes of a packed file that is needed whole, as Parquet is: it is held in memory, for nothing is unpacked to disk."""


@dataclass(slots=True)
class Member:
    """One file, or one member of an archive, while it is read.

    `bytes` are those of the whole once `complete`. `format` is its format's name.
    """

    name: str
    format: str = ""
    bytes: int = 0
    complete: bool = False


def open_batches(path: str | Path, *, source: str | None = None, maps: Sequence[ColumnMap] = (),
                 chunk: int | None = None, keep_sentences: bool = False) -> Iterator[tuple[Member, Batch]]:  # fmt: skip
    """The rows of a file (plain, gzip, zstd, zip), of standard input (`-`), of a raw log (its folder) or a segment.

    Each batch comes with the member it is of; a member's last batch is its `flush`, and then the member is complete.
    Members of an archive are streams of their own, each with its own format. `source` names the feed in the column of
    that name, `maps` tell what columns mean, `chunk` is how many bytes are decoded at once, and with `keep_sentences`
    batches hold the sentences used. Raises Refusal where the input cannot be opened, where nothing tells what a member
    is, and, after all else was given, where a part of it is damaged.
    """
    name = str(path)
    if name != "-" and (Path(name).is_dir() or name.endswith(SUFFIX)):
        log = Member(Path(name).name, "nmea")
        yield from _stream(log, read_raw(Path(name)), _nmea(source, keep_sentences), chunk)
        return
    troubles: list[Refusal] = []
    for inner, chunks in open_members(path):
        shown = "standard input" if name == "-" else Path(name).name
        context = Sample(b"", False, inner or shown, tuple(maps), _dialects(), keep_sentences)
        member = Member(shown if inner is None else f"{shown}: {inner}")
        plain = Path(name) if inner is None and name != "-" else None
        try:
            yield from _member(member, plain, chunks, source, context, chunk)
        except GrowthError:
            raise
        except Refusal as refusal:
            if inner is None:
                raise
            troubles.append(refusal)
    if troubles:
        raise troubles[0]


def _member(member: Member, plain: Path | None, chunks: Iterator[bytes], source: str | None,
            context: Sample, chunk: int | None) -> Iterator[tuple[Member, Batch]]:  # fmt: skip
    head, recognition = _recognised(member, chunks, context)
    if recognition.stream is not None:
        yield from _stream(member, _again(head, chunks), recognition.stream(source), chunk)
        return
    assert recognition.file is not None  # noqa: S101 - one of the two is there
    file = _whole(member, head, chunks, plain)
    with file:
        for batch in recognition.file(source, file, member.name):
            yield member, batch
        last = Batch()
        last.counts.used_bytes = member.bytes
    member.complete = True
    yield member, last


def _stream(member: Member, chunks: Iterator[bytes], reader: StreamReader, chunk: int | None
            ) -> Iterator[tuple[Member, Batch]]:  # fmt: skip
    fault: Refusal | None = None
    try:
        for data in large_chunks(chunks) if chunk is None else large_chunks(chunks, chunk):
            member.bytes += len(data)
            yield member, reader.feed(data)
    except Refusal as refusal:
        fault = refusal
    if fault is None:
        member.complete = True
    yield member, reader.flush()
    if fault is not None:
        raise fault


def _nmea(source: str | None, keep_sentences: bool) -> StreamReader:
    from marsad.decode.formats.nmea import FORMAT

    recognition = FORMAT.recognise(Sample(b"", keep_sentences=keep_sentences))
    assert isinstance(recognition, Recognition)  # noqa: S101 - an empty stream is one
    assert recognition.stream is not None  # noqa: S101
    return recognition.stream(source)


def _again(head: list[bytes], chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield from head
    yield from chunks


def _recognised(member: Member, chunks: Iterator[bytes], context: Sample) -> tuple[list[bytes], Recognition]:
    """Look at as many bytes as it takes to be sure, and give them back."""
    head: list[bytes] = []
    seen = b""
    while True:
        data = next(chunks, None)
        if data is not None:
            head.append(data)
            seen = (seen + data[:SAMPLE_BYTES])[:SAMPLE_BYTES]
        whole = data is None
        final = whole or len(seen) >= SAMPLE_BYTES
        recognition = _best(member, replace(context, data=seen, whole=whole), final)
        if recognition is not None:
            return head, recognition


def _best(member: Member, sample: Sample, final: bool) -> Recognition | None:
    """The surest claim; None where more bytes may make one. Raises Refusal where all bytes that count were seen."""
    claims: list[tuple[int, str, Recognition]] = []
    doubts: list[Doubt] = []
    for name, one in _formats().items():
        claim = one.recognise(sample)
        if isinstance(claim, Recognition):
            claims.append((claim.certainty, name, claim))
        elif claim is not None:
            doubts.append(claim)
    if claims:
        top = max(certainty for certainty, _, _ in claims)
        best = [(name, claim) for certainty, name, claim in claims if certainty == top]
        if len(best) > 1:
            names = " and ".join(name for name, _ in best)
            raise Refusal(f"{member.name} can be read as {names}: say which by a table [columns.NAME] in marsad.toml.")
        member.format = best[0][0]
        return best[0][1]
    if not final:
        return None
    if doubts:
        raise LayoutRefusal(member.name, doubts[0])
    raise Refusal(
        f"{member.name} is in no format that Marsad knows ({', '.join(_formats())}): it begins with "
        f"{sample.data[:40]!r}; docs/formats.md lists the formats, and how to describe a table of your own."
    )


@cache
def _formats() -> dict[str, Format]:
    from marsad.decode.formats import FORMATS

    return FORMATS.load()


@cache
def _dialects() -> tuple[Dialect, ...]:
    return tuple(one.dialect for one in _formats().values() if one.dialect is not None)


def _whole(member: Member, head: list[bytes], chunks: Iterator[bytes], plain: Path | None) -> BinaryIO:
    """A seekable file of all the bytes: the file itself, where it is not packed, else memory."""
    held: list[bytes] = []
    if plain is not None and _is_itself(plain, head):
        member.bytes = plain.stat().st_size
        return plain.open("rb")
    for data in _again(head, chunks):
        member.bytes += len(data)
        held.append(data)
        if member.bytes > MOST_IN_MEMORY:
            raise Refusal(
                f"{member.name} is {member.format} inside another file and holds more than "
                f"{MOST_IN_MEMORY >> 20} MB: unpack it, and name the file itself."
            )
    return io.BytesIO(b"".join(held))


def _is_itself(plain: Path, head: list[bytes]) -> bool:
    with plain.open("rb") as file:
        begin = b"".join(head)[:8]
        return file.read(len(begin)) == begin
