"""R8 at the shells: a feed over TCP into a room, its raw log replayed, and a build of it give the same events.

Zones and watch lists come to all three by the journal of the room's data folder.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter

import pytest

from marsad.cli import main
from marsad.decode.ais.encode import encode_message, sentences
from marsad.geo.sphere import rhumb_destination
from marsad.runtime.configuration import resolve
from marsad.runtime.detection.chosen import chosen
from marsad.runtime.live import LiveShell
from marsad.runtime.places.configured import side_of_settings
from marsad.runtime.places.journal_zones import KIND as ZONE
from marsad.runtime.places.journal_zones import removal, zone_bodies
from marsad.runtime.places.watch_lists import KIND as WATCH_LIST
from marsad.runtime.places.watch_lists import list_body
from marsad.runtime.places.watch_lists import removal as list_removal
from marsad.runtime.recording import open_recording
from marsad.runtime.replay import ReplayShell
from marsad.runtime.saved_records import records_in
from marsad.runtime.settings import Feed
from marsad.schema.event_rows import events_of
from marsad.store.lake.lake import Lake
from tests.runtime.detection.heard import facts

T0 = 1_772_366_400
"""2026-03-01T12:00:00Z, seconds."""
US = 1_000_000
MINUTES = 100
LANE_S = 5
LISTED, BY_IMO, LATER, SART, MIS_SET, SILENT = (
    235_000_001,
    235_000_002,
    235_000_003,
    970_111_222,
    235_000_005,
    235_000_006,
)
IMO = 9_074_729
BOX = [[44.98, 12.0], [45.02, 12.0], [45.02, 12.6], [44.98, 12.6], [44.98, 12.0]]
SINCE = "2026-03-01T00:00:00Z"


def tagged(t_s, line):
    body = f"c:{t_s}"
    check = 0
    for byte in body.encode():
        check ^= byte
    return f"\\{body}*{check:02X}\\".encode() + line.strip() + b"\r\n"


def _lines(t_s, number, mmsi, **fields):
    return b"".join(tagged(t_s, line) for line in sentences(encode_message(number, mmsi, fields)))


def _ship(t_s, mmsi, begin, course, knots, status=0):
    lon, lat = rhumb_destination(*begin, course, knots * 1852 / 3600 * (t_s - T0))
    return _lines(t_s, 1, mmsi, status=status, lon_deg=float(lon), lat_deg=float(lat), sog_kn=knots, cog_deg=course,
                  heading_deg=round(course), second=t_s % 60)  # fmt: skip


def minute(n):
    """What is heard in a minute."""
    told = b""
    for t in range(T0 + 60 * n + 1, T0 + 60 * n + 61, 10):
        told += _ship(t, LISTED, (44.9, 12.1), 90.0, 8.0)  # through the first zone
        told += _ship(t, BY_IMO, (44.9, 12.3), 90.0, 11.0)
        told += _ship(t, LATER, (45.3, 12.5), 270.0, 12.0)
        told += _ship(t, MIS_SET, (46.0, 13.0), 45.0, 9.0, status=14)
        if 20 <= n < 30:
            told += _lines(t, 1, SART, status=14, lon_deg=46.5, lat_deg=12.5, sog_kn=0.6, cog_deg=10.0, second=t % 60)
        if n < 30 or n > 80:
            told += _ship(t, SILENT, (46.0, 12.0), 200.0, 14.0)
    if n % 6 == 0:
        told += _lines(T0 + 60 * n + 5, 5, BY_IMO, imo=IMO, name="SIM TWO", callsign="SIM2", ship_type=70)
    return told


class Link:
    """A receiver on TCP that sends what it is told to."""

    def __init__(self):
        self.sent, self._writer, self.there = 0, None, asyncio.Event()

    async def _serve(self, _, writer):
        self._writer = writer
        self.there.set()

    @contextlib.asynccontextmanager
    async def open(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            self._writer.transport.abort()

    async def send(self, data):
        self.sent += len(data)
        self._writer.write(data)
        await self._writer.drain()


async def until(condition, seconds=60.0):
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for raises no event
            await asyncio.sleep(0.005)


async def settled(shell, last_us):
    """Everything that was sent is led to its last row, run again where it was late, and told."""
    detection = shell.detection.detection
    done = lambda: detection.health().watermark_us == last_us and not detection.health().is_rerunning  # noqa: E731
    async with asyncio.timeout(60):
        while True:
            await until(done)
            await asyncio.to_thread(
                shell.room.detect
            )  # waits for whoever is at it: what they took is in the health then
            if done():
                return


def _zone(name, ring, **properties):
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "geometry": geometry, "properties": {"name": name, **properties}}


async def _watched(data, configuration, now):
    link, told = Link(), []
    async with link.open() as url:
        shell = LiveShell(configuration, data, lambda: now[0], {"roof": Feed(url)})
        shell.detection.detection.listen(lambda events, _: told.extend(events))
        await shell.start()
        await link.there.wait()
        for n in range(MINUTES):
            if n == 40:  # people go on while it runs
                wide = [[44.6, 12.2], [45.4, 12.2], [45.4, 12.7], [44.6, 12.7], [44.6, 12.2]]
                zones = zone_bodies({"features": [_zone("DRAWN", wide, watch=["enter", "leave"])]}, "a person")
                await asyncio.to_thread(shell.given.save, ZONE, zones, "Layla")
                text = f"mmsi,until\n{LATER},2026-12-31\n"
                await asyncio.to_thread(shell.given.save, WATCH_LIST, [list_body("later", text).body], "Layla")
            if n == 60:
                await asyncio.to_thread(shell.given.save, WATCH_LIST, [list_removal("later")], "Layla")
            if n == 70:
                await asyncio.to_thread(shell.given.save, ZONE, [removal("DRAWN")], "Layla")
            await link.send(minute(n))
            await until(lambda: shell.room.metrics.bytes == link.sent and shell.room.metrics.queue_bytes == 0)
            if n < MINUTES - 1:
                now[0] += 60 * US
            if n % 10 == 9:
                await asyncio.to_thread(shell.room.detect)
        last = (T0 + 60 * MINUTES - 9) * US
        now[0] = last + LANE_S * US  # so that the watermark comes to the last report and no farther
        detection = shell.detection.detection
        await settled(shell, last)
        health = detection.health(now[0])
        alerts = [alert for alert in shell.room.alerting.desk.alerts.values() if not alert.gone and not alert.why]
        await shell.close()
    assert (health.faults, health.ahead, health.shed, health.too_late) == ({}, 0, 0, 0)
    return facts(told), alerts


def replay_of(data, configuration):
    settings = configuration.settings
    side = side_of_settings(settings, data, records_in(data))
    told = []

    async def run():
        shell = ReplayShell("raw", open_recording([data / "raw"], None, 100.0), None, settings,
                            chosen(settings.detectors), side)  # fmt: skip
        shell.room.detection.listen(lambda events, _: told.extend(events))
        await shell.run()

    asyncio.run(run())
    return facts(told)


def lake_of(data, lake, capsys):
    assert main(["build", str(data / "raw"), "--into", str(lake), "--data", str(data), "--workers", "1"]) == 0
    accounts = json.loads(capsys.readouterr().out)
    with Lake.open(str(lake), lambda: 0) as opened:
        events = [one for day in opened.days("events") for one in events_of(opened.read("events", day))]
        rows = [row for day in opened.days("alerts") for row in opened.read("alerts", day).to_pylist()]
    assert sum(accounts["events"].values()) == sum(one.status != "withdrawn" for one in events)
    return facts(events), rows


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder whose journal was given a zone and a list before anybody listened."""
    folder = tmp_path / "data"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kernels"))  # those of this test are compiled already
    (tmp_path / "zones.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [_zone("FIRING", BOX, watch=["enter"], since=SINCE),
                                                              _zone("LATE", BOX, watch=["enter"])]})
    )  # fmt: skip
    (tmp_path / "list.csv").write_text(
        f"mmsi,imo,name,source,since,until\n{LISTED},,,Port,{SINCE},2026-12-31\n,{IMO},,Port,{SINCE},2026-12-31\n"
        f"{SILENT},,,Port,2025-01-01,2026-02-01\n"
    )
    for words in (["zone", "import", tmp_path / "zones.geojson"], ["watch-list", "import", tmp_path / "list.csv"]):
        assert main([*map(str, words), "--data", str(folder), "--port", "1", "--author", "Layla"]) == 0
    return folder


