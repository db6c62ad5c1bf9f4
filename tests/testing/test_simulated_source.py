"""The demo's source: warm-up at once, then with the clock; marked as simulated; no traffic lost or doubled."""

from __future__ import annotations

import asyncio

from marsad.testing.simulated_source import WARM_UP_US, SimulatedSource
from marsad.testing.traffic.traffic import Traffic

START = 1_790_000_000_000_000


class Steps:
    """A clock that shows the next of its times at each look, and the last one from then on."""

    def __init__(self, *times_us: int) -> None:
        self.times = list(times_us)

    def __call__(self) -> int:
        return self.times.pop(0) if len(self.times) > 1 else self.times[0]


async def heard_until(source: SimulatedSource, last_us: int) -> list[tuple[bytes, int]]:
    pieces: list[tuple[bytes, int]] = []
    done = asyncio.Event()

    async def sink(name: str, data: bytes, t_recv_us: int) -> None:
        assert name == "SIM"
        pieces.append((data, t_recv_us))
        if t_recv_us >= last_us:
            done.set()

    running = asyncio.create_task(source.run(sink))
    await asyncio.wait_for(done.wait(), 60)
    running.cancel()
    return pieces


def test_the_past_comes_at_once_and_then_the_present():
    source = SimulatedSource(Steps(START + 7, START + 7, START + 2_000_123), seed=3, n_vessels=30)
    pieces = asyncio.run(heard_until(source, START + 2_000_000))
    whole = Traffic(3, 30, START).sentences(START - WARM_UP_US, START + 2_000_000)
    assert b"".join(data for data, _ in pieces) == whole
    stamps = [stamp for _, stamp in pieces]
    assert stamps == sorted(stamps)
    assert all(stamp % 1000 == 0 for stamp in stamps)
    assert all(line.startswith(rb"\s:SIM0") for line in whole.splitlines())
    assert source.health.sentences == whole.count(b"!")
    assert source.health.state.value == "connected"


def test_a_clock_set_forward_brings_no_flood():
    day = 86_400_000_000
    source = SimulatedSource(Steps(START, START, START + day), seed=3, n_vessels=30)
    pieces = asyncio.run(heard_until(source, START + day))
    assert sum(len(data) for data, _ in pieces) < 3 * sum(len(data) for data, stamp in pieces if stamp <= START)
