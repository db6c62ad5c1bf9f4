"""However the bytes are cut, the rows, rejects and accounts are the same."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.decode.agreement.cases import CORPORA
from tests.decode.lines import spoilt, streams
from tests.decode.streams import assert_same, decoded, sentence

CUTS = st.lists(st.floats(0, 1), max_size=12)
GOOD = b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A"


@pytest.mark.parametrize("corpus", CORPORA)
def test_corpora_however_cut(corpus: str, corpora: Path) -> None:
    data = (corpora / "nmea" / corpus).read_bytes()
    whole = decoded(data)
    draw = random.Random(corpus)
    for pieces in (1, 7, 40) if len(data) > 100_000 else (1, 2, 5, 40, 300):
        assert_same(whole, decoded(data, [draw.randrange(len(data) + 1) for _ in range(pieces)]))


@settings(max_examples=150)
@given(data=streams(), cuts=CUTS)
def test_mixes_however_cut(data: bytes, cuts: list[float]) -> None:
    assert_same(decoded(data), decoded(data, [int(cut * len(data)) for cut in cuts]))


@settings(max_examples=15)
@given(data=streams())
def test_mixes_byte_by_byte(data: bytes) -> None:
    data = data[:1500]
    assert_same(decoded(data), decoded(data, range(len(data))))


@settings(max_examples=150)
@given(data=streams(), seed=st.integers(0, 2**32), cuts=CUTS)
def test_spoilt_mixes_however_cut(data: bytes, seed: int, cuts: list[float]) -> None:
    data = spoilt(data, seed)
    assert_same(decoded(data), decoded(data, [int(cut * len(data)) for cut in cuts]))


@settings(max_examples=100)
@given(data=st.lists(st.sampled_from([b"\\", b"!", b"\r", b"\n", b",", b"*", b"VDM,", b"g:1-2-3", b"s:x", GOOD, b"1",
                                      b"$RATTM,", b"\0", b"c:1600000000", b"A" * 5_000]), max_size=30),
       cuts=CUTS)  # fmt: skip
@example(data=[b"\\", b"s:x", b"\n", b"\\", GOOD, b"\n", GOOD, b"\n", GOOD, b"\n"], cuts=[0.02])
@example(data=[b"A" * 17_000, b"\r", GOOD, b"\n"], cuts=[17_001 / 17_050])
def test_marks_in_any_order_however_cut(data: list[bytes], cuts: list[float]) -> None:
    whole = b"".join(data)
    assert_same(decoded(whole), decoded(whole, [int(cut * len(whole)) for cut in cuts]))


@pytest.mark.parametrize("channel", [b"\n", b"\r", b"\x01", b"\xff", b"\x7f"])
def test_a_channel_is_a_character(channel: bytes) -> None:
    line = sentence(b"AIVDM,1,1,," + channel + b",15RTgt0PAso;90TKcjM8h6g208CQ,0") + b"\n"
    data = line * 3
    assert_same(decoded(data), decoded(data, range(len(data))))


@pytest.mark.parametrize("size", [16_384, 16_385, 16_386, 16_544, 16_545, 16_546, 16_547, 40_000])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_overlong_lines_however_cut(size: int, end: bytes) -> None:
    data = b"!" + b"x" * (size - 1) + end + GOOD + end
    whole = decoded(data)
    long = size > 16_384
    assert whole.tables["reject"]["reason"].to_pylist() == ["line_too_long" if long else "garbage"]
    assert whole.tables["position"].num_rows == 1
    for cut in (1, 16_384, size - 1, size, size + 1, size + len(end), size + len(end) + 1):
        assert_same(whole, decoded(data, [cut] if cut <= len(data) else []))
        assert_same(whole, decoded(data, [min(cut, len(data)), min(cut + 1, len(data))]))
