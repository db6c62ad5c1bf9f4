"""The bit table of a message as plain text: what the docstring of its file shows, made from what the decoder reads."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from marsad.decode.ais.bit_table import BitField, Message, When
from marsad.schema import FAMILIES

WIDTH = 118
Line = tuple[str, str, str, str]
"""Which bits, which field, how to read it, what it means."""


def docstring_table(messages: Sequence[Message]) -> str:
    """The tables of the messages of one file; of a second one only the lines in which it differs."""
    parts, shown = [], set[Line]()
    for message in messages:
        numbers = ", ".join(map(str, message.numbers))
        for family, fields in message.tables.items():
            lines = [line for line in _lines(fields, max(message.lengths), family) if line not in shown]
            beside = " as well" if message is not messages[0] else ""
            parts.append("\n".join([f"Message {numbers}, table {family}{beside}:", "", *_laid_out(lines)]))
            shown.update(lines)
    return "\n\n".join(parts)


def _laid_out(lines: Sequence[Line]) -> Iterator[str]:
    widths = [max(len(line[n]) for line in lines) for n in range(3)]
    indent = 4 + sum(widths) + 6
    for line in lines:
        head = "    " + "  ".join(cell.ljust(width) for cell, width in zip(line[:3], widths, strict=True)) + "  "
        first, *rest = textwrap.wrap(line[3], WIDTH - indent) or [""]
        yield (head + first).rstrip()
        yield from (" " * indent + more for more in rest)


def _lines(fields: Sequence[BitField], end: int, family: str) -> Iterator[Line]:
    """A line for each field, and for each run of bits behind the MMSI that no field reads."""
    at = 38
    for field in sorted(fields, key=lambda one: (one.first < 0, one.first, -one.width)):
        if field.first > at:
            yield _span(at, field.first), "", "", "spare"
        if field.first >= 0:
            at = max(at, field.end if field.width else end)
        yield _bits(field), field.name, _reading(field), _meaning(field, family)
    if at < end and all(field.first >= 0 for field in fields):
        yield _span(at, end), "", "", "spare"


def _span(first: int, stop: int) -> str:
    return f"{first}" if stop == first + 1 else f"{first}..{stop - 1}"


def _bits(field: BitField) -> str:
    return _span(field.first, field.end) if field.width else f"{field.first}..{-1 - field.leave}"


def _reading(field: BitField) -> str:
    if field.kind == "flag":
        return "flag" if field.times == 1 else "flag, turned"
    factor = "" if field.times == 1 else f" * {field.times:g}"
    divisor = "" if field.per == 1 else f" / {field.per:.0f}"
    offset = "" if field.plus == 0 else f" {field.plus:+g}"
    return f"{field.kind}{factor}{divisor}{offset}"


def _meaning(field: BitField, family: str) -> str:
    column = FAMILIES[family].by_name[field.joins or field.name]
    unit = f" [{field.unit}]" if field.unit else ""
    codes = f"; null: {', '.join(map(str, field.na))}" if field.na else ""
    beyond = f"; null beyond {_bounds(field)}" if field.low is not None or field.high is not None else ""
    where = f"; if {' and '.join(map(_condition, field.when))}" if field.when else ""
    sender = {"any": "", "auxiliary": ", of 98MIDxxxx", "not_auxiliary": ", not of 98MIDxxxx"}[field.mmsi]
    return f"{field.meaning or column.meaning}{unit}{codes}{beyond}{where}{sender}"


def _bounds(field: BitField) -> str:
    return f"{field.high}" if field.low is None else f"{field.low}..{field.high}"


def _condition(condition: When) -> str:
    values = sorted(condition.values)
    run = len(values) > 3 and values == list(range(values[0], values[-1] + 1))
    said = f"{values[0]}..{values[-1]}" if run else " or ".join(map(str, values))
    return f"{_span(condition.first, condition.first + condition.width)} is {said}"
