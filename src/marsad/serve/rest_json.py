"""The shapes of the REST answers; the OpenAPI document is made from them."""

from __future__ import annotations

import msgspec

from marsad.runtime.metrics import Latency
from marsad.runtime.status import Alarm, FeedStatus
from marsad.serve.note_json import NoteJson
from marsad.tracks.details import Value


class VesselLine(msgspec.Struct):
    """One line of the list. Null: not told. `type_code` is the AIS ship type, or the type of aid; `mmsi` is null for a
    radar contact."""

    slot: int
    mmsi: int | None
    kind: str
    state: str
    name: str | None
    callsign: str | None
    imo: int | None
    type_code: int | None
    lon_deg: float | None
    lat_deg: float | None
    sog_kn: float | None
    cog_deg: float | None
    heading_deg: int | None
    status: int | None
    t_ms: int
    age_s: float


class VesselList(msgspec.Struct):
    """A page of the list; `total` counts all that match."""

    total: int
    offset: int
    vessels: list[VesselLine]


class FieldJson(msgspec.Struct):
    """One known field: when, in which message, through which station and feed it was told."""

    name: str
    value: Value
    unit: str
    t_ms: int
    age_s: float
    message_type: int | None
    station: str | None
    source: str | None


class VesselJson(msgspec.Struct):
    """Everything known of one vessel."""

    mmsi: int | None
    slot: int
    kind: str
    state: str
    lon_deg: float | None
    lat_deg: float | None
    fields: list[FieldJson]


class TrailJson(msgspec.Struct):
    """The way it came: [lon, lat, t_ms, sog_kn or null, cog_deg or null], oldest first."""

    points: list[tuple[float, float, int, float | None, float | None]]


class FeedList(msgspec.Struct):
    """Every feed and how it does."""

    feeds: list[FeedStatus]


class NoteList(msgspec.Struct):
    """The notes that hold now, newest first."""

    notes: list[NoteJson]


class PictureHealth(msgspec.Struct):
    """How full the picture is."""

    vessels: int
    active: int
    stale: int
    lost: int
    capacity: int
    evicted: int
    forgotten: int
    revision: int


class HealthJson(msgspec.Struct):
    """How the watch room does: alarms, counters since the start, latencies."""

    status: str
    version: str
    mode: str
    now_ms: int
    picture_ms: int
    picture: PictureHealth
    alarms: list[Alarm]
    feeds: list[FeedStatus]
    clients: int
    bytes: int
    rows: int
    batches: int
    decode_errors: int
    queue_bytes: int
    shed_bytes: int
    slow_clients: int
    decode: Latency
    apply: Latency
    tick: Latency
    received_to_sent: Latency
