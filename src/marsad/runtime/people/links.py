"""Links that let somebody in once: the first administrator, and whoever an administrator invites."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from marsad.runtime.people.sessions import key_of

Clock = Callable[[], int]
Purpose = Literal["setup", "password", "enter"]
HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Link:
    """`setup` makes the first administrator, `password` lets `name` choose a password, `enter` lets `name` in."""

    purpose: Purpose
    name: str
    until_us: int | None
    again: bool


class Links:
    """Tokens that were given out and not used. They live as long as the room runs."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._open: dict[str, Link] = {}

    def give(self, purpose: Purpose, name: str = "", *, hours: float | None = HOURS, again: bool = False) -> str:
        """A token for one use within so many hours; `again`: for any number of uses, until the room closes."""
        token = secrets.token_urlsafe(24)
        until_us = None if hours is None else self._clock() + int(hours * 3_600e6)
        with self._lock:
            if purpose == "password":  # the newest holds
                self._open = {
                    key: link for key, link in self._open.items() if (link.purpose, link.name) != (purpose, name)
                }
            self._open[key_of(token)] = Link(purpose, name, until_us, again)
        return token

    def look(self, token: str) -> Link | None:
        """What a token is for; None where it is not good any more."""
        with self._lock:
            return self._good(key_of(token))

    def use(self, token: str, purpose: Purpose) -> Link | None:
        """Use a token up; None where it is not good for this."""
        key = key_of(token)
        with self._lock:
            link = self._good(key)
            if link is None or link.purpose != purpose:
                return None
            if not link.again:
                del self._open[key]
            return link

    def _good(self, key: str) -> Link | None:
        link = self._open.get(key)
        if link is not None and link.until_us is not None and self._clock() >= link.until_us:
            del self._open[key]
            return None
        return link
