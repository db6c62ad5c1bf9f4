"""REST: the events of a watch room, and how detection does."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get
from litestar.datastructures import State
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import PathParameter, QueryParameter

from marsad.runtime.detection import Health
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.event import STATUSES, Event
from marsad.schema.kinds import KINDS
from marsad.serve.access import needs

MOST = 10_000
Text = Annotated[str, QueryParameter(max_length=200)]


class EventJson(msgspec.Struct):
    """The newest revision of an event; times in milliseconds UTC."""

    id: str
    kind: str
    severity: str
    status: str
    revision: int
    supersedes: str | None
    vessels: list[int]
    vessel_ids: list[int]
    t_start_ms: int
    t_end_ms: int | None
    t_event_ms: int
    t_raised_ms: int
    lon_deg: float | None
    lat_deg: float | None
    radius_m: float | None
    evidence: msgspec.Raw
    detector: str
    version: str
    parameters_hash: str


class EventList(msgspec.Struct):
    """Events, the newest start first, and how many there are in all that fit."""

    total: int
    offset: int
    events: list[EventJson]
    detection: Health | None


@get("/api/events", sync_to_thread=True, opt=needs("viewer"))
def events(
    state: State,
    kind: Text = "",
    status: Text = "",
    mmsi: Annotated[int, QueryParameter(ge=0, lt=1 << 30)] = 0,
    limit: Annotated[int, QueryParameter(ge=0, le=MOST)] = 1000,
    offset: Annotated[int, QueryParameter(ge=0)] = 0,
) -> EventList:
    """The events of the room: of the kinds and statuses named (comma-separated), that concern an MMSI."""
    kinds, statuses = _words(kind, tuple(KINDS), "kind"), _words(status, STATUSES, "status")
    fits = [
        event for event in _held(state)
        if (not kinds or event.kind in kinds) and (not statuses or event.status in statuses)
        and (not mmsi or mmsi in event.vessels)
    ]  # fmt: skip
    fits.sort(key=lambda event: (-event.t_start, event.id))
    room: WatchRoom = state.room
    health = None if room.detection is None else room.detection.health(room.clock())
    return EventList(len(fits), offset, [event_json(event) for event in fits[offset : offset + limit]], health)


@get("/api/events/{name:str}", sync_to_thread=True, opt=needs("viewer"))
def event(state: State, name: Annotated[str, PathParameter(max_length=32)]) -> EventJson:
    """One event by its id."""
    room: WatchRoom = state.room
    found = None if room.detection is None else room.detection.book.get(name)
    if found is None:
        raise NotFoundException("There is no event of this id.")
    return event_json(found)


HANDLERS = [events, event]


def event_json(event: Event) -> EventJson:
    """An event as JSON tells it."""
    return EventJson(
        event.id, event.kind, event.severity, event.status, event.revision, event.supersedes, list(event.vessels),
        list(event.vessel_ids), event.t_start // 1000, None if event.t_end is None else event.t_end // 1000,
        event.t_event // 1000, event.t_raised // 1000, event.lon_deg, event.lat_deg, event.radius_m,
        msgspec.Raw(event.evidence.encode()), event.detector, event.version, event.parameters_hash,
    )  # fmt: skip


def _held(state: State) -> list[Event]:
    room: WatchRoom = state.room
    return [] if room.detection is None else room.detection.book.events()


def _words(text: str, known: tuple[str, ...], what: str) -> frozenset[str]:
    words = frozenset(word for word in text.split(",") if word)
    if not words <= frozenset(known):
        raise HTTPException(f"{what} is one or more of {', '.join(known)}.", status_code=400)
    return words
