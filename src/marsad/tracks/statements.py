"""Rows that tell who a station is: static, and the identity part of aton and base_station."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.arrow_columns import is_told, numbers, one_chunk, text_buffers, yes_no
from marsad.tracks.columns import NUMBERS, STATEMENT, TEXT_WIDTH, TEXTS
from marsad.tracks.kind import NO_KIND
from marsad.tracks.origins import Origins
from marsad.tracks.reports import heard_times, kinds_of
from marsad.tracks.statement_kernel import copy_texts


@dataclass(frozen=True, slots=True)
class Statements:
    """Rows with their numbers and texts; `told` marks what a row says."""

    rows: npt.NDArray[np.void]
    told: npt.NDArray[np.uint8]
    numbers: npt.NDArray[np.int32]
    text_told: npt.NDArray[np.uint8]
    texts: npt.NDArray[np.uint8]


def statements_of(family: str, table: pa.Table, origins: Origins, now_us: int) -> Statements | None:
    """The identity part of one table; None when no row says anything."""
    batch = one_chunk(table)
    if batch is None:
        return None
    n = batch.num_rows
    rows = np.zeros(n, dtype=STATEMENT)
    rows["t"] = heard_times(batch, now_us)
    rows["origin"] = origins.numbers_of(batch)
    mmsi = numbers(batch, "mmsi", 0).astype(np.int64)
    message = numbers(batch, "type", 0).astype(np.int64)
    rows["mmsi"], rows["key"], rows["type"] = mmsi, mmsi + 1, message
    rows["kind"], rows["kind_sure"] = kinds_of(mmsi, message)
    if family != "static":
        rows["kind"] = NO_KIND  # its report tells the kind
    told = np.zeros((n, len(NUMBERS)), dtype=np.uint8)
    values = np.zeros((n, len(NUMBERS)), dtype=np.int32)
    for field, name in enumerate(NUMBERS):
        _fill_number(batch, name, told[:, field], values[:, field])
    text_told = np.zeros((n, len(TEXTS)), dtype=np.uint8)
    texts = np.zeros((n, len(TEXTS), TEXT_WIDTH), dtype=np.uint8)
    for field, (name, _) in enumerate(TEXTS):
        at = batch.schema.get_field_index(name)
        if at >= 0 and batch.column(at).null_count < n:
            column = batch.column(at)
            offsets, data = text_buffers(column)
            copy_texts(offsets, data, is_told(column).astype(np.uint8), field, texts, text_told)
    return Statements(rows, told, values, text_told, texts)


def _fill_number(batch: pa.RecordBatch, name: str, told: npt.NDArray[np.uint8], values: npt.NDArray[np.int32]) -> None:
    at = batch.schema.get_field_index(name)
    if at < 0 or (column := batch.column(at)).null_count == batch.num_rows:
        return
    if pa.types.is_boolean(column.type):
        bits = yes_no(batch, name)
        if bits is not None:
            told[:] = bits & 1
            values[:] = bits >> 1
        return
    told[:] = is_told(column)
    raw: npt.NDArray[Any] = numbers(batch, name, 0)
    values[:] = np.rint(raw * 10.0) if name == "draught_m" else raw
