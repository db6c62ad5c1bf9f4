"""REST for who the people are. Only administrators; each change is in the journal with who made it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.params import JSONBody, PathParameter

from marsad.runtime.people.accounts import Accounts
from marsad.runtime.people.door import Door
from marsad.runtime.people.links import HOURS
from marsad.runtime.people.person import Person
from marsad.runtime.people.role import role_of
from marsad.schema.refusal import Refusal
from marsad.serve.access import author_of, needs
from marsad.serve.rest_alerts import json_only
from marsad.store.store_error import StoreError

Name = Annotated[str, PathParameter(max_length=100)]
Text = Annotated[str, msgspec.Meta(max_length=100)]


class PersonJson(msgspec.Struct):
    """A person; `sessions`: on how many screens they are signed in now."""

    name: str
    shown: str
    role: str
    active: bool
    has_password: bool
    sessions: int


class People(msgspec.Struct):
    """Everybody, by name."""

    people: list[PersonJson]


class Newcomer(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody to let in. `author`: for whom the command line acts."""

    name: Text
    role: Text
    shown: Text = ""
    author: Text = ""


class Change(msgspec.Struct, forbid_unknown_fields=True):
    """What is to be otherwise: what is null stays."""

    role: Text | None = None
    shown: Text | None = None
    active: bool | None = None
    author: Text = ""


class Invitation(msgspec.Struct):
    """What to open in a browser to choose a password: `link` follows the address of the room; it works once."""

    person: PersonJson
    link: str
    hours: int


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """A deed that needs no more words."""

    author: Text = ""


@get("/api/people", sync_to_thread=True, opt=needs("administrator"))
def people(state: State) -> People:
    """Who there is, those who may not enter any more included."""
    door: Door = state.door
    return People([_json(door, person) for person in _accounts(door).all()])


@post("/api/people/add", sync_to_thread=True, opt=needs("administrator"), status_code=200)
def add(state: State, request: Request[Any, Any, Any], data: JSONBody[Newcomer]) -> Invitation:
    """Let somebody in: gives the link by which they choose their password."""
    json_only(request)
    door: Door = state.door
    who = author_of(request, data.author)
    person = _done(lambda: _accounts(door).add(data.name, role_of(data.role), who, data.shown))
    return _invite(door, person)


@post("/api/people/{name:str}/change", sync_to_thread=True, opt=needs("administrator"), status_code=200)
def change(state: State, request: Request[Any, Any, Any], name: Name, data: JSONBody[Change]) -> PersonJson:
    """Change what somebody may do, how they are shown, whether they may enter; their screens must sign in again."""
    json_only(request)
    door: Door = state.door
    who = author_of(request, data.author)

    def deed() -> Person:
        role = None if data.role is None else role_of(data.role)
        return _accounts(door).change(name, who, role=role, shown=data.shown, active=data.active)

    return _json(door, _done(deed))


@post("/api/people/{name:str}/link", sync_to_thread=True, opt=needs("administrator"), status_code=200)
def link(state: State, request: Request[Any, Any, Any], name: Name, data: JSONBody[Nothing]) -> Invitation:
    """A link by which somebody chooses a new password; a link given before works no more."""
    json_only(request)
    door: Door = state.door
    person = _accounts(door).find(name)
    if person is None:
        raise HTTPException(f"There is no person {name} who may enter.", status_code=404)
    return _invite(door, person)


def _invite(door: Door, person: Person) -> Invitation:
    return Invitation(_json(door, person), "#password=" + door.links.give("password", person.name), HOURS)


def _accounts(door: Door) -> Accounts:
    if door.accounts is None:
        raise HTTPException("A replay has no people: whoever has its link is in.", status_code=409)
    return door.accounts


def _done(deed: Any) -> Person:
    try:
        person: Person = deed()
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    except Refusal as refusal:
        raise HTTPException(str(refusal), status_code=422) from None
    return person


def _json(door: Door, person: Person) -> PersonJson:
    return PersonJson(
        person.name, person.shown, person.role, person.active, _accounts(door).has_password(person.name),
        len(door.sessions.of(person.name)),
    )  # fmt: skip


HANDLERS = [people, add, change, link]
