"""A copy of a lake at one version: its files as they are, and logs that begin with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from marsad.store.lake import actions
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.delta_log import TableState, commit_name, to_lines
from marsad.store.lake.lake_log import Record
from marsad.store.lake.marker import MARKER
from marsad.store.lake.shelf import Shelf
from marsad.store.lake.trouble import reading

Copied = tuple[str, int, Callable[[], Iterator[bytes]]]
PIECE = 1 << 20


def snapshot_of(shelf: Shelf, states: list[tuple[TableState, list[DataFile]]], now_ms: int) -> Iterator[Copied]:
    """Name, size and content of every file of the copy."""
    yield _made(MARKER, shelf.read(MARKER))
    for state, files in states:
        for file in sorted(files, key=lambda file: file.path):
            name = f"{state.table}/{file.path}"
            yield name, file.bytes, partial(_pieces, shelf, name)
        said = [actions.commit_info(now_ms, "CLONE"), actions.protocol(), {"metaData": state.metadata}]
        said += [actions.add(file, now_ms) for file in files]
        yield _made(commit_name(state.table, 0), to_lines(said))
    record = Record(0, {state.table: 0 for state, _ in states})
    yield _made(record.name, record.to_bytes())


def _made(name: str, content: bytes) -> Copied:
    return name, len(content), lambda: iter([content])


def _pieces(shelf: Shelf, name: str) -> Iterator[bytes]:
    with reading(shelf.url_of(name)), shelf.open(name) as file:
        while piece := file.read(PIECE):
            yield bytes(piece)
