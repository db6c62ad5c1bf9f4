"""The watch room: one picture with its notes, feeds, alarms and figures, shared by who fills and who shows it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Literal

import pyarrow as pa

from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import Clock, steady_s
from marsad.runtime.detection.detection import Detection
from marsad.runtime.given import Given
from marsad.runtime.handover.handovers import Handovers
from marsad.runtime.incidents.incidents import Incidents
from marsad.runtime.kept_memory import give_back_freed_memory
from marsad.runtime.metrics import Metrics
from marsad.runtime.status import Alarm, FeedStatus
from marsad.runtime.watch_log.watch_log import WatchLog
from marsad.tracks.density import Density
from marsad.tracks.live.ways import LiveWays
from marsad.tracks.notes import Notes
from marsad.tracks.picture import Picture
from marsad.tracks.ways.parameters import Parameters

Mode = Literal["live", "replay", "simulated", "past"]
_PENDING = 4096
CROWDED_BYTES = 256 << 10
"""With more than this waiting to be decoded picture and distress come first: detectors fall behind, and catch up."""

GIVE_BACK_S = 10.0


class WatchRoom:
    """Everything a screen shows. Hold `lock` while reading `picture` or `notes`; writers hold it batch by batch.

    `clock` is the room's time: the computer's, or that of an archive. `received_clock` is the one that stamped t_recv.
    """

    def __init__(
        self,
        picture: Picture,
        clock: Clock,
        mode: Mode = "live",
        received_clock: Clock | None = None,
        rules: Parameters | None = None,
    ) -> None:
        self.picture = picture
        self.ways = LiveWays(picture.capacity, rules)
        self.density = Density()
        """Where vessels were in the last day."""
        self.notes = Notes()
        self.clock = clock
        self.mode: Mode = mode
        self.metrics = Metrics()
        self.detection: Detection | None = None
        """Who looks for events in what comes; None: nobody."""
        self.alerting = Alerting(clock)
        """What is put before people."""
        self.watch_log: WatchLog | None = None
        """What people and the room did; None: nothing is kept."""
        self.incidents: Incidents | None = None
        """What others report; None: nothing is kept."""
        self.handovers: Handovers | None = None
        """What one shift leaves to the next; None: nothing is kept."""
        self.given: Given | None = None
        """The zones and watch lists of its journal; None: there is none to write."""
        self.feeds: Callable[[], list[FeedStatus]] = list
        self.alarms: Callable[[], list[Alarm]] = list
        self.catching_up_s: Callable[[], float | None] = lambda: None
        """How much of what lay there at the start detection has yet to work off, in seconds; None: nothing."""
        self._received_clock = received_clock or clock
        self._gave_back_s = steady_s()
        self._lock = threading.Lock()
        self._unsent: deque[tuple[int, int]] = deque(maxlen=_PENDING)  # revision, t_recv of its oldest byte

    @property
    def lock(self) -> AbstractContextManager[bool]:
        """To be held while the picture or the notes are read."""
        return self._lock

    def apply(
        self,
        tables: Mapping[str, pa.Table],
        applications: Mapping[str, pa.Table],
        t_recv_us: int | None = None,
        now_us: int | None = None,
    ) -> None:
        """Merge decoded rows. `t_recv_us` is when the oldest of their bytes came, for the figures."""
        now = self.clock() if now_us is None else now_us
        began = steady_s()
        with self._lock:
            self.picture.apply(tables, now, self.ways.unreached)
            self.notes.apply(tables, applications, self.picture, now)
            if t_recv_us is not None:
                self._unsent.append((self.picture.revision, t_recv_us))
        if "position" in tables:
            self.ways.add(tables["position"], now)
        if self.detection is not None:
            self.detection.take(tables, now)
        self.metrics.apply_ms.add((steady_s() - began) * 1e3)
        self.metrics.rows += sum(table.num_rows for name, table in tables.items() if name != "reject")

    def refresh(self) -> None:
        """Judge ages and expiries at the room's time; to be called each second."""
        now = self.clock()
        self.ways.advance(now)
        self.alerting.tick()
        if steady_s() - self._gave_back_s > GIVE_BACK_S:
            give_back_freed_memory()
            self._gave_back_s = steady_s()
        with self._lock:
            self.picture.refresh(now)
            self.density.count(self.picture, now)
            self.notes.refresh(now, self.picture)

    def detect(self) -> None:
        """Look for events up to the watermark; to be called several times a second, on a thread of its own."""
        if self.detection is not None and not self._is_crowded():
            self.detection.advance(self.clock(), self._is_crowded)

    def _is_crowded(self) -> bool:
        return self.metrics.queue_bytes > CROWDED_BYTES

    def detect_arrivals(self) -> None:
        """Look for distress in what has just come; to be called several times a second, on a thread of its own."""
        if self.detection is not None:
            self.detection.arrive(self.clock())

    def was_sent(self, revision: int) -> None:
        """A screen was given this revision: what came before it has its latency recorded, once."""
        now = self._received_clock()
        while self._unsent and self._unsent[0][0] <= revision:
            self.metrics.received_to_sent_ms.add((now - self._unsent.popleft()[1]) / 1e3)

    def nobody_watches(self) -> None:
        """No screen is connected: nothing waits to be sent."""
        self._unsent.clear()
