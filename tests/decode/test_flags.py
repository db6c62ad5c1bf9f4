"""Each quality mark, raised by what it is for and by nothing else."""

from __future__ import annotations

from marsad.decode.ais.encode import encode_message
from marsad.schema.flags import Flag
from marsad.wire.bits import Bits
from marsad.wire.sentence import sentences
from tests.decode.draw import put
from tests.decode.streams import decoded, rows, sentence, tag

SHIP = 251_000_001


def _flags(lines: bytes, table: str = "position") -> Flag:
    (row,) = rows(decoded(lines), table)
    assert isinstance(row["flags"], int)
    return Flag(row["flags"])


def _line(number: int, fields: dict[str, object], mmsi: int = SHIP) -> bytes:
    return b"".join(sentences(encode_message(number, mmsi, fields)))


def _bits(bits: Bits) -> bytes:
    return b"".join(sentences(bits))


GOOD = {"lat_deg": 12.0, "lon_deg": 44.0, "sog_kn": 10.0, "cog_deg": 10.0, "radio": 0}


def test_a_plain_report_has_none() -> None:
    assert _flags(_line(1, GOOD)) == Flag(0)


def test_length() -> None:
    bits = encode_message(1, SHIP, GOOD)
    assert _flags(_bits(Bits(bits.value << 6, bits.length + 6))) == Flag.LENGTH
    assert _flags(_bits(Bits(bits.value >> 6, bits.length - 6))) == Flag.LENGTH


def test_identities_that_nobody_is_given() -> None:
    for odd in (0, 1, 123_456_789, 999_999_999, 111_111_111, 1_000_000_000, 1_193_046):
        assert _flags(_line(1, GOOD, odd)) & Flag.MMSI, odd
    for good in (SHIP, 970_010_119, 972_351_234, 974_351_234, 2_510_001, 111_251_001, 992_510_001, 982_510_001):
        assert not _flags(_line(1, GOOD, good)) & Flag.MMSI, good


def test_positions() -> None:
    assert _flags(_line(1, GOOD | {"lat_deg": 0.0, "lon_deg": 0.0})) == Flag.NULL_ISLAND
    assert _flags(_line(1, GOOD | {"lat_deg": 0.0})) == Flag(0)
    assert _flags(_line(1, GOOD | {"lat_deg": None, "lon_deg": None})) == Flag(0)
    beyond = put(encode_message(1, SHIP, GOOD), 89, 27, 90 * 600_000 + 1)
    assert _flags(_bits(beyond)) == Flag.POSITION_RANGE


def test_speed_and_course() -> None:
    assert _flags(_line(1, GOOD | {"sog_kn": 80.1})) == Flag.SPEED
    assert _flags(_line(9, {"sog_kn": 400, "lat_deg": 1.0, "lon_deg": 1.0}, 111_251_001)) == Flag(0)
    assert _flags(_line(1, GOOD | {"sog_kn": None})) == Flag(0)
    assert _flags(_bits(put(encode_message(1, SHIP, GOOD), 116, 12, 3601))) == Flag.COURSE_RANGE
    assert _flags(_bits(put(encode_message(1, SHIP, GOOD), 128, 9, 400))) == Flag.COURSE_RANGE


def test_text_that_runs_on_behind_its_end() -> None:
    bits = encode_message(5, SHIP, {"name": "ABC"})
    assert _flags(_bits(bits), "static") == Flag(0)
    assert _flags(_bits(put(bits, 112 + 6 * 10, 6, 1)), "static") == Flag.TEXT
    assert _flags(_bits(put(bits, 112 + 6 * 10, 6, 32)), "static") == Flag(0)  # a space is padding


def test_slot_beyond_the_frame() -> None:
    state = encode_message(1, SHIP, GOOD)
    for slot, flag in ((2249, Flag(0)), (2250, Flag.SLOT)):
        radio = 2 << 14 | slot  # time-out 2: a slot number
        assert _flags(_bits(put(state, 149, 19, radio))) == flag


def test_dates_that_do_not_exist() -> None:
    day = {"year": 2023, "month": 2, "day": 28, "hour": 1, "minute": 2, "second": 3}
    shore = 2_510_001
    assert _flags(_line(4, day, shore), "base_station") & Flag.DATE_RANGE == Flag(0)
    assert _flags(_line(4, day | {"day": 30}, shore), "base_station") & Flag.DATE_RANGE
    (row,) = rows(decoded(_line(4, day | {"day": 30}, shore)), "base_station")
    assert row["utc"] is None
    assert row["day"] == 30


def test_what_the_sentence_tells() -> None:
    body = b"AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0"
    assert _flags(sentence(body)) == Flag(0)
    assert _flags(b"!" + body + b"\n") == Flag.NO_CHECKSUM
    assert _flags(sentence(body.replace(b"VDM", b"VDO"))) == Flag.OWN_SHIP
    assert _flags(sentence(body.replace(b"AI", b"--"))) == Flag.TALKER
    assert _flags(sentence(body[:-1] + b"9")) == Flag.FILL_BITS
    assert _flags(b"\\s:x*00\\" + sentence(body)) == Flag.TAG_CHECKSUM
    assert _flags(tag(b"c:1,s:x") + sentence(body)) == Flag.TIME
    assert _flags(tag(b"c:soon") + sentence(body)) == Flag.TIME
    assert _flags(tag(b"s:SIM") + sentence(body)) == Flag.SIMULATED
    assert _flags(tag(b"s:rSIM") + sentence(body)) == Flag(0)


def test_marks_of_one_sentence_are_not_the_next_ones() -> None:
    body = b"AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0"
    bad = b"\\s:x,c:1*00\\" + sentence(body.replace(b"VDM", b"VDO"))
    found = rows(decoded(bad + sentence(body) + b"\n" + bad + b"\n" + sentence(body) + b"\n"))
    assert [Flag(row["flags"]) for row in found] == [  # type: ignore[arg-type]
        Flag.TAG_CHECKSUM | Flag.TIME | Flag.OWN_SHIP, Flag(0), Flag.TAG_CHECKSUM | Flag.TIME | Flag.OWN_SHIP, Flag(0),
    ]  # fmt: skip
