"""REST for zones as the page draws them: what there is, and what a zone would have told of before it is saved."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from litestar import Request, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.params import JSONBody

from marsad.plugin.areas import Drawn
from marsad.plugin.side import ALWAYS
from marsad.runtime.places.journal_zones import zone_bodies
from marsad.runtime.watch_room import WatchRoom
from marsad.runtime.zone_trial import Trial
from marsad.schema.event_lines import instant_text
from marsad.schema.refusal import Refusal
from marsad.serve.access import needs
from marsad.serve.aside_process import AsideBusy, AsideProcess
from marsad.serve.rest_alerts import json_only
from marsad.store.store_error import StoreError

MOST_CORNERS: Final = 50_000
"""Of all zones of the configuration together; beyond, they would weigh more than the rest of a page."""


class ZoneTry(msgspec.Struct, forbid_unknown_fields=True):
    """Zones as a GeoJSON FeatureCollection, and on how many days of the past they are tried."""

    zones: dict[str, Any]
    days: Annotated[float, msgspec.Meta(gt=0, le=31)] = 7.0


class ZoneFeature(msgspec.Struct):
    """A zone as GeoJSON has it; its properties are those of a file of zones."""

    type: str
    geometry: dict[str, Any]
    properties: dict[str, Any]


class ZoneList(msgspec.Struct):
    """`left_out`: so many of the configuration's are not told, as they have too many corners for a page."""

    saved: list[ZoneFeature]
    configured: list[ZoneFeature]
    left_out: int


@get("/api/zones/list", sync_to_thread=True, opt=needs("viewer"))
def list_zones(state: State) -> ZoneList:
    """The zones that were saved, as people may change them, and those of the configuration, as they may not."""
    room: WatchRoom = state.room
    if room.given is None:
        return ZoneList([], [], 0)
    try:
        saved = [ZoneFeature("Feature", body["geometry"], body["properties"]) for body in room.given.drawn()]
        configured, left_out = features_of(room.given.configured())
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    except Refusal as refusal:  # a file of the configuration went away since the start
        raise HTTPException(str(refusal), status_code=422) from None
    return ZoneList(saved, configured, left_out)


@post("/api/zones/try", opt=needs("operator"), status_code=200)
async def try_zones(state: State, request: Request[Any, Any, Any], data: JSONBody[ZoneTry]) -> Trial:
    """What zones would have told of over the last `days` of the raw log, at most a few seconds' work of it; nothing is
    saved. 409 while another is tried."""
    json_only(request)
    aside: AsideProcess | None = state.aside
    if aside is None:
        raise HTTPException("Zones are tried in a live room.", status_code=409)
    try:
        bodies = zone_bodies(data.zones, "the drawing")
        features = [ZoneFeature("Feature", body["geometry"], body["properties"]) for body in bodies]
        zones = msgspec.json.encode({"type": "FeatureCollection", "features": features})
        printed = await aside.run("zone", "dry-run", "-", "--days", f"{data.days:g}", told=zones)
        return msgspec.json.decode(printed, type=Trial)
    except AsideBusy as refusal:
        raise HTTPException(str(refusal), status_code=409) from None
    except Refusal as refusal:
        raise HTTPException(str(refusal), status_code=422) from None


def features_of(drawn: Drawn) -> tuple[list[ZoneFeature], int]:
    """Areas and lines of a configuration as features, and how many were left out for their corners."""
    found, corners, left_out = list[ZoneFeature](), 0, 0
    for area in drawn.areas:
        rings = [[[list(point[:2]) for point in ring] for ring in part] for part in area.parts]
        corners += sum(len(ring) for part in rings for ring in part)
        if corners > MOST_CORNERS:
            left_out += 1
            continue
        told = {"name": area.name, "kind": area.kind, "watches": bool(area.watch), "source": area.source}
        told |= _times(area.holds)
        found.append(ZoneFeature("Feature", {"type": "MultiPolygon", "coordinates": rings}, told))
    for wire in drawn.wires:
        lines = [[list(point[:2]) for point in line] for line in wire.lines]
        corners += sum(map(len, lines))
        if corners > MOST_CORNERS:
            left_out += 1
            continue
        told = {"name": wire.name, "kind": wire.kind, "watches": False, "source": wire.source}
        told |= _times(wire.holds)
        found.append(ZoneFeature("Feature", {"type": "MultiLineString", "coordinates": lines}, told))
    return found, left_out


def _times(holds: tuple[int, int]) -> dict[str, str]:
    """From when and until when it holds, as a file of zones says it; nothing where it always does."""
    since, until = holds
    told = {} if since <= ALWAYS[0] else {"since": instant_text(since)}
    return told if until >= ALWAYS[1] else told | {"until": instant_text(until)}


HANDLERS = [list_zones, try_zones]
