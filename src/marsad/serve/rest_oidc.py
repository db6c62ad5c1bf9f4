"""Signing in at a provider of one's own: there and back. What goes wrong is told by the page, which is opened anew."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.datastructures import Cookie, State
from litestar.params import QueryParameter

from marsad.runtime.people.door import Door, Stranger, TooSoon
from marsad.runtime.people.oidc import ProviderRefusal
from marsad.serve.access import ANYONE, place_of
from marsad.serve.rest_session import session_cookie

_COOKIE = "__Host-marsad-oidc"


@get("/api/session/oidc", sync_to_thread=True, opt=ANYONE)
def to_provider(state: State, request: Request[Any, Any, Any]) -> Response[None]:
    """Send a browser to the provider of `[oidc]`; 303 back to the page where there is none or it cannot be asked."""
    door: Door = state.door
    try:
        address, kept = door.begin_at_provider(place_of(request))
    except TooSoon:
        return _page("soon")
    except ProviderRefusal:
        return _page("failed")
    # Lax: the provider's page, which is elsewhere, leads back here
    cookie = Cookie(key=_COOKIE, value=kept, path="/", secure=True, httponly=True, samesite="lax", max_age=600)
    return Response(None, status_code=303, headers={"location": address, "cache-control": "no-store"}, cookies=[cookie])


@get("/api/session/oidc/back", sync_to_thread=True, opt=ANYONE)
def from_provider(
    state: State,
    request: Request[Any, Any, Any],
    returned: Annotated[str, QueryParameter(name="state", max_length=200)] = "",
    code: Annotated[str, QueryParameter(name="code", max_length=4096)] = "",
) -> Response[None]:
    """Let in whom the provider vouches for, where somebody of that name was let into this room."""
    door: Door = state.door
    try:
        token = door.enter_by_provider(returned, code, request.cookies.get(_COOKIE, ""), place_of(request))
    except TooSoon:
        return _page("soon")
    except Stranger:
        return _page("stranger")
    except ProviderRefusal:
        return _page("failed")
    return _page("", session_cookie(token, None))


def _page(refused: str, *cookies: Cookie) -> Response[None]:
    gone = Cookie(key=_COOKIE, value="", path="/", secure=True, httponly=True, samesite="lax", max_age=0)
    headers = {"location": f"/#refused={refused}" if refused else "/", "cache-control": "no-store"}
    return Response(None, status_code=303, headers=headers, cookies=[gone, *cookies])


HANDLERS = [to_provider, from_provider]
