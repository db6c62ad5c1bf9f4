"""REST for the watch log: reading it, and what operators write. An entry is on disk before it is answered."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.params import JSONBody, QueryParameter

from marsad.runtime.watch_log.entry import EntryKind, Links, LogEntry
from marsad.runtime.watch_log.index import Page, Question
from marsad.runtime.watch_log.watch_log import FieldRefusal, WatchLog
from marsad.runtime.watch_record.exported import Exported, note
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.refusal import Refusal
from marsad.serve.access import author_of, needs
from marsad.serve.aside_process import AsideBusy, AsideProcess
from marsad.serve.rest_alerts import json_only
from marsad.store.store_error import StoreError

MOST = 1_000
_WHOLE = 1 << 53
_LATEST_MS = 253_402_300_799_999
Whole = Annotated[int | None, QueryParameter(ge=-_WHOLE, le=_WHOLE)]


class ExportNote(msgspec.Struct, forbid_unknown_fields=True):
    """A period (milliseconds UTC) that the command line wrote as a document, and the SHA-256 of it."""

    since_ms: int
    until_ms: int
    language: Literal["en", "ar"]
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    author: Annotated[str, msgspec.Meta(max_length=100)] = ""


class LogPage(msgspec.Struct):
    """Entries, the newest first. `next_before_seq`: where to go on with `before_seq`, null where there is no more.

    `behind`: so many of the newest records of the journal are not in the index yet; it is being made.
    """

    now_ms: int
    entries: list[LogEntry]
    next_before_seq: int | None
    behind: int


class NewEntry(msgspec.Struct, forbid_unknown_fields=True):
    """What an operator writes: `amends` is the number of the entry that it corrects, `t_ms` the moment it is about.

    `author`: for whom the command line acts; a page acts for whoever is signed in.
    """

    text: str
    alert: str | None = None
    mmsi: list[int] = []
    lon_deg: float | None = None
    lat_deg: float | None = None
    t_ms: int | None = None
    amends: int | None = None
    author: Annotated[str, msgspec.Meta(max_length=100)] = ""


@get("/api/log", sync_to_thread=True, opt=needs("viewer"))
def log(
    state: State,
    since: Whole = None,
    until: Whole = None,
    q: Annotated[str, QueryParameter(max_length=200)] = "",
    kind: EntryKind | Literal[""] = "",
    mmsi: Annotated[int | None, QueryParameter(ge=0, le=999_999_999)] = None,
    alert: Annotated[str, QueryParameter(max_length=32)] = "",
    before_seq: Whole = None,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = 100,
) -> LogPage:
    """The watch log, the newest first: written from `since` to `until` (milliseconds UTC), with all words of `q` in any
    language, of one `kind`, about one vessel or one alert. A replay keeps none."""
    room: WatchRoom = state.room
    asked = Question(since, until, q, kind, mmsi, alert, before_seq, limit)
    try:
        page = Page([], None, 0) if room.watch_log is None else room.watch_log.ask(asked)
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None
    return LogPage(room.clock() // 1000, page.entries, page.next_before_seq, page.behind)


@post("/api/log/add", sync_to_thread=True, opt=needs("operator"), status_code=200)
def add(state: State, request: Request[Any, Any, Any], data: JSONBody[NewEntry]) -> LogEntry:
    """Write an entry, or with `amends` a correction of one: what stands is never changed. Where something is wrong,
    `extra` has a sentence for each field (`key`)."""
    json_only(request)
    links = Links(data.alert, tuple(data.mmsi), data.lon_deg, data.lat_deg, data.t_ms, data.amends)
    try:
        return kept(state.room).add(author_of(request, data.author), data.text, links)
    except FieldRefusal as refusal:
        raise beside_fields(refusal) from None
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None


@get("/api/log/pdf", opt=needs("operator"))
async def log_pdf(
    state: State,
    request: Request[Any, Any, Any],
    since: Annotated[int, QueryParameter(ge=0, le=_LATEST_MS)],
    until: Annotated[int, QueryParameter(ge=0, le=_LATEST_MS)],
    lang: Literal["en", "ar"] = "en",
) -> Response[bytes]:
    """The record of a period (milliseconds UTC) as a PDF, with maps; nothing of after now is in it. Who exported it is
    on disk as an entry of the log before it is answered. 409 while the room does such work for another."""
    aside: AsideProcess | None = state.aside
    if aside is None:
        raise HTTPException("A replay keeps no watch log: export it from a live room.", status_code=409)
    until = min(until, state.room.clock() // 1000)
    period = [datetime.fromtimestamp(t / 1000, UTC).isoformat() for t in (since, until)]
    author = author_of(request)
    try:
        pdf = await aside.run("log", "export", "-o", "/dev/stdout", "--since", period[0], "--until", period[1],
                              "--lang", lang, f"--author={author}", "--noted")  # fmt: skip
    except AsideBusy as refusal:
        raise HTTPException(str(refusal), status_code=409) from None
    except Refusal as refusal:
        raise HTTPException(str(refusal), status_code=422) from None
    await asyncio.to_thread(_note, state.room, author, Exported.of(pdf, since, until, lang))
    name = f"watch-{datetime.fromtimestamp(since / 1000, UTC):%Y%m%dT%H%MZ}-{lang}.pdf"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=headers)


@post("/api/log/exported", sync_to_thread=True, opt=needs("operator"), status_code=201)
def exported(state: State, request: Request[Any, Any, Any], data: JSONBody[ExportNote]) -> None:
    """Write down that the command line exported a period from the folder of this room."""
    json_only(request)
    one = Exported(data.since_ms, data.until_ms, data.language, data.sha256)
    _note(state.room, author_of(request, data.author), one)


def _note(room: WatchRoom, author: str, one: Exported) -> None:
    journal = room.alerting.journal
    if journal is None:
        raise HTTPException("A replay keeps no watch log: export it from a live room.", status_code=409)
    try:
        note(journal, author, one)
    except StoreError as refusal:
        raise HTTPException(str(refusal), status_code=503) from None


def kept(room: WatchRoom) -> WatchLog:
    """The watch log of a room that keeps one."""
    if room.watch_log is None:
        raise HTTPException("A replay keeps no watch log: write it in a live room.", status_code=409)
    return room.watch_log


def beside_fields(refusal: FieldRefusal) -> HTTPException:
    """An answer whose `extra` has a sentence for each field that is wrong."""
    extra = [{"key": field, "message": sentence} for field, sentence in refusal.fields.items()]
    return HTTPException(str(refusal), status_code=422, extra=extra)


HANDLERS = [log, add, log_pdf, exported]
