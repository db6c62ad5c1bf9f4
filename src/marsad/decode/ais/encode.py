"""The encoder: any message or application from values by schema name, by the tables that decoding reads.

For simulation, tests and wired feeds; nothing here drives a transmitter. Numbers are rounded to what the wire can hold,
courses and directions from -360 to 360 go round to 0 to 359. None is the code for not available, or the default where
there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.decode.ais.application.applications import CANDIDATES, TABLES
from marsad.decode.ais.bit_table import Application, BitField, Group, Message
from marsad.decode.ais.bit_writer import Placed, assemble, fill, place_all, reach
from marsad.decode.ais.messages import MESSAGE_OF
from marsad.wire.bits import Bits
from marsad.wire.rate_of_turn import raw_of
from marsad.wire.sentence import sentences

__all__ = ["encode_application", "encode_message", "sentences"]

MMSI_MOST = (1 << 30) - 1


def encode_message(number: int, mmsi: int, fields: Mapping[str, object]) -> Bits:
    """One message as it would go over the air.

    `fields` are columns of the message's table (schema), and `repeat`. Beside them: `rot_deg_min` for `rot_raw`; a
    `name` of more than 20 characters goes on in the extension of message 21; in messages 6, 8, 25 and 26 `application`
    and `contents` (a mapping of its fields, groups as lists of mappings) stand for `dac`, `fi` and `data`. `data` are
    bytes, of which `bit_length` count.

    Raises ValueError, with what to do, for an unknown name, a value out of range, or text outside the six-bit alphabet.
    """
    message = MESSAGE_OF.get(number)
    if message is None:
        raise ValueError(f"there is no message {number}: use 1 to 28")
    if not 0 <= mmsi <= MMSI_MOST:
        raise ValueError(f"an MMSI has nine digits: {mmsi} is none")
    told = {name: value for name, value in fields.items() if value is not None}
    table = [field for part in message.tables.values() for field in part]
    repeat = told.pop("repeat", 0)
    if not isinstance(repeat, int) or not 0 <= repeat <= 3:
        raise ValueError(f"repeat takes 0 to 3, not {repeat!r}")
    _contents_to_data(number, message, told)
    _constants(message, told)
    if "rot_deg_min" in told and any(field.name == "rot_raw" for field in table):
        turn = told.pop("rot_deg_min")
        if not isinstance(turn, int | float):
            raise ValueError(f"rot_deg_min is a number, not {turn!r}")
        told.setdefault("rot_raw", raw_of(turn))
    _bytes_to_bits(table, told)
    _split_text(table, told)
    _refuse_unknown(f"message {number}", table, told)
    head: Placed = {}
    for first, width, value in ((0, 6, number), (6, 2, repeat), (8, 30, mmsi)):
        head.update({first + n: value >> (width - 1 - n) & 1 for n in range(width)})
    placed = place_all(table, told, head, mmsi)
    length = _message_length(message, table, placed)
    return assemble(fill(table, placed, length, mmsi), length)


def encode_application(
    name: str, fields: Mapping[str, object], number: int = 8, dac: int | None = None, fi: int | None = None
) -> tuple[int, int, Bits]:
    """DAC, FI and data bits of an application by its table name, for message 8 (to all) or 6 (addressed).

    Groups are lists of mappings. Where several DAC or FI share the name, the first is taken unless they are told.
    """  # fmt: skip
    if name not in TABLES:
        raise ValueError(f"there is no application {name!r}: use one of {', '.join(sorted(TABLES))}")
    fitting = (
        one
        for (carrier, its_dac, its_fi), candidates in CANDIDATES.items()
        for one in candidates
        if carrier == number and one.name == name and dac in (None, its_dac) and fi in (None, its_fi)
    )
    application = next(fitting, None)
    if application is None:
        raise ValueError(f"application {name} does not go by message {number} under DAC {dac} and FI {fi}")
    return application.dac, application.fi, _application_bits(application, fields)


def _application_bits(application: Application, fields: Mapping[str, object]) -> Bits:
    told = {name: value for name, value in fields.items() if value is not None}
    groups = {group.name: _parts(group, told.pop(group.name, ())) for group in application.groups}
    for group in application.groups:
        if group.count is not None and told.setdefault(group.count, len(groups[group.name])) != len(groups[group.name]):
            raise ValueError(f"{group.count} is not the number of {group.name}: leave it out")
    table = list(application.fields)
    _split_text(table, told)
    _refuse_unknown(f"application {application.name}", table, told, [*groups])
    chosen: Placed = {}
    for condition in application.when:
        code = min(condition.values)
        chosen.update({condition.first + n: code >> (condition.width - 1 - n) & 1 for n in range(condition.width)})
    placed = place_all(table, told, chosen)
    ends = [field.end for field in table if field.width] + [application.min_bits if not groups else 0]
    length = max([reach(placed), *ends])
    for group in application.groups:
        length = max(length if not groups[group.name] else 0, group.first + group.stride * len(groups[group.name]))
    lengths = [one for one in application.lengths if one >= length]
    length = lengths[0] if lengths else max(length, application.standard_bits)
    bits = assemble(fill(table, placed, length), length)
    value = bits.value
    for group in application.groups:
        for n, part in enumerate(groups[group.name]):
            value |= part.value << (length - group.first - (n + 1) * group.stride)
    return Bits(value, length)


def _parts(group: Group, parts: object) -> list[Bits]:
    if not isinstance(parts, Sequence) or len(parts) > group.most:
        raise ValueError(f"{group.name} is a list of at most {group.most}, not {parts!r}")
    out = []
    for part in parts:
        if not isinstance(part, Mapping):
            raise ValueError(f"{group.name} holds mappings of field to value, not {part!r}")
        told = {name: value for name, value in part.items() if value is not None}
        _refuse_unknown(group.name, group.fields, told)
        out.append(assemble(fill(group.fields, place_all(group.fields, told, {}), group.stride), group.stride))
    return out


def _contents_to_data(number: int, message: Message, told: dict[str, object]) -> None:
    """Replace application and contents by DAC, FI and data."""
    if message.family != "binary" or "application" not in told:
        return
    contents = told.pop("contents", {})
    if not isinstance(contents, Mapping):
        raise ValueError(f"contents is a mapping of field to value, not {contents!r}")
    addressed = number == 6 or "dest_mmsi" in told
    dac, fi = told.get("dac"), told.get("fi")
    told["dac"], told["fi"], told["data"] = encode_application(
        str(told.pop("application")),
        contents,
        6 if addressed else 8,
        dac if isinstance(dac, int) else None,
        fi if isinstance(fi, int) else None,
    )


def _constants(message: Message, told: dict[str, object]) -> None:
    for name, value in message.constants:
        if told.pop(name, value) != value:
            raise ValueError(f"{name} is always {value} in message {message.numbers[0]}: leave it out")


def _bytes_to_bits(table: Sequence[BitField], told: dict[str, object]) -> None:
    length = told.pop("bit_length", None) if any(field.kind == "bits" for field in table) else None
    data = told.get("data")
    if isinstance(data, bytes):
        size = 8 * len(data) if length is None else length
        if not isinstance(size, int) or not 0 <= size <= 8 * len(data):
            raise ValueError(f"bit_length takes 0 to {8 * len(data)} with these data, not {length!r}")
        told["data"] = Bits(int.from_bytes(data, "big") >> (8 * len(data) - size), size)


def _split_text(table: Sequence[BitField], told: dict[str, object]) -> None:
    """Carry what a text field cannot hold over to the field that continues it."""
    for field in table:
        if not field.joins:
            continue
        start = next(one for one in table if one.name == field.joins)
        text = told.get(start.name)
        if isinstance(text, str) and len(text) > start.width // 6:
            told[start.name], told[field.name] = text[: start.width // 6], text[start.width // 6 :]


def _refuse_unknown(what: str, table: Sequence[BitField], told: Mapping[str, object], more: Sequence[str] = ()) -> None:
    known = sorted({field.name for field in table} | {*more})
    unknown = [name for name in told if name not in known]
    if unknown:
        raise ValueError(f"{what} has no field {unknown[0]!r}: it has {', '.join(known)}")


def _message_length(message: Message, table: Sequence[BitField], placed: Placed) -> int:
    tail = max([0, *(field.leave for field in table), *(-field.first for field in table)])
    needed = max([message.min_bits, max(placed) + 1 + tail])
    length = next((one for one in message.lengths if one >= needed), None)
    if length is None:
        most = max(message.lengths)
        raise ValueError(f"message {message.numbers[0]} holds {most} bits, this needs {needed}: shorten text or data")
    return length
