"""What was heard and waits for the disk: bounded, in order, counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.store.raw.frames import FRAME_BYTES


@dataclass(frozen=True)
class Count:
    """How much a portion was, when its bytes are gone."""

    lines: int
    size: int
    t_recv_us: int


@dataclass(frozen=True)
class Tagged:
    """Tagged lines of one or several chunks."""

    data: bytes
    lines: int
    t_recv_us: int
    """Receive time of the first."""

    def counted(self) -> Count:
        """Its numbers alone."""
        return Count(self.lines, len(self.data), self.t_recv_us)


def batches(queued: list[Tagged]) -> Iterator[Tagged]:
    """The queue in the portions that become frames: about 4 MiB, cut between lines."""
    parts: list[bytes] = []
    size = lines = t_recv_us = 0
    for block in (piece for entry in queued for piece in _split(entry)):
        if parts and size + len(block.data) > FRAME_BYTES:
            yield Tagged(b"".join(parts), lines, t_recv_us)
            parts, size, lines = [], 0, 0
        if not parts:
            t_recv_us = block.t_recv_us
        parts.append(block.data)
        size += len(block.data)
        lines += block.lines
    if parts:
        yield Tagged(b"".join(parts), lines, t_recv_us)


def _split(block: Tagged) -> Iterator[Tagged]:
    # Very short lines grow many times by their tags: one chunk may be many frames.
    at = 0
    while len(block.data) - at > FRAME_BYTES:
        end = block.data.rfind(b"\n", at, at + FRAME_BYTES) + 1
        piece = block.data[at:end]
        yield Tagged(piece, piece.count(b"\n"), block.t_recv_us)
        at = end
    rest = block.data[at:]
    yield Tagged(rest, block.lines if at == 0 else rest.count(b"\n"), block.t_recv_us)