def test_live_replay_and_build_give_the_same_events(data, tmp_path, capsys):
    capsys.readouterr()
    configuration = resolve(None, {}, {"most_vessels": 1000})
    now = [T0 * US]
    live, alerts = asyncio.run(_watched(data, configuration, now))
    built, rows = lake_of(data, tmp_path / "lake", capsys)
    replayed = replay_of(data, configuration)
    kinds = Counter(told[1] for told in built.values())
    assert {"zone", "watch_list", "distress"} <= set(kinds), kinds
    listed = {told[2][0] // 100 for told in built.values() if told[1] == "watch_list"}
    assert listed == {LISTED, BY_IMO, LATER}
    zones = Counter(json.loads(told[11])["zone"] for told in built.values() if told[1] == "zone")
    assert set(zones) == {"FIRING", "DRAWN"}, zones
    for found in (live, replayed):
        assert {name: found[name] for name in found if name not in built} == {}
        assert {name: built[name] for name in built if name not in found} == {}
        assert found == built
    standing = sorted((row["kind"], tuple(row["vessels"]), row["level"], row["place"] or "") for row in rows
                      if row["status"] in ("active", "cleared") and not row["group_why"])  # fmt: skip
    assert standing == sorted((one.kind, one.vessels, one.level, one.place) for one in alerts)
