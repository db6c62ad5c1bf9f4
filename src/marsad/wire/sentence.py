"""VDM and VDO sentences of a message: armour, fragments, checksum, and a tag block before them (IEC 61162-1)."""

from __future__ import annotations

from functools import reduce
from operator import xor

from marsad.wire.bits import Bits
from marsad.wire.sixbit import armour

PAYLOAD_MOST = 60
"""Payload characters that keep a sentence, with its ends, within 82."""


def checksum(content: bytes) -> bytes:
    """The two digits behind the asterisk: all characters between the marks, exclusive or."""
    return b"%02X" % reduce(xor, content, 0)


def sentences(
    bits: Bits,
    channel: str = "A",
    talker: str = "AIVDM",
    sequence: int = 0,
    station: str | None = None,
    t_us: int | None = None,
    group: int | None = None,
) -> list[bytes]:
    """The lines of one message, each with its line end.

    `sequence` (0 to 9) joins the sentences of a message that needs several. A tag block comes first where a `station`,
    a time (microseconds UTC, told in seconds, or in milliseconds where it has a fraction) or a `group` number is told;
    the group joins several sentences, the others stand on the first.
    """
    payload, fill = armour(bits)
    parts = [payload[at : at + PAYLOAD_MOST] for at in range(0, len(payload), PAYLOAD_MOST)] or [b""]
    if len(parts) > 9:
        raise ValueError(f"{bits.length} bits need {len(parts)} sentences, and nine is the most: send fewer bits")
    if not 0 <= sequence <= 9:
        raise ValueError(f"sequence takes 0 to 9, not {sequence}")
    lines = []
    for n, part in enumerate(parts, 1):
        several = len(parts) > 1
        last = n == len(parts)
        body = b"%s,%d,%d,%s,%s,%s,%d" % (
            talker.encode("ascii"),
            len(parts),
            n,
            b"%d" % sequence if several else b"",
            channel.encode("ascii"),
            part,
            fill if last else 0,
        )
        tag = _tag_block(n, len(parts), station, t_us, group)
        lines.append(tag + b"!" + body + b"*" + checksum(body) + b"\r\n")
    return lines


def _tag_block(n: int, of: int, station: str | None, t_us: int | None, group: int | None) -> bytes:
    fields = []
    if group is not None and of > 1:
        fields.append(f"g:{n}-{of}-{group}")
    if n == 1 and station is not None:
        fields.append(f"s:{station}")
    if n == 1 and t_us is not None:
        fields.append(f"c:{t_us // 1000 if t_us % 1_000_000 else t_us // 1_000_000}")
    if not fields:
        return b""
    content = ",".join(fields).encode("ascii")
    return b"\\" + content + b"*" + checksum(content) + b"\\"
