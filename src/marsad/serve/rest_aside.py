"""REST for what nobody is alerted of: events that raised no alert and why, and what is set aside from now on."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import msgspec
from litestar import get
from litestar.datastructures import State
from litestar.params import QueryParameter

from marsad.alerts.aside import Suppressed
from marsad.alerts.desk import Desk
from marsad.alerts.reasons.reason import reason_of
from marsad.alerts.shelf import Shelf
from marsad.runtime.alert_views import MOST_VESSELS, VesselName, Words, names_of
from marsad.runtime.shift import shelf_told
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.event_lines import event_line
from marsad.schema.kinds import KINDS
from marsad.serve.access import needs
from marsad.serve.rest_alerts import MOST

MOST_SHELVES = 500


class SuppressedJson(msgspec.Struct):
    """An event that raised no alert, and why: a rule by its name, or one of a few sentences of the room's."""

    why: str
    title: Words
    reason: Words
    vessels: list[VesselName]
    event: msgspec.Raw


class SuppressedList(msgspec.Struct):
    """The newest events that raised no alert, also of before a restart; `counts` tells how many there ever were of each
    reason, `listed` how many of them can still be listed.

    `shelves`: what is shelved from now on until a moment, whether anything of it is there or not.
    """

    counts: dict[str, int]
    listed: dict[str, int]
    events: list[SuppressedJson]
    shelves: list[dict[str, Any]]


@get("/api/suppressed", sync_to_thread=True, opt=needs("viewer"))
def suppressed(
    state: State,
    limit: Annotated[int, QueryParameter(ge=0, le=MOST)] = 1000,
    why: Annotated[str, QueryParameter(max_length=200)] = "",
) -> SuppressedList:
    """Events that raised no alert, and why (with `why`: for this reason): nothing is hidden without being counted."""
    room: WatchRoom = state.room

    def look(desk: Desk) -> tuple[dict[str, int], list[Suppressed], list[Shelf]]:
        return dict(desk.book.aside.counts), desk.suppressed(), list(desk.shelves)

    counts, found, shelves = room.alerting.read(look)
    some = [one for one in reversed(found) if not why or one.why == why][:limit]
    names = names_of(room, {mmsi for one in some for mmsi in one.event.vessels[:MOST_VESSELS]})
    told = [_told(one, names) for one in some]
    listed = dict(Counter(one.why for one in found))
    return SuppressedList(counts, listed, told, [shelf_told(shelf) for shelf in shelves[:MOST_SHELVES]])


def _told(one: Suppressed, names: dict[int, str]) -> SuppressedJson:
    event = one.event
    kind, reason = KINDS[event.kind], reason_of(event, names)
    vessels = [VesselName(mmsi, names.get(mmsi, "")) for mmsi in event.vessels[:MOST_VESSELS]]
    return SuppressedJson(
        one.why, Words(kind.english, kind.arabic), Words(reason.english, reason.arabic), vessels,
        msgspec.Raw(event_line(event).encode()),
    )  # fmt: skip


HANDLERS = [suppressed]
