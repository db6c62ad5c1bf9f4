"""REST: lists, details, trails, search, feeds, health, notes."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from litestar import Response, get
from litestar.datastructures import State
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import PathParameter, QueryParameter

from marsad import __version__
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.access import needs
from marsad.serve.exports import arrow_stream, geojson
from marsad.serve.note_json import note_json
from marsad.serve.rest_json import (
    FeedList,
    FieldJson,
    HealthJson,
    NoteList,
    PictureHealth,
    TrailJson,
    VesselJson,
    VesselLine,
    VesselList,
)
from marsad.serve.ticker import Ticker
from marsad.tracks.details import details, mmsi_of, trail
from marsad.tracks.kind import KINDS, STATES
from marsad.tracks.listing import Entry, entry, search, select

SEARCH_MOST = 50
LIST_MOST = 10_000

Text = Annotated[str, QueryParameter(max_length=100)]
Limit = Annotated[int, QueryParameter(ge=0, le=LIST_MOST)]
Offset = Annotated[int, QueryParameter(ge=0)]
Slot = Annotated[int, PathParameter(ge=0)]
Mmsi = Annotated[int, PathParameter(ge=0, lt=1 << 30)]


@get("/api/vessels", sync_to_thread=True, opt=needs("viewer"))
def vessels(
    state: State,
    bbox: Text = "",
    kind: Text = "",
    vessel_state: Annotated[str, QueryParameter(name="state", max_length=100)] = "",
    q: Text = "",
    limit: Limit = 1000,
    offset: Offset = 0,
    answer: Annotated[Literal["json", "geojson", "arrow"], QueryParameter(name="format")] = "json",
) -> Response[VesselList | bytes]:
    """What is in the picture, in MMSI order: inside `bbox` (west,south,east,north), of the kinds and states named
    (comma-separated), whose name, call sign, MMSI or IMO number `q` finds."""
    room: WatchRoom = state.room
    box = _box(bbox)
    kinds = frozenset(_codes(kind, KINDS, "kind"))
    states = frozenset(_codes(vessel_state, STATES, "state"))
    with room.lock:
        slots = select(room.picture, box, kinds, states, q)
        ordered = slots[room.picture.slots.key[slots].argsort(kind="stable")]
        entries = [entry(room.picture, slot) for slot in ordered[offset : offset + limit].tolist()]
    if answer == "geojson":
        return Response(geojson(entries), media_type="application/geo+json")
    if answer == "arrow":
        return Response(arrow_stream(entries), media_type="application/vnd.apache.arrow.stream")
    now = room.clock()
    return Response(VesselList(len(slots), offset, [line(e, now) for e in entries]))


def line(e: Entry, now_us: int) -> VesselLine:
    """A line of the list as JSON tells it."""
    return VesselLine(
        e.slot, e.mmsi, e.kind, e.state, e.name, e.callsign, e.imo, e.type_code, e.lon_deg, e.lat_deg, e.sog_kn,
        e.cog_deg, e.heading_deg, e.status, e.t_us // 1000, round((now_us - e.t_us) / 1e6, 1),
    )  # fmt: skip


@get("/api/vessels/{mmsi:int}", sync_to_thread=True, opt=needs("viewer"))
def vessel(state: State, mmsi: Mmsi) -> VesselJson:
    """Every known field of one station, with its age, message type, station and feed."""
    return _vessel(state.room, _slot_of(state.room, mmsi))


@get("/api/slots/{slot:int}", sync_to_thread=True, opt=needs("viewer"))
def vessel_by_slot(state: State, slot: Slot) -> VesselJson:
    """The same by slot number: the only name that a radar contact has."""
    return _vessel(state.room, _used_slot(state.room, slot))


@get("/api/vessels/{mmsi:int}/trail", sync_to_thread=True, opt=needs("viewer"))
def vessel_trail(state: State, mmsi: Mmsi) -> TrailJson:
    """The way one station came, oldest point first."""
    return _trail(state.room, _slot_of(state.room, mmsi))


@get("/api/slots/{slot:int}/trail", sync_to_thread=True, opt=needs("viewer"))
def trail_by_slot(state: State, slot: Slot) -> TrailJson:
    """The same by slot number."""
    return _trail(state.room, _used_slot(state.room, slot))


@get("/api/search", sync_to_thread=True, opt=needs("viewer"))
def find(state: State, q: Text) -> VesselList:
    """At most 50 stations whose name or call sign holds `q`, or whose MMSI or IMO number begins with it."""
    room: WatchRoom = state.room
    with room.lock:
        slots = search(room.picture, q, SEARCH_MOST)
        entries = [entry(room.picture, slot) for slot in slots.tolist()]
    now = room.clock()
    return VesselList(len(entries), 0, [line(e, now) for e in entries])


@get("/api/feeds", sync_to_thread=True, opt=needs("viewer"))
def feeds(state: State) -> FeedList:
    """Every feed: state, rate, age, rejects by reason, and what is wrong with it."""
    return FeedList(state.room.feeds())


@get("/api/notes", sync_to_thread=True, opt=needs("viewer"))
def notes(state: State) -> NoteList:
    """Safety texts, area notices, met-hydro reports and other application messages that hold now."""
    room: WatchRoom = state.room
    with room.lock:
        current = room.notes.current()
    return NoteList([note_json(note) for note in current])


@get("/api/health", sync_to_thread=True, opt=needs("viewer"))
def health(state: State) -> HealthJson:
    """How the watch room itself does: alarms, counters, latencies."""
    room: WatchRoom = state.room
    ticker: Ticker = state.ticker
    m, p = room.metrics, room.picture
    alarms = room.alarms()
    return HealthJson(
        status="alarm" if alarms else "ok",
        version=__version__,
        mode=room.mode,
        now_ms=room.clock() // 1000,
        picture_ms=p.newest_us // 1000,
        picture=PictureHealth(
            len(p), p.counts.active, p.counts.stale, p.counts.lost, p.capacity, p.evicted, p.forgotten, p.revision
        ),
        alarms=alarms,
        feeds=room.feeds(),
        clients=len(ticker.sessions),
        bytes=m.bytes,
        rows=m.rows,
        batches=m.batches,
        decode_errors=m.decode_errors,
        queue_bytes=m.queue_bytes,
        shed_bytes=m.shed_bytes,
        slow_clients=m.slow_clients,
        decode=m.decode_ms.read(),
        apply=m.apply_ms.read(),
        tick=m.tick_ms.read(),
        received_to_sent=m.received_to_sent_ms.read(),
    )


HANDLERS = [vessels, vessel, vessel_by_slot, vessel_trail, trail_by_slot, find, feeds, notes, health]


def _vessel(room: WatchRoom, slot: int) -> VesselJson:
    with room.lock:
        mmsi = mmsi_of(room.picture, slot)
    derived = room.ways.derived(mmsi) if mmsi is not None else None
    with room.lock:
        d = details(room.picture, slot, derived)
    now = room.clock()
    fields = [
        FieldJson(
            f.name, f.value, f.unit, f.t_us // 1000, round((now - f.t_us) / 1e6, 1), f.message_type, f.station, f.source
        )
        for f in d.fields
    ]
    return VesselJson(d.mmsi, d.slot, d.kind, d.state, d.lon_deg, d.lat_deg, fields)


def _trail(room: WatchRoom, slot: int) -> TrailJson:
    with room.lock:
        points = trail(room.picture, slot)
    return TrailJson([(lon, lat, t_s * 1000, sog, cog) for lon, lat, t_s, sog, cog in points])


def _slot_of(room: WatchRoom, mmsi: int) -> int:
    slot = room.picture.slot_of(mmsi)
    if slot is None:
        raise NotFoundException(f"MMSI {mmsi:09d} is not in the picture.")
    return slot


def _used_slot(room: WatchRoom, slot: int) -> int:
    if slot >= room.picture.used or not room.picture.slots.key[slot]:
        raise NotFoundException(f"Slot {slot} is not in use.")
    return slot


def _box(text: str) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    try:
        west, south, east, north = msgspec.convert(text.split(","), tuple[float, float, float, float], strict=False)
    except msgspec.ValidationError:
        raise HTTPException("bbox is four numbers in degrees: west,south,east,north.", status_code=400) from None
    return west, south, east, north


def _codes(text: str, words: tuple[str, ...], what: str) -> list[int]:
    try:
        return [int(w) if w.isdigit() and int(w) < len(words) else words.index(w) for w in text.split(",") if w]
    except ValueError:
        raise HTTPException(f"{what} is one or more of {', '.join(words)}.", status_code=400) from None
