"""Detection of a live room, with what it keeps on disk and what it has to say when something is wrong."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from marsad.plugin.detector import Detector
from marsad.plugin.side import Side
from marsad.runtime import alarms
from marsad.runtime.clock import Clock
from marsad.runtime.detection.book import Book
from marsad.runtime.detection.catch_up import CAUGHT_UP_S, CatchUp
from marsad.runtime.detection.detection import Detection
from marsad.runtime.detection.event_files import EventFiles
from marsad.runtime.detection.packed import MemoryRefusal
from marsad.runtime.settings import Settings
from marsad.runtime.status import Alarm
from marsad.schema.event import Event

LATE_HOLDS_US = 300_000_000
_HEAD = 20


class Detecting:
    """The detection of one data folder: `events/` has the events, `memory` what the detectors remember."""

    def __init__(
        self, folder: Path, detectors: Iterable[Detector], settings: Settings, clock: Clock, side: Side | None = None
    ) -> None:
        self._clock, self._memory = clock, folder / "memory"
        self._files = EventFiles(folder / "events", clock)
        found, self._torn = self._files.read()
        self._detectors, self._settings, self._side = tuple(detectors), settings, side
        self._book = Book(found)
        self.detection = self._new()
        self._trouble: str | None = None
        self._catch_up = CatchUp()
        self.catching_up_s: float | None = None
        """What lay there at the start and is not detected on yet, in seconds; None: nothing. As of the last alarms."""
        self._too_late, self._shed, self._lost_us = 0, 0, 0

    def _new(self) -> Detection:
        made = Detection(
            self._detectors, self._side, lanes=self._settings.lanes.lanes(), rules=self._settings.tracks.parameters(),
            most_vessels=self._settings.most_vessels, book=self._book,
        )  # fmt: skip
        made.listen(self._keep)
        return made

    def _keep(self, events: list[Event], now_us: int) -> None:
        self._files.append(events)

    def load(self, say: Callable[[str], None]) -> int | None:
        """Go on from what is remembered: up to which receive time that is complete; None where there is nothing."""
        if self._torn:
            say(f"{self._torn} lines of events cannot be read and were left out.")
        try:
            data = self._memory.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._trouble = f"What detection remembered cannot be read ({error.strerror}): check the disk."
            return None
        heard_until_us, crc = (int(data[at : at + 16] or b"0", 16) for at in (0, 16))
        try:
            if zlib.crc32(data[32:]) != crc:
                raise MemoryRefusal("What detection remembered does not match its checksum.")
            anew = self.detection.go_on(data[32:], heard_until_us)
        except MemoryRefusal as refusal:
            say(f"{refusal} Detectors begin anew.")
            return None
        if anew:
            say(f"Detectors that were changed begin anew: {', '.join(anew)}.")
        return heard_until_us

    def save(self, heard_until_us: int | None) -> None:
        """Keep what detectors remember, complete up to a receive time."""
        data = self.detection.remember()
        head = b"%016x%016x" % (heard_until_us or self._clock(), zlib.crc32(data))
        fresh = self._memory.with_suffix(".new")
        try:
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("wb") as sink:
                sink.write(head)
                sink.write(data)
                sink.flush()
                os.fsync(sink.fileno())
            fresh.replace(self._memory)
        except OSError as error:
            self._trouble = f"What detectors remember cannot be saved ({error.strerror}): make room or check the disk."
        else:
            self._trouble = None

    def alarms(self) -> list[Alarm]:
        """What is wrong with detection."""
        now = self._clock()
        health = self.detection.health(now)
        found = [alarms.detector_alarm(name, *health.faults[name]) for name in health.failing]
        too_late = health.too_late + health.before_start
        if too_late + health.shed > self._too_late + self._shed:
            self._too_late, self._shed, self._lost_us = too_late, health.shed, now
        catches_up = health.watermark_us is not None and self._catch_up.goes_on(health.behind_s, now)
        self.catching_up_s = health.behind_s if catches_up else None
        if health.behind_s > CAUGHT_UP_S and not catches_up:
            found.append(alarms.detection_behind_alarm(health.behind_s))
        if self._lost_us and now - self._lost_us < LATE_HOLDS_US:
            found.append(alarms.detection_lost_alarm(too_late, health.shed))
        for sentence in (self._trouble, self._files.trouble):
            if sentence is not None:
                found.append(alarms.detection_disk_alarm(sentence))
        return found
