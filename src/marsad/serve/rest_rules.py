"""REST for the rules of alerts as the page shows them: what there is, what a change would do, and the change."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.params import JSONBody

from marsad.alerts.rule_file import faults_of
from marsad.runtime.alert_views import Words
from marsad.runtime.rule_trial import RuleTrial
from marsad.runtime.watch_log.watch_log import FieldRefusal
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.kinds import KINDS
from marsad.schema.refusal import Refusal
from marsad.serve.access import author_of, needs
from marsad.serve.aside_process import AsideBusy, AsideProcess
from marsad.serve.rest_alerts import json_only
from marsad.serve.rest_log import beside_fields
from marsad.store.store_error import StoreError

Name = Annotated[str, msgspec.Meta(max_length=100)]


class RuleJson(msgspec.Struct):
    """A rule: `rule` as a file tells it; who edited it last, when and why. `configured`: the configuration has one of
    this name; `changed`: a person made what stands."""

    name: str
    rule: dict[str, Any]
    on: bool
    author: str
    t_ms: int
    why: str
    configured: bool
    changed: bool


class RuleList(msgspec.Struct):
    """The rules there are, the one edited last at the end: of those that cover an event it wins. `kinds` of events are
    what a rule may name."""

    rules: list[RuleJson]
    kinds: dict[str, Words]


class RuleDraft(msgspec.Struct, forbid_unknown_fields=True):
    """A rule as it is to be. Not `on`: it is kept, and does not hold. `why` is kept with the change."""

    name: Name
    rule: dict[str, Any]
    on: bool = True
    why: Annotated[str, msgspec.Meta(max_length=500)] = ""
    days: Annotated[float, msgspec.Meta(gt=0, le=31)] = 7.0
    author: Name = ""


@get("/api/rules/list", sync_to_thread=True, opt=needs("viewer"))
def list_rules(state: State) -> RuleList:
    """Every rule with its state and who made it so."""
    return _listed(state.room)


@post("/api/rules/change", sync_to_thread=True, opt=needs("supervisor"), status_code=200)
def change_rule(state: State, request: Request[Any, Any, Any], data: JSONBody[RuleDraft]) -> RuleList:
    """Change a rule, make a new one, switch one off or on: it holds on all desks when this answers."""
    json_only(request)
    room: WatchRoom = state.room
    faults = faults_of(data.name, data.rule) | ({} if data.why.strip() else {"why": "say why: the next shift asks"})
    if faults:
        raise beside_fields(FieldRefusal(faults))
    try:
        room.alerting.change_rule(data.name, data.rule, data.on, data.why.strip(), author_of(request, data.author))
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    return _listed(room)


@post("/api/rules/try", opt=needs("operator"), status_code=200)
async def try_rule(state: State, request: Request[Any, Any, Any], data: JSONBody[RuleDraft]) -> RuleTrial:
    """What a rule would have changed over the last `days` of what the room found; nothing is saved. 409 while something
    else is tried."""
    json_only(request)
    aside: AsideProcess | None = state.aside
    if aside is None:
        raise HTTPException("Rules are tried in a live room.", status_code=409)
    faults = faults_of(data.name, data.rule)
    if faults:
        raise beside_fields(FieldRefusal(faults))
    told = msgspec.json.encode({"name": data.name, "rule": data.rule, "on": data.on})
    try:
        printed = await aside.run("rule", "try", "-", "--days", f"{data.days:g}", told=told)
        return msgspec.json.decode(printed, type=RuleTrial)
    except AsideBusy as refusal:
        raise HTTPException(str(refusal), status_code=409) from None
    except Refusal as refusal:
        raise HTTPException(str(refusal), status_code=422) from None


def _listed(room: WatchRoom) -> RuleList:
    try:
        found = room.alerting.standing_rules()
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    rules = [RuleJson(r.name, r.rule, r.on, r.author, r.t_us // 1000, r.why, r.configured, r.changed) for r in found]
    kinds = {name: Words(kind.english, kind.arabic) for name, kind in KINDS.items() if name != "distress"}
    return RuleList(rules, kinds)


HANDLERS = [list_rules, change_rule, try_rule]
