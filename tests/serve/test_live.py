"""The live protocol, spoken with a real server."""

from __future__ import annotations

import asyncio

import numpy as np

from marsad import __version__
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.flags import Flag
from marsad.tracks.picture import Picture
from tests.rows import columns, table
from tests.serve.serving import client, served

T0 = 1_700_000_000_000_000
S = 1_000_000


class Clock:
    def __init__(self):
        self.us = T0

    def __call__(self):
        return self.us


def a_room(capacity=1000):
    clock = Clock()
    return WatchRoom(Picture(capacity), clock), clock


def ship(n, lon, lat=10.0, at=0, **more):
    t = T0 + at * S
    return {"t": t, "t_recv": t, "mmsi": 211_000_000 + n, "type": 1, "lon_deg": lon, "lat_deg": lat, "digest": t + n,
            **more}  # fmt: skip


def put(room, *rows, names=()):
    tables = {"position": table("position", list(rows))} if rows else {}
    if names:
        static = [
            {"t": T0, "t_recv": T0, "type": 5, "mmsi": 211_000_000 + n, "name": name, "to_bow_m": 50}
            for n, name in names
        ]
        tables["static"] = table("static", static)
    room.apply(tables, {})


def test_hello_comes_first_and_nothing_is_told_without_a_view():
    async def run():
        room, _ = a_room()
        put(room, ship(1, 5.0))
        async with served(room) as port, client(port, view=None) as one:
            await one.until(lambda c: bool(c.status))
            assert one.frames[0] == 1
            assert one.hello["protocol"] == 1
            assert one.hello["mode"] == "live"
            assert one.hello["version"] == __version__
            assert one.hello["now_ms"] == T0 // 1000
            assert one.rows == {}

    asyncio.run(run())


def test_a_view_gives_all_in_it_then_only_what_changes():
    async def run():
        room, _ = a_room()
        put(room, *(ship(n, n) for n in range(20)), names=[(n, f"SHIP {n}") for n in range(20)])
        async with (
            served(room) as port,
            client(port, {"view": {"west": 4.5, "south": 0, "east": 9.5, "north": 20}}) as one,
        ):
            await one.until(lambda c: len(c.statics) == 5)
            assert one.names == {f"SHIP {n}" for n in range(5, 10)}
            told = one.row_count
            assert told == 5
            put(room, ship(6, 6.1, at=1), ship(15, 15.1, at=1))
            await one.until(lambda c: c.row_count > told)
            assert one.row_count == told + 1
            assert len(one.rows) == 5
            await one.until(lambda c: c.status.get("counts", {}).get("in_view") == 5)

    asyncio.run(run())


def test_one_that_sails_out_is_told_once_more_and_then_no_longer():
    async def run():
        room, _ = a_room()
        put(room, ship(1, 5.0))
        async with served(room) as port, client(port, {"view": {"west": 0, "south": 0, "east": 9, "north": 20}}) as one:
            await one.until(lambda c: c.row_count == 1)
            put(room, ship(1, 9.5, at=1))
            await one.until(lambda c: c.row_count == 2)
            put(room, ship(1, 9.9, at=2))
            put(room, ship(2, 5.0, at=2))
            await one.until(lambda c: len(c.rows) == 2)
            assert one.row_count == 3

    asyncio.run(run())


def test_a_chosen_vessel_is_followed_beyond_the_view():
    async def run():
        room, _ = a_room()
        put(room, ship(1, 50.0), ship(2, 60.0))
        async with served(room) as port, client(port, {"view": {"west": 0, "south": 0, "east": 9, "north": 20}}) as one:
            await one.say({"select": 211_000_001})
            await one.until(lambda c: bool(c.status))
            put(room, ship(1, 50.1, at=1), ship(2, 60.1, at=1))
            await one.until(lambda c: c.row_count == 1)
            assert one.rows.keys() == {room.picture.slot_of(211_000_001)}
            await one.say({"select": None})
            put(room, ship(1, 50.2, at=2))
            before = one.frames.count(5)
            await one.until(lambda c: c.frames.count(5) > before)
            told = one.row_count  # once more at most, as for any that leaves the view
            assert told <= 2
            put(room, ship(1, 50.3, at=3))
            before = one.frames.count(5)
            await one.until(lambda c: c.frames.count(5) > before)
            assert one.row_count == told

    asyncio.run(run())


