"""What the room itself goes through, as records: opened and closed, feeds that come and go, alarms that begin and end.

Only transitions are written. What was told last stands beside the chain and is written with the record, so that a
restart, orderly or not, tells nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from marsad.runtime.alarms import DOWN_AFTER_S
from marsad.runtime.status import Alarm, FeedStatus
from marsad.runtime.watch_log.entry import SYSTEM
from marsad.store.journal.journal import Entry, Journal

AUTHOR: Final = "room"
_SPACE, _NAME = "watch_log", "system"
OVER_AFTER_US: Final = 60_000_000
"""An alarm is over when it was away so long: one that flaps is one entry."""
MOST_TEXT: Final = 2_000


class SystemRecorder:
    """One room's; to be called each second by one thread. Its methods raise StoreError: then the same is told later."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        told = journal.aside(_SPACE).get(_NAME, {})
        self._open: bool = bool(told.get("open", False))
        self._feeds: dict[str, str] = dict(told.get("feeds", {}))
        self._alarms: dict[str, list[str]] = dict(told.get("alarms", {}))
        """Code to the text in both languages of alarms that stand."""
        self._away: dict[str, int] = {}

    def opened(self) -> None:
        """The room begins; says whether it was closed before."""
        self._save([{"what": "opened", "orderly": not self._open}], True, self._feeds, self._alarms)

    def closed(self) -> None:
        """The room ends as it should."""
        self._save([{"what": "closed"}], False, self._feeds, self._alarms)

    def look(self, feeds: Sequence[FeedStatus], alarms: Sequence[Alarm], now_us: int) -> None:
        """Write what has changed since the last look."""
        bodies: list[dict[str, Any]] = []
        states = dict(self._feeds)
        for feed in feeds:
            state = _state(feed)
            if state is not None and states.get(feed.name) != state:
                states[feed.name] = state
                bodies.append({"what": "feed", "feed": feed.name, "state": state})
        for name in [name for name in states if name not in {feed.name for feed in feeds}]:
            del states[name]
            bodies.append({"what": "feed", "feed": name, "state": "gone"})
        stand = {alarm.code: alarm for alarm in alarms if not _about_feeds(alarm.code)}
        texts = dict(self._alarms)
        for code, alarm in stand.items():
            self._away.pop(code, None)
            if code not in texts:
                texts[code] = [alarm.text_en[:MOST_TEXT], alarm.text_ar[:MOST_TEXT]]
                bodies.append(_alarm("alarm", code, texts[code]))
        for code in [code for code in texts if code not in stand]:
            if now_us - self._away.setdefault(code, now_us) >= OVER_AFTER_US:
                bodies.append(_alarm("alarm over", code, texts.pop(code)))
        if bodies:
            self._save(bodies, self._open, states, texts)
            self._away = {code: since for code, since in self._away.items() if code in texts}

    def _save(
        self, bodies: list[dict[str, Any]], is_open: bool, feeds: dict[str, str], alarms: dict[str, list[str]]
    ) -> None:
        entries: list[Entry] = [(SYSTEM, AUTHOR, body) for body in bodies]
        told = {"open": is_open, "feeds": feeds, "alarms": alarms}
        self._journal.append_all(entries, [(_SPACE, _NAME, told)])
        self._open, self._feeds, self._alarms = is_open, feeds, alarms


def _alarm(what: str, code: str, text: list[str]) -> dict[str, Any]:
    return {"what": what, "code": code, "text_en": text[0], "text_ar": text[1]}


def _about_feeds(code: str) -> bool:
    """What the states of feeds tell already."""
    return code == "no_feed" or code.startswith(("feed_failed:", "feed_down:", "feed_silent:"))


def _state(feed: FeedStatus) -> str | None:
    """The state worth telling; None while a link that was lost, or is not there yet, is still being sought."""
    if feed.state == "waiting":
        return "down" if feed.quiet_s >= DOWN_AFTER_S else None
    return feed.state
