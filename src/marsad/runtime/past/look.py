"""A look back: a watch room at any moment that the raw log tells of, led on from there as fast as is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from marsad.decode.decoder import Decoder
from marsad.runtime.configuration import Configuration
from marsad.runtime.past.alerts import PastAlerting, PastGiven, journal_of
from marsad.runtime.past.keyframes import Keyframes, keyframes_in
from marsad.runtime.past.log_lines import Lines, lines_since, span_of
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.refusal import Refusal
from marsad.tracks.picture import Picture

OVERLAP_US: Final = 60_000_000
"""The log is read from so long before a keyframe: fragments and slow feeds straddle it."""
NEAR_US: Final = 600_000_000
"""Who goes on by no more than this is led there; farther on, or back, a new picture is begun."""
Tell = Callable[[float], None]


class Look:
    """One person's look into the records of a room: `room` shows the moment `at_us`, microseconds UTC.

    Nothing is detected and nothing can be done in it: alerts stand as the journal has them at that moment, zones as
    they held. The records are read while the room goes on writing them.
    """

    def __init__(self, data: Path, configuration: Configuration) -> None:
        self._settings = configuration.settings
        self._folder = configuration.file and configuration.file.parent
        self._raw = data / "raw"
        self._keyframes = Keyframes(keyframes_in(data), self._raw)
        self._journal = journal_of(data, self._settings)
        self.at_us = 0
        self.room = self._new_room()
        self._decoder = Decoder()
        self._lines: Iterator[Lines] = iter(())
        self._read_until_us: int | None = None
        self._next: Lines | None = None

    def begins_us(self) -> int:
        """From when on there is something to see. Raises Refusal where nothing was recorded yet."""
        begin = span_of(self._raw)
        if begin is None:
            raise Refusal("Nothing was recorded yet: there is no past to look into.")
        return begin

    def go(self, t_us: int, tell: Tell = lambda share: None) -> None:
        """Show the moment `t_us`; before the log begins its first one. `tell` is told the share of the way that is
        done. `room` is another one afterwards, unless the moment is a little later than the one that was shown.

        Raises Refusal where nothing was recorded, StoreError where the log cannot be read.
        """
        t_us = max(t_us, self.begins_us())
        if not (self.at_us and 0 <= t_us - self.at_us <= NEAR_US):
            self.at_us = t_us
            self.room = self._new_room()
            complete = self._keyframes.load_before(t_us, self.room.picture)
            self._decoder, self._next = Decoder(), None
            self._read_until_us = None if complete is None else complete - OVERLAP_US
            self._lines = lines_since(self._raw, self._read_until_us, t_us)
        self.lead_to(t_us, tell)

    def lead_to(self, t_us: int, tell: Tell = lambda share: None) -> None:
        """Go on to a moment that is not before the one shown."""
        begun = self._read_until_us
        while (lines := self._take(t_us)) is not None:
            batch = self._decoder.feed(lines.data)
            self.room.apply(batch.tables, batch.applications, now_us=lines.until_us or self._read_until_us or t_us)
            if lines.until_us is not None:
                self._read_until_us = lines.until_us
                begun = begun or lines.until_us
                tell(min(0.99, (lines.until_us - begun) / max(1, t_us - begun)))
        self.at_us = t_us
        self.room.refresh()
        self._alerting.follow()
        self._given.newest = self._alerting.seq

    def _take(self, t_us: int) -> Lines | None:
        """The next second of the log, if it is not after `t_us`; what was written meanwhile is found, too."""
        if self._next is None:
            self._next = next(self._lines, None)
        if self._next is None and self._read_until_us is not None and t_us > self._read_until_us:
            self._lines = lines_since(self._raw, self._read_until_us, t_us)
            self._next = next(self._lines, None)
        if self._next is None or (self._next.until_us is not None and self._next.until_us > t_us):
            return None
        taken, self._next = self._next, None
        return taken

    def _new_room(self) -> WatchRoom:
        settings, clock = self._settings, lambda: self.at_us
        room = WatchRoom(Picture(settings.most_vessels, settings.forget_h * 3600), clock, "past",
                         rules=settings.tracks.parameters())  # fmt: skip
        room.alerting = self._alerting = PastAlerting(clock, settings.alerts.limits(), self._journal)
        room.given = self._given = PastGiven(settings, self._folder, self._journal, clock)
        return room
