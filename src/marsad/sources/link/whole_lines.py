"""Whole lines out of one peer's stream, so that several peers of one source never mix within a line."""

from __future__ import annotations

LONGEST_LINE_BYTES = 64 * 1024


class WholeLines:
    """Keeps a peer's last line back until its end comes; a longer one than 64 KiB is cut, memory stays bounded."""

    def __init__(self) -> None:
        self._tail = b""

    def feed(self, data: bytes) -> bytes:
        """What is complete by now, ending in a line end; maybe empty."""
        data = self._tail + data
        end = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        whole, self._tail = data[:end], data[end:]
        if len(self._tail) >= LONGEST_LINE_BYTES:
            whole, self._tail = whole + self._tail + b"\n", b""
        return whole

    def end(self) -> bytes:
        """The peer is gone: its unfinished line, ended."""
        rest, self._tail = self._tail, b""
        return rest + b"\n" if rest else b""
