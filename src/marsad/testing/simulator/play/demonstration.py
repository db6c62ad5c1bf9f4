"""The sea of `marsad demo`: the scenario `demo` from ten minutes ago on, without end."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import replace

import numpy as np

from marsad.testing.simulator.feed.notices import Base, Notices
from marsad.testing.simulator.play.endless import Endless
from marsad.testing.simulator.play.merge import Feed, cut, merged
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.scenario import load
from marsad.testing.simulator.world import World

MINUTE_US = 60_000_000
WARM_UP_US = 600_000_000
"""So much of the past is there. Papers come every 6 minutes, so every ship has a name when it is told."""
OPENING = (
    ("close_quarters", -150.0),
    ("distress", -75.0),
    ("distress_test", 20.0),
    ("jamming", 180.0),
    ("close_quarters", 240.0),
    ("gap", 360.0),
    ("rendezvous", 480.0),
)
"""What happens first, and how many seconds after the start, so that there is something to see within a minute.

A beacon that is switched on tells its place with its second or third burst: one to two minutes later.
"""
EVERY_S = 420.0
"""After that something begins so often."""

TALKATIVE = ("ADEN", "DJIBOUTI")
"""Base stations that tell the weather; the first has notices and texts too."""


class Demonstration:
    """The feed of the demonstration's receivers, made minute by minute with `make` and taken piece by piece.

    One thread may make while another takes. The same seed, number of vessels and start give the same feed.
    """

    def __init__(self, seed: int, n_vessels: int, start_us: int) -> None:
        scenario = replace(load("demo"), vessels=n_vessels)
        begin_us = (start_us - WARM_UP_US) // MINUTE_US * MINUTE_US
        sea = Endless(scenario, seed, begin_us, start_us, OPENING, EVERY_S)
        self._pieces = sea.pieces()
        self._notices = Notices(_bases(sea.world), sea.world.receivers[0].encode(), start_us)
        self._lock = threading.Lock()
        self._made: deque[Feed] = deque()
        self.made_us = begin_us
        """Up to when the feed is made."""
        self._taken_us = start_us - WARM_UP_US

    def make(self) -> None:
        """The next minute."""
        until_us, feed = next(self._pieces)
        own = [
            Feed(one.t_us, np.array([one.chars.size]), one.chars.T.tobytes())
            for one in self._notices.between(self.made_us, until_us)
        ]
        feed = merged([feed, *own])
        with self._lock:
            self._made.append(cut(feed, self._taken_us)[1])
            self.made_us = until_us

    def take(self, until_us: int) -> bytes:
        """Lines delivered before an instant that were not taken yet, as far as they are made."""
        lines: list[bytes] = []
        with self._lock:
            while self._made:
                due, rest = cut(self._made[0], until_us)
                lines.append(due.lines)
                if rest.t_us.size:
                    self._made[0] = rest
                    break
                self._made.popleft()
            self._taken_us = max(self._taken_us, until_us)
        return b"".join(lines)


def _bases(world: World) -> list[Base]:
    """The base stations that tell more than their place."""
    rows = world.vessels[: world.fleet]
    numbers = rows["mmsi"][rows["role"] == Role.BASE_STATION].tolist()
    known = {one.name: Base(mmsi, one.lon, one.lat) for mmsi, one in zip(numbers, world.sea.base_stations, strict=True)}
    return [known[name] for name in TALKATIVE]
