"""Signing in and out, and the first administrator.

Each path has one method: Litestar 2.25 wraps the handlers of a path twice where there are several.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import Cookie, State
from litestar.exceptions import HTTPException
from litestar.params import JSONBody

from marsad.runtime.people.door import Door, TooSoon, UsedUp, WrongPassword
from marsad.runtime.people.role import Role
from marsad.schema.refusal import Refusal
from marsad.serve.access import ANYONE, COOKIE, inside_of, needs, place_of
from marsad.serve.rest_alerts import json_only

Name = Annotated[str, msgspec.Meta(max_length=100)]
Password = Annotated[str, msgspec.Meta(max_length=1024)]
Token = Annotated[str, msgspec.Meta(max_length=200)]


class SessionJson(msgspec.Struct):
    """Who is signed in (null: nobody), and what the page sends with each deed; `can_setup` before anybody can;
    `provider` is what people call the one that they may sign in at, null where there is none."""

    name: str | None
    shown: str
    role: Role | None
    proof: str | None
    can_setup: bool
    has_accounts: bool
    provider: str | None = None


class Credentials(msgspec.Struct, forbid_unknown_fields=True):
    """A name and a password."""

    name: Name
    password: Password


class Setup(msgspec.Struct, forbid_unknown_fields=True):
    """The first administrator, with the token of the printed link."""

    token: Token
    name: Name
    password: Password
    shown: Name = ""


class Chosen(msgspec.Struct, forbid_unknown_fields=True):
    """A password for whom the token's link was given to."""

    token: Token
    password: Password


class Renewal(msgspec.Struct, forbid_unknown_fields=True):
    """Another password for oneself."""

    old: Password
    new: Password


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    """The token of a room that plays."""

    token: Token


@get("/api/session", sync_to_thread=True, opt=ANYONE)
def session(state: State, request: Request[Any, Any, Any]) -> SessionJson:
    """Who is signed in here."""
    door: Door = state.door
    inside = inside_of(request)
    accounts = door.accounts
    can_setup = accounts is not None and not accounts.has_administrator()
    if inside is None:
        provider = None if door.provider is None else door.provider.label
        return SessionJson(None, "", None, None, can_setup, accounts is not None, provider)
    person = inside.person
    return SessionJson(person.name, person.shown, person.role, inside.proof, can_setup, accounts is not None)


@post("/api/session/in", sync_to_thread=True, opt=ANYONE, status_code=200)
def sign_in(state: State, request: Request[Any, Any, Any], data: JSONBody[Credentials]) -> Response[SessionJson]:
    """Sign in by password. 401 for a wrong one, 429 with Retry-After after too many."""
    json_only(request)
    door: Door = state.door
    return _let_in(door, lambda: door.sign_in(data.name, data.password, place_of(request)))


@post("/api/session/setup", sync_to_thread=True, opt=ANYONE, status_code=200)
def set_up(state: State, request: Request[Any, Any, Any], data: JSONBody[Setup]) -> Response[SessionJson]:
    """Make the first administrator: only with the token that the room printed where it was started."""
    json_only(request)
    door: Door = state.door
    return _let_in(door, lambda: door.set_up(data.token, data.name, data.shown, data.password, place_of(request)))


@post("/api/session/password", sync_to_thread=True, opt=ANYONE, status_code=200)
def choose_password(state: State, request: Request[Any, Any, Any], data: JSONBody[Chosen]) -> Response[SessionJson]:
    """Choose a password by the link that an administrator gave."""
    json_only(request)
    door: Door = state.door
    return _let_in(door, lambda: door.choose_password(data.token, data.password, place_of(request)))


@post("/api/session/enter", sync_to_thread=True, opt=ANYONE, status_code=200)
def enter(state: State, request: Request[Any, Any, Any], data: JSONBody[Entry]) -> Response[SessionJson]:
    """Enter a room that plays (demo, replay) by the link that it printed."""
    json_only(request)
    door: Door = state.door
    return _let_in(door, lambda: door.enter(data.token, place_of(request)))


@post("/api/session/change", sync_to_thread=True, opt=needs("viewer"), status_code=200)
def change_password(state: State, request: Request[Any, Any, Any], data: JSONBody[Renewal]) -> Response[SessionJson]:
    """Give oneself another password; this screen stays signed in, others do not. 403 where the old one is wrong."""
    json_only(request)
    door: Door = state.door
    inside = inside_of(request)
    if inside is None or inside.session is None:
        raise HTTPException("Only a person who is signed in has a password.", status_code=409)
    name = inside.person.name
    return _let_in(door, lambda: door.change_password(name, data.old, data.new, place_of(request)), 403)


@post("/api/session/out", sync_to_thread=True, opt=needs("viewer"), status_code=200)
def sign_out(state: State, request: Request[Any, Any, Any]) -> Response[None]:
    """Sign out here."""
    door: Door = state.door
    inside = inside_of(request)
    if inside is not None and inside.session is not None:
        door.sign_out(inside.session)
    return Response(None, cookies=[session_cookie("", 0)])


def _let_in(door: Door, way: Any, wrong: int = 401) -> Response[SessionJson]:
    try:
        token: str = way()
    except TooSoon as refusal:
        raise HTTPException(
            str(refusal), status_code=429, headers={"retry-after": str(int(refusal.wait_s) + 1)}
        ) from None
    except (WrongPassword, UsedUp) as refusal:
        raise HTTPException(str(refusal), status_code=wrong) from None
    except Refusal as refusal:
        raise HTTPException(str(refusal), status_code=422) from None
    inside = door.who(token, None)
    if inside is None:
        raise HTTPException("The session ended at once: look at the computer's clock.", status_code=500)
    told = SessionJson(
        inside.person.name, inside.person.shown, inside.person.role, inside.proof, False, door.accounts is not None
    )
    return Response(told, cookies=[session_cookie(token, None)])


def session_cookie(token: str, max_age: int | None) -> Cookie:
    """What a browser keeps of a session: no script reads it and no other site sends it."""
    return Cookie(key=COOKIE, value=token, path="/", secure=True, httponly=True, samesite="strict", max_age=max_age)


HANDLERS = [session, sign_in, set_up, choose_password, enter, change_password, sign_out]
