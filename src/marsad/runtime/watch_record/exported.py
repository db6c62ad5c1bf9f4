"""The trace that an export leaves: who took which period out of the room, and as which document."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

from marsad.runtime.alert_access import Room
from marsad.runtime.clock import system_clock
from marsad.runtime.watch_log.entry import EXPORT
from marsad.store.journal.journal import Journal


@dataclass(frozen=True)
class Exported:
    """A document that was made: its period in milliseconds UTC, its language, the SHA-256 of its bytes."""

    since_ms: int
    until_ms: int
    language: str
    sha256: str

    @classmethod
    def of(cls, pdf: bytes, since_ms: int, until_ms: int, language: str) -> Exported:
        """That of a document."""
        return cls(since_ms, until_ms, language, hashlib.sha256(pdf).hexdigest())


def note(journal: Journal, author: str, one: Exported) -> None:
    """Write it down; on disk when this returns. Raises StoreError."""
    journal.append(EXPORT, author, asdict(one))


def note_from_outside(data: Path, url: str, author: str, one: Exported) -> None:
    """The same by the room that runs over a data folder, or in its journal (`url`) where none does. Raises Refusal,
    StoreError."""
    for file in sorted((data / "rooms").glob("*.token")):
        room = Room(int(file.stem), data) if file.stem.isdecimal() else None
        if room is not None and room.runs():
            room.ask("/api/log/exported", {**asdict(one), "author": author})
            return
    journal = Journal.open(url, system_clock)
    try:
        note(journal, author, one)
    finally:
        journal.close()
