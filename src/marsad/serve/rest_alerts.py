"""REST for alerts: what is to be dealt with, and dealing with it. An action is on disk before it is answered."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import JSONBody, PathParameter, QueryParameter

from marsad.alerts.action import ActionRefusal, action_of
from marsad.alerts.alert import Alert
from marsad.alerts.desk import Desk
from marsad.alerts.rule_file import RuleRefusal, rules_of
from marsad.runtime.alert_views import AlertView, names_in, view_of
from marsad.runtime.past_alert import past_alert, past_view
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.event_lines import event_line
from marsad.serve.access import author_of, needs
from marsad.store.store_error import StoreError

MOST = 10_000
Name = Annotated[str, PathParameter(max_length=32)]
Show = Literal["waiting", "shelved", "grouped", "all"]


class AlertList(msgspec.Struct):
    """Alerts in the order in which to deal with them, and how many there are of what."""

    now_ms: int
    total: int
    counts: dict[str, int]
    alerts: list[AlertView]


class AlertJson(msgspec.Struct):
    """One alert with its events, and what it holds together if it is a group. `on_desk` false: the desk has let go of
    it, this is what the journal tells of it, and nothing can be done with it any more."""

    alert: AlertView
    events: list[msgspec.Raw]
    members: list[AlertView]
    on_desk: bool = True


class Deed(msgspec.Struct, forbid_unknown_fields=True):
    """How to act: `hours` and `by` of shelving (null hours: this occurrence), `text` of a note, or whom to
    assign it to.

    `author`: for whom the command line acts; a page acts for whoever is signed in.
    """

    author: Annotated[str, msgspec.Meta(max_length=100)] = ""
    hours: int | None = None
    by: str = "alert"
    text: str = ""


class RuleImport(msgspec.Struct, forbid_unknown_fields=True):
    """Rules by name as a file tells them."""

    rules: dict[str, dict[str, Any]]
    author: Annotated[str, msgspec.Meta(max_length=100)] = ""


class RulesSaved(msgspec.Struct):
    """The names of rules that are new or changed."""

    changed: list[str]


@get("/api/alerts", sync_to_thread=True, opt=needs("viewer"))
def alerts(
    state: State,
    show: Show = "waiting",
    group: Annotated[str, QueryParameter(max_length=32)] = "",
    limit: Annotated[int, QueryParameter(ge=0, le=MOST)] = 1000,
) -> AlertList:
    """What waits to be dealt with (or is shelved, is held in groups, or all there is), the gravest first; with `group`
    what that holds."""
    room: WatchRoom = state.room

    def look(desk: Desk) -> tuple[list[Alert], dict[str, int]]:
        if group:
            return desk.members(group), desk.totals()
        if show == "all":
            return sorted(desk.alerts.values(), key=Alert.order), desk.totals()
        kept = {"waiting": desk.listed, "shelved": desk.shelved, "grouped": desk.grouped}[show]
        return kept(), desk.totals()

    found, counts = room.alerting.read(look)
    shown = found[:limit]
    names = names_in(room, shown)
    views = room.alerting.read(lambda _: [view_of(alert, names) for alert in shown])
    return AlertList(room.clock() // 1000, len(found), counts, views)


@get("/api/alerts/{name:str}", sync_to_thread=True, opt=needs("viewer"))
def alert(state: State, name: Name) -> AlertJson:
    """One alert with its events and evidence; from the journal where the desk has let go of it."""
    room: WatchRoom = state.room
    found = room.alerting.read(lambda desk: desk.alerts.get(name))
    if found is None:
        return _past(room, name)
    inside = room.alerting.read(lambda desk: desk.members(name))
    names = names_in(room, [found, *inside])

    def look(_: Desk) -> AlertJson:
        lines = [msgspec.Raw(event_line(event).encode()) for event in found.events.values()]
        return AlertJson(view_of(found, names), lines, [view_of(one, names) for one in inside])

    return room.alerting.read(look)


def _past(room: WatchRoom, name: str) -> AlertJson:
    try:
        found = past_alert(room, name)
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    if found is None:
        raise NotFoundException(f"There is no alert {name}.")
    lines = [msgspec.Raw(event_line(event).encode()) for event in found.events.values()]
    return AlertJson(past_view(room, found), lines, [], False)


@post("/api/alerts/{name:str}/{verb:str}", sync_to_thread=True, opt=needs("operator"), status_code=200)
def act(state: State, request: Request[Any, Any, Any], name: Name, verb: Name, data: JSONBody[Deed]) -> AlertView:
    """Acknowledge (`ack`), `mute`, `shelve`, `unshelve`, `note`, `assign` or `lift` (a ship's SART status to an
    emergency)."""
    json_only(request)
    room: WatchRoom = state.room
    told = {"verb": "acknowledge" if verb == "ack" else verb, "alert": name, "author": author_of(request, data.author),
            "hours": data.hours, "by": data.by, "text": data.text}  # fmt: skip
    try:
        found = room.alerting.act(action_of(told))
    except ActionRefusal as refusal:
        raise HTTPException(str(refusal), status_code=409) from None
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    names = names_in(room, [found])
    return room.alerting.read(lambda _: view_of(found, names))


@post("/api/rules", sync_to_thread=True, opt=needs("supervisor"), status_code=200)
def save_rules(state: State, request: Request[Any, Any, Any], data: JSONBody[RuleImport]) -> RulesSaved:
    """Check rules and save them: all, or none where one cannot be meant."""
    json_only(request)
    room: WatchRoom = state.room
    who = author_of(request, data.author)
    try:
        return RulesSaved(room.alerting.save_rules(rules_of({"rules": data.rules}, "the import"), who))
    except RuleRefusal as refusal:
        raise HTTPException(str(refusal), status_code=422) from None
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None


def json_only(request: Request[Any, Any, Any]) -> None:
    """A page from elsewhere can send forms without asking, but no JSON."""
    if request.content_type[0] != "application/json":
        raise HTTPException("Send JSON with its content type.", status_code=415)


HANDLERS = [alerts, alert, act, save_rules]
