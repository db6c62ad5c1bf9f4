"""Record batches of any table of positions to Batches: what Parquet and GeoParquet are read by."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds
from numpy.typing import NDArray

from marsad.decode.batch import Batch, Counts
from marsad.decode.tabular import page as p
from marsad.decode.tabular.cells_kernel import (
    NO_MMSI,
    UNREADABLE,
    codes_of_texts,
    fold_numbers,
    fold_texts,
    hashes_of_texts,
    numbers_of_texts,
    points,
    read_arrays,
    times_of_texts,
    times_to_utc,
)
from marsad.decode.tabular.fields import FIELDS, FIRST_STATIC, N_STATIC
from marsad.decode.tabular.known import Known
from marsad.decode.tabular.layout import Layout
from marsad.decode.tabular.plan import Plan, plan_of
from marsad.decode.tabular.statements import statements_of
from marsad.decode.tabular.tables import reject_table, tables_of
from marsad.decode.tabular.value_kernel import NO_TIME
from marsad.wire.leading_digits import odd_leading_digits

_NUMBERS = ("lat", "lon", "sog", "cog", "heading", "rot", "t_fraction")
_STATIC = FIELDS[FIRST_STATIC:]
_NONE = np.zeros(0, np.float64)
_NO_CODES = np.zeros(0, np.int64)
Array = NDArray[Any]


class ArrowReader:
    """Record batches of one table, in order. `names` are the columns' normal names, as in the layout."""

    def __init__(self, layout: Layout, source: str | None) -> None:
        self._layout, self._source = layout, source
        self._plan: Plan = plan_of(layout, list(layout.columns.values()), ",", ".")
        self._number = 0
        self._seen, self._said = Known(), Known()
        scale = self._plan.scale
        self._scale = np.array([scale[FIELDS.index(name)] for name in _NUMBERS], np.float64)

    def read(self, columns: dict[str, pa.Array], size: int) -> Batch:
        """The next rows: arrays by the layout's column names."""
        mine = {field: columns[name] for field, name in self._layout.columns.items() if name in columns}
        numbers = [self._numbers(mine.get(field)) for field in _NUMBERS]
        if self._layout.geometry is not None:
            numbers[1], numbers[0] = _places(columns[self._layout.geometry], size)
        status = self._codes(mine.get("status"), self._plan.status_words, self._plan.status_codes, True)
        kind = self._codes(mine.get("type"), self._plan.type_words, self._plan.type_codes, False)
        raw, told = self._static_hash(mine, size)
        rows, rejects, candidates = p.new_rows(size), p.new_rejects(size), np.empty((2, size), np.int64)
        tally = np.zeros(p.TALLIES, np.int64)
        tally[p.ROW_NUMBER] = self._number
        t, mmsi = self._times(mine["t"]), self._mmsi(mine["mmsi"])
        at = 0
        while at < size:
            self._seen.grow()
            seen = self._seen
            at = read_arrays(at, t, mmsi, *numbers[:6], status, kind, numbers[6], raw, told, self._scale,
                             odd_leading_digits(), seen.keys, seen.values, seen.count, rows, rejects, candidates,
                             tally)  # fmt: skip
        self._number = int(tally[p.ROW_NUMBER])
        count, found = int(tally[p.ROWS]), int(tally[p.STATEMENTS])
        rows = p.Rows(*(column[:count] for column in rows))
        said = self._statements(mine, candidates[:, :found], rows) if found else None
        batch = Batch(tables_of(rows, said, self._source))
        if tally[p.REJECTS]:
            batch.tables["reject"] = reject_table(p.Rejects(*(c[: tally[p.REJECTS]] for c in rejects)), self._source)
        batch.counts = Counts(used_lines=count, reject_lines=int(tally[p.REJECTS]),
                              other_lines=int(tally[p.OTHER_LINES]))  # fmt: skip
        return batch

    def _numbers(self, column: pa.Array | None) -> NDArray[np.float64]:
        if column is None:
            return _NONE
        if _is_text(column.type) or _is_text_dictionary(column.type):
            data, begins, ends = texts_of(column)
            out = np.empty(len(column), np.float64)
            numbers_of_texts(data, begins, ends, self._plan, out)
            return out
        return _floats(column)

    def _times(self, column: pa.Array) -> NDArray[np.int64]:
        out: NDArray[np.int64]
        if _is_text(column.type) or _is_text_dictionary(column.type):
            data, begins, ends = texts_of(column)
            out = np.empty(len(column), np.int64)
            times_of_texts(data, begins, ends, self._plan, out)
            return out
        if kinds.is_timestamp(column.type) or kinds.is_date(column.type):
            zoned = kinds.is_timestamp(column.type) and column.type.tz is not None
            whole = column.cast(pa.timestamp("us", tz="UTC" if zoned else None), safe=False).view(pa.int64())
            out = (whole.fill_null(NO_TIME) if whole.null_count else whole).to_numpy()
            if not zoned and len(self._plan.zone_from):
                out = out.copy()
                times_to_utc(out, self._plan.zone_from, self._plan.zone_offset)
            return out
        values = _floats(column)
        factor = float(self._plan.pattern[1]) if len(self._plan.pattern) > 1 else np.nan
        with np.errstate(invalid="ignore"):
            micros = np.rint(values * factor)
            ok = np.abs(micros) < 9e18
            out = np.where(ok, np.where(ok, micros, 0).astype(np.int64), NO_TIME)
        return out

    def _mmsi(self, column: pa.Array) -> NDArray[np.int64]:
        if kinds.is_integer(column.type):
            if kinds.is_uint64(column.type):
                column = column.cast(pa.int64(), safe=False)
            whole = column.cast(pa.int64())
            found: NDArray[np.int64] = (whole.fill_null(NO_MMSI) if whole.null_count else whole).to_numpy()
            return found
        values = self._numbers(column)
        with np.errstate(invalid="ignore"):
            ok = (values >= 0) & (values < 2**40) & (values == np.rint(values))
        return np.where(ok, np.where(ok, values, 0).astype(np.int64), NO_MMSI)

    def _codes(self, column: pa.Array | None, words: Array, codes: Array, numbers: bool) -> NDArray[np.int64]:
        if column is None:
            return _NO_CODES
        if _is_text(column.type) or kinds.is_dictionary(column.type) or not numbers:
            encoded = _encoded(column)
            data, begins, ends = texts_of(encoded.dictionary)
            table = np.empty(len(begins) + 1, np.int64)
            codes_of_texts(data, begins, ends, self._plan.nulls, words, codes, numbers, table[:-1])
            table[-1] = -1
            return table[_indices(encoded)]
        values = _floats(column)
        with np.errstate(invalid="ignore"):
            ok = (values >= 0) & (values < 256)
        return np.where(ok, np.where(ok, values, 0).astype(np.int64), -1)

    def _static_hash(self, mine: dict[str, pa.Array], size: int) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
        static = [mine[field] for field in _STATIC if field in mine]
        if not static:
            return np.zeros(0, np.uint64), np.zeros(0, np.bool_)
        raw, told = np.full(size, 11, np.uint64), np.zeros(size, np.bool_)
        for column in static:
            if _is_text(column.type) or kinds.is_dictionary(column.type) or not _is_number(column.type):
                encoded = _encoded(column)
                data, begins, ends = texts_of(encoded.dictionary)
                hashes = np.empty(len(begins), np.uint64)
                hashes_of_texts(data, begins, ends, hashes)
                fold_texts(raw, told, _indices(encoded), hashes)
            else:
                fold_numbers(raw, told, _floats(column))
        return raw, told

    def _statements(self, mine: dict[str, pa.Array], candidates: NDArray[np.int64], rows: p.Rows) -> Any:
        """The cells of the candidates as one run of text, which is what statements are read from."""
        index = pa.array(candidates[0])
        total = len(index)
        begin, end = np.zeros((total, N_STATIC), np.int64), np.zeros((total, N_STATIC), np.int64)
        pieces, length = [], 0
        for field, column in mine.items():
            if field in _STATIC:
                data, begins, ends = texts_of(column.take(index))
                at = _STATIC.index(field)
                begin[:, at], end[:, at] = begins + length, ends + length
                pieces.append(data)
                length += len(data)
        family = rows.family[candidates[1]]
        always = (family == p.STATIC_ONLY) | (family == p.ATON)
        found = p.Statements(candidates[1], always, begin, end)
        text = np.concatenate(pieces) if pieces else np.zeros(0, np.uint8)
        return statements_of(text, rows, found, self._plan, self._said)


