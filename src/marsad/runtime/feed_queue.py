"""What feeds have heard and nobody has decoded yet, shared out fairly: a flood on one feed holds up no other.

Within a feed the order is that of hearing. Between feeds none is promised: each gives a chunk in turn, so that a single
call for help heard by a quiet station is decoded next, however much a busy one has piled up.
"""

from __future__ import annotations

from collections import deque

Chunk = tuple[str, bytes, int]
"""Feed, bytes, receive time in microseconds UTC."""


class FeedQueue:
    """Chunks by feed. `total` counts the bytes that wait."""

    def __init__(self) -> None:
        self.total = 0
        self._chunks: dict[str, deque[Chunk]] = {}
        """Feeds that wait, in the order in which their turns come."""
        self._bytes: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._chunks)

    def put(self, source: str, data: bytes, t_recv_us: int) -> None:
        """Let a chunk wait behind those of its feed."""
        self._chunks.setdefault(source, deque()).append((source, data, t_recv_us))
        self._bytes[source] = self._bytes.get(source, 0) + len(data)
        self.total += len(data)

    def of(self, source: str) -> int:
        """Bytes of one feed that wait."""
        return self._bytes.get(source, 0)

    def is_full(self, source: str, most_bytes: int) -> bool:
        """Whether this feed must wait: all is full, and it has its share of it. A quiet feed is never held up."""
        return self.total > most_bytes and self.of(source) > most_bytes // (1 + len(self._bytes))

    def oldest_us(self) -> int | None:
        """Receive time of the oldest chunk; None where nothing waits."""
        return min((chunks[0][2] for chunks in self._chunks.values()), default=None)

    def take(self, size: int) -> deque[Chunk]:
        """About so many bytes, a chunk of each feed in turn; who was not served is served first next time."""
        turn: deque[Chunk] = deque()
        taken = 0
        while self._chunks and taken < size:
            source = next(iter(self._chunks))
            chunks = self._chunks.pop(source)
            turn.append(chunks.popleft())
            told = len(turn[-1][1])
            taken += told
            self._bytes[source] -= told
            if chunks:
                self._chunks[source] = chunks  # behind the others
            else:
                del self._bytes[source]
        self.total -= taken
        return turn
