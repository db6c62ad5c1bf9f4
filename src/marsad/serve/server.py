"""The server process: a loopback socket, uvicorn on it, and an orderly end."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from litestar.types import ASGIApp

from marsad.runtime.watch_room import WatchRoom
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.serve.reach import is_loopback
from marsad.serve.slow_client import DroppingWebSocket

_MOST_MESSAGE = 65_536


def listen(host: str, port: int, secure: bool = False) -> socket.socket:
    """A listening socket; on loopback only, unless what is said there is `secure`.

    Raises Refusal, in one sentence, for another address or a taken port.
    """
    name = "127.0.0.1" if host == "localhost" else host
    if not is_loopback(host) and not secure:
        raise UsageRefusal(
            f"--host {host} is refused for a room that plays: leave it out, and reach the page from elsewhere through "
            f"an SSH tunnel (ssh -L {port}:127.0.0.1:{port} this-machine)."
        )
    try:
        ipaddress.ip_address(name)
    except ValueError:
        raise UsageRefusal(
            f"--host {host} is no address: name one of this machine, or 0.0.0.0 for all, and names under [tls]."
        ) from None
    if not 0 <= port <= 65_535:
        raise UsageRefusal(f"--port {port} is no port: name one from 1 to 65535.")
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((name, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise Refusal(
                f"Port {port} is taken by another program: name another with --port, or stop that program "
                f"(ss -ltnp 'sport = :{port}' names it)."
            ) from None
        if error.errno == errno.EACCES:
            raise Refusal(f"Port {port} needs rights that Marsad should not have: name one above 1023.") from None
        raise Refusal(f"{name} port {port} cannot be opened ({error.strerror}): name another with --port.") from None
    listening.listen(128)
    return listening


class _Server(uvicorn.Server):
    """uvicorn, with signals left to the command that runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class WebServer:
    """Serves one application on a listening socket until it is told to stop."""

    def __init__(
        self, app: ASGIApp, room: WatchRoom, listening: socket.socket, certificate: Path | None = None,
        key: Path | None = None,
    ) -> None:  # fmt: skip
        class Connection(DroppingWebSocket):
            @staticmethod
            def on_drop() -> None:
                room.metrics.slow_clients += 1

        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,
            lifespan="on",
            ws=Connection,
            ws_per_message_deflate=False,
            ws_max_size=_MOST_MESSAGE,
            server_header=False,
            proxy_headers=False,
            date_header=True,
            timeout_graceful_shutdown=2,
            timeout_keep_alive=15,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        self._server = _Server(config)
        self._listening = listening

    async def run(self) -> None:
        """Serve until `stop`."""
        await self._server.serve(sockets=[self._listening])

    @property
    def started(self) -> bool:
        """True once requests are answered."""
        return self._server.started

    def stop(self) -> None:
        """Answer what was begun, then end."""
        self._server.should_exit = True
