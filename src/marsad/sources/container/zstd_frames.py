"""Where the frames of a zstd stream end (RFC 8878, section 3.1), read from the block headers alone."""

from __future__ import annotations

_SKIPPABLE = 0x184D2A50
_CHECKSUM_BYTES = 4
_RLE = 1


class FrameEnds:
    """Follows a stream, fed in any pieces, and knows whether it stands between two frames.

    It trusts the headers: what is damaged is the decompressor's to find.
    """

    def __init__(self) -> None:
        self._skip = 0
        self._header = b""
        self._state = self._magic
        self._need = 4
        self._checksum = False
        self._last = False

    @property
    def between(self) -> bool:
        """Whether all that came is whole frames."""
        return self._skip == 0 and self._state == self._magic and not self._header

    def feed(self, data: bytes) -> None:
        """The next bytes of the stream."""
        at = 0
        while at < len(data):
            if self._skip:
                step = min(self._skip, len(data) - at)
                self._skip -= step
                at += step
                continue
            take = self._need - len(self._header)
            self._header += data[at : at + take]
            at += take
            if len(self._header) == self._need:
                header, self._header = self._header, b""
                self._state(header)

    def _magic(self, header: bytes) -> None:
        skippable = int.from_bytes(header, "little") & 0xFFFFFFF0 == _SKIPPABLE
        self._state, self._need = (self._skippable, 4) if skippable else (self._descriptor, 1)

    def _skippable(self, header: bytes) -> None:
        self._skip = int.from_bytes(header, "little")
        self._state, self._need = self._magic, 4

    def _descriptor(self, header: bytes) -> None:
        flags = header[0]
        single = flags >> 5 & 1
        self._checksum = bool(flags >> 2 & 1)
        content = (single, 2, 4, 8)[flags >> 6]
        self._skip = (1 - single) + (0, 1, 2, 4)[flags & 3] + content
        self._state, self._need = self._block, 3

    def _block(self, header: bytes) -> None:
        word = int.from_bytes(header, "little")
        self._skip = 1 if word >> 1 & 3 == _RLE else word >> 3
        if word & 1:
            self._skip += _CHECKSUM_BYTES if self._checksum else 0
            self._state, self._need = self._magic, 4
