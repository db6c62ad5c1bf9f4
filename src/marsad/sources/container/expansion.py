"""The bound on what a compressed file may grow to."""

from __future__ import annotations

from marsad.sources.link.source_error import SourceError

CHUNK_BYTES = 16 << 20
"""Most bytes given at once."""
RATIO = 100
"""A file may grow this many times: NMEA packs 3 to 10 times, a bomb a thousand."""
FREE_BYTES = 64 << 20
"""Growth is not judged before so much came out: a short repetitive file is harmless."""


class GrowthError(SourceError):
    """The file is a bomb, or as good as one."""


class Expansion:
    """Counts what came out of one file, over all its members."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._out = 0

    def check(self, given: int, consumed: int) -> None:
        """`given` more bytes came out, after `consumed` bytes of the file in all. Raises GrowthError over the bound."""
        self._out += given
        if self._out > FREE_BYTES and self._out > RATIO * consumed:
            raise GrowthError(
                f"{self._name} grows more than {RATIO} times when unpacked, which no log does: it is not read on; "
                "if it is yours, unpack it yourself."
            )
