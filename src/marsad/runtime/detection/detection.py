"""Live detection: what is heard waits for the watermark, is cleaned as a build cleans it, and is led through detectors.

`take` is called by who hears and only notes; all work is done by `arrive` and `advance`, each on a thread of its own.
So the picture never waits for a detector, and distress, which `arrive` finds, never for another.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pyarrow as pa

from marsad.plugin.detector import Detector
from marsad.plugin.rows import FAMILIES, Records, Rows, join, no_rows, ordered
from marsad.plugin.side import Side
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import families_of
from marsad.runtime.advance.lanes import Lanes
from marsad.runtime.advance.part import Fault, Mmsi
from marsad.runtime.clock import steady_s
from marsad.runtime.detection.arrivals import Arrivals
from marsad.runtime.detection.book import Book
from marsad.runtime.detection.health import Health
from marsad.runtime.detection.hearing import SENT, Hearing
from marsad.runtime.detection.labels import DAY_US, Labels
from marsad.runtime.detection.memory import (
    Arrays,
    detectors_into,
    detectors_out_of,
    labels_into,
    labels_out_of,
    transmissions_into,
    transmissions_out_of,
)
from marsad.runtime.detection.packed import Packed, pack
from marsad.runtime.detection.settled import as_before
from marsad.runtime.detection.waiting import Tables, Waiting, joined
from marsad.schema.event import Event
from marsad.tracks.ways.parameters import Parameters

Listener = Callable[[list[Event], int], None]
"""Is told of new revisions of events, and of the instant by the room's clock; on the thread that found them."""

AHEAD_US: Final = 60_000_000
"""A row from farther in the future has a wrong clock."""
MOST_ROWS: Final = 1_000_000
"""So many rows are kept to be run again at most: about 80 MB."""
MOST_UNSEEN: Final = 1_000_000
"""With more rows that no detector has seen, the oldest are let go: the picture and the lake have them."""
MOST_REMEMBERED: Final = 220_000
"""Detectors remember so many vessels at most: about 700 MB."""
MOST_WAITING: Final = 2_000_000
"""The same for those that wait for the watermark, in which a hearing is a row of its own: ten times what a busy room
has in the time that rows may come late."""
_EVER: Final = -(1 << 62)
AGAIN_SHARE: Final = 20.0
"""After a rerun, late rows wait so many times as long as it took."""
FAULT_HOLDS_US: Final = 300_000_000
MOST_AT_ONCE_US: Final = 30_000_000
"""Detection that is behind goes on in steps of this, so that events come meanwhile,"""
MOST_AT_ONCE: Final = 100_000
"""and of about so many rows, but a second at least."""
_SECOND: Final = 1_000_000


