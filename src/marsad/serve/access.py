"""Who may call which route. Deny is the default: a route without a rule answers nobody (S10).

A handler says who it is for by `opt=needs("operator")`; `opt=ANYONE` is for what must be seen before signing in. A deed
(anything but GET and HEAD) of a signed-in page carries its proof in the header `x-marsad-proof`.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException
from litestar.handlers.base import BaseRouteHandler

from marsad.runtime.people.door import CONSOLE, Door, Inside
from marsad.runtime.people.role import Role, may

COOKIE: Final = "__Host-marsad"
PROOF: Final = "x-marsad-proof"
_OPT: Final = "needs"
_ANYONE: Final = "anyone"
ANYONE: Final = {_OPT: _ANYONE}
Connection = ASGIConnection[Any, Any, Any, Any]


def needs(role: Role) -> dict[str, str]:
    """The rule of a route for those of a role and above."""
    return {_OPT: role}


def rule_of(handler: BaseRouteHandler) -> str | None:
    """The rule of a route: a role, `anyone`, or None: nobody."""
    told = handler.opt.get(_OPT)
    return told if isinstance(told, str) else None


def guard(connection: Connection, handler: BaseRouteHandler) -> None:
    """Litestar's guard of every route. Raises 401 for nobody who is known, 403 for who may not."""
    rule = rule_of(handler)
    if rule == _ANYONE:
        return
    if rule is None:
        raise HTTPException("This route has no rule who may call it.", status_code=403)
    inside = inside_of(connection)
    if inside is None:
        raise HTTPException("Sign in first.", status_code=401)
    if not may(inside.person.role, rule):
        raise HTTPException(f"This needs the role {rule}; yours is {inside.person.role}.", status_code=403)
    method = connection.scope.get("method", "GET")
    if method in ("GET", "HEAD", "OPTIONS") or inside.proof is None:
        return
    if not secrets.compare_digest(connection.headers.get(PROOF, ""), inside.proof):
        raise HTTPException("The page is from before you signed in: load it again.", status_code=403)


def inside_of(connection: Connection) -> Inside | None:
    """Who sends a request; None: nobody who is known. Asked once for each request."""
    state = connection.scope["state"]
    if "marsad_inside" not in state:
        door: Door = connection.app.state.door
        authorization = connection.headers.get("authorization", "")
        scheme, _, token = authorization.partition(" ")
        bearer = token.strip() if scheme.lower() == "bearer" else None
        state["marsad_inside"] = door.who(connection.cookies.get(COOKIE), bearer)
    found: Inside | None = state["marsad_inside"]
    return found


def author_of(connection: Connection, told: str | None = None) -> str:
    """Whose deed a request is. The command line may say for whom it acts; nobody else may."""
    inside = inside_of(connection)
    if inside is None:
        raise HTTPException("Sign in first.", status_code=401)
    if inside.person is CONSOLE and told:
        return f"{told} ({CONSOLE.name})"
    return inside.person.name


def place_of(connection: Connection) -> str:
    """The address that a request comes from."""
    return connection.client.host if connection.client is not None else ""
