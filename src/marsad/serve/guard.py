"""Before any handler: who may talk to this server, and what a browser may do with its answers.

Host and Origin are checked, because a page from elsewhere that a browser on this computer shows could otherwise talk to
it (DNS rebinding, cross-site WebSocket).
"""

from __future__ import annotations

from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from marsad.serve.reach import LOOPBACK

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types default",
    )
)

HEADERS: Final = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


STRICT_TRANSPORT: Final = (b"strict-transport-security", b"max-age=31536000")


class Guard:
    """Wraps the application: refuses foreign hosts and origins with 403, and adds the security headers."""

    def __init__(self, app: ASGIApp, port: int, names: tuple[str, ...] = LOOPBACK, scheme: str = "http") -> None:
        self.app = app
        self.hosts = frozenset(f"{name}:{port}" for name in names)
        if port == {"http": 80, "https": 443}[scheme]:
            self.hosts |= frozenset(names)
        self.origins = frozenset(f"{scheme}://{host}" for host in self.hosts)
        self.headers = HEADERS if scheme == "http" else (*HEADERS, STRICT_TRANSPORT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if not self.admits(scope):
            await _refuse(scope, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                message["headers"] = [*message.get("headers", ()), *self.headers]
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def admits(self, scope: Scope) -> bool:
        """Whether the request names this server and does not come from another site's page."""
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        origins = [value for name, value in scope["headers"] if name == b"origin"]
        if len(hosts) != 1 or hosts[0].decode("latin-1").lower() not in self.hosts:
            return False
        return all(origin.decode("latin-1").lower() in self.origins for origin in origins)


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == ScopeType.WEBSOCKET:  # before it is accepted, this is answered with 403
        await send({"type": "websocket.close", "code": 1008, "reason": "foreign host or origin"})
        return
    body = b"Refused: open Marsad under the address that it printed.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
