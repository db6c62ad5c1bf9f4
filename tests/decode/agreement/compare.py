"""Row by row: which messages only one decoder tells, and which fields two decoders read differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from marsad.decode.ais.messages import MESSAGE_OF
from tests.decode.agreement.records import NOTHING, Codes, Heard, Kind, fields_of, says_nothing

KEYS = (
    "lon_e4min", "lat_e4min", "lon_deg", "lat_deg", "second", "data", "name", "callsign", "text", "radio", "dest_mmsi",
    "seqno", "part",
)  # fmt: skip
"""What tells two messages of one sender apart, where both decoders have it."""
OUT_OF_PLACE = 60  # messages a decoder may be late with, while it waits for parts


@dataclass(frozen=True, order=True)
class Difference:
    """One message or field that is told differently: `column` is "message" where only one decoder has the message."""

    kind: Kind
    column: str
    mmsi: int
    ours: object
    theirs: object


def differences(ours: Mapping[Kind, Heard], theirs: Mapping[Kind, Heard]) -> tuple[list[Difference], int]:
    """Everything told differently, and the number of values compared."""
    found: list[Difference] = []
    compared = 0
    for kind in sorted({*ours, *theirs}):
        mine, other = ours.get(kind), theirs.get(kind)
        if mine is None or other is None:
            one, place = (mine, "ours") if mine else (other, "theirs")
            assert one is not None
            found += [_alone(kind, int(mmsi), place) for mmsi in one.mmsi]
            continue
        a, b, only_a, only_b = _paired(kind, mine, other)
        found += [_alone(kind, int(mine.mmsi[i]), "ours") for i in only_a]
        found += [_alone(kind, int(other.mmsi[i]), "theirs") for i in only_b]
        for column in sorted(other.columns.keys() & mine.columns.keys()):
            compared += len(a)
            found += _differing(kind, column, mine, other, a, b)
    return found, compared


def _alone(kind: Kind, mmsi: int, place: str) -> Difference:
    return Difference(kind, "message", mmsi, "told" if place == "ours" else None, "told" if place == "theirs" else None)


def _paired(kind: Kind, mine: Heard, other: Heard) -> tuple[list[int], list[int], list[int], list[int]]:
    """Indices of the same messages in both, and of those that one alone has."""
    shared = [name for name in KEYS if name in mine.columns and name in other.columns]
    if len(mine.mmsi) == len(other.mmsi) and (mine.mmsi == other.mmsi).all():
        same = list(range(len(mine.mmsi)))
        return same, same, [], []
    left, right = _keys(kind, mine, shared), _keys(kind, other, shared)
    a: list[int] = []
    b: list[int] = []
    alone_a: list[int] = []
    alone_b: list[int] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            a += range(i1, i2)
            b += range(j1, j2)
        else:
            alone_a += range(i1, i2)
            alone_b += range(j1, j2)
    for same_key in (True, False):  # a message told later, then one that differs in what tells it apart
        for i in list(alone_a):
            for j in alone_b:
                near = abs(i - j) <= OUT_OF_PLACE and mine.mmsi[i] == other.mmsi[j]
                if near and (not same_key or left[i] == right[j]):
                    a.append(i)
                    b.append(j)
                    alone_a.remove(i)
                    alone_b.remove(j)
                    break
    return a, b, alone_a, alone_b


def _keys(kind: Kind, heard: Heard, shared: list[str]) -> list[tuple[object, ...]]:
    fields = fields_of(kind)
    columns: list[list[object]] = [heard.mmsi.tolist()]
    for name in shared:
        codes = heard.columns[name]
        if codes.dtype != object:
            codes = np.where(says_nothing(codes, fields[name]), NOTHING, codes)
        columns.append([_data_key(code) for code in codes] if name == "data" else codes.tolist())
    return list(zip(*columns, strict=True))


def _data_key(data: object) -> object:
    """Data without their length, which not everybody tells, and without the zeros that fill them up."""
    value = data[1] if isinstance(data, tuple) else data
    return value.rstrip(b"\0") if isinstance(value, bytes) else value


def _differing(kind: Kind, column: str, mine: Heard, other: Heard, a: list[int], b: list[int]) -> list[Difference]:
    left, right = mine.columns[column][a], other.columns[column][b]
    one = fields_of(kind).get(column)
    if left.dtype == object or one is None:
        same = np.array([_same(p, q) for p, q in zip(left, right, strict=True)], np.bool_)
    else:
        zero_is_null = any(column in group for group in MESSAGE_OF[kind[0]].null_together)
        empty = says_nothing(right, one) | (zero_is_null & (right == 0))
        same = (left == right) | ((left == NOTHING) & empty)
    return [
        Difference(kind, column, int(mine.mmsi[a[k]]), _plain(left[k]), _plain(right[k])) for k in np.nonzero(~same)[0]
    ]


def _same(p: object, q: object) -> bool:
    if isinstance(p, tuple) and isinstance(q, bytes):  # told without a length, and filled up with zero bytes
        return bool(p[1] == q[: len(p[1])]) and not any(q[len(p[1]) :])
    if isinstance(p, float) and isinstance(q, float):
        return p == q or (p != p and q != q)
    return bool(p == q)


def _plain(value: object) -> object:
    """A code as one would write it: None for nothing."""
    if isinstance(value, np.generic):
        value = value.item()
    if value == NOTHING or value == "" or (isinstance(value, float) and np.isnan(value)):
        return None
    return value


__all__ = ["Codes", "Difference", "differences"]
