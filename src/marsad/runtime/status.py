"""What a watch room tells about itself: its feeds and its alarms."""

from __future__ import annotations

import msgspec


class Alarm(msgspec.Struct, frozen=True):
    """Something is wrong with the watch room itself, in both languages of the page."""

    code: str
    text_en: str
    text_ar: str


class FeedStatus(msgspec.Struct, frozen=True):
    """How one feed is doing.

    `state` is waiting, connected, silent, failed or ended; `rate` sentences a second over 10 s; `age_s` seconds since
    the newest byte, null before the first; `rejects` counts what could not be used, by reason. `quiet_s` is the
    time since the newest byte or since the link came up, `silent_after_s` the time after which that is worth an alarm.
    """

    name: str
    url: str
    state: str
    rate: float
    age_s: float | None
    bytes: int
    rejects: dict[str, int]
    error: str | None
    reconnects: int = 0
    sentences: int = 0
    dropped: int = 0
    quiet_s: float = 0.0
    silent_after_s: float = 30.0
