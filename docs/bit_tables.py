"""The AIS messages as Markdown tables, from the same declarations that the decoder reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.decode.ais.application.applications import APPLICATIONS
from marsad.decode.ais.bit_table import Application, BitField, Message, When
from marsad.decode.ais.messages import MESSAGES
from marsad.schema import FAMILIES

HEADING = ("field", "bits", "value", "null", "only where", "meaning")


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    yield f"| {' | '.join(heading)} |"
    yield "|" + "---|" * len(heading)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def messages() -> Iterator[str]:
    """Every message number: its clause, its lengths, and each field of each table it fills."""
    for message in sorted(MESSAGES, key=lambda one: one.numbers):
        yield from _message(message)


def _message(message: Message) -> Iterator[str]:
    numbers = ", ".join(map(str, message.numbers))
    yield f"### {'Message' if len(message.numbers) == 1 else 'Messages'} {numbers}: {_lower(message.title)}\n"
    yield f"{message.clause}. {_lengths(message.lengths)} bits; fewer than {message.min_bits} are rejected.\n"
    for family, fields in message.tables.items():
        meanings = {name: column.meaning for name, column in FAMILIES[family].by_name.items()}
        yield f"Into the table [{family}](data-dictionary.md#{family}):\n"
        yield from table(HEADING, [_row(field, meanings) for field in sorted(fields, key=_place)])
        yield ""


def applications() -> Iterator[str]:
    """Every application message by its table; bits count from the end of the DAC/FI header."""
    for one in sorted(APPLICATIONS, key=lambda one: (one.dac, one.fi, one.name, one.lengths[:1])):
        yield from _application(one)


def _application(one: Application) -> Iterator[str]:
    carriers = " and ".join({6: "addressed", 8: "to all"}[number] for number in one.messages)
    yield f"### DAC {one.dac} FI {one.fi}: {_lower(one.title)}\n"
    told = [one.clause, f"Table `{one.name}`", f"Sent {carriers}", f"At least {one.min_bits} bits"]
    if one.lengths:
        told.append(f"{_lengths(one.lengths)} bits")
    told += [f"Only where {_condition(condition)}" for condition in one.when]
    yield ". ".join(told) + ".\n"
    if one.fields:
        yield from table(HEADING, [_row(field, {}) for field in sorted(one.fields, key=_place)])
        yield ""
    for group in one.groups:
        often = f"as often as `{group.count}` says" if group.count else "to the end of the data"
        yield f"`{group.name}`, {group.stride} bits each from bit {group.first}, {often}, at most {group.most}:\n"
        yield from table(HEADING, [_row(field, {}) for field in sorted(group.fields, key=_place)])
        yield ""


def _place(field: BitField) -> tuple[bool, int, int]:
    return field.first < 0, field.first, -field.width


def _row(field: BitField, meanings: dict[str, str]) -> tuple[str, ...]:
    name = f"`{field.joins}`, continued" if field.joins else f"`{field.name}`"
    conditions = [_condition(condition) for condition in field.when]
    if field.mmsi != "any":
        conditions.append(f"the MMSI is {'' if field.mmsi == 'auxiliary' else 'not '}98MIDxxxx")
    meaning = field.meaning or meanings.get(field.joins or field.name, "")
    return name, _bits(field), _value(field), _null(field), " and ".join(conditions), meaning


def _bits(field: BitField) -> str:
    if not field.width:
        return f"{field.first} to {'the end' if not field.leave else f'{field.leave} before the end'}"
    return _span(field.first, field.width)


def _span(first: int, width: int) -> str:
    if first < 0:
        return f"{width} from {-first} before the end"
    return str(first) if width == 1 else f"{first}-{first + width - 1}"


def _value(field: BitField) -> str:
    if field.kind in {"text", "bits"}:
        return "six-bit text" if field.kind == "text" else "bits as sent"
    if field.kind == "flag":
        return "1 is no" if field.times < 0 else "1 is yes"
    said = "signed" if field.kind == "int" else "unsigned"
    said += f" × {field.times:.10g}" if field.times != 1 else ""
    said += f" / {field.per:.10g}" if field.per != 1 else ""
    said += f" {'+' if field.plus > 0 else '-'} {abs(field.plus):.10g}" if field.plus else ""
    return f"{said} {field.unit}".rstrip()


def _null(field: BitField) -> str:
    codes = [str(code) for code in field.na]
    if field.low is not None and field.kind in {"int", "uint"}:
        codes.append(f"below {field.low}")
    if field.high is not None:
        codes.append(f"above {field.high}")
    return ", ".join(codes)


def _condition(condition: When) -> str:
    values = sorted(condition.values)
    run = values == list(range(values[0], values[-1] + 1)) and len(values) > 2
    said = f"{values[0]} to {values[-1]}" if run else " or ".join(map(str, values))
    return f"{_span(condition.first, condition.width)} {'is' if condition.width == 1 else 'are'} {said}"


def _lengths(lengths: Sequence[int]) -> str:
    if isinstance(lengths, range):
        return f"{lengths[0]} to {lengths[-1]}"
    return " or ".join(map(str, lengths))


def _lower(title: str) -> str:
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
