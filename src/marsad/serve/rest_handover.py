"""REST for handing over the watch: what a snapshot would hold, handing over, taking over, the signed documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import JSONBody, PathParameter, QueryParameter

from marsad.runtime.handover.handovers import Handovers, HandoverView
from marsad.runtime.handover.key import fingerprint
from marsad.runtime.watch_log.watch_log import FieldRefusal
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.access import author_of, needs
from marsad.serve.rest_alerts import json_only
from marsad.serve.rest_log import Whole, beside_fields
from marsad.store.store_error import StoreError

MOST = 500
T = TypeVar("T")
Author = Annotated[str, msgspec.Meta(max_length=100)]
"""For whom the command line acts; a page acts for whoever is signed in."""


class HandoverList(msgspec.Struct):
    """Handovers, the newest first. `from_ms` is when the shift that ends now began; `key` and `fingerprint` are of the
    public key that signs, null where `trouble` says why nothing can be signed."""

    now_ms: int
    from_ms: int
    key: str | None
    fingerprint: str | None
    trouble: str | None
    handovers: list[HandoverView]


class Giving(msgspec.Struct, forbid_unknown_fields=True):
    """Who is to take over (where that is known), remarks, and when the shift began (null: when the last ended)."""

    to: str = ""
    remarks: str = ""
    from_ms: int | None = None
    author: Author = ""


class Taking(msgspec.Struct, forbid_unknown_fields=True):
    """Which handover is taken over, and remarks."""

    number: int = 0
    remarks: str = ""
    author: Author = ""


@get("/api/handover", sync_to_thread=True, opt=needs("viewer"))
def handovers(
    state: State, before: Whole = None, limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = 50
) -> HandoverList:
    """Handovers, the newest first."""
    room: WatchRoom = state.room
    known, now_ms = room.handovers, room.clock() // 1000
    if known is None:
        return HandoverList(now_ms, now_ms, None, None, "A replay hands nothing over.", [])
    key = known.key()
    mark = None if key is None else fingerprint(key)
    return _asked(lambda: HandoverList(now_ms, known.since_ms(), key, mark, known.trouble, known.listed(before, limit)))


@get("/api/handover/preview", sync_to_thread=True, opt=needs("viewer"))
def preview(state: State) -> dict[str, Any]:
    """What a handover would hold now."""
    return _asked(_known(state).preview)


@get("/api/handover/{number:int}/document", sync_to_thread=True, opt=needs("viewer"))
def document(state: State, number: Annotated[int, PathParameter()]) -> Response[bytes]:
    """The signed document as a file: keep it elsewhere, `marsad audit verify --handover FILE` checks it."""
    known = _known(state)
    found = _asked(lambda: known.file(number))
    if found is None:
        raise NotFoundException(f"There is no handover {number}.")
    named = {"content-disposition": f'attachment; filename="handover-{number}.json"'}
    return Response(found, media_type="application/json", headers=named)


@post("/api/handover/give", sync_to_thread=True, opt=needs("operator"), status_code=200)
def give(state: State, request: Request[Any, Any, Any], data: JSONBody[Giving]) -> HandoverView:
    """Hand over: the snapshot is signed and on disk when this is answered."""
    json_only(request)
    who, known = author_of(request, data.author), _known(state)
    return _asked(lambda: known.give(who, data.to, data.remarks, data.from_ms))


@post("/api/handover/take", sync_to_thread=True, opt=needs("operator"), status_code=200)
def take(state: State, request: Request[Any, Any, Any], data: JSONBody[Taking]) -> HandoverView:
    """Take over the newest handover; who gave it cannot."""
    json_only(request)
    who, known = author_of(request, data.author), _known(state)
    return _asked(lambda: known.take(who, data.number, data.remarks))


def _known(state: State) -> Handovers:
    room: WatchRoom = state.room
    if room.handovers is None:
        raise HTTPException("A replay hands nothing over: do it in a live room.", status_code=409)
    return room.handovers


def _asked(deed: Callable[[], T]) -> T:
    try:
        return deed()
    except FieldRefusal as refusal:
        raise beside_fields(refusal) from None
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None


HANDLERS = [handovers, preview, document, give, take]
