"""The watch log of a room: to be read, to be written, never to be changed."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from marsad.runtime.status import Alarm, FeedStatus
from marsad.runtime.watch_log.entry import LOG, Links, LogEntry
from marsad.runtime.watch_log.index import Index, Page, Question
from marsad.runtime.watch_log.plain_text import readable
from marsad.runtime.watch_log.project import entry_of
from marsad.runtime.watch_log.system_recorder import SystemRecorder
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Journal
from marsad.store.store_error import StoreError

MOST_TEXT: Final = 4_000
MOST_VESSELS: Final = 50
EACH_SECOND: Final = 5_000
"""So many records are taken up each second where the index is made anew."""
_YEAR_1, _YEAR_9999 = -62_135_596_800_000, 253_402_300_799_999


class FieldRefusal(Refusal):
    """A form that cannot be saved: `fields` has a sentence for each field that is wrong."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


class WatchLog:
    """One journal's watch log; any thread may call it. `file` is where its index lies, None: in memory."""

    def __init__(self, journal: Journal, file: Path | None = None) -> None:
        self._journal, self._file = journal, file
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._recorder: SystemRecorder | None = None
        self.trouble: str | None = None
        """Why the index or the records of the system cannot be written; None: they can."""

    def ask(self, question: Question) -> Page:
        """Entries, the newest first. Raises StoreError."""
        return self._opened().ask(question)

    def add(self, author: str, text: str, links: Links = Links()) -> LogEntry:  # noqa: B008 - it is frozen
        """What an operator writes; on disk when this returns. Raises FieldRefusal, StoreError."""
        faults = self._faults(text, links)
        if faults:
            raise FieldRefusal(faults)
        told: dict[str, Any] = {
            "alert": links.alert, "mmsi": list(dict.fromkeys(links.mmsi)), "lon_deg": links.lon_deg,
            "lat_deg": links.lat_deg, "t_ms": links.t_ms,
        }  # fmt: skip
        given = {name: value for name, value in told.items() if value not in (None, [])}
        record = self._journal.append(LOG, author, {"text": text.strip(), "links": given, "amends": links.amends})
        entry = entry_of(record, lambda _: None)
        if entry is None:
            raise AssertionError("an operator's record makes an entry")
        return entry

    def tick(self, feeds: Sequence[FeedStatus], alarms: Sequence[Alarm], now_us: int) -> None:
        """To be called each second: what the room goes through is written, and the index follows the journal."""
        try:
            if self._recorder is None:
                recorder = SystemRecorder(self._journal)
                recorder.opened()
                self._recorder = recorder
            self._recorder.look(feeds, alarms, now_us)
            self._opened().catch_up(EACH_SECOND)
        except StoreError as error:
            self.trouble = str(error)
        else:
            self.trouble = None

    def close(self) -> None:
        """The room is closed; the journal stays open. A second call does nothing."""
        with self._lock:
            recorder, self._recorder = self._recorder, None
            index, self._index = self._index, None
        try:
            if recorder is not None:
                recorder.closed()
        except StoreError as error:
            self.trouble = str(error)
        if index is not None:
            index.close()

    def _opened(self) -> Index:
        with self._lock:
            if self._index is None:
                self._index = Index(self._journal, self._file)
            return self._index

    def _faults(self, text: str, links: Links) -> dict[str, str]:
        faults = {}
        if not readable(text).strip():
            faults["text"] = "The entry is empty: write what is to be kept."
        elif len(text) > MOST_TEXT:
            faults["text"] = f"An entry has at most {MOST_TEXT} characters: write two."
        if links.alert is not None and not self.knows_alert(links.alert):
            faults["alert"] = f"There is no alert {readable(links.alert)[:40]}: choose one of the alert desk."
        if len(links.mmsi) > MOST_VESSELS or any(not 0 < mmsi <= 999_999_999 for mmsi in links.mmsi):
            faults["mmsi"] = f"An MMSI has at most nine digits, and an entry names at most {MOST_VESSELS} vessels."
        faults |= place_faults(links.lon_deg, links.lat_deg)
        if links.t_ms is not None and not _YEAR_1 <= links.t_ms <= _YEAR_9999:
            faults["t_ms"] = "The moment is milliseconds UTC of a year from 1 to 9999."
        if links.amends is not None and not self._is_log(links.amends):
            faults["amends"] = f"Entry {links.amends} was written by no operator: only such entries are amended."
        return faults

    def knows_alert(self, name: str) -> bool:
        """Whether the journal ever told of an alert. Raises StoreError."""
        index = self._opened()
        while index.catch_up(EACH_SECOND) and not index.has_alert(name):
            pass  # an index that is being made anew may not have come to it
        return index.has_alert(name)

    def records_of(self, name: str, most: int) -> list[int]:
        """Numbers of the newest records that the journal has of an alert, in order. Raises StoreError."""
        return self._opened().records_of(name, most) if self.knows_alert(name) else []

    def _is_log(self, seq: int) -> bool:
        if not 0 < seq < 1 << 53:
            return False
        found = next(iter(self._journal.records(after=seq - 1)), None)
        return found is not None and found.seq == seq and found.kind == LOG


def place_faults(lon_deg: float | None, lat_deg: float | None) -> dict[str, str]:
    """What is wrong with a place that was typed: a sentence for each field."""
    faults = {}
    for name, value, most, other in (("lon_deg", lon_deg, 180, lat_deg), ("lat_deg", lat_deg, 90, lon_deg)):
        word = "longitude" if name == "lon_deg" else "latitude"
        if value is None and other is not None:
            faults[name] = f"A place needs its {word} too."
        elif value is not None and (not math.isfinite(value) or abs(value) > most):
            faults[name] = f"A {word} is from -{most} to {most} degrees."
    return faults
