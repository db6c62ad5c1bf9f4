"""What a format is: one file in `decode/formats`, found by the content of what is to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO, Protocol

from marsad.decode.batch import Batch
from marsad.decode.tabular.column_map import ColumnMap
from marsad.decode.tabular.dialect import Dialect
from marsad.decode.tabular.head import TextHead, text_head
from marsad.schema.refusal import Refusal

SAMPLE_BYTES = 64 << 10
"""Bytes by which a format is recognised."""
STATED, BEGUN, SIGNED, SPELLED = 4, 3, 2, 1
"""How sure a recognition is: the configuration says so; it begins as nothing else does, whatever comes then; columns or
bytes that only this format has; names of columns that can mean nothing else."""


class StreamReader(Protocol):
    """Reads a stream of bytes, cut anywhere."""

    def feed(self, data: bytes | memoryview) -> Batch:
        """What is complete now."""

    def flush(self) -> Batch:
        """The end of the stream."""


@dataclass(frozen=True)
class Sample:
    """The first bytes of what is to be read, unpacked, and what is known besides.

    `whole` says that there are no more bytes; `name` is the name of the file or member; `maps` are the column maps of
    the configuration, `dialects` the layouts of all formats, for formats that hold tables without being text. With
    `keep_sentences` batches of a format that has sentences hold those used.
    """

    data: bytes
    whole: bool = True
    name: str = ""
    maps: tuple[ColumnMap, ...] = ()
    dialects: tuple[Dialect, ...] = ()
    keep_sentences: bool = False

    @cached_property
    def text(self) -> TextHead | None:
        """Its head, if it is delimited text."""
        return text_head(self.data, self.whole)


@dataclass(frozen=True)
class Recognition:
    """A format's claim to some bytes: how sure it is, and how they are read.

    Exactly one of `stream` and `file` is there: a reader of the bytes as they come, given the name of the source; or
    one that needs the whole file at hand, given that name, the file and what to call it in a refusal.
    """

    certainty: int
    stream: Callable[[str | None], StreamReader] | None = None
    file: Callable[[str | None, BinaryIO, str], Iterator[Batch]] | None = None


@dataclass(frozen=True)
class Doubt:
    """A format that could read this if it were told what the columns mean: what is unclear (clauses), and a report of
    what it sees, with the table to write."""

    troubles: tuple[str, ...]
    report: str


class LayoutRefusal(Refusal):
    """A table that is not read, because what its columns mean would be a guess."""

    def __init__(self, name: str, doubt: Doubt) -> None:
        super().__init__(
            f"{name} is a table, but what its columns mean is not sure ({'; '.join(doubt.troubles)}): describe them in "
            "marsad.toml as below, and name that file with --config."
        )
        self.report = doubt.report


@dataclass(frozen=True)
class Format:
    """One format: its name, how it is recognised, and samples of it for tests and doctor.

    `recognise` looks at a sample and gives a Recognition, a Doubt, or None for what is none of its own.
    """

    name: str
    recognise: Callable[[Sample], Recognition | Doubt | None]
    dialect: Dialect | None = None
    samples: Mapping[str, bytes] = field(default_factory=dict)
