"""A moment of the past is what the room showed then."""

from __future__ import annotations

import asyncio
import random

import pytest

from marsad.decode.ais.encode import encode_message, sentences
from marsad.decode.decoder import Decoder
from marsad.geo.sphere import rhumb_destination
from marsad.runtime.configuration import resolve
from marsad.runtime.live import LiveShell
from marsad.runtime.past import keyframes
from marsad.runtime.past.look import Look
from marsad.runtime.settings import Feed
from marsad.schema.refusal import Refusal
from marsad.tracks.saved import state_hash, to_batch
from tests.runtime.test_three_shells import T0, US, Link, until

MINUTES = 40
SHIPS = 25
CONFIGURATION = resolve(None, {}, {"most_vessels": 1000, "forget_h": 0.4})


def minute(n):
    """What is heard in a minute: ships that come one after the other, of which some fall silent and are forgotten."""
    told = []
    for number in range(SHIPS):
        mmsi = 235_000_000 + number
        if n < number or (number % 5 == 0 and n > 10):
            continue
        lon, lat = rhumb_destination(10.0 + number / 10, 50.0, 37.0 * number, 5.0 * n)
        told += sentences(encode_message(1, mmsi, {"lon_deg": float(lon), "lat_deg": float(lat), "sog_kn": 9.7,
                                                   "cog_deg": 37.0 * number % 360, "second": 7}))  # fmt: skip
        if n % 6 == number % 6:
            told += sentences(encode_message(5, mmsi, {"name": f"SHIP {number}", "ship_type": 70, "imo": 9_074_729}))
    return b"".join(line.strip() + b"\r\n" for line in told)


async def _watched(data):
    """The hash of the picture at each minute. A keyframe is kept in the middle."""
    link, now, shown, rows, decoder = Link(), [T0 * US], {}, 0, Decoder()
    async with link.open() as url:
        shell = LiveShell(CONFIGURATION, data, lambda: now[0], {"roof": Feed(url)}, detectors=())
        await shell.start()
        await link.there.wait()
        for n in range(MINUTES):
            now[0] = (T0 + 60 * n) * US
            await link.send(minute(n))
            rows += decoder.feed(minute(n), now[0], "roof").rows
            await until(lambda many=rows: shell.room.metrics.rows == many)
            await asyncio.to_thread(shell.log.sync)
            await asyncio.to_thread(shell.room.refresh)
            with shell.room.lock:
                shown[now[0]] = state_hash(shell.room.picture), len(shell.room.picture)
            if n == MINUTES // 2:
                await asyncio.to_thread(shell.save, shell.intake.complete_until_us())
        await shell.close()
    return shown


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    data = tmp_path_factory.mktemp("room")
    return data, asyncio.run(_watched(data))


def _seen(look):
    return state_hash(look.room.picture), len(look.room.picture)


def test_every_minute_is_as_it_was_shown_in_whatever_order_one_looks(watched):
    data, shown = watched
    assert len(list((data / "picture" / "past").glob("*.arrow"))) == 1
    assert {many for _, many in shown.values()} >= {1, 20}, "some are forgotten"
    look, moments = Look(data, CONFIGURATION), sorted(shown)
    random.Random(4).shuffle(moments)
    for t in moments:
        look.go(t)
        assert look.room.clock() == t
        assert _seen(look) == shown[t], (t - T0 * US) / 60 / US


def test_going_on_gives_the_same_picture_as_going_there(watched):
    data, shown = watched
    look, first = Look(data, CONFIGURATION), min(shown)
    look.go(first)
    room = look.room
    for t in range(first, max(shown) + 1, 7 * US):
        look.lead_to(t)
        if t in shown:
            assert _seen(look) == shown[t]
    assert look.room is room


def test_before_the_log_begins_its_first_moment_is_shown(watched):
    data, shown = watched
    look = Look(data, CONFIGURATION)
    look.go(0)
    assert _seen(look) == shown[min(shown)]


def test_a_keyframe_that_was_damaged_is_passed_over_and_the_log_tells_the_rest(watched):
    data, shown = watched
    (file,) = (data / "picture" / "past").glob("*.arrow")
    whole = file.read_bytes()
    try:
        file.write_bytes(whole[:-100] + bytes(100))
        look = Look(data, CONFIGURATION)
        look.go(max(shown))
        assert _seen(look) == shown[max(shown)]
    finally:
        file.write_bytes(whole)


def test_keyframes_are_kept_as_the_log_grows_and_go_with_it(watched, tmp_path, monkeypatch):
    data, shown = watched
    look = Look(data, CONFIGURATION)
    look.go(max(shown))
    batch = to_batch(look.room.picture)
    kept = keyframes.Keyframes(tmp_path, data / "raw")
    assert kept.save_if_due(batch, min(shown))
    assert not kept.save_if_due(batch, max(shown)), "the log has hardly grown"
    monkeypatch.setattr(keyframes, "GROWN_BYTES", 0)
    monkeypatch.setattr(keyframes, "GROWN_TIMES", 0)
    assert kept.save_if_due(batch, max(shown))
    assert [one.until_us for one in kept.there()] == [min(shown), max(shown)]
    old = kept.there()[0].path
    old.rename(old.with_name(old.name.replace(str(min(shown)), str(min(shown) - 3_600 * US))))
    kept.save_if_due(batch, max(shown))
    assert [one.until_us for one in kept.there()] == [max(shown)], "its log is gone"


def test_where_nothing_was_recorded_it_says_so(tmp_path):
    with pytest.raises(Refusal, match="Nothing was recorded yet"):
        Look(tmp_path, CONFIGURATION).go(T0 * US)
