"""Alerts for the screens: whatever became of one is told to all of them, the newest state of each, and none is dropped.

They go over the live connection before any position. A screen that connects, also after a cut, is told of all that is
on the desk; after that it is told what changed since the revision that it knows. Each alert is put into words once,
for all screens.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress

import msgspec

from marsad.alerts.alert import Alert
from marsad.alerts.desk import Desk
from marsad.runtime.alert_views import AlertView, names_in, view_of
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.frames import ALERTS

GATHER_S = 0.05
"""Changes are gathered for so long before screens are woken: a flood of beacons wakes them twenty times a second."""
MOST = 2_000
"""Alerts that a screen is told of; beyond, those last in the list wait until others are dealt with."""
_encoder = msgspec.json.Encoder()


def on_desk(alert: Alert) -> bool:
    """Whether an alert is on a screen's desk: to be dealt with, or shelved. What a group holds is asked for."""
    shelved = alert.shelved_until_us is not None and not alert.gone and alert.parent is None
    return alert.waits() or shelved


class AlertFeed:
    """Follows the alerting of a room; `wake` is called in the event loop when there is something to tell."""

    def __init__(self, room: WatchRoom, wake: Callable[[], None]) -> None:
        self.room = room
        self.revision = 1
        self._wake = wake
        self._lock = threading.Lock()
        self._news: set[str] = set()
        self._all_news = True
        # What screens are told of; written beside the event loop, all at once, under the lock.
        self._told: dict[str, tuple[int, bytes]] = {}
        """What is on the screens: by alert the revision of its newest change, and how it is told."""
        self._gone: dict[str, int] = {}
        self._total = 0
        self._oldest = 0
        """Screens that know an older revision are told all."""
        self._frames: dict[int, bytes] = {}
        self._is_news = asyncio.Event()

    async def run(self) -> None:
        """Follow until cancelled. Alerts are put into words beside the event loop: their lock waits for the disk."""
        loop = asyncio.get_running_loop()

        def hear(changed: list[str] | None) -> None:
            with self._lock:
                if changed is None:
                    self._all_news = True
                else:
                    self._news.update(changed)
            with suppress(RuntimeError):  # the loop is closed: nobody watches any more
                loop.call_soon_threadsafe(self._is_news.set)

        self.room.alerting.listen(hear)
        self._is_news.set()
        while True:
            await self._is_news.wait()
            self._is_news.clear()
            await asyncio.to_thread(self._take_up)
            self._wake()
            await asyncio.sleep(GATHER_S)

    def frame(self, known: int) -> tuple[int, bytes] | None:
        """The revision there is, and what a screen that knows an older one (0: none) must be told; None: nothing."""
        with self._lock:
            if known == self.revision:
                return None
            known = known if known >= self._oldest else 0
            found = self._frames.get(known)
            if found is None:
                found = self._frames[known] = self._frame(known)
            return self.revision, found

    def _frame(self, known: int) -> bytes:
        views = [msgspec.Raw(view) for revision, view in self._told.values() if revision > known]
        gone = [name for name, revision in self._gone.items() if revision > known] if known else []
        told = {"all": known == 0, "total": self._total, "alerts": views, "gone": gone}
        return bytes([ALERTS]) + _encoder.encode(told)

    def _take_up(self) -> None:
        """Put into words what has changed since the last time."""
        with self._lock:
            news, everything = self._news, self._all_news
            self._news, self._all_news = set(), False
        if not news and not everything:
            return

        def look(desk: Desk) -> tuple[list[Alert], set[str], int]:
            some = [desk.alerts[name] for name in news if name in desk.alerts]
            shown = [alert for alert in some if on_desk(alert)]
            # a screen that is full is chosen anew, the gravest first: nothing grave stays behind what is not
            if everything or self._total > MOST or len(self._told.keys() | {one.id for one in shown}) > MOST:
                whole = desk.listed() + desk.shelved()
                return whole[:MOST], news | self._told.keys(), len(whole)
            return shown, news, len((self._told.keys() - news) | {one.id for one in shown})

        shown, touched, total = self.room.alerting.read(look)
        names = names_in(self.room, shown)

        def views(_: Desk) -> list[AlertView]:
            return [view_of(alert, names) for alert in shown]

        fresh = {view.id: _encoder.encode(view) for view in self.room.alerting.read(views)}
        revision, shown_now, gone, oldest = self.revision + 1, dict(self._told), dict(self._gone), self._oldest
        for name in touched - fresh.keys():
            if shown_now.pop(name, None) is not None:
                gone[name] = revision
        for name, view in fresh.items():
            gone.pop(name, None)
            if shown_now.get(name, (0, b""))[1] != view:
                shown_now[name] = (revision, view)
        if len(gone) > MOST:  # who has not heard of these yet is told all anew
            gone, oldest = {}, revision
        with self._lock:  # screens see all of it, or nothing
            self.revision, self._told, self._gone, self._oldest = revision, shown_now, gone, oldest
            self._total, self._frames = total, {}
