"""The live shell: feeds to raw log, decoder and picture, with all that keeps them going."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from marsad.alerts.rule_file import read_rule
from marsad.decode.decoder import Decoder
from marsad.plugin.detector import Detector
from marsad.plugin.side import Side
from marsad.runtime import alarms
from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import Clock, steady_s
from marsad.runtime.configuration import Configuration, ConfigurationRefusal, read_file
from marsad.runtime.data_folder import journal_url, log_index
from marsad.runtime.detecting import Detecting
from marsad.runtime.detection.chosen import ON, chosen
from marsad.runtime.feeds import Feeds
from marsad.runtime.given import Given
from marsad.runtime.handover.handovers import Handovers
from marsad.runtime.incidents.incidents import Incidents
from marsad.runtime.intake import Decodes, Intake
from marsad.runtime.past.keyframes import Keyframes, keyframes_in
from marsad.runtime.recent_log import recent_lines
from marsad.runtime.saved_picture import SavedPicture
from marsad.runtime.settings import Feed
from marsad.runtime.shift import left
from marsad.runtime.status import Alarm
from marsad.runtime.watch_log.watch_log import WatchLog
from marsad.runtime.watch_room import Mode, WatchRoom
from marsad.schema.refusal import Refusal
from marsad.sources import Source, open_source
from marsad.store.journal.journal import Journal
from marsad.store.raw_log import RawLog
from marsad.tracks.picture import Picture
from marsad.tracks.saved import to_batch

OVERLAP_US = 60_000_000
"""The raw log is read back from so long before the saved picture: fragments and slow feeds straddle it."""
BACK_US = 1_800_000_000
"""Without a saved picture, so much of the raw log fills a new one,"""
BACK_BYTES: int | None = 64 << 20
"""and no more than about this size of segments: some seconds of decoding, so that a start never takes minutes."""
LOG_BEHIND_BYTES = 64 << 20
CONFIG_EVERY_S = 2.0
ARRIVALS_S, DETECT_S = 0.2, 0.25
"""Distress is looked for so often."""

Say = Callable[[str], None]


class LiveShell:
    """One live watch room over one data folder.

    `feeds` come on top of those in the configuration file; `opener` opens them all (the demo simulates
    them). `detectors` are those of the configuration unless they are given. Raises StoreError when
    another process uses the folder.
    """

    def __init__(
        self,
        configuration: Configuration,
        data: Path,
        clock: Clock,
        feeds: dict[str, Feed] | None = None,
        mode: Mode = "live",
        make_decoder: Callable[[], Decodes] | None = None,
        opener: Callable[[str, str | None, Clock], Source] = open_source,
        detectors: Iterable[Detector] | None = None,
        side: Side | None = None,
        say: Say | None = None,
    ) -> None:
        settings = configuration.settings
        self._configuration = configuration
        self._more_feeds = feeds or {}
        self._clock = clock
        self._raw_root = data / "raw"
        self.log = RawLog(self._raw_root, clock, reserve_bytes=settings.reserve_mb << 20, keep_days=settings.keep_days)
        self._saved = SavedPicture(data / "picture")
        self._keyframes = Keyframes(keyframes_in(data), self._raw_root)
        running = chosen(settings.detectors) if detectors is None else tuple(detectors)
        self.room = WatchRoom(
            Picture(settings.most_vessels, settings.forget_h * 3600),
            clock,
            mode,
            rules=settings.tracks.parameters(),
        )
        self.room.alerting = self._open_alerting(data)
        try:
            self.given = Given(
                settings, configuration.file and configuration.file.parent, self.room.alerting.journal, say
            )
            self.detection = Detecting(data / "detection", running, settings, clock, side or self.given.side())
        except Refusal:
            self.room.alerting.close()
            raise
        self.given.hand_to(self.detection.detection)
        self.room.given = self.given
        journal = self.room.alerting.journal
        if journal is not None:
            self.room.watch_log = WatchLog(journal, log_index(data))
            self.room.incidents = Incidents(journal, clock, self.room.watch_log.knows_alert)
            off = [name for name, told in settings.detectors.items() if told.get(ON) is False]
            self.room.handovers = Handovers(journal, clock, data, lambda: left(self.room, off))
            self.room.handovers.begin()
        self.room.detection = self.detection.detection
        self.detection.detection.listen(self.room.alerting.take)
        self.intake = Intake(self.room, make_decoder or self._new_decoder, self.log.append, self._log_is_behind)
        self.feeds = Feeds(self.intake, clock, opener)
        self.room.feeds = self.feeds.status
        self.room.alarms = self.alarms
        self.room.catching_up_s = lambda: self.detection.catching_up_s
        self._config_trouble: str | None = None
        self._saved_trouble: str | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def _open_alerting(self, data: Path) -> Alerting:
        """The alerts of the journal. Raises Refusal where another process writes it, or a rule cannot be meant."""
        told = self._configuration.settings.alerts
        for name, rule in told.rules.items():
            read_rule(name, rule)
        journal = Journal.open(told.journal or journal_url(data), self._clock)
        return Alerting(self._clock, told.limits(), journal, told.rules)

    def _wanted(self) -> dict[str, Feed]:
        return {**self._configuration.settings.feeds, **self._more_feeds}

    def _new_decoder(self) -> Decoder:
        places = {
            name: (feed.lon_deg, feed.lat_deg)
            for name, feed in self._wanted().items()
            if feed.lon_deg is not None and feed.lat_deg is not None
        }
        return Decoder(places)

    def _log_is_behind(self) -> bool:
        status = self.log.status()
        return status.pending_bytes > LOG_BEHIND_BYTES and not status.shedding

    def recover(self, say: Say = lambda _: None) -> None:
        """Take up the saved picture and what the raw log has heard since. Damage is told, and never blocks."""
        for damage in self.log.recovery.damages:
            say(damage.message)
        loaded = self._saved.load(self.room.picture)
        if loaded.trouble:
            self._saved_trouble = loaded.trouble
            say(loaded.trouble)
        since_us, most_bytes = self._clock() - BACK_US, BACK_BYTES
        taken_up = self.detection.load(say)
        if loaded.heard_until_us is not None:
            since_us, most_bytes = loaded.heard_until_us - OVERLAP_US, None
            if taken_up is not None:
                since_us = min(since_us, taken_up - OVERLAP_US)
        decoder = self._new_decoder()
        for chunk in recent_lines(self._raw_root, since_us, most_bytes):
            batch = decoder.feed(chunk)
            self.room.apply(batch.tables, batch.applications)
        self.room.refresh()
        self.room.alerting.take_up(self.detection.detection.book.events())
        self.room.detect()
        if len(self.room.picture):
            say(f"{len(self.room.picture)} vessels taken up from before.")

    async def start(self) -> None:
        """Begin to listen. Raises SourceError for a feed that cannot be opened at all."""
        self.feeds.take(self._wanted())
        self._tasks = [
            asyncio.create_task(work)
            for work in (
                self.intake.run(),
                self._each(1.0, self.room.refresh),
                self._each(DETECT_S, self.room.detect),
                self._each(ARRIVALS_S, self.room.detect_arrivals),
                self._each(1.0, self.log.sync),
                self._each(1.0, self._write_log),
                self._save_each(self._configuration.settings.snapshot_s),
                self._watch_configuration(),
            )
        ]

    async def failed(self) -> None:
        """Return never, unless one of the tasks that keep the room going breaks: then raise what broke it."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()

    async def _each(self, seconds: float, work: Callable[[], object]) -> None:
        next_at = steady_s() + seconds
        while True:
            await asyncio.sleep(max(0.0, next_at - steady_s()))
            next_at = max(next_at + seconds, steady_s())
            await asyncio.to_thread(work)

    async def _save_each(self, seconds: float) -> None:
        while True:
            began = steady_s()
            await asyncio.sleep(seconds)
            heard_until_us = self.intake.complete_until_us()
            await asyncio.to_thread(self.save, heard_until_us)
            await asyncio.to_thread(self.detection.save, heard_until_us)
            # a slow disk must not do nothing else
            await asyncio.sleep(min(10 * max(0.0, steady_s() - began - seconds), 600))

    def save(self, heard_until_us: int | None) -> None:
        """Save the picture, complete up to a receive time; a disk that refuses is told, and tried again."""
        batch = to_batch(self.room.picture, self.room.lock)
        try:
            self._saved.save(batch, self._clock(), heard_until_us or self._clock())
            if heard_until_us is not None and not self.log.status().shedding:
                self._keyframes.save_if_due(batch, heard_until_us)
        except OSError as error:
            self._saved_trouble = f"The picture cannot be saved ({error.strerror}): make room or check the disk."
        else:
            self._saved_trouble = None

    async def _watch_configuration(self) -> None:
        file = self._configuration.file
        seen = _stamp(file)
        while file is not None:
            await asyncio.sleep(CONFIG_EVERY_S)
            now = _stamp(file)
            if now != seen:
                seen = now
                self._reload(file)

    def _reload(self, file: Path) -> None:
        try:
            wanted = msgspec.convert(read_file(file).get("feeds", {}), dict[str, Feed])
            self.feeds.take({**wanted, **self._more_feeds})
        except msgspec.ValidationError as error:
            self._config_trouble = f"{file}: {error}"
        except (ConfigurationRefusal, Refusal) as refusal:
            self._config_trouble = str(refusal)
        else:
            self._config_trouble = None

    def alarms(self) -> list[Alarm]:
        """What is wrong now, the worst first."""
        status = self.log.status()
        found = alarms.log_alarms(status.alarm, status.message, status.shed_lines)
        found += alarms.feed_alarms(self.feeds.status())
        metrics = self.room.metrics
        if self.intake.last_error is not None and steady_s() - self.intake.last_error_s < alarms.ERROR_HOLDS_S:
            found.append(alarms.decode_alarm(metrics.decode_errors, self.intake.last_error))
        if metrics.shed_bytes and steady_s() - self.intake.last_shed_s < alarms.ERROR_HOLDS_S:
            found.append(alarms.shedding_alarm(metrics.shed_bytes))
        if self._config_trouble:
            found.append(alarms.configuration_alarm(self._config_trouble))
        found += self.detection.alarms()
        found += alarms.alert_alarms(self.room.alerting.trouble, self.room.alerting.rule_trouble)
        if self.room.watch_log is not None:
            found += alarms.watch_log_alarms(self.room.watch_log.trouble)
        if self.room.handovers is not None:
            found += alarms.handover_alarms(self.room.handovers.trouble)
        if self._saved_trouble:
            found.append(alarms.snapshot_alarm(self._saved_trouble))
        return found

    def _write_log(self) -> None:
        if self.room.watch_log is not None:
            self.room.watch_log.tick(self.feeds.status(), self.alarms(), self._clock())

    async def close(self) -> None:
        """End in order: feeds stop, what was heard reaches the picture and the disk, the picture is saved."""
        await self.feeds.close()
        if self._tasks:
            await self.intake.finish()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.intake.close()
        await asyncio.to_thread(self.log.close)
        if self.room.watch_log is not None:
            await asyncio.to_thread(self.room.watch_log.close)
        await asyncio.to_thread(self.room.alerting.close)
        if self._tasks:
            await asyncio.to_thread(self.save, self.intake.complete_until_us())
            await asyncio.to_thread(self.detection.save, self.intake.complete_until_us())


def _stamp(file: Path | None) -> tuple[int, int] | None:
    try:
        found = file.stat() if file is not None else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found is not None else None
