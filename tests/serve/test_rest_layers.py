"""Layers that the room counts, over HTTP."""

import asyncio

import httpx

from marsad.runtime.watch_room import WatchRoom
from marsad.tracks.picture import Picture
from tests.rows import table

from .serving import bearer, served

T0 = 1_772_366_400_000_000
VIEW = "west=44&south=11&east=46&north=13"


def test_density_and_coverage_are_told_in_squares_of_the_view():
    room = WatchRoom(Picture(100), lambda: T0 + 30_000_000)
    rows = [{"t": T0, "t_recv": T0, "source": source, "station": "n", "type": 1, "mmsi": 235_000_001,
             "lon_deg": 45.01, "lat_deg": 12.01, "digest": 1} for source in ("roof", "hill")]  # fmt: skip
    room.apply({"position": table("position", rows)}, {})
    room.refresh()

    async def run():
        async with served(room) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            head = bearer(port)
            density = (await http.get(f"/api/layers/density?{VIEW}&hours=6", headers=head)).json()
            assert (density["vessels"], density["minutes"], density["since_ms"]) == ([1.0], 1, T0 // 1000)
            step = density["cell_deg"]
            assert density["column"][0] * step - 180 <= 45.01 < (density["column"][0] + 1) * step - 180
            assert density["row"][0] * step - 90 <= 12.01 < (density["row"][0] + 1) * step - 90
            coverage = (await http.get(f"/api/layers/coverage?{VIEW}", headers=head)).json()
            assert (coverage["heard_s"], coverage["receivers"], coverage["since_ms"]) == ([30], [2], T0 // 1000)
            elsewhere = await http.get("/api/layers/coverage?west=0&south=0&east=1&north=1", headers=head)
            assert elsewhere.json()["column"] == []
            turned = await http.get("/api/layers/density?west=0&south=2&east=1&north=1", headers=head)
            assert (turned.status_code, "exchange" in turned.json()["detail"]) == (400, True)
            assert (await http.get(f"/api/layers/density?{VIEW}&hours=25", headers=head)).status_code == 400

    asyncio.run(run())