def _is_text(kind: pa.DataType) -> bool:
    return bool(kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_binary(kind)
                or kinds.is_large_binary(kind) or kinds.is_string_view(kind) or kinds.is_binary_view(kind))  # fmt: skip


def _is_text_dictionary(kind: pa.DataType) -> bool:
    return bool(kinds.is_dictionary(kind)) and _is_text(kind.value_type)


def _is_number(kind: pa.DataType) -> bool:
    return bool(kinds.is_integer(kind) or kinds.is_floating(kind) or kinds.is_decimal(kind) or kinds.is_boolean(kind))


def _floats(column: pa.Array) -> NDArray[np.float64]:
    if kinds.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not _is_number(column.type):
        return np.full(len(column), UNREADABLE)
    whole = column if kinds.is_float64(column.type) else column.cast(pa.float64(), safe=False)
    found: NDArray[np.float64] = (whole.fill_null(np.nan) if whole.null_count else whole).to_numpy(zero_copy_only=False)
    return found


def _encoded(column: pa.Array) -> pa.DictionaryArray:
    if kinds.is_dictionary(column.type):
        return column
    return (column if _is_text(column.type) else column.cast(pa.string())).dictionary_encode()


def _indices(encoded: pa.DictionaryArray) -> NDArray[np.int64]:
    indices = encoded.indices
    whole = indices if not indices.null_count else indices.fill_null(-1)
    found: NDArray[np.int64] = whole.to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
    return found


def texts_of(column: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """Bytes, begins and ends of text cells, trimmed of nothing; null cells are empty. Anything is shown as text."""
    if kinds.is_dictionary(column.type):
        column = column.dictionary_decode()
    if kinds.is_timestamp(column.type):
        column = pc.strftime(column, "%Y-%m-%dT%H:%M:%S")
    if not kinds.is_large_binary(column.type):
        column = (column if _is_text(column.type) else column.cast(pa.string())).cast(pa.large_binary())
    _, offsets, data = column.buffers()
    edges = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1] if offsets else (
        np.zeros(len(column) + 1, np.int64))  # fmt: skip
    begins, ends = edges[:-1].copy(), edges[1:].copy()
    if column.null_count:
        nulls = column.is_null().to_numpy(zero_copy_only=False)
        begins[nulls] = ends[nulls] = 0
    raw = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(0, np.uint8)
    return raw, begins, ends


def _places(column: pa.Array, size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude of a geometry column: WKB, or a struct of x and y."""
    if kinds.is_struct(column.type):
        return _floats(pc.struct_field(column, "x")), _floats(pc.struct_field(column, "y"))
    if not _is_text(column.type):
        return np.full(size, UNREADABLE), np.full(size, UNREADABLE)
    data, begins, ends = texts_of(column)
    x, y = np.empty(size, np.float64), np.empty(size, np.float64)
    points(data, begins, ends, x, y)
    return x, y
