"""Messages as columns of raw codes: the one form in which our rows and those of other decoders are compared.

A code is the whole number that the bits spell (signed where the field is), `NOTHING` where a decoder tells none. Text
is text. So units, scales and words for "not available" cannot hide a difference, and none is compared with a tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.decode.ais.application.applications import CANDIDATES
from marsad.decode.ais.bit_table import BitField
from marsad.decode.ais.messages import MESSAGE_OF

NOTHING = -(2**62)
Codes = NDArray[Any]
"""int64 codes, or objects: text, and bits as (length, bytes)."""
Kind = tuple[int, int, int]
"""Message number, DAC and FI; -1 and -1 where the number has none."""
PLAIN = (-1, -1)


@dataclass
class Heard:
    """All messages of one kind that one decoder found in one file, in the order in which they were complete."""

    mmsi: Codes
    columns: dict[str, Codes] = field(default_factory=dict)


@cache
def fields_of(kind: Kind) -> dict[str, BitField]:
    """The fields of a kind by the name of our column, with its application's. Of several under one name, the first.

    A field of the n-th part of a group is called `<group>_<n>_<field>`, from 1 on.
    """
    number, dac, fi = kind
    found: dict[str, BitField] = {}
    for table in MESSAGE_OF[number].tables.values():
        for one in table:
            found.setdefault(one.name, one)
    for application in CANDIDATES.get((number, dac, fi), ()):
        for one in application.fields:
            found.setdefault(one.name, one)
        for group in application.groups:
            for n in range(1, group.most + 1):
                for one in group.fields:
                    found.setdefault(f"{group.name}_{n}_{one.name}", one)
    return found


def spread(group: str, values: Iterable[Any], names: Mapping[str, str] | None = None) -> dict[str, list[Any]]:
    """Lists of parts as columns: how many there are (`<group>_count`), and each field of the n-th part of every list.

    `names` tells their name to ours; what it does not name is left out.
    """
    lists = [list(value or ()) for value in values]
    columns: dict[str, list[Any]] = {f"{group}_count": [len(parts) for parts in lists]}
    for n in range(max(map(len, lists), default=0)):
        for key in dict.fromkeys(key for parts in lists if n < len(parts) for key in parts[n]):
            if names is None or key in names:
                column = f"{group}_{n + 1}_{names[key] if names else key}"
                columns[column] = [parts[n].get(key) if n < len(parts) else None for parts in lists]
    return columns


def code_of(values: Codes, one: BitField) -> Codes:
    """Codes of decoded values (floats; NaN is nothing): the scale turned round, to the nearest whole code."""
    codes = (values - one.plus) * one.per / one.times
    return np.where(np.isnan(values), NOTHING, np.rint(np.nan_to_num(codes))).astype(np.int64)


def says_nothing(codes: Codes, one: BitField) -> Codes:
    """Whether a code is one that the bit table reads as null."""
    empty = (codes == NOTHING) | np.isin(codes, list(one.na))
    if one.low is not None:
        empty |= codes < one.low
    if one.high is not None:
        empty |= codes > one.high
    return empty


def gather(
    records: Iterable[Mapping[str, Any]],
    kind_of: Callable[[Mapping[str, Any]], Kind],
    read: Callable[[Kind, list[Mapping[str, Any]]], dict[str, Codes]],
) -> dict[Kind, Heard]:
    """Records (one mapping a message, with `mmsi`) by kind, as columns that `read` makes of them."""
    by_kind: dict[Kind, list[Mapping[str, Any]]] = {}
    for record in records:
        by_kind.setdefault(kind_of(record), []).append(record)
    return {
        kind: Heard(np.array([one["mmsi"] for one in found], np.int64), read(kind, found))
        for kind, found in by_kind.items()
    }


def texts(values: Iterable[Any]) -> Codes:
    """A text column: no text is nothing; trailing spaces, which pad, are dropped."""
    out = [(str(value).rstrip(" ") if value is not None else "") for value in values]
    return np.array(out, object)


def numbers(values: Iterable[Any]) -> NDArray[np.float64]:
    """A column of numbers, truths and nothing, as floats (whole codes stay exact below 2**53)."""
    return np.array([np.nan if value is None else float(value) for value in values], np.float64)