class Detection:
    """Detectors over what a room hears. `lanes` say how late rows come; `book` holds what was said before a restart."""

    def __init__(
        self,
        detectors: Iterable[Detector],
        side: Side | None = None,
        *,
        lanes: Lanes | None = None,
        rules: Parameters | None = None,
        most_vessels: int = 250_000,
        start_us: int | None = None,
        book: Book | None = None,
        most_rows: int = MOST_ROWS,
    ) -> None:
        self.detectors = tuple(detectors)
        self.lanes = lanes or Lanes()
        self.book = book or Book()
        side = side or Side()
        self._families = frozenset(families_of(self.detectors)) | {"position"}
        self._advance = Advance(self.detectors, side, start_us=start_us, horizon_us=self.lanes.horizon_us,
                                most_rows=most_rows, most_vessels=min(most_vessels, MOST_REMEMBERED))  # fmt: skip
        self._arrivals = Arrivals(self.detectors, side)
        self._labels = Labels(most_vessels, rules)
        self._hearing = Hearing("reception" in self._families)
        self._listeners: list[Listener] = []
        self._work, self._arriving, self._telling = threading.Lock(), threading.Lock(), threading.Lock()
        self._came, self._waiting = Tables(), Waiting()
        self._new: deque[Mapping[str, pa.Table]] = deque()
        self._late: list[Rows] = []
        self._touched: set[int] = set()
        self._today: set[int] = set()
        self._rerun_at_s = 0.0
        self._is_again = False
        """A rerun is under way, or what it found is yet to be told."""
        self._counts: Counter[str] = Counter()
        self._faults: dict[str, tuple[int, str, int]] = {}
        self._started = False
        self._restored_w: int | None = None
        self._restored_heard: int | None = None
        self._first_w = start_us
        """The watermark before the first row of all, unless another run came before this one."""

    # -- who hears

    def take(self, tables: Mapping[str, pa.Table], now_us: int) -> None:
        """Note decoded tables by family. Never waits; `now_us` is the room's clock."""
        wanted = {name: self._hearing.needed(name, table) for name, table in tables.items()
                  if name in self._families and table.num_rows}  # fmt: skip
        if not wanted:
            return
        self._came.put(wanted)
        while self._came.rows > MOST_UNSEEN:
            self._counts["shed"] += self._came.drop_oldest()
        if self._arrivals.detectors:
            urgent = {name: table for name, table in wanted.items() if name in self._arrivals.families}
            if urgent:
                self._new.append(urgent)

    def listen(self, listener: Listener) -> None:
        """Tell of events from now on."""
        self._listeners.append(listener)

    def see(self, side: Side) -> None:
        """From now on these side tables hold, as the instants in them tell."""
        with self._work, self._arriving:
            self._advance.see(side)
            self._arrivals.see(side)

    @property
    def is_full(self) -> bool:
        """Who can wait before `take` does so until this is false: otherwise rows are soon let go."""
        return 2 * self._came.rows > MOST_UNSEEN

    # -- who works

    def arrive(self, now_us: int) -> list[Event]:
        """Events of single rows that have just come; to be called several times a second."""
        with self._arriving:
            new = [self._arrivals.sieved(self._new.popleft()) for _ in range(len(self._new))]
            some = [tables for tables in new if tables]
            rows = self._hearing.rows_of(joined(some), self.lanes) if some else no_rows()
            events = self._arrivals.take(rows, now_us) if len(rows) else []
            self._note_faults(self._arrivals.faults, now_us)
        return self._tell(events, now_us)

    def advance(self, now_us: int, is_wanted: Callable[[], bool] = lambda: False) -> list[Event]:
        """Lead the detectors to the watermark; to be called several times a second. New revisions of events.

        When `is_wanted` says that others need the processor, it leaves off after the next step and goes on next time.
        """
        with self._work:
            events: list[Event] = []
            if not self._hear(now_us, is_wanted):
                return events
            for until in self._stops(self.lanes.watermark(now_us)):
                events += self._tell(self._to(until), now_us)
                self._advance.tidy()  # with 200,000 vessels it takes most of a second: whoever is in danger comes first
                if is_wanted():
                    return events
            events += self._tell(self._again(False), now_us)
            self._is_again = self._advance.rerunning is not None
            return events

    def finish(self, now_us: int) -> list[Event]:
        """The feed has ended: lead the detectors to its last row and decide on the day that is open."""
        with self._work:
            self._hear(now_us)
            events: list[Event] = []
            for until in self._stops(max(self._waiting.last_us or 0, self._advance.w or 0)):
                events += self._to(until)
                self._advance.tidy()
            self._touched |= {*self._labels.end_day().tolist(), *self._today}
            events = self._tell([*events, *self._again(True)], now_us)
            self._is_again = False
            return events

    def health(self, now_us: int | None = None) -> Health:
        """How it is doing."""
        w = self._advance.w
        behind = 0.0 if now_us is None or w is None else max(0.0, (self.lanes.watermark(now_us) - w) / 1e6)
        return Health(
            watermark_us=w, behind_s=behind, waiting=self._came.rows + len(self._waiting), rows=self._counts["rows"],
            copies=self._hearing.copies, late=self._counts["late"], too_late=self._advance.too_late,
            before_start=self._counts["before_start"], forgotten=self._advance.forgotten,
            ahead=self._counts["ahead"], shed=self._counts["shed"], reruns=self._counts["reruns"],
            is_rerunning=self._is_again or bool(self._late or self._touched),
            relabelled=self._counts["relabelled"], open=sum(e.status == "open" for e in self.book.events()),
            faults={name: (many, said) for name, (many, said, _) in self._faults.items()},
            failing=[name for name, (_, _, at) in self._faults.items()
                     if now_us is None or now_us - at < FAULT_HOLDS_US],
        )  # fmt: skip

    def remember(self) -> bytes:
        """All that another needs to go on after the watermark, as bytes."""
        with self._work:
            rerunning = self._advance.rerunning
            touched = self._touched if rerunning is None else {*self._touched, *rerunning.tolist()}
            note: dict[str, Any] = {"touched": sorted(touched), "today": sorted(self._today),
                                    "late": sum(len(rows) - len(rows.reception) for rows in self._late)}  # fmt: skip
            arrays: Arrays = {}
            if self._advance.w is not None:
                detectors_into(self._advance, arrays, note)
                labels_into(self._labels, arrays, note)
                transmissions_into(self._hearing.transmissions, arrays)
        return pack(note, arrays)

    def go_on(self, remembered: bytes, heard_until_us: int | None = None) -> list[str]:
        """Begin where another ended; the names of detectors that begin anew. Call it before anything is taken.

        `heard_until_us` is the receive time up to which it heard all: rows of before that are read again were counted.

        Raises MemoryRefusal for what cannot be used; then make another Detection.
        """
        packed = Packed(remembered)
        with self._work:
            if packed.note.get("w") is None:
                return []
            labels_out_of(packed, self._labels)
            transmissions_out_of(packed, self._hearing.transmissions)
            anew = detectors_out_of(packed, self._advance)
            self._touched, self._today = set(packed.note["touched"]), set(packed.note["today"])
            self._started, self._restored_w, self._restored_heard = True, self._advance.w, heard_until_us
            self._counts["before_start"] += packed.note.get("late", 0)
        return anew

    # -- forward

    def _hear(self, now_us: int, is_wanted: Callable[[], bool] = lambda: False) -> bool:
        """Make rows of the tables that came; those before the watermark are late. Whether that was all of them."""
        limit, w = now_us + AHEAD_US, self._advance.w
        while tables := self._came.piece():
            if (early := self._restored_w) is not None:
                unheard = self._hearing.unheard(tables, early, self._restored_heard, self.lanes)
                self._counts["before_start"] += unheard
            rows = self._hearing.rows_of(tables, self.lanes)
            possible = rows.within(_EVER, limit)
            self._counts["ahead"] += len(rows) - len(possible)
            if w is not None and self._started:
                late = possible.within(_EVER if self._restored_w is None else self._restored_w, w)
                if len(late):
                    self._late.append(late)
                possible = possible.within(w, limit)
            self._waiting.put(possible)
            while len(self._waiting) > MOST_WAITING:
                self._counts["shed"] += self._waiting.drop_oldest()
            if is_wanted():
                return False
        return True

    def _stops(self, w: int) -> list[int]:
        """Where to stop on the way to `w`: at midnights, and each half minute or sooner with much to catch up with."""
        if self._advance.w is None:
            first = self._waiting.first_us
            if first is None or first > w:
                return []
            self._advance.w = self._first_w = first - 1
        prev = self._advance.w
        if w <= prev:
            return []
        crowd = max(1, len(self._waiting) // MOST_AT_ONCE)
        step = max(_SECOND, MOST_AT_ONCE_US // crowd)
        inside = [*range((prev // step + 1) * step, w, step)] if w - prev <= 1_000 * step else []
        midnights = [midnight - 1 for midnight in range((prev // DAY_US + 1) * DAY_US, w + 1, DAY_US)
                     if prev < midnight - 1 < w][:400]  # fmt: skip
        return sorted({*inside, *midnights, w})

    def _to(self, w: int) -> list[Event]:
        prev = self._advance.w or 0
        self._started = True
        due = self._waiting.due(prev, w)
        events: list[Event] = []
        if self._labels.day is None:
            self._labels.day = (prev + 1) // DAY_US
        while (prev + 1) // DAY_US > self._labels.day:
            self._touched |= {*self._labels.end_day().tolist(), *self._today}
            self._today.clear()
            events += self._again(True)
        rows = self._hearing.firsts(due)
        self._hearing.forget(self._advance.held_since or 0)
        position = rows.position
        if len(position):
            followed = self._labels.follow(position.copy())
            self._today.update(followed.changed.tolist())
            self._touched.update(followed.changed.tolist())
            if len(followed.astray):
                self._late.append(_only(followed.astray))
            position = followed.position
        rows = replace(rows, position=position)
        self._counts["rows"] += len(rows)
        self._advance.take(rows)
        events += self._advance.lead(w)
        events += self._arrivals.confirm(self._advance.knows, w)
        self._note_faults(self._advance.faults, w)
        return events

    # -- again

    def _again(self, now: bool) -> list[Event]:
        """Run again what late rows and later decisions touch: a stretch each time, for what is new does not wait for
        it, or `now` all of it. Reruns take a share of the time only."""
        began, events = steady_s(), self._advance.again(now)
        if (self._late or self._touched) and self._advance.rerunning is None and (now or began >= self._rerun_at_s):
            self._is_again = True  # before it is no longer late: whoever asks meanwhile must not think that all is done
            late, self._late = join(self._late), []
            of_late = {mmsi for family in FAMILIES for mmsi in np.unique(late.of(family)["mmsi"]).tolist()}
            mmsi = np.array(sorted({*self._touched, *of_late}), np.uint32)
            self._today.update(np.unique(late.position["mmsi"]).tolist())
            self._counts["late"] += len(late)
            self._counts["relabelled"] += len(self._touched)
            self._counts["reruns"] += 1
            self._touched.clear()
            if self._relabel(mmsi, late):
                events += self._advance.again(now)
        self._note_faults(self._advance.faults, self._advance.w or 0)
        self._rerun_at_s = max(self._rerun_at_s, began) + AGAIN_SHARE * (steady_s() - began)
        return events

    def _relabel(self, mmsi: Mmsi, late: Rows) -> bool:
        """Label all that is held of some senders anew; whether a rerun has begun."""
        since = self._advance.held_since
        if since is None:
            return False
        within = late.within(since, 1 << 62)
        self._advance.too_late += len(late) - len(within)
        new: dict[str, Records] = {}
        for family in FAMILIES:
            if family != "reception" and (family == "position" or len(within.of(family))):
                held = self._advance.held(family, mmsi)
                new[family] = self._hearing.united(family, held, within.of(family))
        if len(within.reception):
            kept = {family: new[family] if family in new else self._advance.held(family, mmsi) for family in SENT}
            held = self._advance.held("reception", mmsi)
            new["reception"] = self._hearing.heard(held, within.reception, mmsi, kept)
        is_whole = since == self._first_w
        made = ordered(self._labels.again(new["position"], None if is_whole else since))
        new["position"] = made if is_whole else as_before(made, self._advance.held("position", mmsi))
        return self._advance.amend(mmsi, new)

    # -- tell

    def _tell(self, events: list[Event], now_us: int) -> list[Event]:
        with self._telling:
            news = self.book.news(events)
            if news:
                for listener in self._listeners:
                    listener(news, now_us)
        return news

    def _note_faults(self, faults: list[Fault], now_us: int) -> None:
        for fault in faults:
            many = self._faults.get(fault.detector, (0, "", 0))[0]
            self._faults[fault.detector] = (many + 1, fault.sentence, now_us)
        faults.clear()


def _only(position: Records) -> Rows:
    return replace(no_rows(), position=position)
