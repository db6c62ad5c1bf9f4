"""Messages to payload characters, a column at a time: the same bits as the scalar encoder, a thousand times over.

A batch holds messages of one number and one length. Its payload is an array of six-bit values, one row per character
and one column per message, so that every step runs over contiguous memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.decode.ais.bit_table import BitField, Message

Sixes = npt.NDArray[np.uint8]
Column = npt.ArrayLike


class Payload(NamedTuple):
    """Six-bit values (characters x messages), and the unused bits at the end of the last character."""

    sixes: Sixes
    fill: int


def payload(message: Message, number: int, bits: int, fields: Mapping[str, Column], n: int) -> Payload:
    """Encode `n` messages of `bits` bits from columns named as in the message's table, in the table's units.

    Columns are scalars or arrays of `n`: numbers with NaN for not available, byte strings (dtype S) for text. `mmsi`
    must be among them, `repeat` may. Of fields that share bits only one may be given; a field that is not given takes
    its not-available code or its default. Values must fit their width: a raw value is cut to it.
    """
    out = np.zeros((-(-bits // 6), n), np.uint8)
    _put(out, 0, 6, np.int64(number))
    _put(out, 6, 2, np.asarray(fields.get("repeat", 0), np.int64))
    _put(out, 8, 30, np.asarray(fields["mmsi"], np.int64))
    every = [field for part in message.tables.values() for field in part]
    missing = set(fields) - {field.name for field in every} - {"mmsi", "repeat"}
    if missing:
        raise ValueError(f"message {number} has no field {', '.join(sorted(missing))}")
    written = np.zeros(bits, bool)
    for field in every:
        if field.name not in fields:
            continue
        if field.kind == "text":
            _put_text(out, field, fields[field.name], bits)
        else:
            _put(out, field.first, field.width, _raw(field, fields[field.name]))
        written[field.first : field.end if field.width else bits] = True
    for field in every:
        silent = field.na[0] if field.na else field.default
        if silent and field.width and field.end <= bits and not written[field.first : field.end].any():
            _put(out, field.first, field.width, np.where(_there(out, field), silent, 0))
            written[field.first : field.end] = not field.when
    return Payload(out, -bits % 6)


def _raw(field: BitField, column: Column) -> npt.NDArray[np.int64]:
    values = np.asarray(column)
    if values.dtype.kind in "iub" and field.times == field.per == 1 and not field.plus:
        return values.astype(np.int64)
    scaled = (values.astype(np.float64) - field.plus) * (field.per / field.times)
    unknown = np.isnan(scaled)
    return np.where(unknown, field.na[0] if field.na else 0, np.rint(np.where(unknown, 0.0, scaled))).astype(np.int64)


def _there(out: Sixes, field: BitField) -> npt.NDArray[np.bool_]:
    """In which messages the field's conditions hold."""
    holds = np.ones(out.shape[1], bool)
    for condition in field.when:
        value = np.zeros(out.shape[1], np.int64)
        for bit in range(condition.first, condition.first + condition.width):
            value = value << 1 | out[bit // 6] >> (5 - bit % 6) & 1
        holds &= np.isin(value, [*condition.values])
    return holds


def _put(out: Sixes, first: int, width: int, raw: npt.NDArray[np.int64] | np.int64) -> None:
    raw = raw & ((1 << width) - 1)
    end = first + width
    for char in range(first // 6, -(-end // 6)):
        shift = end - 6 * (char + 1)
        out[char] |= ((raw >> shift if shift >= 0 else raw << -shift) & 63).astype(np.uint8)


def _put_text(out: Sixes, field: BitField, column: Column, bits: int) -> None:
    text = np.ascontiguousarray(np.atleast_1d(np.asarray(column, np.bytes_)))
    room = (field.width or bits - field.first) // 6
    length = min(text.dtype.itemsize, room)
    letters = (
        text.view(np.uint8).reshape(text.size, text.dtype.itemsize)[:, :length].T & 63
    )  # six-bit ASCII drops bit 6; NUL is @
    char, offset = divmod(field.first, 6)
    if not offset:
        out[char : char + length] |= letters
    else:
        out[char : char + length] |= letters >> offset
        out[char + 1 : char + length + 1] |= (letters << (6 - offset)) & 63
