"""Zones and watch lists over HTTP: checked, saved, and seen by detection at once."""

import asyncio
import json

import msgspec
import pytest

from marsad.plugin.side import Side
from marsad.runtime.detection import Detection
from marsad.runtime.given import Given
from marsad.runtime.settings import Settings
from marsad.runtime.watch_room import WatchRoom
from marsad.store.journal.journal import Journal
from marsad.tracks.picture import Picture
from tests.alerts.made import T0

from .serving import served
from .test_rest_alerts import in_thread

CSV = "mmsi,until\n235000001,2026-12-31\n"
RING = [[44, 12], [45, 12], [45, 13], [44, 13], [44, 12]]


def _zones(name, ring=RING):
    feature = {"type": "Feature", "properties": {"name": name, "watch": ["enter"]},
               "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip
    return {"type": "FeatureCollection", "features": [feature]}


class Seen(Detection):
    """Detection that tells which side tables it was given."""

    side = Side()

    def see(self, side):
        super().see(side)
        self.side = side


@pytest.fixture
def room(tmp_path):
    made = WatchRoom(Picture(1000), lambda: T0)
    made.detection = Seen([])
    journal = Journal.open(f"sqlite:///{tmp_path}/journal.db", lambda: T0)
    made.given = Given(Settings(), None, journal)
    made.given.hand_to(made.detection)
    yield made
    journal.close()


def test_lists_and_zones_are_saved_and_hold_at_once(room):
    async def run():
        async with served(room) as port:
            lists, zones = "/api/watch-lists", "/api/zones"
            assert await in_thread(port, lists, {"name": "port", "csv": CSV}) == (200, {"changed": ["port"]})
            assert room.detection.side.table("watch_list")["mmsi"].tolist() == [235_000_001]
            assert await in_thread(port, lists, {"name": "port", "csv": CSV}) == (200, {"changed": []})
            code, told = await in_thread(port, lists, {"name": "port", "csv": CSV + "ABC,2026-12-31\n"})
            assert code == 422
            assert "1 of 2 lines" in told["detail"]
            assert "Line 3" in told["detail"]
            assert (await in_thread(port, zones, {"zones": _zones("Z")}))[1] == {"changed": ["Z"]}
            assert room.detection.side.table("zones")["name"].tolist() == [b"Z"]
            assert (await in_thread(port, zones, {"zones": _zones("Y", RING[::-1][:2])}))[0] == 422
            assert (await in_thread(port, zones, {"remove": ["Z", "X"]}))[0] == 422  # all or none
            assert (await in_thread(port, zones, {"remove": ["Z"]}))[1] == {"changed": ["Z"]}
            assert (await in_thread(port, lists, {"name": "port", "csv": None}))[1] == {"changed": ["port"]}
            assert (room.detection.side.table("watch_list")["t_to"] <= T0).all()
            big = "mmsi,until\n" + "".join(f"{235_000_000 + n},2026-12-31\n" for n in range(20_000))
            assert (await in_thread(port, lists, {"name": "big", "csv": big}))[0] == 200
            assert (await in_thread(port, lists, {"name": "port", "csv": CSV}, kind="text/plain"))[0] == 415

    asyncio.run(run())


def test_a_replay_keeps_nothing(room):
    room.given = None

    async def run():
        async with served(room) as port:
            code, told = await in_thread(port, "/api/watch-lists", {"name": "port", "csv": CSV})
            assert code == 422
            assert "A replay keeps nothing" in told["detail"]

    asyncio.run(run())


def test_zones_of_the_configuration_tell_from_when_until_when_they_hold(tmp_path):
    told = {"since": "2026-03-01T00:00:00Z", "until": "2026-03-02T06:30:00Z"}
    zones = {"RANGE": told, "OPEN": {}, "LATER": {"since": told["until"]}}
    made = {name: {"polygon": RING, "watch": ["enter"], **times} for name, times in zones.items()}
    cable = {"type": "Feature", "properties": {"name": "CABLE", "kind": "cable", **told},
             "geometry": {"type": "LineString", "coordinates": RING}}  # fmt: skip
    (tmp_path / "cable.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [cable]}))
    settings = msgspec.convert({"zones": made | {"LINES": {"file": "cable.geojson"}}}, Settings)
    room = WatchRoom(Picture(10), lambda: T0)
    room.given = Given(settings, tmp_path, None)

    async def run():
        async with served(room) as port:
            return await in_thread(port, "/api/zones/list")

    status, listed = asyncio.run(run())
    found = {zone["properties"]["name"]: zone["properties"] for zone in listed["configured"]}
    assert (status, listed["saved"]) == (200, [])
    for name, times in (zones | {"CABLE": told}).items():
        assert {word: found[name][word] for word in ("since", "until") if word in found[name]} == times, name
