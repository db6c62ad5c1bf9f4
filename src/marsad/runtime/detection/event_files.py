"""The events of a live room on disk: one line for each revision, one file for each day on which it was raised.

A line is on disk before anyone is told of it. A torn last line (power went) is let go, and told.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from marsad.schema.event import Event

DAYS_BACK = 8
"""Events raised in so many days are taken up at a start."""


class EventFiles:
    """The files of one folder."""

    def __init__(self, folder: Path, clock: Callable[[], int]) -> None:
        self._folder, self._clock = folder, clock
        self.trouble: str | None = None

    def append(self, events: Iterable[Event]) -> None:
        """Write revisions; a disk that refuses is told by `trouble`, and the room goes on."""
        lines = b"".join(msgspec.json.encode(event) + b"\n" for event in events)
        if not lines:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._file(self._today()).open("ab") as sink:
                sink.write(lines)
                sink.flush()
                os.fsync(sink.fileno())
        except OSError as error:
            self.trouble = f"Events cannot be kept ({error.strerror}): make room or check the disk."
        else:
            self.trouble = None

    def read(self, days: int = DAYS_BACK) -> tuple[list[Event], int]:
        """The newest revision of every event raised in the last days, and how many lines could not be read."""
        newest: dict[str, Event] = {}
        torn = 0
        for back in range(days, -1, -1):
            file = self._file(self._today() - timedelta(days=back))
            for line in file.read_bytes().splitlines() if file.is_file() else ():
                try:
                    event = msgspec.json.decode(line, type=Event)
                except (msgspec.MsgspecError, UnicodeDecodeError):
                    torn += 1
                else:
                    newest[event.id] = event
        return list(newest.values()), torn

    def _today(self) -> datetime:
        return datetime.fromtimestamp(self._clock() // 1_000_000, UTC)

    def _file(self, day: datetime) -> Path:
        return self._folder / f"{day:%Y-%m-%d}.jsonl"
