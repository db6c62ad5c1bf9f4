"""A TCP server that tells all who connect the same lines, as a receiver does."""

from __future__ import annotations

import selectors
import socket
import threading
from functools import partial

MOST_QUEUED = 16 << 20
"""Bytes that wait for one listener; who reads so slowly is let go, as a receiver would."""


class TcpOutlet:
    """Listens on an address. What is sent before anybody connects is heard by nobody."""

    def __init__(self, host: str, port: int) -> None:
        self._listener = socket.create_server((host, port))
        self._listener.setblocking(False)
        self.port: int = self._listener.getsockname()[1]
        self._queues: dict[socket.socket, bytearray] = {}
        self._open: list[socket.socket] = []
        self._lock = threading.Condition()
        self._ending = False
        self._wake, self._waker = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="tcp outlet", daemon=True)
        self._thread.start()

    @property
    def listeners(self) -> int:
        """How many are connected."""
        return len(self._queues)

    def send(self, lines: bytes) -> None:
        """Queue lines for everybody; waits while a listener has too much waiting, up to half a minute."""
        with self._lock:
            for connection, queue in list(self._queues.items()):
                if self._lock.wait_for(partial(_has_room, queue), timeout=30.0):
                    queue += lines
                else:
                    self._queues.pop(connection, None)
        self._waker.send(b"\0")

    def close(self) -> None:
        """Send what waits, then hang up."""
        with self._lock:
            self._ending = True
        self._waker.send(b"\0")
        self._thread.join(timeout=30.0)

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._listener, selectors.EVENT_READ)
            selector.register(self._wake, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self._listener:
                        self._accept()
                    elif key.fileobj is self._wake:
                        self._wake.recv(4096)
                with self._lock:
                    self._attend(selector)
                    self._lock.notify_all()
                    if self._ending and not any(self._queues.values()):
                        break
        for connection in (*self._open, self._listener, self._wake, self._waker):
            connection.close()

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        connection.setblocking(False)
        self._open.append(connection)
        with self._lock:
            self._queues[connection] = bytearray()

    def _attend(self, selector: selectors.BaseSelector) -> None:
        """Send what sockets take, and hang up on those who left or were let go."""
        for connection in list(self._open):
            queue = self._queues.get(connection)
            if queue is None or not _sent(connection, queue):
                self._queues.pop(connection, None)
                self._open.remove(connection)
                if connection in selector.get_map():
                    selector.unregister(connection)
                connection.close()
                continue
            known = connection in selector.get_map()
            if queue and not known:
                selector.register(connection, selectors.EVENT_WRITE)
            elif not queue and known:
                selector.unregister(connection)


def _has_room(queue: bytearray) -> bool:
    return len(queue) < MOST_QUEUED


def _sent(connection: socket.socket, queue: bytearray) -> bool:
    """Send what the socket takes; whether it is still there."""
    try:
        while queue:
            done = connection.send(memoryview(queue)[: 1 << 18].tobytes())
            del queue[:done]
    except BlockingIOError:
        return True
    except OSError:
        return False
    return True
