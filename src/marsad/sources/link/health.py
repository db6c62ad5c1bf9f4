"""How a feed is doing: told apart are a link that is down, a link that is up but silent, and a feed of nonsense."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from enum import StrEnum

RATE_S = 10
"""Window of the sentence rate, in seconds."""
_FOREIGN_NAMED = 16
_NONSENSE_BYTES = 2048


class State(StrEnum):
    """Where a feed stands."""

    WAITING = "waiting"  # the link is down: not connected yet, lost, port taken, device missing
    CONNECTED = "connected"  # the link is up and bytes came lately
    SILENT = "silent"  # the link is up, and nothing came for the time the URL allows
    FAILED = "failed"  # given up: a file that cannot be read on
    ENDED = "ended"  # the input came to its end


class Health:
    """Counters and state of one source, written by it and read by anyone at any time.

    `steady` gives seconds that never step: a stepped wall clock must not make a feed dead or alive.
    """

    def __init__(
        self,
        silent_s: float = 30.0,
        steady: Callable[[], float] = time.monotonic,  # noqa: TID251 - an age must survive a clock step
    ) -> None:
        self.silent_s = silent_s
        self.last_heard_us: int | None = None
        """Receive time of the newest bytes, us UTC; null before the first."""
        self.bytes = 0
        self.sentences = 0
        """Sentence starts heard: `!` and `$` are reserved for them (IEC 61162-1)."""
        self.reconnects = 0
        """Times the link came up again after it was lost."""
        self.drops = 0
        """Datagrams that the kernel dropped because nobody read in time."""
        self.foreign_senders: dict[str, int] = {}
        """Refused senders with their datagrams or connections; at most 16 are named, the rest is under `others`."""
        self.last_error: str | None = None
        """The newest trouble, as one sentence; it stays after the trouble has passed."""
        self._trouble: str | None = None
        self._steady = steady
        self._state = State.WAITING
        self._links = 0
        self._heard_at = steady()
        self._since = steady()
        self._seconds: deque[tuple[int, int, int]] = deque()

    @property
    def state(self) -> State:
        """The state now; `silent` after `silent_s` without a byte on a link that is up."""
        if self._state is State.CONNECTED and self.age_s > self.silent_s:
            return State.SILENT
        return self._state

    @property
    def age_s(self) -> float:
        """Seconds since the newest bytes, or since the link came up if nothing was heard on it."""
        return max(0.0, self._steady() - self._heard_at)

    @property
    def rate(self) -> float:
        """Sentences per second over the last 10 s (over the age of the source while it is younger)."""
        window = self._window()
        return sum(sentences for _, sentences, _ in window) / self._window_s()

    @property
    def foreign(self) -> int:
        """Datagrams and connections refused because the URL does not name their sender."""
        return sum(self.foreign_senders.values())

    @property
    def error(self) -> str | None:
        """What is wrong now, as one sentence that says what to do; null when nothing is."""
        if self._trouble is not None:
            return self._trouble
        if self.state is State.SILENT:
            return f"The link is up but nothing came for {self.age_s:.0f} s: look at the sender and its antenna."
        window = self._window()
        heard = sum(count for _, _, count in window)
        if heard >= _NONSENSE_BYTES and not any(sentences for _, sentences, _ in window):
            return "Bytes come but no NMEA sentence is among them: check the port, and the baud rate if it is serial."
        if self.foreign_senders:
            worst = max(self.foreign_senders, key=self.foreign_senders.__getitem__)
            return (
                f"{self.foreign} refused from senders that the URL does not name, most from {worst}: "
                "name them in the URL if they are yours."
            )
        return None

    def as_dict(self) -> dict[str, object]:
        """The whole report, ready for JSON."""
        return {
            "state": self.state.value,
            "last_heard_us": self.last_heard_us,
            "age_s": round(self.age_s, 1),
            "bytes": self.bytes,
            "sentences": self.sentences,
            "rate": round(self.rate, 1),
            "reconnects": self.reconnects,
            "drops": self.drops,
            "foreign": self.foreign,
            "foreign_senders": dict(self.foreign_senders),
            "error": self.error,
            "last_error": self.last_error,
        }

    # What follows is called by the source.

    def link_up(self) -> None:
        """The link came up (a socket is bound, a peer is connected, a port is open)."""
        if self._state is State.CONNECTED:
            return
        if self._links:
            self.reconnects += 1
        self._links += 1
        self._state = State.CONNECTED
        self._trouble = None
        self._heard_at = self._steady()

    def link_down(self, sentence: str) -> None:
        """The link is down, for the reason given; the source tries again."""
        self._state = State.WAITING
        self._trouble = self.last_error = sentence

    def failed(self, sentence: str) -> None:
        """The source gives up."""
        self._state = State.FAILED
        self._trouble = self.last_error = sentence

    def ended(self) -> None:
        """The input came to its end, undamaged."""
        self._state = State.ENDED

    def heard(self, data: bytes, t_recv_us: int) -> None:
        """Bytes came."""
        now = self._steady()
        sentences = data.count(b"!") + data.count(b"$")
        self._heard_at = now
        self.last_heard_us = t_recv_us
        self.bytes += len(data)
        self.sentences += sentences
        second = int(now)
        if self._seconds and self._seconds[-1][0] == second:
            _, before, count = self._seconds[-1]
            self._seconds[-1] = (second, before + sentences, count + len(data))
        else:
            self._seconds.append((second, sentences, len(data)))
            while self._seconds[0][0] < second - RATE_S:
                self._seconds.popleft()

    def refused(self, sender: str, count: int = 1) -> None:
        """A sender that the URL does not name was turned away."""
        if sender not in self.foreign_senders and len(self.foreign_senders) >= _FOREIGN_NAMED:
            sender = "others"
        self.foreign_senders[sender] = self.foreign_senders.get(sender, 0) + count

    def _window(self) -> list[tuple[int, int, int]]:
        newest = int(self._steady())
        # A copy, for a reader in another thread; the running second is left out once whole ones are there.
        return [entry for entry in tuple(self._seconds) if entry[0] >= newest - RATE_S]

    def _window_s(self) -> float:
        return min(max(self._steady() - self._since, 1.0), RATE_S + self._steady() % 1.0)
