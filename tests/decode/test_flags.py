"""Each quality mark, raised by what it is for and by nothing else."""

from __future__ import annotations

from marsad.decode.ais.encode import encode_message
from marsad.schema.flags import Flag
from marsad.wire.bits import Bits
from marsad.wire.sentence import sentences
from marsad.wire.sixbit import armour
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


NOISE_BEHIND = (
    b"!AIVDM,4,1,7,A,16KDQR0000b0AtpDFwm6LTkF0L5PK01ue317mkPji7B46P0PMN1@i`0211H@:uCF,0*4C\n"
    b"!AIVDM,4,2,7,A,j4a3RS`dfS0nPFWE0enMwFGDdUBk05JAoH2Gc32G@RD<mK96`haN8B9i4Ca6HdId,0*3B\n"
    b"!AIVDM,4,3,7,A,E2;N1PG<JdhhRf>oNPhANBfRASdCjfI`3D3=UG2J`RQ9i1H<PS9bm<CKbREJVTPS,0*00\n"
    b"!AIVDM,4,4,7,A,rQA1@<aHJVkWD4ot2@,0*2E\n"
)
"""As heard: 168 bits of a ship in Tokyo Bay, and 1,092 of what the receiver took for more of them."""


def test_noise_behind_a_sound_report() -> None:
    (row,) = rows(decoded(NOISE_BEHIND), "position")
    assert Flag(row["flags"]) == Flag.LENGTH
    assert (row["mmsi"], row["lat_e4min"], row["lon_e4min"]) == (431_301_000, 21_348_308, 83_922_844)


def test_no_more_bits_than_nine_sentences_carry() -> None:
    bits = encode_message(1, SHIP, GOOD)
    longest, beyond = (Bits(bits.value << (most - bits.length), most) for most in (3240, 3241))
    assert _flags(_bits(longest)) == Flag.LENGTH
    payload, _ = armour(beyond)
    parts = [payload[at : at + 61] for at in range(0, len(payload), 61)]
    one = sentence(b"AIVDM,1,1,,A,%s,5" % payload) + b"\n"
    nine = b"".join(
        sentence(b"AIVDM,9,%d,1,A,%s,%d" % (n, part, 5 * (n == 9))) + b"\n" for n, part in enumerate(parts, 1)
    )
    for lines in (one, nine):
        rejects = rows(decoded(lines), "reject")
        assert {row["reason"] for row in rejects} == {"too_long"}
        assert sum(row["length"] for row in rejects) == len(lines)


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
