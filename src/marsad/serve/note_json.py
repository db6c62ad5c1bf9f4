"""A note as clients get it."""

from __future__ import annotations

from typing import Any

import msgspec

from marsad.tracks.notes import Note


class NoteJson(msgspec.Struct, omit_defaults=True):
    """A safety text, area notice, met-hydro report or other application message, and where it belongs."""

    id: str
    kind: str
    t_ms: int
    mmsi: int
    title: str
    text: str
    lon: float | None
    lat: float | None
    radius_m: float | None = None
    polygon: list[tuple[float, float]] | None = None
    fields: dict[str, Any] = {}


def note_json(note: Note) -> NoteJson:
    """The note for the wire; times in milliseconds."""
    return NoteJson(
        note.id, note.kind, note.t_us // 1000, note.mmsi, note.title, note.text, note.lon_deg, note.lat_deg,
        note.radius_m, note.polygon, note.fields,
    )  # fmt: skip
