"""REST for what people give a room: zones and watch lists. They are checked, and on disk before it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.params import JSONBody

from marsad.runtime.places.journal_zones import KIND as ZONE
from marsad.runtime.places.journal_zones import removal as zone_removal
from marsad.runtime.places.journal_zones import zone_bodies
from marsad.runtime.places.watch_lists import KIND as WATCH_LIST
from marsad.runtime.places.watch_lists import list_body, removal
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.refusal import Refusal
from marsad.serve.access import author_of, needs
from marsad.serve.rest_alerts import json_only
from marsad.store.store_error import StoreError

MOST_BYTES = 16 << 20
Author = Annotated[str, msgspec.Meta(max_length=100)]
"""For whom the command line acts; a page acts for whoever is signed in."""


class ListImport(msgspec.Struct, forbid_unknown_fields=True):
    """A watch list as CSV, or (null) that there is none of this name any more."""

    name: str
    csv: str | None
    source: str = ""
    author: Author = ""


class ZoneImport(msgspec.Struct, forbid_unknown_fields=True):
    """Zones as a GeoJSON FeatureCollection, and names of zones that are to hold no longer."""

    zones: dict[str, Any] | None = None
    remove: list[str] = []
    author: Author = ""


class Saved(msgspec.Struct):
    """The names of what is new or changed."""

    changed: list[str]


@post(
    "/api/watch-lists", sync_to_thread=True, opt=needs("supervisor"), status_code=200, request_max_body_size=MOST_BYTES
)
def save_list(state: State, request: Request[Any, Any, Any], data: JSONBody[ListImport]) -> Saved:
    """Check a watch list and save it: all of it, or nothing where a line is no entry."""
    json_only(request)

    def bodies() -> list[dict[str, Any]]:
        return [removal(data.name) if data.csv is None else list_body(data.name, data.csv, data.source).body]

    return _save(state.room, WATCH_LIST, bodies, author_of(request, data.author))


@post("/api/zones", sync_to_thread=True, opt=needs("supervisor"), status_code=200, request_max_body_size=MOST_BYTES)
def save_zones(state: State, request: Request[Any, Any, Any], data: JSONBody[ZoneImport]) -> Saved:
    """Check zones and save them: all, or none where one cannot be used."""
    json_only(request)

    def bodies() -> list[dict[str, Any]]:
        drawn = [] if data.zones is None else zone_bodies(data.zones, "the import")
        return [*drawn, *map(zone_removal, data.remove)]

    return _save(state.room, ZONE, bodies, author_of(request, data.author))


def _save(room: WatchRoom, kind: str, bodies: Any, author: str) -> Saved:
    try:
        if room.given is None:
            raise Refusal("A replay keeps nothing: import into a live room or its data folder.")
        some: Iterable[Mapping[str, Any]] = bodies()
        return Saved(room.given.save(kind, some, author))
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    except Refusal as refusal:
        raise HTTPException("\n".join(filter(None, [str(refusal), refusal.report])), status_code=422) from None


HANDLERS = [save_list, save_zones]
