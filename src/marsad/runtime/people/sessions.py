"""Who is signed in. Of a token only its hash is kept, so that nobody who reads the disk can use it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from marsad.store.journal.journal import Journal
from marsad.store.store_error import StoreError

Clock = Callable[[], int]
HOUR_US: Final = 3_600_000_000
IDLE_H, ABSOLUTE_H = 12.0, 24.0
_SPACE: Final = "session"
_SEEN_EVERY_US: Final = 300_000_000
"""So exactly is it kept when somebody was last seen."""
MOST_EACH = 20
"""Sessions of one person; beyond, the oldest ends."""


@dataclass(frozen=True, slots=True)
class Session:
    """`key` is the hash of its token. Times are microseconds UTC; `place` is the address that it was opened from."""

    key: str
    name: str
    began_us: int
    seen_us: int
    place: str

    def body(self) -> dict[str, Any]:
        """As plain values, without the key."""
        return {"name": self.name, "began_us": self.began_us, "seen_us": self.seen_us, "place": self.place}


class Sessions:
    """The open sessions; they outlive a restart. Without a journal they are only remembered."""

    def __init__(
        self, clock: Clock, journal: Journal | None = None, idle_h: float = IDLE_H, absolute_h: float = ABSOLUTE_H
    ) -> None:
        self._clock, self._journal = clock, journal
        self._idle_us, self._absolute_us = int(idle_h * HOUR_US), int(absolute_h * HOUR_US)
        self._lock = threading.Lock()
        kept = {} if journal is None else journal.aside(_SPACE)
        self._open = {key: _session_of(key, body) for key, body in kept.items()}
        self._kept_us = {key: session.seen_us for key, session in self._open.items()}

    def begin(self, name: str, place: str) -> str:
        """A new session; gives its token, which is told once and kept nowhere."""
        token, now = secrets.token_urlsafe(32), self._clock()
        session = Session(key_of(token), name, now, now, place[:100])
        with self._lock:
            mine = sorted((one for one in self._open.values() if one.name == name), key=lambda one: one.seen_us)
            for old in mine[: max(0, len(mine) + 1 - MOST_EACH)]:
                self._end(old.key)
            self._keep(session)
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token that is still good, seen now; None where there is none."""
        now, key = self._clock(), key_of(token)
        with self._lock:
            session = self._open.get(key)
            if session is None:
                return None
            if not self._is_good(session, now):
                self._end(key)
                return None
            session = replace(session, seen_us=max(session.seen_us, now))
            self._open[key] = session
            if now - self._kept_us.get(key, 0) > _SEEN_EVERY_US:
                with suppress(StoreError):  # a full disk signs nobody out
                    self._keep(session)
            return session

    def is_open(self, key: str) -> bool:
        """Whether a session goes on; asking does not count as being seen."""
        with self._lock:
            session = self._open.get(key)
            return session is not None and self._is_good(session, self._clock())

    def of(self, name: str) -> list[Session]:
        """The open sessions of a person."""
        with self._lock:
            now = self._clock()
            return [one for one in self._open.values() if one.name == name and self._is_good(one, now)]

    def end(self, key: str) -> None:
        """Sign out."""
        with self._lock:
            self._end(key)

    def end_all(self, name: str) -> None:
        """Sign a person out everywhere: their role, their password or they themselves have changed."""
        with self._lock:
            for key in [key for key, one in self._open.items() if one.name == name]:
                self._end(key)

    def sweep(self) -> None:
        """Forget those that are over; to be called now and then."""
        with self._lock:
            now = self._clock()
            for key in [key for key, one in self._open.items() if not self._is_good(one, now)]:
                self._end(key)

    def _is_good(self, session: Session, now: int) -> bool:
        return now - session.seen_us < self._idle_us and now - session.began_us < self._absolute_us

    def _keep(self, session: Session) -> None:
        if self._journal is not None:
            self._journal.append_all([], [(_SPACE, session.key, session.body())])
        self._open[session.key] = session
        self._kept_us[session.key] = session.seen_us

    def _end(self, key: str) -> None:
        if self._open.pop(key, None) is not None:
            self._kept_us.pop(key, None)
            if self._journal is not None:
                self._journal.append_all([], [(_SPACE, key, None)])


def key_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def proof_of(token: str) -> str:
    """What a page of ours sends with each deed: a page from elsewhere cannot know it, though the browser adds the
    cookie for it too."""
    return hmac.new(token.encode(), b"deed", hashlib.sha256).hexdigest()


def _session_of(key: str, body: Mapping[str, Any]) -> Session:
    return Session(key, str(body["name"]), int(body["began_us"]), int(body["seen_us"]), str(body["place"]))
