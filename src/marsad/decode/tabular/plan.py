"""How the lines of one table are read, made ready for the kernels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.decode.tabular.fields import FIELDS, N_FIELDS
from marsad.decode.tabular.layout import Layout
from marsad.decode.tabular.time_kernel import DIRECTIVES, EPOCH, ISO, PATTERN
from marsad.decode.tabular.value_kernel import text_hash


class Plan(NamedTuple):
    """`settings` are the delimiter, the decimal mark and the number of columns; words are sorted hashes of texts."""

    settings: NDArray[np.int64]
    column_of: NDArray[np.int64]
    scale: NDArray[np.float64]
    pattern: NDArray[np.int64]
    zone_from: NDArray[np.int64]
    zone_offset: NDArray[np.int64]
    nulls: NDArray[np.uint64]
    text_nulls: NDArray[np.uint64]
    type_words: NDArray[np.uint64]
    type_codes: NDArray[np.int64]
    status_words: NDArray[np.uint64]
    status_codes: NDArray[np.int64]
    ship_words: NDArray[np.uint64]
    ship_codes: NDArray[np.int64]


def plan_of(layout: Layout, header: list[str], delimiter: str, decimal: str) -> Plan:
    """The plan for a table with these columns. Columns that the layout names and the header has not are left out."""
    places = {name: at for at, name in reversed(list(enumerate(header)))}
    column_of = np.full(N_FIELDS, -1, np.int64)
    for field, column in layout.columns.items():
        column_of[FIELDS.index(field)] = places.get(column, -1)
    scale = np.ones(N_FIELDS, np.float64)
    for field, factor in layout.scales.items():
        scale[FIELDS.index(field)] = factor
    zone_from = np.array([begin for begin, _ in layout.zone], np.int64)
    zone_offset = np.array([offset for _, offset in layout.zone], np.int64)
    return Plan(
        np.array([ord(delimiter), ord(decimal), len(header)], np.int64), column_of, scale, pattern_of(layout.time),
        zone_from, zone_offset, _hashes(layout.nulls), _hashes(layout.text_nulls), *_coded(layout.types),
        *_coded(layout.statuses), *_coded(layout.ship_types),
    )  # fmt: skip


def pattern_of(time: str) -> NDArray[np.int64]:
    """`iso`, `s`, `ms`, `us`, `ns`, or parts as in `%d/%m/%Y %H:%M:%S`, as codes."""
    if time == "iso":
        return np.array([ISO], np.int64)
    if time in EPOCH_UNITS:
        # of nanoseconds, a thousand make one; the factor of the others is whole
        return np.array([EPOCH, EPOCH_UNITS[time]], np.int64)
    codes, at = [PATTERN], 0
    while at < len(time):
        if time[at] == "%" and at + 1 < len(time):
            at += 1
            codes += [DIRECTIVES[time[at]]] if time[at] != "%" else [ord("%")]
        else:
            codes += list(time[at].encode())
        at += 1
    return np.array(codes, np.int64)


EPOCH_UNITS: Mapping[str, int] = {"s": 1_000_000, "ms": 1_000, "us": 1}


def hash_of(text: str) -> int:
    """The hash by which kernels know a text."""
    raw = np.frombuffer(text.encode(), np.uint8)
    return int(text_hash(raw, 0, len(raw)))


def _hashes(texts: Iterable[str]) -> NDArray[np.uint64]:
    return np.array(sorted({hash_of(text) for text in texts}), np.uint64)


def _coded(words: Mapping[str, int]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    pairs = sorted({hash_of(word): code for word, code in words.items()}.items())
    return np.array([key for key, _ in pairs], np.uint64), np.array([code for _, code in pairs], np.int64)
