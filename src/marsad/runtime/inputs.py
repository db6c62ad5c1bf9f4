"""The bytes behind a name on the command line: a file of any packing, standard input, a raw log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.schema.refusal import Refusal
from marsad.sources.file import open_file
from marsad.store.raw.segment import SUFFIX
from marsad.store.read_raw import read_raw

CHUNK = 16 << 20
"""Bytes handed to the decoder at once: the work per call, in which a thread keeps others waiting, shows the less."""


def open_input(path: str | Path) -> Iterator[bytes]:
    """The bytes of a file, of standard input (`-`), of a raw log (its folder) or of one of its segments.

    Raises Refusal (one sentence) where it cannot be opened or, after all that could be read, where it is damaged.
    """
    name = str(path)
    if name != "-" and (Path(name).is_dir() or name.endswith(SUFFIX)):
        return read_raw(Path(name))
    return open_file(name)


def large_chunks(pieces: Iterator[bytes], size: int = CHUNK) -> Iterator[bytes]:
    """The same bytes in fewer, larger pieces; what was read before a fault is given before the fault is raised."""
    held: list[bytes] = []
    length = 0
    try:
        for piece in pieces:
            held.append(piece)
            length += len(piece)
            if length >= size:
                yield b"".join(held)
                held, length = [], 0
    except Refusal:
        if held:
            yield b"".join(held)
        raise
    if held:
        yield b"".join(held)
