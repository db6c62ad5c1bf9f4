"""The demo's source: a simulated sea heard as if from receivers, the last minutes first and then as time goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from marsad.sources import Clock, Health, Sink, Source
from marsad.testing.simulator.play.demonstration import MINUTE_US, WARM_UP_US, Demonstration

NAME = "SIM"
CENTRE, ZOOM = (46.6, 12.8), 6.2
"""Where a page begins: the whole of the simulated sea."""
_AHEAD_US = 90_000_000
"""So much is made before it is due: now and then a minute of the sea takes seconds to make."""
_ASTRAY_US = WARM_UP_US + 20 * MINUTE_US
_PIECE_US = 30_000_000
_BEAT_S = 0.25


class SimulatedSource:
    """Feeds a `Demonstration` into a watch room; runs until it is cancelled.

    The sea begins when it first runs, with `WARM_UP_US` of past heard at once under its true past times. Every sentence
    names a station SIM..., so that nobody can take it for real.
    """

    def __init__(
        self, clock: Clock, seed: int = 1, n_vessels: int = 450,
        sea: Callable[[int, int, int], Demonstration] = Demonstration,
    ) -> None:  # fmt: skip
        self.name = NAME
        self.url = url_of(seed, n_vessels)
        self.health = Health()
        self._clock, self._seed, self._n_vessels, self._sea = clock, seed, n_vessels, sea
        self._maker = ThreadPoolExecutor(1, "simulated sea")

    async def run(self, sink: Sink) -> None:
        """Hand on what is heard, in pieces of at most 30 s, stamped with the end of the piece in whole milliseconds."""
        try:
            while True:
                # A clock that was set to another time finds another sea there, and not hours of traffic at once.
                await self._until_astray(sink)
        finally:
            self._maker.shutdown(wait=False, cancel_futures=True)

    async def _until_astray(self, sink: Sink) -> None:
        at_us = self._now_us()
        self.health.link_up()  # nothing is down while the sea is made
        sea = await asyncio.wrap_future(self._maker.submit(self._sea, self._seed, self._n_vessels, at_us))
        at_us -= WARM_UP_US
        making: Future[None] | None = None
        while abs((now_us := self._now_us()) - at_us) <= _ASTRAY_US:
            if making is None and sea.made_us < now_us + _AHEAD_US:
                making = self._maker.submit(sea.make)
            if making is not None and (making.done() or sea.made_us < now_us):
                await asyncio.wrap_future(making)
                making = None
            until_us = min(now_us, sea.made_us)
            while at_us < until_us:
                end_us = min(at_us + _PIECE_US, until_us)
                if data := sea.take(end_us):
                    self.health.heard(data, end_us)
                    await sink(self.name, data, end_us)
                at_us = end_us
            if until_us == now_us:
                await asyncio.sleep(_BEAT_S)

    def _now_us(self) -> int:
        now_us: int = self._clock() // 1000 * 1000
        return now_us


def url_of(seed: int, n_vessels: int) -> str:
    """What stands for the address of a simulated feed. No scheme of that name can be given to `marsad watch`."""
    return f"simulated:gulf-of-aden?seed={seed}&vessels={n_vessels}"


def opener(seed: int, n_vessels: int) -> Callable[[str, str | None, Clock], Source]:
    """What opens the feeds of a simulated room in place of `open_source`: whatever is asked for is simulated."""
    return lambda _url, _name, clock: SimulatedSource(clock, seed, n_vessels)
