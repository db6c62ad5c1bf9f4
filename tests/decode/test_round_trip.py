"""What the encoder writes the reference decoder reads back: every message, every application, every field."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from marsad.decode.ais.application.applications import APPLICATIONS, TABLES
from marsad.decode.ais.bit_table import Application, BitField, Message
from marsad.decode.ais.encode import encode_application, encode_message
from marsad.decode.ais.messages import MESSAGES
from marsad.decode.ais.reference import application_row, reference_fields
from marsad.schema.flags import Flag
from marsad.wire.bits import Bits
from marsad.wire.sixbit import TEXT
from tests.decode.draw import application_data, payloads

NUMBERS = [pytest.param(message, number, id=str(number)) for message in MESSAGES for number in message.numbers]
NOT_TOLD = {"type", "mmsi", "flags", "application", "rot_deg_min"}


def _same(before: object, after: object) -> bool:
    if isinstance(before, float) and isinstance(after, float):
        return math.isclose(before, after, abs_tol=1e-9)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(_same(b, a) for b, a in zip(before, after, strict=True))
    if isinstance(before, dict) and isinstance(after, dict):
        return all(_same(value, after[name]) for name, value in before.items() if value is not None)
    return before is None or before == after


@pytest.mark.parametrize(("message", "number"), NUMBERS)
@given(data=st.data())
def test_message_comes_back(message: Message, number: int, data: st.DataObject) -> None:
    bits = data.draw(payloads(message, number))
    before = {name: row for name, row in reference_fields(bits).items() if name in message.tables}
    told = {name: value for row in before.values() for name, value in row.items() if name not in NOT_TOLD}
    again = encode_message(number, bits.uint(8, 30), told)
    assert again.length in message.lengths
    after = reference_fields(again)
    for name, row in before.items():
        for column in row.keys() - {"flags", "application"}:
            assert _same(row[column], after[name][column]), column
        assert not after[name]["flags"] & (Flag.LENGTH | Flag.COURSE_RANGE | Flag.TEXT)


@pytest.mark.parametrize("application", APPLICATIONS, ids=lambda one: f"{one.name}-{one.dac}-{one.fi}")
@given(data=st.data())
def test_application_comes_back(application: Application, data: st.DataObject) -> None:
    bits = data.draw(application_data(application))
    before = application_row(application, bits)
    told = {name: value for name, value in before.items() if name not in {group.count for group in application.groups}}
    carrier = application.messages[0]
    dac, fi, again = encode_application(application.name, told, carrier, application.dac, application.fi)
    assert (dac, fi) == (application.dac, application.fi)
    assert not application.lengths or again.length in application.lengths
    if again.length < application.min_bits:
        assert not any(before[group.name] for group in application.groups)
        return
    assert _same({name: before[name] for name in told}, application_row(application, again))
    envelope = {"dac": dac, "fi": fi, "data": again} | ({"dest_mmsi": 2} if carrier == 6 else {})
    assume(again.length <= 900)
    found = reference_fields(encode_message(carrier, 1, envelope))
    assert found["binary"]["application"] == application.name
    assert found[application.name] == application_row(application, again)


def _values(field: BitField) -> st.SearchStrategy[object]:
    if field.kind == "flag":
        return st.booleans()
    if field.kind == "text":
        size = field.width // 6 or 10
        return st.text(TEXT[1:], min_size=1, max_size=size).map(lambda text: text.rstrip(" ")).filter(bool)
    if field.kind == "bits":
        return st.binary(min_size=0, max_size=6)
    signed = field.kind == "int"
    low = -(1 << field.width - 1) if signed else 0
    high = (1 << field.width - signed) - 1
    raws = st.integers(low if field.low is None else field.low, high if field.high is None else field.high)
    return raws.filter(lambda raw: raw not in field.na).map(lambda raw: raw * field.times / field.per + field.plus)


FIELDS = [
    pytest.param(message, number, family, field, id=f"{number}-{family}-{field.name}-{field.first}")
    for message in MESSAGES
    for number in message.numbers
    for family, fields in message.tables.items()
    for field in fields
    if not field.joins
]


@pytest.mark.parametrize(("message", "number", "family", "field"), FIELDS)
@given(data=st.data())
def test_one_field_alone(message: Message, number: int, family: str, field: BitField, data: st.DataObject) -> None:
    value = data.draw(_values(field))
    assume(value or not any(field.name in group for group in message.null_together))
    mmsi = 982_510_001 if field.mmsi == "auxiliary" else 251_000_001
    row = reference_fields(encode_message(number, mmsi, {field.name: value}))[family]
    assert _same(row[field.name], value), field.name


@given(name=st.text(TEXT[1:], min_size=1, max_size=34).map(lambda text: text.rstrip(" ")).filter(bool))
def test_a_long_name_goes_on_in_the_extension(name: str) -> None:
    assert reference_fields(encode_message(21, 992_510_001, {"name": name}))["aton"]["name"] == name


def test_parts_two_and_three_of_message_24_are_rows() -> None:
    for part in (2, 3):
        row = reference_fields(encode_message(24, 251_000_001, {"part": part}))["static"]
        assert row["part"] == part
        assert not any(value for name, value in row.items() if name not in {"type", "repeat", "mmsi", "part"})


@pytest.mark.parametrize(("number", "fields", "why"), [
    (1, {"speed": 3}, "no field 'speed'"),
    (1, {"lat_deg": 90.5}, "takes -90 to 90 deg"),
    (1, {"heading_deg": 511}, "takes 0 to 359 deg"),
    (1, {"lat_deg": 1.0, "lat_e4min": 5}, "contradicts"),
    (1, {"itdma": True}, "always False"),
    (1, {"sog_kn": "fast"}, "is a number"),
    (1, {"raim": 3}, "true or false"),
    (1, {"repeat": 4}, "repeat takes"),
    (5, {"name": "mixed Case"}, "six-bit text has no"),
    (5, {"name": "X" * 21}, "holds 20 characters"),
    (8, {"application": "nothing"}, "no application"),
    (8, {"application": "tidal_window"}, "does not go by message 8"),
    (8, {"application": "met_hydro", "contents": {"wind": 3}}, "no field 'wind'"),
    (8, {"dac": 1, "fi": 1, "data": b"x", "bit_length": 9}, "bit_length takes 0 to 8"),
    (14, {"text": "A" * 162}, "shorten"),
    (24, {"to_bow_m": 3, "mothership_mmsi": 2}, "not in this message from this sender"),
    (29, {}, "no message 29"),
])  # fmt: skip
def test_what_cannot_be_sent_is_refused(number: int, fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        encode_message(number, 251_000_001, fields)


def test_application_tables_of_one_name_are_one_layout() -> None:
    for one in APPLICATIONS:
        assert (one.fields, one.groups) == (TABLES[one.name].fields, TABLES[one.name].groups)


def test_damaged_lengths_are_told() -> None:
    assert reference_fields(Bits(0, 0)) == {"reject": "message_type"}
    assert reference_fields(Bits(1 << 100, 106)) == {"reject": "too_short"}
    assert reference_fields(Bits(1 << 3240, 3246)) == {"reject": "too_long"}
