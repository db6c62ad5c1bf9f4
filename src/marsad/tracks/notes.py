"""Notes: what stations tell beside their place, shown on the map for as long as it holds.

Safety texts, area notices, met-hydro reports and other application messages. A note stands at the place it names, else
at its sender's. There are at most MOST notes; the soonest to expire makes room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import pyarrow as pa

from marsad.tracks.note_reading import SAFETY_TEXT, Reading, application_readings, safety_readings
from marsad.tracks.picture import Picture

MOST = 2_000

NoteKind = Literal["safety_text", "area_notice", "met_hydro", "application"]
HOLDS_S: dict[NoteKind, int] = {SAFETY_TEXT: 1800, "area_notice": 3600, "met_hydro": 3600, "application": 1800}
"""How long a note is shown after it was heard last, where it does not say so itself."""
HOLDS_AT_MOST_S = 86_400


@dataclass(frozen=True, slots=True)
class Note:
    """One note. Null place: neither it nor its sender tells one. `polygon` is a list of (lon, lat) in degrees."""

    id: str
    kind: NoteKind
    t_us: int
    mmsi: int
    title: str
    text: str
    lon_deg: float | None
    lat_deg: float | None
    radius_m: float | None
    polygon: list[tuple[float, float]] | None
    fields: dict[str, Any]
    expires_us: int
    own_place: bool
    revision: int


class Notes:
    """The notes that hold now, by id. Not safe for two threads at once: the owner holds a lock."""

    def __init__(self) -> None:
        self.revision = 0
        self.dropped = 0
        self._notes: dict[str, Note] = {}
        self._gone: dict[str, int] = {}

    def apply(
        self, tables: Mapping[str, pa.Table], applications: Mapping[str, pa.Table], picture: Picture, now_us: int
    ) -> None:
        """Take in the notes among decoded rows; a note that is told again holds longer, a newer one replaces it."""
        readings: list[Reading] = []
        if "safety_text" in tables:
            readings += safety_readings(tables["safety_text"], now_us)
        if applications:
            readings += application_readings(applications, tables.get("binary"), now_us)
        if not readings:
            return
        self.revision += 1
        for reading in readings:
            self._take(reading, picture, now_us)
        self._end_former_areas([reading for reading in readings if reading.kind == "area_notice"])

    def _end_former_areas(self, readings: list[Reading]) -> None:
        """A notice that is told anew with other areas ends those it had, and one that is cancelled ends all."""
        told = {reading.id for reading in readings if reading.holds_s != 0}
        newest = {reading.id.partition("-")[0]: reading.t_us for reading in readings}
        for note in list(self._notes.values()):
            at_us = newest.get(note.id.partition("-")[0])
            if at_us is not None and note.kind == "area_notice" and note.id not in told and note.t_us <= at_us:
                self._drop(note.id)

    def _take(self, reading: Reading, picture: Picture, now_us: int) -> None:
        kept = self._notes.get(reading.id)
        if kept is not None and kept.t_us > reading.t_us:
            return
        if reading.holds_s == 0:
            return
        holds_s = min(reading.holds_s or HOLDS_S[reading.kind], HOLDS_AT_MOST_S)
        expires = reading.t_us + holds_s * 1_000_000
        if expires < now_us:
            return
        lon, lat, fields = reading.lon_deg, reading.lat_deg, reading.fields or {}
        own_place = lon is not None
        if reading.kind == "met_hydro" and kept is not None:  # a site tells its place and its readings in turn
            fields = {**kept.fields, **fields}
            if not own_place and kept.own_place:
                lon, lat, own_place = kept.lon_deg, kept.lat_deg, True
        if lon is None or lat is None:
            lon, lat = place_of(picture, reading.mmsi)
        note = Note(
            reading.id, reading.kind, reading.t_us, reading.mmsi, reading.title, reading.text, lon, lat,
            reading.radius_m, reading.polygon, fields, expires, own_place,
            self.revision,
        )  # fmt: skip
        self._notes[note.id] = note
        self._gone.pop(note.id, None)
        if len(self._notes) > MOST:
            self._drop(min(self._notes.values(), key=lambda n: n.expires_us).id)
            self.dropped += 1

    def refresh(self, now_us: int, picture: Picture | None = None) -> None:
        """Let go of what has expired; notes without a place of their own follow their sender."""
        expired = [note.id for note in self._notes.values() if note.expires_us < now_us]
        moved = []
        if picture is not None:
            for note in self._notes.values():
                if not note.own_place:
                    lon, lat = place_of(picture, note.mmsi)
                    if (lon, lat) != (note.lon_deg, note.lat_deg) and lon is not None:
                        moved.append(replace(note, lon_deg=lon, lat_deg=lat, revision=self.revision + 1))
        if expired or moved:
            self.revision += 1
            self._notes.update((note.id, note) for note in moved)
            for name in expired:
                self._drop(name)

    def _drop(self, name: str) -> None:
        del self._notes[name]
        self._gone[name] = self.revision
        while len(self._gone) > MOST:
            del self._gone[next(iter(self._gone))]

    def current(self) -> list[Note]:
        """All notes that hold, newest first."""
        return sorted(self._notes.values(), key=lambda note: -note.t_us)

    def changes(self, since: int) -> tuple[list[Note], list[str]]:
        """Notes that are new or differ, and ids that are gone, after revision `since`."""
        fresh = [note for note in self._notes.values() if note.revision > since]
        return fresh, [name for name, revision in self._gone.items() if revision > since]


def place_of(picture: Picture, mmsi: int) -> tuple[float | None, float | None]:
    """Newest place of a station in degrees, null where none is known."""
    slot = picture.slot_of(mmsi)
    if slot is None or not picture.slots.dynamic["pos_t"][slot]:
        return None, None
    return float(picture.slots.dynamic["lon_deg"][slot]), float(picture.slots.dynamic["lat_deg"][slot])
