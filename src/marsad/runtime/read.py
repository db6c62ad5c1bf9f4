"""`marsad.read`: any supported file as tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.decode.batch import Batch, joined
from marsad.decode.decoder import Decoder
from marsad.runtime.inputs import large_chunks, open_input


def read(path: str | Path, source: str | None = None) -> Batch:
    """Decode a whole file: its tables by family, its application tables, and the accounting of its bytes.

    `path` is a file (plain, gzip, zstd or zip, told by its content), `-` for standard input, or a raw log's folder.
    `source` names the feed in the column of that name; the raw log names its own. `t_recv` is null save from a raw log.
    Raises marsad.schema.refusal.Refusal with one sentence where the file cannot be read.
    """
    return joined(list(batches(path, source)) or [Batch()])


def batches(path: str | Path, source: str | None = None) -> Iterator[Batch]:
    """The same piece by piece, so that a file of any length needs little memory; the last batch is the `flush`."""
    decoder = Decoder()
    for chunk in large_chunks(open_input(path)):
        yield decoder.feed(chunk, source=source)
    yield decoder.flush(source)
