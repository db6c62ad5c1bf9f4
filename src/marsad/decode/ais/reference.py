"""A decoder that is slow and plainly right: bits are one whole number, fields are read one after another.

It is the oracle that the fast kernels are tested against. Times, receivers and checksums are not its business.
"""

from __future__ import annotations

from collections.abc import Mapping

from marsad.decode.ais.application.applications import CANDIDATES
from marsad.decode.ais.bit_table import Application, BitField, Group, Message, When
from marsad.decode.ais.messages import MESSAGE_OF, MOST_BITS
from marsad.schema.flags import Flag
from marsad.wire.bits import Bits
from marsad.wire.mmsi import MmsiKind, kind
from marsad.wire.rate_of_turn import degrees_per_minute
from marsad.wire.sixbit import text_of, until_end

Row = dict[str, object]


def reference_fields(bits: Bits) -> dict[str, Row | str]:
    """Every table that these bits give a row, by table name: families, and the application where it is known.

    Rows hold `type`, `repeat`, `mmsi`, `flags` (those that the bits alone decide) and a value or None for every field;
    groups are lists of rows. Too few or too many bits, or an unknown number, give {"reject": reason}.
    """
    number = bits.uint(0, 6) if bits.length >= 6 else 0
    message = MESSAGE_OF.get(number)
    if message is None:
        return {"reject": "message_type"}
    if bits.length < message.min_bits:
        return {"reject": "too_short"}
    if bits.length > MOST_BITS:
        return {"reject": "too_long"}
    tables: dict[str, Row | str] = {}
    for family, fields in message.tables.items():
        row: Row = {"type": number, "repeat": bits.uint(6, 2), "mmsi": bits.uint(8, 30)}
        flags = _read(bits, fields, row) | (Flag(0) if bits.length in message.lengths else Flag.LENGTH)
        if (row.get("lon_deg"), row.get("lat_deg")) == (0.0, 0.0):
            flags |= Flag.NULL_ISLAND
        if kind(bits.uint(8, 30)) == MmsiKind.UNKNOWN:
            flags |= Flag.MMSI
        row["flags"] = int(flags)
        _derive(message, row)
        tables[family] = row
        if family == "binary":
            application = find(number, row)
            row["application"] = application.name if application else None
            if application is not None:
                tables[application.name] = application_row(application, _data(row))
    return tables


def find(number: int, row: Mapping[str, object]) -> Application | None:
    """The application of a binary row with `dac`, `fi`, `data` and `bit_length`, if it is known."""
    dac, fi = row.get("dac"), row.get("fi")
    if not isinstance(dac, int) or not isinstance(fi, int):
        return None
    addressed = number == 6 or bool(row.get("addressed"))
    data = _data(row)
    for one in CANDIDATES.get((6 if addressed else 8, dac, fi), ()):
        long_enough = data.length >= one.min_bits
        right_length = not one.lengths or data.length in one.lengths
        if long_enough and right_length and all(_holds(data, condition) for condition in one.when):
            return one
    return None


def application_row(application: Application, data: Bits) -> Row:
    """Fields and groups of an application's data."""
    row: Row = {}
    _read(data, application.fields, row)
    for group in application.groups:
        row[group.name] = _repetitions(data, group, row)
    return row


def _repetitions(data: Bits, group: Group, row: Row) -> list[Row]:
    left = max(0, (data.length - group.first) // group.stride)
    count = min(left, group.most)
    if group.count is not None:
        told = row[group.count]
        count = min(count, told) if isinstance(told, int) else 0
    out: list[Row] = []
    for n in range(count):
        part: Row = {}
        _read(Bits(data.uint(group.first + n * group.stride, group.stride), group.stride), group.fields, part)
        out.append(part)
    return out


def _data(row: Mapping[str, object]) -> Bits:
    data, length = row.get("data"), row.get("bit_length")
    if not isinstance(data, bytes) or not isinstance(length, int):
        return Bits(0, 0)
    return Bits(int.from_bytes(data, "big") >> (8 * len(data) - length), length)


def _holds(bits: Bits, condition: When) -> bool:
    first = condition.first + (bits.length if condition.first < 0 else 0)
    return 0 <= first <= bits.length - condition.width and bits.uint(first, condition.width) in condition.values


def _from(bits: Bits, field: BitField) -> bool:
    if field.mmsi != "any":
        auxiliary = bits.uint(8, 30) // 10_000_000 == 98
        if auxiliary != (field.mmsi == "auxiliary"):
            return False
    return all(_holds(bits, condition) for condition in field.when)


def _read(bits: Bits, fields: tuple[BitField, ...], row: Row) -> Flag:
    """Set every field's name in the row; tell which flags the values raise."""
    flags = Flag(0)
    joined: dict[str, str] = {}
    ended: set[str] = set()
    for field in fields:
        name = field.joins or field.name
        row.setdefault(name, None)
        if field.kind == "bits" and row[name] is None:
            row[name], row["bit_length"] = b"", 0
        if not _from(bits, field):
            continue
        first = field.first + (bits.length if field.first < 0 else 0)
        if field.kind == "text":
            if name in ended:
                continue
            text, overrun, marked = _text(bits, field, first)
            if marked:
                ended.add(name)
            joined[name] = joined.get(name, "") + text
            row[name] = joined[name].rstrip(" ") or None
            flags |= Flag.TEXT if overrun else Flag(0)
        elif field.kind == "bits":
            data = Bits(0, 0)
            if first < bits.length - field.leave:
                width = bits.length - field.leave - first
                data = Bits(bits.uint(first, width), width)
            row[name], row["bit_length"] = data.packed(), data.length
        elif first >= 0 and first + field.width <= bits.length:
            row[name], raised = _number(bits, field, first)
            flags |= raised
    return flags


def _text(bits: Bits, field: BitField, first: int) -> tuple[str, bool, bool]:
    """The text before its end mark, whether something but padding follows the mark, and whether there is a mark."""
    end = min(first + field.width, bits.length) if field.width else bits.length - field.leave
    codes = [bits.uint(at, 6) for at in range(first, end - 5, 6)]
    whole = text_of(codes)
    kept = until_end(whole)
    return kept, bool(whole[len(kept) :].strip("@ ")), len(kept) < len(codes)


def _number(bits: Bits, field: BitField, first: int) -> tuple[int | float | bool | None, Flag]:
    raw = bits.sint(first, field.width) if field.kind == "int" else bits.uint(first, field.width)
    if raw in field.na:
        return None, Flag(0)
    if (field.low is not None and raw < field.low) or (field.high is not None and raw > field.high):
        return None, field.flag
    flag = field.flag if field.doubt_above is not None and raw > field.doubt_above else Flag(0)
    value = raw * field.times + field.plus if field.per == 1 else raw * field.times / field.per + field.plus
    return (bool(value) if field.kind == "flag" else value), flag


def _derive(message: Message, row: Row) -> None:
    """Columns that need no bits of their own."""
    row.update(message.constants)
    for names in message.null_together:
        if not any(row.get(name) for name in names):
            row.update(dict.fromkeys(name for name in names if name in row))
    if "rot_raw" in row:
        raw = row["rot_raw"]
        row["rot_deg_min"] = degrees_per_minute(raw if isinstance(raw, int) else None)
