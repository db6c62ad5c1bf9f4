"""Recordings through the same picture, with their own clock."""

from __future__ import annotations

import asyncio

import pytest

from marsad.cli.replay_values import speed_of, start_of
from marsad.decode.decoder import Decoder
from marsad.runtime.clock import steady_s
from marsad.runtime.recording import open_recording
from marsad.runtime.replay import ReplayShell
from marsad.runtime.settings import Settings
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.tracks.picture import Picture
from marsad.tracks.saved import state_hash

T0_S = 1_700_000_000
PAYLOADS = ("139>Jh@P1T39J`079hp1hQKp0000", "4020j<@000Htt39J`079hp000000")


def checked(text):
    value = 0
    for byte in text.encode():
        value ^= byte
    return f"{text}*{value:02X}"


def sentence(n):
    return f"!{checked(f'AIVDM,1,1,,A,{PAYLOADS[n % 2]},0')}\n"


def with_times(seconds):
    return "".join(f"\\{checked(f'c:{T0_S + s}')}\\{sentence(n)}" for n, s in enumerate(seconds)).encode()


def shell_of(path, speed, start_us=None, rate=100.0):
    return ReplayShell(path.name, open_recording([path], start_us, rate), speed, Settings(most_vessels=1000))


def test_at_full_speed_the_picture_is_that_of_the_file(tmp_path):
    data = with_times(range(0, 400, 3))
    (tmp_path / "log.nmea").write_bytes(data)

    async def run():
        shell = shell_of(tmp_path / "log.nmea", None)
        await shell.run()
        return shell

    shell = asyncio.run(run())
    oracle = Picture(1000)
    oracle.apply(Decoder().feed(data, None, "log.nmea").tables, (T0_S + 399) * 1_000_000)
    assert state_hash(shell.room.picture) == state_hash(oracle)
    assert shell.clock() == (T0_S + 399) * 1_000_000
    assert shell.feeds()[0].state == "ended"


def test_at_a_set_speed_rows_come_at_their_time(tmp_path):
    (tmp_path / "log.nmea").write_bytes(with_times([0, 1, 10, 20, 30]))

    async def run():
        shell = shell_of(tmp_path / "log.nmea", 20.0)
        began = steady_s()
        task = asyncio.create_task(shell.run())
        async with asyncio.timeout(20):
            while shell.room.picture.newest_us < (T0_S + 10) * 1_000_000:
                await asyncio.sleep(0.01)
                assert shell.room.picture.newest_us <= shell.clock() + 100_000
            assert shell.room.picture.newest_us < (T0_S + 30) * 1_000_000
            await task
        return steady_s() - began

    assert 1.3 < asyncio.run(run()) < 8


def test_one_wrong_clock_does_not_carry_the_replay_off(tmp_path):
    (tmp_path / "log.nmea").write_bytes(with_times([0, 1, 2, 400_000_000, 3, 4, 5]))

    async def run():
        shell = shell_of(tmp_path / "log.nmea", None)
        await shell.run()
        return shell

    shell = asyncio.run(run())
    assert shell.clock() == (T0_S + 5) * 1_000_000
    assert shell.room.metrics.rows == 7


def test_a_recording_without_times_is_refused_unless_told_when_it_began(tmp_path):
    path = tmp_path / "bare.nmea"
    path.write_text("".join(sentence(n) for n in range(50)))
    with pytest.raises(UsageRefusal, match="names no times: say with --start"):
        shell_of(path, None)

    async def run():
        shell = shell_of(path, None, T0_S * 1_000_000, rate=10.0)
        await shell.run()
        return shell

    shell = asyncio.run(run())
    assert shell.room.metrics.rows == 50
    assert shell.clock() == (T0_S + 4) * 1_000_000 + 900_000


@pytest.mark.parametrize(
    ("content", "start_us", "said"),
    [(with_times([0]), 5, "names its own times"), (b"nothing\n" * 5, None, "no AIS sentence"), (b"", None, "no AIS")],
)
def test_what_cannot_be_replayed_is_refused(tmp_path, content, start_us, said):
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(Refusal, match=said):
        shell_of(tmp_path / "x", None, start_us)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refusal, match="is not there"):
        shell_of(tmp_path / "none", None)


def test_values_of_the_command():
    assert speed_of("max") is None
    assert speed_of("2.5") == 2.5
    assert start_of("2023-11-14T22:13:20Z") == start_of("2023-11-14T22:13:20") == T0_S * 1_000_000
    assert start_of("2023-11-14T23:13:20+01:00") == T0_S * 1_000_000
    for wrong in ("0", "-1", "fast", "nan", "inf"):
        with pytest.raises(UsageRefusal):
            speed_of(wrong)
    with pytest.raises(UsageRefusal):
        start_of("yesterday")
