"""Lines that real loggers, receivers and networks write, and some that only a fault does, drawn for properties."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from marsad.decode.ais.encode import encode_message
from marsad.wire.sentence import sentences
from tests.decode.killers import FIRST, POSITION, SECOND
from tests.decode.streams import sentence, tag

_POSITION = {"lat_deg": 12.5, "lon_deg": 44.25, "sog_kn": 11.5, "cog_deg": 271.0, "second": 17, "radio": 0x1C000}
_STATIC = {"name": "A VERY LONG NAME OF 20", "callsign": "A7XYZ", "imo": 9_074_729, "destination": "DJIBOUTI"}
_STATIC["name"] = _STATIC["name"][:20]  # type: ignore[index]

ENDS = (b"\n", b"\r\n", b"\r", b"\n\n", b"\r\n\r\n", b"\0\n", b" \r\n")


def _message(number: int, mmsi: int) -> list[bytes]:
    fields = {1: _POSITION, 5: _STATIC, 14: {"text": "SECURITE " * 9}}[number]
    return [
        line.rstrip(b"\r\n") for line in sentences(encode_message(number, mmsi, fields), "AB"[mmsi % 2], sequence=3)
    ]


def _tagged(draw: random.Random, line: bytes, part: int, of: int, group: int) -> bytes:
    fields = []
    if of > 1 and draw.random() < 0.7:
        fields.append(b"g:%d-%d-%d" % (part, of, group))
    if draw.random() < 0.5:
        fields.append(b"s:rST%d" % draw.randrange(3))
    if draw.random() < 0.5:
        fields.append(b"c:%d" % (1_600_000_000 + draw.randrange(20)))
    if draw.random() < 0.1:
        fields.append(b"x:\xff\x01")
    return tag(b",".join(fields)) + line if fields else line


def _spoilt(draw: random.Random, line: bytes) -> bytes:
    at = draw.randrange(len(line) + 1)
    match draw.randrange(5):
        case 0:
            return line[:at]
        case 1:
            return line[:at] + bytes([draw.randrange(256)]) + line[at + 1 :]
        case 2:
            return line[:at] + line[draw.randrange(len(line)) :]
        case 3:
            return line[:at] + b"\\" + line[at:]
        case _:
            return line[: draw.randrange(5)] + line


OTHERS = (
    b"", b" ", b"\t", b"\0\0", b"# a comment", b"# " + POSITION, b"garbage", b"$GPGGA,,,,*47", b"$GPGGA,,,,*00",
    sentence(b"PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B", b"$"),
    sentence(b"PGHP,1,2010,6,11,11,46,12,386,219,24,992190924,1,12", b"$"), sentence(b"PGHP,1,2010,13,41", b"$"),
    b"\\s:never ends", b"\\s:ends*00\\", b"\\", b"\\\\", b"\\\\\\",
    sentence(b"RATTM,01,1.2,045.0,T,05.1,090.0,T,0.3,4.2,N,b,T,,120000.00,A", b"$"), sentence(b"RATTM,99,bad", b"$"),
    sentence(b"RATLL,01,1234.56,N,04512.34,E,NAME,120000.00,T,", b"$"), sentence(b"RATLB,1,A,2,B", b"$"),
    sentence(b"RATLB,1", b"$"), b"!AIVDM,1,1,,A,,0*26", FIRST, SECOND, POSITION[3:-3], POSITION[1:], POSITION[:-3],
    b"2019-11-11T06:14:00Z " + POSITION, b"1573452840 " + POSITION, POSITION + b",r003669945,1332115265",
    b"!--VDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A", b"VDM,VDM,VDM,", b"!AIVDM,1,1,,\xe4,15RTgt,0*00",
)  # fmt: skip


def _line(draw: random.Random, others: list[bytes]) -> list[bytes]:
    """One line or, of a message of several sentences, all of them."""
    kind = draw.random()
    if kind < 0.3:
        return [draw.choice(others)]
    number = draw.choice((1, 1, 5, 14))
    parts = _message(number, 201_000_000 + draw.randrange(4))
    group = draw.randrange(3)
    lines = [_tagged(draw, line, n, len(parts), group) for n, line in enumerate(parts, 1)]
    if kind < 0.4:
        lines = [_spoilt(draw, line) for line in lines]
    if kind > 0.9:
        lines = [draw.choice((b" ", b"", b"x ")).join([*lines, *lines])]
    return lines


def _shuffled(draw: random.Random, lines: list[bytes]) -> list[bytes]:
    """Some lines a few places out of order."""
    place = [n + draw.choice((0, 0, 0, draw.random() * 4)) for n in range(len(lines))]
    return [lines[n] for n in sorted(range(len(lines)), key=place.__getitem__)]


def mixed_lines(seed: int, count: int = 30) -> list[bytes]:
    """Lines of every kind, ends not included; the same for the same seed."""
    draw = random.Random(seed)
    lines: list[bytes] = []
    while len(lines) < count:
        lines += _line(draw, list(OTHERS))
    if draw.random() < 0.1:
        long = sentence(b"AIVDM,1,1,,A," + b"1" * 16_400 + b",0")
        lines.insert(draw.randrange(len(lines)), long[: draw.choice((16_383, 16_384, 16_385, len(long)))])
    return _shuffled(draw, lines)


def streams() -> st.SearchStrategy[bytes]:
    """Whole streams: mixed lines with mixed ends, the last one perhaps unended."""

    def build(seed: int) -> bytes:
        draw = random.Random(seed)
        lines = mixed_lines(seed)
        data = b"".join(line + draw.choice(ENDS) for line in lines)
        return data if draw.random() < 0.7 else data.rstrip(b"\r\n")

    return st.integers(0, 2**32).map(build)


def spoilt(data: bytes, seed: int) -> bytes:
    """Some bytes of a stream lost, changed, doubled or cut off."""
    draw = random.Random(seed)
    out = bytearray(data)
    for _ in range(1 + len(out) // 100):
        if not out:
            break
        at = draw.randrange(len(out))
        match draw.randrange(4):
            case 0:
                out[at] = draw.choice((0, 10, 13, 33, 36, 42, 44, 92, draw.randrange(256)))
            case 1:
                del out[at : at + draw.randrange(1, 40)]
            case 2:
                out[at:at] = out[at : at + draw.randrange(1, 60)]
            case _:
                out[at:at] = draw.randbytes(draw.randrange(1, 4))
    return bytes(out[: draw.randrange(len(out) + 1)]) if draw.random() < 0.3 else bytes(out)
