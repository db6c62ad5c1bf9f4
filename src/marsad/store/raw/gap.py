"""The mark of what is missing: the log says where it has a hole, and why.

It is a well-formed proprietary sentence, which AIS tools pass over and Marsad's decoder counts as *other*:
`$PMRSD,GAP,<reason>,<from ms>,<to ms>,<lines>,<bytes>*hh`, empty where unknown, under the source name `marsad`.
"""

from __future__ import annotations

from dataclasses import dataclass

from marsad.store.raw.tag_lines import checksum, tag_block


@dataclass(frozen=True)
class Gap:
    """What was heard but not kept."""

    reason: str
    """`disk_full`, `write_failed`, `behind`, `damaged` (found at a start)."""
    from_us: int | None
    to_us: int
    lines: int | None
    bytes: int

    def joined(self, later: Gap) -> Gap:
        """Both as one, for the same reason."""
        return Gap(
            self.reason, self.from_us, later.to_us, (self.lines or 0) + (later.lines or 0), self.bytes + later.bytes
        )


def gap_line(gap: Gap, now_us: int) -> bytes:
    """The mark as a line of the raw log."""
    begin = b"" if gap.from_us is None else b"%d" % (gap.from_us // 1000)
    lines = b"" if gap.lines is None else b"%d" % gap.lines
    content = b"PMRSD,GAP,%s,%s,%d,%s,%d" % (gap.reason.encode("ascii"), begin, gap.to_us // 1000, lines, gap.bytes)
    return tag_block("marsad", now_us) + b"$" + content + b"*" + checksum(content) + b"\n"
