"""The beat of the live page: four times a second, what changed is looked up and packed once for all clients."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.runtime.clock import steady_s
from marsad.runtime.status import Alarm, FeedStatus
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.alert_feed import AlertFeed
from marsad.tracks.columns import ROW
from marsad.tracks.picture import Changes

TICK_MS = 250
STATUS_EVERY_S = 1.0
NONE: npt.NDArray[np.int64] = np.zeros(0, dtype=np.int64)


class Counts(msgspec.Struct):
    """How many are in the picture, and in this client's view."""

    vessels: int
    in_view: int
    active: int
    stale: int
    lost: int
    simulated: int


class Status(msgspec.Struct):
    """What the page tells each second, whatever else moves."""

    now_ms: int
    picture_ms: int
    counts: Counts
    feeds: list[FeedStatus]
    alarms: list[Alarm]
    catching_up_s: float | None
    """How much of what lay there at the start detection has yet to work off, in seconds; null: nothing."""
    alerts: dict[str, int]
    """How many alerts wait, by level; unacknowledged, sounding and shelved ones; events without an alert by reason."""
    newest: dict[str, int]
    """Numbers that change when log, rules, zones, incident reports or handovers have, or more was suppressed."""


class Ticker:
    """Holds the newest step (`base` to `changes.revision`) and wakes the sessions.

    A session that kept up takes the packed step as it is; one that fell behind asks the picture itself.
    """

    def __init__(self, room: WatchRoom, tick_ms: int = TICK_MS) -> None:
        self.room = room
        self.tick_ms = tick_ms
        self.base = 0
        self.changes = Changes(0, np.zeros(0, dtype=ROW), NONE, NONE)
        self.now_ms = 0
        self.seconds = 0
        self.sessions: set[asyncio.Event] = set()
        self.alerts = AlertFeed(room, self._wake)

    async def run(self) -> None:
        """Tick until cancelled."""
        next_at = steady_s()
        status_at = next_at
        while True:
            began = steady_s()
            if began >= status_at:
                self.seconds += 1
                status_at = max(status_at + STATUS_EVERY_S, began)
            self._tick()
            self.room.metrics.tick_ms.add((steady_s() - began) * 1e3)
            next_at = max(next_at + self.tick_ms / 1e3, steady_s())
            await asyncio.sleep(next_at - steady_s())

    def _tick(self) -> None:
        self.now_ms = self.room.clock() // 1000
        if not self.sessions:
            self.room.nobody_watches()
            self.base = self.room.picture.revision
            self.changes = replace(
                self.changes, revision=self.base, rows=self.changes.rows[:0], gone=NONE, renamed=NONE
            )
            return
        with self.room.lock:
            self.base = self.changes.revision
            self.changes = self.room.picture.changes(self.base)
        self._wake()

    def _wake(self) -> None:
        for wake in self.sessions:
            wake.set()

    def status(self, in_view: int) -> Status:
        """The status as one client is told it."""
        counts = self.room.picture.counts
        return Status(
            now_ms=self.room.clock() // 1000,
            picture_ms=self.room.picture.newest_us // 1000,
            counts=Counts(counts.vessels, in_view, counts.active, counts.stale, counts.lost, counts.simulated),
            feeds=self.room.feeds(),
            alarms=self.room.alarms(),
            catching_up_s=self.room.catching_up_s(),
            alerts=self.room.alerting.totals,
            newest={
                "aside": self.room.alerting.suppressed,
                "rule": self.room.alerting.newest_rule,
                "log": 0 if self.room.alerting.journal is None else self.room.alerting.journal.written,
                "zone": 0 if self.room.given is None else self.room.given.newest,
                "incident": 0 if self.room.incidents is None else self.room.incidents.newest,
                "handover": 0 if self.room.handovers is None else self.room.handovers.newest,
            },
        )
