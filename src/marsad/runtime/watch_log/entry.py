"""One entry of the watch log, as a reader sees it."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

Source = Literal["operator", "system"]
EntryKind = Literal[
    "log",
    "alert",
    "alert_action",
    "rule",
    "zone",
    "watch_list",
    "person",
    "session",
    "incident",
    "handover",
    "export",
    "system",
]
LOG: Final = "log"
"""The kind of record that an operator writes."""
EXPORT: Final = "export"
"""The kind of record that tells who took a period out of the room as a document."""
SYSTEM: Final = "system"
"""The kind of record that the room writes about itself."""
BY_THE_SYSTEM: Final = frozenset(("room", "configuration"))
"""Authors of records that nobody did by hand."""


class LogText(msgspec.Struct, frozen=True):
    """The same in both languages; what an operator wrote stands in both as it was written."""

    en: str
    ar: str


class Links(msgspec.Struct, frozen=True):
    """What an entry is about: an alert, vessels, a place, a moment (milliseconds UTC), the entry that it amends, and an
    incident by its number."""

    alert: str | None = None
    mmsi: tuple[int, ...] = ()
    lon_deg: float | None = None
    lat_deg: float | None = None
    t_ms: int | None = None
    amends: int | None = None
    incident: int | None = None


class Amendment(msgspec.Struct, frozen=True):
    """An entry that corrects another: its number, when it was written (milliseconds UTC), and by whom."""

    seq: int
    t_ms: int
    author: str


class LogEntry(msgspec.Struct, frozen=True):
    """`seq` is the number of its record in the journal, `t_ms` when that was written, milliseconds UTC.

    `amended_by` are the entries that correct this one, which itself never changes.
    """

    seq: int
    t_ms: int
    author: str
    source: Source
    kind: EntryKind
    text: LogText
    links: Links = Links()
    amended_by: tuple[Amendment, ...] = ()


class KnownAlert(msgspec.Struct, frozen=True):
    """What the journal told last of an alert before an entry about it."""

    title: LogText
    vessels: tuple[int, ...] = ()
    lon_deg: float | None = None
    lat_deg: float | None = None
    place: str = ""
