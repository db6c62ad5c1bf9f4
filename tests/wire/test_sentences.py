"""Armour, text, checksums and tag blocks: against known sentences, and there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.wire.bits import Bits
from marsad.wire.rate_of_turn import degrees_per_minute, raw_of
from marsad.wire.sentence import checksum, sentences
from marsad.wire.sixbit import ARMOUR, TEXT, armour, text_codes, text_of, unarmour, until_end

BITS = st.integers(0, 1200).flatmap(lambda length: st.integers(0, (1 << length) - 1).map(lambda v: Bits(v, length)))


@given(bits=BITS)
def test_armour_comes_back(bits: Bits) -> None:
    payload, fill = armour(bits)
    assert len(payload) * 6 == bits.length + fill
    assert unarmour(payload, fill) == bits


def test_known_sentence() -> None:
    bits = unarmour(b"177KQJ5000G?tO`K>RA1wUbN0TKH")
    assert sentences(bits, "B") == [b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"]


def test_known_fragments() -> None:
    bits = unarmour(b"55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53" + b"1@0000000000000", 2)
    first, second = sentences(bits, "B", sequence=3)
    assert first.startswith(b"!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E531@00,0*")
    assert second.startswith(b"!AIVDM,2,2,3,B,00000000000,2*")


@given(bits=BITS, sequence=st.integers(0, 9), group=st.none() | st.integers(0, 9999))
def test_sentences_hold_the_message(bits: Bits, sequence: int, group: int | None) -> None:
    lines = sentences(bits, "A", "BSVDM", sequence, "RX1", 1_600_000_000_123_000, group)
    payload, fill = b"", 0
    for n, line in enumerate(lines, 1):
        assert line.endswith(b"\r\n")
        before, _, sentence = line.strip().rpartition(b"!")
        if before:
            content, _, digits = before.strip(b"\\").rpartition(b"*")
            assert checksum(content) == digits
        body, _, digits = sentence.partition(b"*")
        assert checksum(body) == digits
        assert len(sentence) + 3 <= 82
        talker, count, number, seq, channel, part, filled = body.split(b",")
        assert (talker, int(count), int(number), channel) == (b"BSVDM", len(lines), n, b"A")
        assert seq == (b"%d" % sequence if len(lines) > 1 else b"")
        payload, fill = payload + part, int(filled)
    assert b"s:RX1,c:1600000000123" in lines[0]
    assert unarmour(payload, fill) == bits


def test_time_in_seconds_where_it_is_whole() -> None:
    assert sentences(Bits(1, 6), t_us=1_600_000_000_000_000)[0].startswith(b"\\c:1600000000*")


def test_alphabets() -> None:
    assert len(TEXT) == len(set(TEXT)) == len(ARMOUR) == len(set(ARMOUR)) == 64
    assert text_of(text_codes(TEXT)) == TEXT
    assert until_end("NAME@@X") == "NAME"
    for bad in ("name", "É", "A\n"):
        with pytest.raises(ValueError, match="six-bit text has no"):
            text_codes(bad)
    for payload, fill in ((b"X", 0), (b"1", 6), (b"", 2)):
        with pytest.raises(ValueError, match=r"payload|fill"):
            unarmour(payload, fill)


def test_bits_refuse_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Bits(4, 2)
    with pytest.raises(IndexError):
        Bits(3, 2).uint(1, 2)
    assert Bits(0b101, 3).sint(0, 3) == -3
    assert Bits(0b101, 3).packed() == b"\xa0"


@pytest.mark.parametrize(("raw", "degrees"), [(0, 0.0), (126, 708.7), (-126, -708.7), (127, None), (-127, None)])
def test_rate_of_turn(raw: int, degrees: float | None) -> None:
    assert degrees_per_minute(raw) == (degrees if degrees is None else pytest.approx(degrees, abs=0.05))
    if degrees is not None:
        assert raw_of(degrees) == raw


def test_rate_of_turn_beyond_the_fastest() -> None:
    assert (raw_of(5000), raw_of(-5000), raw_of(None), degrees_per_minute(None)) == (126, -126, None, None)
