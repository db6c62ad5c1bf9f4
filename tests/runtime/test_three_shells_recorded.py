"""R8 on what was recorded: ninety minutes of the Solent over TCP into a room, replayed, and built give the same.

The recording is a table: each of its rows is sent as the sentence it once was, with its own time.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from itertools import groupby

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import csv

from marsad.cli import main
from marsad.decode.ais.encode import encode_message, sentences
from marsad.runtime.configuration import resolve
from marsad.runtime.live import LiveShell
from marsad.runtime.settings import Feed
from tests.runtime.detection.heard import facts
from tests.runtime.test_three_shells import LANE_S, US, Link, lake_of, replay_of, settled, tagged, until

DETECT_EVERY = 5
ROADS = [[-1.13, 50.74], [-1.09, 50.74], [-1.09, 50.79], [-1.13, 50.79], [-1.13, 50.74]]
"""The approach to Portsmouth, where ferries go."""


def sent(corpora):
    """(minute, bytes) of the recording, and the instant of its last row, us."""
    table = csv.read_csv(corpora / "tracks" / "solent-2016-01-12.csv")
    times = pc.cast(pc.cast(table["Time"], pa.timestamp("us")), pa.int64()).to_pylist()
    rows = sorted(zip(times, table.to_pylist(), strict=True), key=lambda row: row[0])
    told = [(t // (60 * US), _line(t // 1000, row)) for t, row in rows]
    return [(minute, b"".join(line for _, line in some)) for minute, some in groupby(told, lambda one: one[0])], times


def _line(t_ms, row):
    sog, cog = row["SOG_knots"], row["COG_degrees"]
    fields = {"lon_deg": row["Longitude_degrees"], "lat_deg": row["Latitude_degrees"], "second": t_ms // 1000 % 60}
    fields |= {name: value for name, value in (("sog_kn", sog), ("cog_deg", cog)) if value is not None}
    return b"".join(tagged(t_ms, line) for line in sentences(encode_message(1, row["MMSI"], fields)))


async def _watched(data, configuration, minutes, last_us):
    link, told, now = Link(), [], [minutes[0][0] * 60 * US]
    async with link.open() as url:
        shell = LiveShell(configuration, data, lambda: now[0], {"roof": Feed(url)})
        shell.detection.detection.listen(lambda events, _: told.extend(events))
        await shell.start()
        await link.there.wait()
        for at, (minute, some) in enumerate(minutes):
            now[0] = minute * 60 * US
            await link.send(some)
            await until(lambda: shell.room.metrics.bytes == link.sent and shell.room.metrics.queue_bytes == 0)
            if at % DETECT_EVERY == 0:
                await asyncio.to_thread(shell.room.detect)
        now[0] = last_us + LANE_S * US
        detection = shell.detection.detection
        await settled(shell, last_us)
        health = detection.health(now[0])
        alerts = [alert for alert in shell.room.alerting.desk.alerts.values() if not alert.gone and not alert.why]
        await shell.close()
    assert (health.faults, health.ahead, health.shed, health.too_late) == ({}, 0, 0, 0)
    return facts(told), alerts


@pytest.fixture
def data(tmp_path):
    """A data folder whose journal was given a zone."""
    folder = tmp_path / "data"
    zone = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ROADS]},
            "properties": {"name": "ROADS", "watch": ["enter", "leave"], "since": "2016-01-01T00:00:00Z"}}  # fmt: skip
    (tmp_path / "zones.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [zone]}))
    told = ["zone", "import", tmp_path / "zones.geojson", "--data", folder, "--port", "1", "--author", "Layla"]
    assert main([*map(str, told)]) == 0
    return folder


def test_a_recorded_hour_and_a_half_gives_the_same_in_all_three_shells(corpora, data, tmp_path, capsys):
    capsys.readouterr()
    configuration = resolve(None, {}, {"most_vessels": 1000})
    minutes, times = sent(corpora)
    live, alerts = asyncio.run(_watched(data, configuration, minutes, max(times) // 1000 * 1000))
    lake, rows = lake_of(data, tmp_path / "lake", capsys)
    kinds = Counter(told[1] for told in lake.values())
    assert kinds["close_quarters"] == 4, kinds  # those that the committed verdicts list
    assert kinds["zone"] >= 10, kinds
    for found in (live, replay_of(data, configuration)):
        assert {name: found[name] for name in found if name not in lake} == {}
        assert {name: lake[name] for name in lake if name not in found} == {}
        assert found == lake
    standing = sorted((row["kind"], tuple(row["vessels"]), row["level"], row["place"] or "") for row in rows
                      if row["status"] in ("active", "cleared") and not row["group_why"])  # fmt: skip
    assert standing == sorted((one.kind, one.vessels, one.level, one.place) for one in alerts)
