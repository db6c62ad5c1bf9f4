"""From bytes to the picture: nothing lost, a breaking decoder isolated, UDP shed and counted, others made to wait."""

from __future__ import annotations

import asyncio
import contextlib

from marsad.decode.decoder import Decoder
from marsad.runtime import intake as intake_module
from marsad.runtime.intake import Intake
from marsad.runtime.watch_room import WatchRoom
from marsad.tracks.picture import Picture
from marsad.tracks.saved import state_hash

T0 = 1_700_000_000_000_000
LINE = b"!AIVDM,1,1,,A,139>Jh@P1T39J`079hp1hQKp0000,0*41\r\n"
BASE = b"!AIVDM,1,1,,A,4020j<@000Htt39J`079hp000000,0*48\r\n"


@contextlib.asynccontextmanager
async def running(make_decoder=Decoder, log=None):
    room = WatchRoom(Picture(1000), lambda: T0)
    taken = Intake(room, make_decoder, log)
    task = asyncio.create_task(taken.run())
    try:
        yield taken
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        taken.close()


def test_all_that_is_heard_reaches_log_and_picture_in_order_however_it_is_cut():
    async def run(size):
        logged: list[tuple[str, bytes, int]] = []
        async with running(log=lambda *entry: logged.append(entry)) as taken:
            stream = (LINE + BASE) * 50
            for at in range(0, len(stream), size):
                await taken.put("roof", stream[at : at + size], T0 + at * 1000)
            await taken.finish()
            assert b"".join(data for _, data, _ in logged) == stream
            assert taken.room.metrics.bytes == len(stream)
            assert taken.room.metrics.queue_bytes == 0
            assert len(taken.room.picture) == 2
            return taken.room.metrics.rows

    assert asyncio.run(run(7)) == asyncio.run(run(10_000)) == 100


def test_rejects_are_counted_by_feed_and_reason():
    async def run():
        async with running() as taken:
            await taken.put("a", b"!AIVDM,1,1,,A,139>Jh@P1T39J`079hp1hQKp0000,0*00\n" * 3, T0)
            await taken.put("b", b"garbage\n" * 2, T0)
            await taken.finish()
            return taken.rejects

    assert asyncio.run(run()) == {"a": {"checksum": 3}, "b": {"garbage": 2}}


class Breaking(Decoder):
    """A decoder with a fault, for one kind of line."""

    def feed(self, data, t_recv_us=None, source=None):
        if b"BREAK" in bytes(data):
            raise ZeroDivisionError("a fault")
        return super().feed(data, t_recv_us, source)


def test_a_breaking_decoder_loses_one_batch_and_says_so():
    async def run():
        logged: list[bytes] = []
        async with running(Breaking, lambda source, data, t: logged.append(data)) as taken:
            await taken.put("a", LINE, T0)
            await taken.put("b", b"BREAK\n", T0)
            await taken.put("c", BASE, T0)
            await taken.finish()
            assert len(taken.room.picture) == 2
            assert taken.room.metrics.decode_errors == 1
            assert taken.last_error == "ZeroDivisionError: a fault"
            assert b"BREAK\n" in logged

    asyncio.run(run())


def test_udp_is_shed_and_counted_when_the_queue_is_full_and_still_logged(monkeypatch):
    monkeypatch.setattr(intake_module, "QUEUE_BYTES", 1000)
    monkeypatch.setattr(intake_module, "JOIN_BYTES", 1)

    async def run():
        logged: list[bytes] = []
        room = WatchRoom(Picture(10), lambda: T0)
        taken = Intake(room, Decoder, lambda source, data, t: logged.append(data))  # nobody takes from the queue
        for _ in range(100):
            await taken.put("udp", LINE, T0, can_wait=False)
        taken.close()
        assert len(logged) == 100
        assert room.metrics.queue_bytes <= 1000 + len(LINE)
        assert room.metrics.shed_bytes == 100 * len(LINE) - room.metrics.queue_bytes

    asyncio.run(run())


def test_a_feed_that_can_wait_waits_and_loses_nothing(monkeypatch):
    monkeypatch.setattr(intake_module, "QUEUE_BYTES", 1000)
    monkeypatch.setattr(intake_module, "JOIN_BYTES", 1)

    async def run():
        async with running() as taken:
            for n in range(300):
                await taken.put("tcp", LINE, T0 + n * 1000)
                assert taken.room.metrics.queue_bytes <= 1000 + len(LINE)
            await taken.finish()
            assert taken.room.metrics.rows == 300
            assert taken.room.metrics.shed_bytes == 0
            return state_hash(taken.room.picture)

    assert asyncio.run(run())


def test_a_flood_on_one_feed_holds_up_no_other(monkeypatch):
    monkeypatch.setattr(intake_module, "QUEUE_BYTES", 20_000)
    monkeypatch.setattr(intake_module, "JOIN_BYTES", 1)

    async def run():
        decoded: list[str] = []

        class Noting(Decoder):
            def feed(self, data, t_recv_us=None, source=None):
                decoded.append(source)
                return super().feed(data, t_recv_us, source)

        room = WatchRoom(Picture(1000), lambda: T0)
        taken = Intake(room, Noting)
        for n in range(2_000):
            await taken.put("flood", LINE, T0 + n, can_wait=False)
        assert room.metrics.shed_bytes > 0
        shed = room.metrics.shed_bytes
        await asyncio.wait_for(taken.put("quiet", BASE, T0, can_wait=True), 5)
        await taken.put("quiet by radio", BASE, T0, can_wait=False)
        assert room.metrics.shed_bytes == shed
        task = asyncio.create_task(taken.run())
        await taken.finish()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        taken.close()
        return decoded

    decoded = asyncio.run(run())
    assert decoded.index("quiet") == 1
    assert decoded.index("quiet by radio") == 2
