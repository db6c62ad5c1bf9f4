"""`marsad.read`: any supported file as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from marsad.decode.batch import Batch, joined
from marsad.decode.tabular.column_map import ColumnMap
from marsad.runtime.open_batches import open_batches


def read(path: str | Path, source: str | None = None, maps: Sequence[ColumnMap] = ()) -> Batch:
    """Decode a whole file: its tables by family, its application tables, and the accounting of its bytes.

    `path` is a file in any format that docs/formats.md lists (plain, gzip, zstd or zip; all told by content), `-` for
    standard input, or a raw log's folder. `source` names the feed in the column of that name; the raw log names its
    own. `maps` tell what the columns of tables of your own mean. `t_recv` is null save from a raw log. Raises
    marsad.schema.refusal.Refusal where the file cannot be read.
    """
    return joined(list(batches(path, source, maps)) or [Batch()])


def batches(path: str | Path, source: str | None = None, maps: Sequence[ColumnMap] = ()) -> Iterator[Batch]:
    """The same piece by piece, so that a file of any length needs little memory."""
    for _, batch in open_batches(path, source=source, maps=maps):
        yield batch
