"""A WebSocket connection that is cut off when its client does not read, so that it slows and costs nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

STALLED_S = 15.0
QUEUED_BYTES = 4 << 20


class DroppingWebSocket(WebSocketsSansIOProtocol):
    """Aborts the connection after STALLED_S with a full send buffer, or with more than QUEUED_BYTES in it.

    An orderly close would wait behind the very bytes that the client does not read.
    """

    on_drop: Callable[[], None] = staticmethod(lambda: None)
    _stalled: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """The client does not keep up: give it a while, but not for ever."""
        super().pause_writing()
        if self.transport.get_write_buffer_size() > QUEUED_BYTES:
            self._drop()
        elif self._stalled is None:
            self._stalled = self.loop.call_later(STALLED_S, self._drop)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        self._forgive()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone, whoever ended it."""
        self._forgive()
        super().connection_lost(exc)

    def _forgive(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _drop(self) -> None:
        self._stalled = None
        self.on_drop()
        self.transport.abort()