def test_a_locating_device_is_told_wherever_the_screen_looks():
    async def run():
        room, _ = a_room()
        put(room, ship(1, 5.0), {**ship(2, 100.0), "mmsi": 970_211_000})
        async with served(room) as port, client(port, {"view": {"west": 0, "south": 0, "east": 9, "north": 20}}) as one:
            await one.until(lambda c: len(c.rows) == 2)
            assert {row["kind"] for row in one.rows.values()} == {1, 7}
            put(room, {**ship(2, 100.5, at=60), "mmsi": 970_211_000})
            device = next(slot for slot, row in one.rows.items() if row["kind"] == 7)
            await one.until(lambda c: c.rows[device]["t"] == T0 // S + 60)

    asyncio.run(run())


def test_a_view_over_the_date_line():
    async def run():
        room, _ = a_room()
        put(room, ship(1, 179.5), ship(2, -179.5), ship(3, 0.0))
        async with (
            served(room) as port,
            client(port, {"view": {"west": 179, "south": 0, "east": -179, "north": 20}}) as one,
            client(port, {"view": {"west": 179, "south": 0, "east": 181, "north": 20}}) as other,
        ):
            await one.until(lambda c: c.row_count == 2)
            await other.until(lambda c: c.row_count == 2)

    asyncio.run(run())


def test_a_new_name_is_told_again_and_a_lost_slot_is_gone():
    async def run():
        room, clock = a_room()
        put(room, ship(1, 5.0), names=[(1, "OLD")])
        async with served(room) as port, client(port) as one:
            await one.until(lambda c: c.names == {"OLD"})
            later = {"t": T0 + S, "t_recv": T0 + S, "type": 5, "mmsi": 211_000_001, "name": "NEW"}
            room.apply({"static": table("static", [later])}, {})
            await one.until(lambda c: c.names == {"NEW"})
            clock.us = T0 + 90_000 * S
            room.refresh()
            await one.until(lambda c: c.rows == {} and c.statics == {})

    asyncio.run(run())


def test_a_live_room_counts_the_vessels_that_are_simulated():
    async def run():
        room, _ = a_room()
        put(room, ship(1, 5.0), {**ship(2, 6.0), "flags": int(Flag.SIMULATED)})
        room.refresh()
        async with served(room) as port, client(port) as one:
            await one.until(lambda c: bool(c.status) and c.status["counts"]["simulated"] == 1)

    asyncio.run(run())


def test_an_evicted_slot_belongs_to_its_new_owner_for_every_client():
    async def run():
        room, _ = a_room(capacity=1)
        put(room, ship(1, 5.0), names=[(1, "FIRST")])
        async with served(room) as port, client(port) as one:
            await one.until(lambda c: c.names == {"FIRST"})
            put(room, ship(2, 6.0, at=1))
            await one.until(lambda c: [s["mmsi"] for s in c.statics.values()] == [211_000_002])
            assert one.names == {None}
            assert len(one.rows) == 1

    asyncio.run(run())


def test_notes_come_and_go_and_addressed_words_stay_sealed():
    async def run():
        room, clock = a_room()
        put(room, ship(1, 5.0))
        heard = {"t": T0, "t_recv": T0, "mmsi": 211_000_001}
        texts = [
            {**heard, "type": 14, "text": "GALE WARNING"},
            {**heard, "type": 12, "dest_mmsi": 211_000_009, "text": "SECRET"},
            {"t": T0, "t_recv": T0, "type": 12, "mmsi": 970_000_001, "dest_mmsi": 5, "text": "SART ACTIVE"},
        ]
        room.apply({"safety_text": table("safety_text", texts)}, {})
        async with served(room) as port, client(port) as one:
            await one.until(lambda c: len(c.notes) == 3)
            assert {n["text"] for n in one.notes.values()} == {"GALE WARNING", "", "SART ACTIVE"}
            gale = next(n for n in one.notes.values() if n["text"] == "GALE WARNING")
            assert (gale["lon"], gale["lat"], gale["kind"]) == (5.0, 10.0, "safety_text")
            clock.us = T0 + 1801 * S
            room.refresh()
            await one.until(lambda c: c.notes == {})

    asyncio.run(run())


def test_what_a_client_says_wrongly_is_passed_over():
    async def run():
        room, _ = a_room()
        put(room, ship(1, 5.0))
        async with served(room) as port, client(port, view=None) as one:
            for wrong in ("", "{", "[]", '{"view":1}', '{"view":{"west":1}}', '{"select":"x"}', '{"else":1}', "null"):
                await one.say(wrong)
            await one.say({"view": {"west": 1, "south": 50, "east": 2, "north": 40}})
            await one.say({"view": {"west": -1e308, "south": -90, "east": 1e308, "north": 90}})
            await one.until(lambda c: len(c.rows) == 1)

    asyncio.run(run())


def test_a_frame_stays_small_and_a_large_picture_comes_whole():
    async def run():
        room, _ = a_room(capacity=80_000)
        n = 70_000
        rows = columns(
            "position", n, t=np.full(n, T0), t_recv=np.full(n, T0), mmsi=np.arange(n), type=np.ones(n, dtype=int),
            lon_deg=np.linspace(-179, 179, n), lat_deg=np.linspace(-80, 80, n), digest=np.arange(n),
        )  # fmt: skip
        room.apply({"position": rows}, {})
        async with served(room) as port, client(port) as one:
            await one.until(lambda c: len(c.rows) == n and len(c.statics) == n, seconds=60)
            assert one.frames.count(2) == 3

    asyncio.run(run())


def test_the_latency_from_receipt_to_client_is_measured():
    async def run():
        room, clock = a_room()
        async with served(room) as port, client(port) as one:
            await one.until(lambda c: bool(c.status))
            room.apply({"position": table("position", [ship(1, 5.0)])}, {}, t_recv_us=clock.us - 30_000)
            await one.until(lambda c: len(c.rows) == 1)
            await one.until(lambda c: room.metrics.received_to_sent_ms.read().count == 1)
            assert room.metrics.received_to_sent_ms.read().max_ms >= 30

    asyncio.run(run())
