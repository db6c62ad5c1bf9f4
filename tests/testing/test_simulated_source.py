"""The demo's source: warm-up at once, then with the clock; marked as simulated; no traffic lost or doubled."""

from __future__ import annotations

import asyncio

import pytest

from marsad.testing.simulated_source import SimulatedSource
from marsad.testing.simulator.play.demonstration import WARM_UP_US, Demonstration

START = 1_790_000_000_000_000
MINUTE = 60_000_000


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
    await asyncio.wait_for(done.wait(), 300)
    running.cancel()
    return pieces


@pytest.fixture(scope="module")
def whole() -> bytes:
    """What a sea of 30 vessels tells in its first ten minutes and two seconds."""
    sea = Demonstration(3, 30, START)
    while sea.made_us < START + 2_000_000:
        sea.make()
    return sea.take(START + 2_000_000)


def test_the_past_comes_at_once_and_then_the_present(whole):
    source = SimulatedSource(Steps(START + 7, START + 7, START + 2_000_123), seed=3, n_vessels=30)
    pieces = asyncio.run(heard_until(source, START + 2_000_000))
    assert b"".join(data for data, _ in pieces) == whole
    stamps = [stamp for _, stamp in pieces]
    assert stamps == sorted(stamps)
    assert stamps[0] < START - WARM_UP_US + MINUTE
    assert all(stamp % 1000 == 0 for stamp in stamps)
    assert source.health.sentences == whole.count(b"!")
    assert source.health.state.value == "connected"


def test_every_message_names_a_simulated_station(whole):
    """A message of several sentences names it once, with its first; the others say that they belong to it."""
    for line in whole.splitlines():
        tag = line[1:].split(b"\\")[0] if line.startswith(b"\\") else b""
        first = line.partition(b"!")[2].split(b",")[2] == b"1"
        assert (b"s:SIM" in tag) if first else (b"s:" not in tag or b"s:SIM" in tag)


@pytest.mark.parametrize("leap_us", [86_400_000_000, -86_400_000_000])
def test_a_clock_set_to_another_day_brings_another_sea_and_no_flood(whole, leap_us):
    source = SimulatedSource(Steps(START, START, START + leap_us), seed=3, n_vessels=30)
    seen: list[tuple[bytes, int]] = []

    async def run() -> None:
        there = asyncio.Event()

        async def sink(name: str, data: bytes, t_recv_us: int) -> None:
            seen.append((data, t_recv_us))
            if abs(t_recv_us - START - leap_us) < 1_000_000:
                there.set()

        running = asyncio.create_task(source.run(sink))
        await asyncio.wait_for(there.wait(), 300)
        running.cancel()

    asyncio.run(run())
    assert 0.9 * len(whole) < sum(len(data) for data, _ in seen) < 1.5 * len(whole)
