"""Endless first fragments, stations and groups: what waits stays bounded, and each byte is still accounted for."""

from __future__ import annotations

from collections.abc import Callable

import psutil
import pytest

from marsad.decode.ais.encode import encode_message
from marsad.decode.decoder import Decoder
from marsad.decode.page import PARTS, SLOTS
from marsad.wire.sentence import sentences
from tests.decode.streams import sentence, tag

ROUNDS, LINES = 12, 10_000
GROWTH_BYTES = 160 * 1024 * 1024
LONGEST = 200


def _first_part(n: int) -> bytes:
    return sentence(b"AIVDM,9,1,%d,%c,55P5TL01VIaAL@7WKO@mBplU@<PDhh0000000%d,0" % (n % 997, 65 + n % 26, n % 10))


def _station(n: int) -> bytes:
    return tag(b"s:station-%d,c:%d" % (n, 1_600_000_000 + n)) + _first_part(n)


def _group(n: int) -> bytes:
    return tag(b"g:1-9-%d,s:r%d" % (n, n)) + _first_part(n)


_SHIPS = [b"".join(sentences(encode_message(5, 200_000_000 + n, {"name": f"SHIP {n}"}))) for n in range(500)]


def _ship(n: int) -> bytes:
    return b"\\s:x%d\\" % n + _SHIPS[n % 500].replace(b"\r\n", b"\n").rstrip(b"\n")


def _unended(n: int) -> bytes:
    return b"!AIVDM,1,1,,A," + b"%05d" % n


@pytest.mark.parametrize("line", [_first_part, _station, _group, _ship])
def test_what_waits_is_bounded(line: Callable[[int], bytes]) -> None:
    decoder, process = Decoder(), psutil.Process()
    fed = accounted = 0
    before = 0
    for turn in range(ROUNDS):
        data = b"".join(line(n) + b"\n" for n in range(turn * LINES, (turn + 1) * LINES))
        accounted += decoder.feed(data).counts.bytes
        fed += len(data)
        assert fed - accounted == decoder.waiting()
        assert decoder.waiting() <= SLOTS * PARTS * LONGEST
        if turn == 2:
            before = process.memory_info().rss
    assert process.memory_info().rss - before < GROWTH_BYTES
    assert accounted + decoder.flush().counts.bytes == fed


def test_a_line_without_end_is_not_kept() -> None:
    decoder, process = Decoder(), psutil.Process()
    piece = b"".join(_unended(n) for n in range(50_000))
    decoder.feed(piece)
    before = process.memory_info().rss
    for _ in range(100):
        assert decoder.feed(piece).counts.bytes == 0
    assert process.memory_info().rss - before < GROWTH_BYTES // 4
    end = decoder.feed(b"\n")
    assert end.counts.reject_bytes == 101 * len(piece) + 1
    assert end.tables["reject"]["reason"].to_pylist() == ["line_too_long"]
