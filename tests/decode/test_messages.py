"""The message tables agree with the schema and with themselves."""

import math
from itertools import combinations

import pytest

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.messages import MESSAGE_OF, MESSAGES
from marsad.schema import FAMILIES

TABLES = [
    pytest.param(message, family, fields, id=f"{message.numbers[0]}-{family}")
    for message in MESSAGES
    for family, fields in message.tables.items()
]
SHARED = {"lon_e4min", "lat_e4min", "radio"}
"""Fields that read bits another field reads too: the same place in degrees, the parts of the comm state."""
SIXTY_FOUR = 64


def test_every_number_has_one_message() -> None:
    assert sorted(n for message in MESSAGES for n in message.numbers) == list(range(1, 29))
    assert set(MESSAGE_OF) == set(range(1, 29))


@pytest.mark.parametrize(("message", "family", "fields"), TABLES)
def test_fields_name_columns(message: Message, family: str, fields: tuple[BitField, ...]) -> None:
    columns = FAMILIES[family].by_name
    for field in fields:
        assert (field.joins or field.name) in columns, field.name
        column = columns[field.joins or field.name]
        assert column.unit == field.unit or not field.unit, field.name
        assert (field.kind == "flag") == (column.kind == "bool"), field.name
        assert (field.kind == "text") == (column.kind == "text"), field.name
        assert (field.kind == "bits") == (column.kind == "bytes"), field.name
    for name, _ in message.constants:
        assert columns[name].kind == "bool"


@pytest.mark.parametrize(("message", "family", "fields"), TABLES)
def test_values_fit_columns(message: Message, family: str, fields: tuple[BitField, ...]) -> None:
    for field in fields:
        if field.kind not in ("uint", "int"):
            continue
        column = FAMILIES[family].by_name[field.name]
        signed = field.kind == "int"
        low = -(1 << field.width - 1) if signed else 0
        high = (1 << field.width - signed) - 1
        raws = [low if field.low is None else field.low, high if field.high is None else field.high]
        while raws[0] in field.na:
            raws[0] += 1
        while raws[1] in field.na:
            raws[1] -= 1
        values = [raw * field.times / field.per + field.plus for raw in raws]
        if field.name.endswith("e4min"):
            continue  # kept as sent, whatever it is
        if column.low is not None:
            assert values[0] >= column.low, field.name
        if column.high is not None:
            assert values[1] <= column.high or math.isclose(values[1], column.high), field.name


@pytest.mark.parametrize(("message", "family", "fields"), TABLES)
def test_fields_lie_within_the_message(message: Message, family: str, fields: tuple[BitField, ...]) -> None:
    for field in fields:
        if field.first < 0:
            assert field.end <= 0
            assert message.min_bits >= -field.first + 38
        else:
            assert field.first >= 38
            assert field.end <= max(message.lengths)
        assert field.width > 0 or field.kind in ("text", "bits")
        assert field.kind != "text" or field.width % 6 == 0
        assert len(field.when) <= 3
        for condition in field.when:
            assert 0 < condition.width <= 6
            assert all(0 <= value < 1 << condition.width for value in condition.values)


def _exclude(a: BitField, b: BitField) -> bool:
    if {a.mmsi, b.mmsi} == {"auxiliary", "not_auxiliary"}:
        return True
    return any((c.first, c.width) == (d.first, d.width) and not c.values & d.values for c in a.when for d in b.when)


@pytest.mark.parametrize(("message", "family", "fields"), TABLES)
def test_no_bit_is_read_twice(message: Message, family: str, fields: tuple[BitField, ...]) -> None:
    longest = max(message.lengths)

    def span(field: BitField) -> range:
        first = field.first % longest if field.first < 0 else field.first
        return range(first, first + field.width if field.width else longest - field.leave)

    for a, b in combinations(fields, 2):
        apart = _exclude(a, b)
        if a.name == b.name:
            assert apart, f"{a.name} has two places at once"
        overlap = span(a).start < span(b).stop and span(b).start < span(a).stop
        if not overlap or apart or SHARED & {a.name, b.name}:
            continue
        explains = {"virtual": "station_type", "itdma": "radio", "radius_m": "dimension_a", "cog_deg": "dimension_a",
                    "height_m": "dimension_b", "sog_kn": "dimension_b"}  # fmt: skip
        assert explains.get(a.name) == b.name or explains.get(b.name) == a.name, (a.name, b.name)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda m: str(m.numbers[0]))
def test_lengths_and_minimum(message: Message) -> None:
    assert message.title
    assert message.clause.startswith("M.1371-6 A7-3.")
    assert 40 <= message.min_bits <= min(message.lengths)
    assert max(message.lengths) <= 1192
    for group in message.null_together:
        assert any({f.name for f in fields} >= set(group) for fields in message.tables.values())
