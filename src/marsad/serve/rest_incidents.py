"""REST for incident reports: reading them, adding versions, deciding about them. A deed is on disk before it is
answered, and what stands is never changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import JSONBody, PathParameter, QueryParameter

from marsad.runtime.incidents.incident import IncidentView
from marsad.runtime.incidents.incidents import Incidents, Question
from marsad.runtime.incidents.report import Report
from marsad.runtime.watch_log.watch_log import FieldRefusal
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.access import author_of, needs
from marsad.serve.rest_alerts import json_only
from marsad.serve.rest_log import Whole, beside_fields
from marsad.store.store_error import StoreError

MOST = 500
Author = Annotated[str, msgspec.Meta(max_length=100)]
"""For whom the command line acts; a page acts for whoever is signed in."""


class IncidentList(msgspec.Struct):
    """Incidents, those that changed last first, with all their versions; `total` is how many fit the question."""

    now_ms: int
    total: int
    incidents: list[IncidentView]


class NewReport(msgspec.Struct, forbid_unknown_fields=True):
    """A report that came: of a new incident, of one that is known (`incident`, its number), or instead of a version
    that was wrong (`corrects`, the number of its record)."""

    report: Report = Report()
    incident: int | None = None
    corrects: int | None = None
    author: Author = ""


class NewVerdict(msgspec.Struct, forbid_unknown_fields=True):
    """What is decided about a version (`report`, the number of its record): claimed, confirmed or refuted, and why."""

    report: int = 0
    status: str = ""
    why: str = ""
    author: Author = ""


class NewTurn(msgspec.Struct, forbid_unknown_fields=True):
    """Whether an incident is open from now on, and why."""

    incident: int = 0
    open: bool = False
    why: str = ""
    author: Author = ""


@get("/api/incidents", sync_to_thread=True, opt=needs("viewer"))
def incidents(
    state: State,
    show: Literal["open", "closed", "all"] = "open",
    q: Annotated[str, QueryParameter(max_length=200)] = "",
    kind: Annotated[str, QueryParameter(max_length=40)] = "",
    status: Literal["claimed", "confirmed", "refuted", ""] = "",
    mmsi: Annotated[int | None, QueryParameter(ge=0, le=999_999_999)] = None,
    alert: Annotated[str, QueryParameter(max_length=32)] = "",
    since: Whole = None,
    until: Whole = None,
    offset: Annotated[int, QueryParameter(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = 100,
) -> IncidentList:
    """Incidents that are open (or closed, or all), with all words of `q` in any language, of one kind, held to be of
    one status, about one vessel or one alert, that may have happened between two moments (milliseconds UTC)."""
    room: WatchRoom = state.room
    asked = Question(show, q, kind, status, mmsi, alert, since, until, offset, limit)
    if room.incidents is None:
        return IncidentList(room.clock() // 1000, 0, [])
    try:
        found, total = room.incidents.ask(asked)
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    return IncidentList(room.clock() // 1000, total, found)


@get("/api/incidents/{number:int}", sync_to_thread=True, opt=needs("viewer"))
def incident(state: State, number: Annotated[int, PathParameter()]) -> IncidentView:
    """One incident with all versions, side by side."""
    room: WatchRoom = state.room
    try:
        found = None if room.incidents is None else room.incidents.get(number)
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    if found is None:
        raise NotFoundException(f"There is no incident {number}.")
    return found


@post("/api/incidents/report", sync_to_thread=True, opt=needs("operator"), status_code=200)
def report(state: State, request: Request[Any, Any, Any], data: JSONBody[NewReport]) -> IncidentView:
    """Write down what somebody reports. Where something is wrong nothing is saved, and `extra` has a sentence for each
    field (`key`)."""
    json_only(request)
    who = author_of(request, data.author)
    return _done(state, lambda known: known.report(who, data.report, data.incident, data.corrects))


@post("/api/incidents/verdict", sync_to_thread=True, opt=needs("operator"), status_code=200)
def verdict(state: State, request: Request[Any, Any, Any], data: JSONBody[NewVerdict]) -> IncidentView:
    """Decide about a version: claimed, confirmed or refuted."""
    json_only(request)
    who = author_of(request, data.author)
    return _done(state, lambda known: known.judge(who, data.report, data.status, data.why))


@post("/api/incidents/turn", sync_to_thread=True, opt=needs("operator"), status_code=200)
def turn(state: State, request: Request[Any, Any, Any], data: JSONBody[NewTurn]) -> IncidentView:
    """Close an incident, or open it again."""
    json_only(request)
    who = author_of(request, data.author)
    return _done(state, lambda known: known.turn(who, data.incident, data.open, data.why))


def _done(state: State, deed: Callable[[Incidents], IncidentView]) -> IncidentView:
    room: WatchRoom = state.room
    if room.incidents is None:
        raise HTTPException("A replay keeps no incidents: report it in a live room.", status_code=409)
    try:
        return deed(room.incidents)
    except FieldRefusal as refusal:
        raise beside_fields(refusal) from None
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None


HANDLERS = [incidents, incident, report, verdict, turn]
