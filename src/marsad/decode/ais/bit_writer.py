"""Values to bits by table: fields are placed one by one, and the condition bits that they need with them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from marsad.decode.ais.bit_table import BitField, When
from marsad.wire.bits import Bits
from marsad.wire.sixbit import text_codes

Placed = dict[int, int]
"""Bits by place; a negative place counts back from the end, which is not known until all is placed."""


def place_all(fields: Sequence[BitField], values: Mapping[str, object], placed: Placed, mmsi: int = 0) -> Placed:
    """Place every value under one of the fields of its name, and set the conditions that field asks for.

    Where conditions leave a choice (the scale factor of a distance), the first that holds every value is taken.
    Raises ValueError when a value fits none of its fields, or two values contradict each other.
    """
    choices = {name: _candidates(fields, name, mmsi) for name in values}
    order = sorted(values, key=lambda name: any(field.when for field in choices[name]))
    found = _search(order, choices, values, placed)
    if isinstance(found, str):
        raise ValueError(found)
    return found


def fill(fields: Sequence[BitField], placed: Placed, length: int, mmsi: int = 0) -> Placed:
    """Give every field that was not told its code for not available, else its default."""
    placed = dict(placed)
    for field in fields:
        if not field.width or not _sender_fits(field, mmsi) or field.end > length:
            continue
        if any(place in placed for place in range(field.first, field.end)):
            continue
        if all(_read(placed, condition) in condition.values for condition in field.when):
            _put(placed, field.first, field.width, field.na[0] if field.na else field.default)
    return placed


def assemble(placed: Placed, length: int) -> Bits:
    """The bits in order; what was not placed is zero."""
    value = 0
    for place, bit in placed.items():
        at = place + length if place < 0 else place
        value |= bit << (length - 1 - at)
    return Bits(value, length)


def reach(placed: Placed) -> int:
    """Bits needed to hold what was placed: those counted from the start, and those kept at the end."""
    return max(placed, default=-1) + 1 + max(0, -min(placed, default=0))


def raw_of(field: BitField, value: object) -> int:
    """The raw number for a value. Raises ValueError, saying what the field takes, if it has none."""
    if field.kind == "flag":
        if value not in (True, False):
            raise ValueError(f"{field.name} is true or false, not {value!r}")
        return round((int(bool(value)) - field.plus) / field.times)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{field.name} is a number, not {value!r}")
    raw = round((value - field.plus) * field.per / field.times)
    if _goes_round(field) and -360 <= value <= 360:
        raw %= round(360 * field.per / field.times)
    low, high = _bounds(field)
    if not low <= raw <= high or raw in field.na:
        least, most = (bound * field.times / field.per + field.plus for bound in (low, high))
        raise ValueError(
            f"{field.name} takes {least:g} to {most:g}{field.unit and ' ' + field.unit}, or None: not {value}"
        )
    return raw


def _goes_round(field: BitField) -> bool:
    """A course or direction: 360 degrees is 0 again."""
    return field.unit == "deg" and field.high is not None and (field.high + 1) * field.times / field.per == 360


def _bounds(field: BitField) -> tuple[int, int]:
    signed = field.kind == "int"
    low = -(1 << field.width - 1) if signed else 0
    high = (1 << field.width - signed) - 1
    low = low if field.low is None else max(low, field.low)
    high = high if field.high is None else min(high, field.high)
    while low in field.na:
        low += 1
    while high in field.na:
        high -= 1
    return low, high


def _candidates(fields: Sequence[BitField], name: str, mmsi: int) -> list[BitField]:
    return [field for field in dict.fromkeys(fields) if field.name == name and _sender_fits(field, mmsi)]


def _sender_fits(field: BitField, mmsi: int) -> bool:
    return field.mmsi == "any" or (mmsi // 10_000_000 == 98) == (field.mmsi == "auxiliary")


def _search(
    order: list[str], choices: Mapping[str, list[BitField]], values: Mapping[str, object], placed: Placed
) -> Placed | str:
    """Depth first: place the first name every way it goes, then the rest. Text says why nothing went."""
    if not order:
        return placed
    name = order[0]
    why = f"{name} is not in this message from this sender: leave it out"
    for field in choices[name]:
        try:
            bits = _encoded(field, values[name])
        except ValueError as error:
            why = str(error)
            continue
        for ready in _conditions(field.when, placed):
            if any(ready.get(place, bit) != bit for place, bit in bits.items()):
                why = f"{name} contradicts another value told with it: give one of them"
                continue
            found = _search(order[1:], choices, values, {**ready, **bits})
            if not isinstance(found, str):
                return found
            why = found
            if not field.when:
                return why
    return why


def _conditions(conditions: Sequence[When], placed: Placed) -> Iterator[Placed]:
    """Every way to make the conditions hold, smallest codes first."""
    if not conditions:
        yield placed
        return
    condition = conditions[0]
    places = range(condition.first, condition.first + condition.width)
    for value in sorted(condition.values):
        bits = {place: value >> (condition.width - 1 - n) & 1 for n, place in enumerate(places)}
        if all(placed.get(place, bit) == bit for place, bit in bits.items()):
            yield from _conditions(conditions[1:], {**placed, **bits})


def _encoded(field: BitField, value: object) -> Placed:
    bits: Placed = {}
    if field.kind == "bits":
        if not isinstance(value, Bits):
            raise ValueError(f"{field.name} is bytes, not {value!r}")
        _put(bits, field.first, value.length, value.value)
    elif field.kind == "text":
        if not isinstance(value, str):
            raise ValueError(f"{field.name} is text, not {value!r}")
        codes = text_codes(value)
        if field.width and 6 * len(codes) > field.width:
            raise ValueError(f"{field.name} holds {field.width // 6} characters: shorten {value!r}")
        codes += [0] * (field.width // 6 - len(codes))
        for n, code in enumerate(codes):
            _put(bits, field.first + 6 * n, 6, code)
    else:
        _put(bits, field.first, field.width, raw_of(field, value))
    return bits


def _put(placed: Placed, first: int, width: int, raw: int) -> None:
    raw &= (1 << width) - 1
    for n in range(width):
        placed[first + n] = raw >> (width - 1 - n) & 1


def _read(placed: Placed, condition: When) -> int:
    value = 0
    for place in range(condition.first, condition.first + condition.width):
        value = value << 1 | placed.get(place, 0)
    return value
