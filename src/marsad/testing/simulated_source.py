"""The demo's source: simulated traffic heard as if from a receiver, the last minutes first and then as time goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from marsad.sources import Clock, Health, Sink, Source
from marsad.testing.traffic.traffic import Traffic

WARM_UP_US = 600_000_000
"""What is told at once at the start. Papers come every 6 minutes, so every ship has a name when it is done."""
NAME = "SIM"
CENTRE, ZOOM = (46.6, 12.8), 6.2
"""Where a page begins: the whole of the simulated sea."""
_PIECE_US = 30_000_000
_BEAT_S = 0.25


class SimulatedSource:
    """Feeds `Traffic` into a watch room; runs until it is cancelled.

    The scenario begins when it first runs, with `WARM_UP_US` of past heard at once under their true past times. Every
    sentence names a station SIM..., so that nobody can take it for real.
    """

    def __init__(
        self, clock: Clock, seed: int = 1, n_vessels: int = 450, traffic: Callable[[int, int, int], Traffic] = Traffic
    ) -> None:
        self.name = NAME
        self.url = url_of(seed, n_vessels)
        self.health = Health()
        self._clock, self._seed, self._n_vessels, self._traffic = clock, seed, n_vessels, traffic

    async def run(self, sink: Sink) -> None:
        """Hand on what is heard, in pieces of at most 30 s, stamped with the end of the piece in whole milliseconds."""
        start_us = self._now_us()
        traffic = await asyncio.to_thread(self._traffic, self._seed, self._n_vessels, start_us)
        self.health.link_up()
        at_us = start_us - WARM_UP_US
        while True:
            now_us = self._now_us()
            # A clock set forward by hours must not bring hours of traffic at once.
            at_us = max(at_us, now_us - WARM_UP_US)
            while at_us < now_us:
                end_us = min(at_us + _PIECE_US, now_us)
                if data := traffic.sentences(at_us, end_us):
                    self.health.heard(data, end_us)
                    await sink(self.name, data, end_us)
                at_us = end_us
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
