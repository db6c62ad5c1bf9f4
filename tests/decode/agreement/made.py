"""Sentences made for the comparison: every application, since the corpora hold few of them.

Each is drawn from its bit table, the same in every run: numbers within their range more often than not, text of letters
and digits (gpsdecode writes a quotation mark unescaped), groups with every kind of part in turn.
"""

from __future__ import annotations

import random
from functools import cache
from string import ascii_uppercase, digits

from marsad.decode.ais.application.applications import APPLICATIONS
from marsad.decode.ais.bit_table import Application, BitField, Group, When
from marsad.decode.ais.encode import encode_message, sentences
from marsad.wire.bits import Bits
from marsad.wire.sixbit import text_codes
from tests.decode.draw import put

EACH = 24
DATA_MOST = 920  # what message 6 carries within five slots; message 8 carries more
PREFIX = "made/"


@cache
def made(name: str) -> bytes:
    """Sentences of the application of that name, under every number, DAC and FI by which it goes."""
    out = []
    for one in APPLICATIONS:
        if one.name != name:
            continue
        for number in one.messages:
            draw = random.Random(f"{name} {number} {one.dac} {one.fi}")
            for n in range(EACH):
                told = {"dac": one.dac, "fi": one.fi, "data": _data(one, n, draw)}
                if number == 6:
                    told["dest_mmsi"] = 211_000_000 + n
                out += sentences(encode_message(number, 230_000_000 + n, told))
    return b"".join(out)


def _data(application: Application, n: int, draw: random.Random) -> Bits:
    """The n-th: so many parts of each group, no more than fit."""
    parts = dict.fromkeys(application.groups, 0)
    length = (*application.lengths, application.standard_bits or application.min_bits)[0]
    if any(field.width == 0 for field in application.fields):
        length += 6 * draw.randrange(1, 60)
    for group in application.groups:
        least = -(-(application.min_bits - group.first) // group.stride)
        most = min(group.most, (DATA_MOST - group.first) // group.stride)
        parts[group] = max(least, 1) + n % (most - max(least, 1) + 1)
        length = group.first + parts[group] * group.stride
    data = Bits(draw.getrandbits(length), length)
    for condition in application.when:
        data = put(data, condition.first, condition.width, min(condition.values))
    data = _drawn(data, application.fields, 0, draw)
    for group, count in parts.items():
        data = _parts(data, application, group, count, n, draw)
    return data


def _parts(data: Bits, application: Application, group: Group, count: int, n: int, draw: random.Random) -> Bits:
    for field in application.fields:
        if field.name == group.count:
            data = put(data, field.first, field.width, count)
    kinds = [condition for field in group.fields for condition in field.when if condition.first == 0]
    values = sorted({value for condition in kinds for value in condition.values})
    for k in range(count):
        at = group.first + k * group.stride
        if values:
            data = put(data, at, kinds[0].width, values[(n + k) % len(values)])
        data = _drawn(data, group.fields, at, draw)
    return data


def _drawn(data: Bits, fields: tuple[BitField, ...], at: int, draw: random.Random) -> Bits:
    """The same bits, with text and with numbers in range where a field is there."""
    for field in fields:
        if not all(_holds(data, condition, at) for condition in field.when):
            continue
        first = at + field.first
        width = field.width or (data.length - first) // 6 * 6
        if first + width > data.length:
            continue
        if field.kind == "text":
            text = "".join(draw.choices(ascii_uppercase + digits, k=draw.randint(1, width // 6)))
            for place, code in enumerate(text_codes(text.ljust(width // 6, "@"))):
                data = put(data, first + 6 * place, 6, code)
        elif (field.low is not None or field.high is not None) and draw.random() < 0.8:
            low, high = field.low or 0, field.high if field.high is not None else (1 << width) - 1
            data = put(data, first, width, draw.randint(low, high) % (1 << width))
    return data


def _holds(data: Bits, condition: When, at: int) -> bool:
    return data.uint(at + condition.first, condition.width) in condition.values
