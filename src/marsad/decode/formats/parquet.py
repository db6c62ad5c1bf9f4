"""Parquet and GeoParquet: columns by the same names as in text; points as WKB or as a struct of x and y.

Row groups are read one after the other in batches, so that memory follows the batch and not the file. What its footer
promises is checked before anything is made room for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa

from marsad.decode.batch import Batch
from marsad.decode.format import SIGNED, Doubt, Format, LayoutRefusal, Recognition, Sample
from marsad.decode.tabular.arrow_reader import ArrowReader, texts_of
from marsad.decode.tabular.fields import FIELDS, FIRST_STATIC
from marsad.decode.tabular.head import normal
from marsad.decode.tabular.layout import Layout
from marsad.decode.tabular.mapped import fits, layout_of
from marsad.decode.tabular.report import report
from marsad.decode.tabular.spelled import Spelled
from marsad.schema.refusal import Refusal

ROWS = 1 << 17
"""Rows read at once."""
_MOST_COLUMNS = 4_096
_MOST_TEXT, _MOST_LISTED = 16 << 20, 1 << 20
_RATIO, _FREE_BYTES, _LEAST_ROW = 100, 64 << 20, 28
"""A row that has a time, an identity and a place is of 28 bytes: a file may grow a hundredfold, as any other."""
_PAGE_BYTES = 1 << 20


def recognise(sample: Sample) -> Recognition | None:
    """By its first four bytes; whether its columns can be read shows when it is opened."""
    if not sample.data.startswith(b"PAR1"):
        return None
    return Recognition(SIGNED, file=lambda source, file, name: _batches(sample, source, file, name))


def _batches(sample: Sample, source: str | None, file: BinaryIO, name: str) -> Iterator[Batch]:
    from pyarrow import parquet

    try:
        whole = parquet.ParquetFile(file, pre_buffer=False, buffer_size=_PAGE_BYTES, memory_map=False,
                                    thrift_string_size_limit=_MOST_TEXT,
                                    thrift_container_size_limit=_MOST_LISTED)  # fmt: skip
        meta, schema = whole.metadata, whole.schema_arrow
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        raise _damaged(name, "its footer cannot be read", error) from error
    _check(meta, name, file)
    layout, columns = _layout(whole, sample, schema, name)
    repeating = {layout.columns.get(name) for name in ("type", "status", *FIELDS[FIRST_STATIC:])}
    texts = [column for column in columns if _is_text(schema.field(column).type) and normal(column) in repeating]
    whole = parquet.ParquetFile(file, metadata=meta, pre_buffer=False, buffer_size=_PAGE_BYTES, memory_map=False,
                                read_dictionary=texts)  # fmt: skip
    reader = ArrowReader(layout, source)
    for group in range(meta.num_row_groups):
        try:
            for batch in whole.iter_batches(ROWS, row_groups=[group], columns=columns, use_threads=False):
                arrays = {normal(column): batch.column(column) for column in columns}
                yield reader.read(arrays, batch.num_rows)
        except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
            raise _damaged(name, f"row group {group} cannot be read", error) from error


def _check(meta: Any, name: str, file: BinaryIO) -> None:
    """Refuse what promises more than a file of its size can hold."""
    size = file.seek(0, 2)
    if meta.num_columns > _MOST_COLUMNS:
        raise Refusal(f"{name} has {meta.num_columns} columns, more than {_MOST_COLUMNS}: it is no table of positions.")
    for group in range(meta.num_row_groups):
        rows = meta.row_group(group).num_rows
        if rows < 0 or (rows * _LEAST_ROW > _FREE_BYTES and rows * _LEAST_ROW > size * _RATIO):
            raise Refusal(
                f"{name}: row group {group} promises {rows} rows, more than {_RATIO} times what a file of {size} bytes "
                "can hold: it is forged or damaged, and not read."
            )


def _layout(whole: Any, sample: Sample, schema: pa.Schema, name: str) -> tuple[Layout, list[str]]:
    """The layout and the columns to read, under their own names."""
    written: dict[str, str] = {}
    for field in schema:
        written.setdefault(normal(field.name), field.name)
    names = list(written)
    geometry = _geometry(schema, names)

    def cells_of(column: str) -> list[str]:
        return _cells(whole, written[column], name)

    def instants(column: str) -> bool:
        kind = schema.field(written[column]).type
        return bool(pa.types.is_timestamp(kind) or pa.types.is_date(kind))

    layout = None
    stated = [one for one in sample.maps if not one.names and fits(one, names, sample.name)]
    if len(stated) > 1:
        told = " and ".join(f"[columns.{one.name}]" for one in stated)
        raise Refusal(f'{name} fits {told}: give each a pattern of file names, as in files = "ais-*.parquet".')
    if stated:
        time = normal(stated[0].columns["t"])
        layout = layout_of(stated[0], cells_of, geometry, instants(time))
    for dialect in sample.dialects if layout is None else ():
        if dialect.knows(names):
            layout = dialect.layout(names, cells_of)
            if "lat" not in layout.columns or "lon" not in layout.columns:
                layout = _with_geometry(layout, geometry)
            break
    if layout is None:
        spelled = Spelled(names, cells_of, geometry)
        if spelled.columns.get("t") and instants(spelled.columns["t"]):
            spelled.time = "iso"
        troubles = spelled.troubles()
        if troubles or not spelled.found:
            said = report(spelled, list(written.values()), cells_of, sample.name)
            raise LayoutRefusal(name, Doubt(tuple(troubles), said))
        layout = spelled.layout("parquet")
    if "lat" in layout.columns and "lon" in layout.columns:
        layout = _with_geometry(layout, None)
    wanted = [column for field, column in layout.columns.items() if field in FIELDS and column in written]
    if layout.geometry is not None:
        wanted.append(layout.geometry)
    return layout, [written[column] for column in dict.fromkeys(wanted)]


def _with_geometry(layout: Layout, geometry: str | None) -> Layout:
    from dataclasses import replace

    columns = layout.columns
    if geometry is not None:
        columns = {field: column for field, column in columns.items() if field not in ("lat", "lon")}
    return replace(layout, columns=columns, geometry=geometry)


def _geometry(schema: pa.Schema, names: list[str]) -> str | None:
    """The column of points: as GeoParquet's own note names it, else by its usual name."""
    note = (schema.metadata or {}).get(b"geo")
    if note:
        try:
            primary = json.loads(note).get("primary_column")
        except (ValueError, AttributeError):
            primary = None
        if isinstance(primary, str) and normal(primary) in names:
            return normal(primary)
    return next((name for name in ("geometry", "geom", "wkb_geometry") if name in names), None)


def _cells(whole: Any, column: str, name: str) -> list[str]:
    """A few cells as text, to see how they are written."""
    try:
        batch = next(whole.iter_batches(200, columns=[column], use_threads=False), None)
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        raise _damaged(name, "row group 0 cannot be read", error) from error
    if batch is None:
        return []
    data, begins, ends = texts_of(batch.column(0))
    cells = [data[b:e].tobytes().decode("utf-8", "replace").strip() for b, e in zip(begins, ends, strict=True)]
    return [cell for cell in cells if cell]


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _damaged(name: str, what: str, error: BaseException) -> Refusal:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return Refusal(f"{name}: {what} ({reason}): it is damaged, cut short or forged; copy it again from its source.")


FORMAT = Format("parquet", recognise)
