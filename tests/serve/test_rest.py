"""REST and the files of the page, asked of a real server."""

from __future__ import annotations

import asyncio
import contextlib
import io

import httpx
import pyarrow as pa
import pytest

from marsad.runtime.watch_room import WatchRoom
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.serve.guard import HEADERS
from marsad.serve.page_files import byte_range
from marsad.serve.server import listen
from marsad.tracks.picture import Picture
from tests.rows import table
from tests.serve.serving import bearer, served

T0 = 1_700_000_000_000_000
HOSTILE = '=HYPERLINK("//A.BC")'


def filled_room():
    room = WatchRoom(Picture(100), lambda: T0 + 5_000_000)
    heard = {"t": T0, "t_recv": T0, "source": "roof", "station": "north"}
    room.apply({
        "position": table("position", [
            {**heard, "type": 1, "mmsi": 211000001, "lon_deg": 10.0, "lat_deg": 50.0, "sog_kn": 12.3, "status": 0},
            {**heard, "type": 18, "mmsi": 211000002, "lon_deg": -10.0, "lat_deg": -50.0},
        ]),
        "static": table("static", [{**heard, "type": 5, "mmsi": 211000001, "name": HOSTILE, "imo": 9300001,
                                    "draught_m": 7.1}]),
        "contact": table("contact", [{"t": T0, "t_recv": T0, "source": "radar", "sentence": "TLL", "track_number": 4,
                                      "lon_deg": 1.0, "lat_deg": 1.0}]),
        "safety_text": table("safety_text", [{**heard, "type": 14, "mmsi": 211000001, "text": "HELLO"}]),
    }, {})  # fmt: skip
    room.refresh()
    return room


def test_what_is_derived_is_told_beside_what_was_sent():
    now = [T0]
    room = WatchRoom(Picture(100), lambda: now[0])
    for k in range(40):
        now[0] = t = T0 + k * 30_000_000
        row = {"t": t, "t_recv": t, "type": 1, "mmsi": 211000001, "lon_deg": 10.0, "lat_deg": 50.0, "digest": k}
        room.apply({"position": table("position", [row])}, {})
    now[0] += 10_000_000
    room.refresh()
    (answer,) = ask("/api/vessels/211000001", room=room)
    derived = {f["name"]: f for f in answer.json()["fields"] if f["name"].startswith("derived_")}
    assert {name: field["value"] for name, field in derived.items()} == {
        "derived_stopped_since": T0, "derived_made_kn": 0.0, "derived_distance_nm": 0.0, "derived_track_since": T0,
    }  # fmt: skip
    assert derived["derived_made_kn"]["age_s"] == 10.0
    assert derived["derived_made_kn"]["source"] is None


def ask(*paths, headers=None, room=None, page=None):
    async def run():
        given = {} if page is None else {"page": page}
        async with (
            served(room or filled_room(), **given) as port,
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=bearer(port)) as http,
        ):
            return [await http.get(path, headers=headers) for path in paths]

    return asyncio.run(run())


def test_list_filters_pages_and_sorts():
    whole, kinds, boxed, paged, found, lost = (
        answer.json()
        for answer in ask(
            "/api/vessels",
            "/api/vessels?kind=class_b,radar_contact",
            "/api/vessels?bbox=0,40,20,60",
            "/api/vessels?limit=1&offset=1",
            "/api/vessels?q=hyper",
            "/api/vessels?state=lost",
        )
    )
    assert [v["mmsi"] for v in whole["vessels"]] == [211000001, 211000002, None]
    assert whole["vessels"][0]["name"] == HOSTILE
    assert whole["vessels"][0]["age_s"] == 5.0
    assert [v["kind"] for v in kinds["vessels"]] == ["class_b", "radar_contact"]
    assert [v["mmsi"] for v in boxed["vessels"]] == [211000001]
    assert (paged["total"], len(paged["vessels"]), paged["vessels"][0]["mmsi"]) == (3, 1, 211000002)
    assert found["total"] == 1
    assert lost["total"] == 0


def test_details_name_time_message_station_and_source_of_each_field():
    detail, missing, odd = ask("/api/vessels/211000001", "/api/vessels/5", "/api/vessels/99999999999")
    assert missing.status_code == 404
    assert odd.status_code == 400
    body = detail.json()
    assert (body["mmsi"], body["kind"], body["lon_deg"], body["lat_deg"]) == (211000001, "class_a", 10.0, 50.0)
    fields = {field["name"]: field for field in body["fields"]}
    assert fields["sog_kn"] == {
        "name": "sog_kn", "value": 12.3, "unit": "kn", "t_ms": T0 // 1000, "age_s": 5.0, "message_type": 1,
        "station": "north", "source": "roof",
    }  # fmt: skip
    assert (fields["draught_m"]["value"], fields["imo"]["message_type"]) == (7.1, 5)
    assert "heading_deg" not in fields


def test_a_radar_contact_is_reached_by_its_slot():
    (listed,) = ask("/api/vessels?kind=radar_contact")
    slot = listed.json()["vessels"][0]["slot"]
    detail, trail, unused = ask(f"/api/slots/{slot}", f"/api/slots/{slot}/trail", "/api/slots/99")
    assert detail.json()["mmsi"] is None
    assert trail.json()["points"] == [[1.0, 1.0, T0 // 1000, None, None]]
    assert unused.status_code == 404


def test_trail_search_feeds_notes_health():
    trail, found, feeds, notes, health = ask(
        "/api/vessels/211000001/trail", "/api/search?q=9300001", "/api/feeds", "/api/notes", "/api/health"
    )
    assert trail.json() == {"points": [[10.0, 50.0, T0 // 1000, 12.3, None]]}
    assert [v["mmsi"] for v in found.json()["vessels"]] == [211000001]
    assert feeds.json() == {"feeds": []}
    assert [n["text"] for n in notes.json()["notes"]] == ["HELLO"]
    body = health.json()
    assert (body["status"], body["picture"]["vessels"], body["mode"]) == ("ok", 3, "live")
    assert body["received_to_sent"]["count"] == 0


def test_geojson_and_arrow():
    geo, arrow = ask("/api/vessels?format=geojson", "/api/vessels?format=arrow")
    assert geo.headers["content-type"].startswith("application/geo+json")
    assert geo.json()["features"][0]["geometry"] == {"type": "Point", "coordinates": [10.0, 50.0]}
    with pa.ipc.open_stream(io.BytesIO(arrow.content)) as reader:
        read = reader.read_all()
    assert read.column("mmsi").to_pylist() == [211000001, 211000002, None]
    assert str(read.schema.field("t").type) == "timestamp[us, tz=UTC]"


@pytest.mark.parametrize(
    "path",
    ["/api/vessels?bbox=1,2", "/api/vessels?bbox=a,b,c,d", "/api/vessels?kind=boat", "/api/vessels?limit=-1",
     "/api/vessels?limit=99999999", "/api/vessels?format=xml", "/api/search", f"/api/search?q={'x' * 101}"],
)  # fmt: skip
def test_wrong_questions_are_answered_with_400(path):
    assert ask(path)[0].status_code == 400


def test_openapi_describes_every_route():
    (document,) = ask("/api/openapi.json")
    paths = document.json()["paths"]
    assert {"/api/vessels", "/api/vessels/{mmsi}", "/api/vessels/{mmsi}/trail", "/api/search", "/api/feeds",
            "/api/health", "/api/notes"} <= set(paths)  # fmt: skip
    assert all(told["description"] for methods in paths.values() for told in methods.values())


def test_every_answer_carries_the_security_headers(tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html>")
    for answer in ask("/", "/api/health", "/nothing", "/api/vessels?kind=boat", page=tmp_path):
        for name, value in HEADERS:
            assert answer.headers[name.decode()] == value.decode()
    policy = dict(HEADERS)[b"content-security-policy"].decode()
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy


@pytest.fixture
def page(tmp_path):
    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>x</title>")
    (folder / "assets" / "land.pmtiles").write_bytes(bytes(range(256)) * 4)
    (folder / ".hidden").write_text("no")
    (tmp_path / "secret").write_text("no")
    (folder / "link").symlink_to(tmp_path / "secret")
    return folder


def test_files_of_the_page_and_nothing_else(page):
    paths = ("/", "/assets/land.pmtiles", "/.hidden", "/link", "/../secret", "/%2e%2e/secret", "/assets", "/a%00b",
             "/" + "x" * 600)  # fmt: skip
    codes = [answer.status_code for answer in ask(*paths, page=page)]
    assert codes == [200, 200, 404, 404, 404, 404, 404, 404, 404]


def test_ranges_and_caching(page):
    first, none, outside, whole = (
        ask("/assets/land.pmtiles", headers=headers, page=page)[0]
        for headers in (
            {"Range": "bytes=10-19"},
            {"Range": "bytes=-4"},
            {"Range": "bytes=5000-"},
            {"Range": "lines=1-2"},
        )
    )
    assert (first.status_code, first.content) == (206, bytes(range(10, 20)))
    assert first.headers["content-range"] == "bytes 10-19/1024"
    assert none.content == bytes(range(252, 256))
    assert (outside.status_code, outside.headers["content-range"]) == (416, "bytes */1024")
    assert (whole.status_code, len(whole.content)) == (200, 1024)
    tag = whole.headers["etag"]
    again = ask("/assets/land.pmtiles", headers={"If-None-Match": tag}, page=page)[0]
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("header", "wanted"),
    [("bytes=0-0", (0, 1)), ("bytes=5-", (5, 10)), ("bytes=-99", (0, 10)), ("bytes=2-99", (2, 10)), ("bytes=5-2", None),
     ("bytes=-", None), ("bytes=1-2,4-5", None), (None, None)],
)  # fmt: skip
def test_byte_ranges(header, wanted):
    assert byte_range(header, 10) == wanted


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=-0", "bytes=99-100"])
def test_byte_ranges_outside(header):
    with pytest.raises(ValueError, match="outside"):
        byte_range(header, 10)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Host": "localhost.evil.example"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({}, 200),
    ],
)
def test_foreign_hosts_and_origins_are_refused(headers, status):
    assert ask("/api/health", headers=headers)[0].status_code == status


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org", ""])
def test_only_loopback_is_listened_on(host):
    with pytest.raises(UsageRefusal, match="SSH tunnel"):
        listen(host, 0)


def test_a_taken_port_is_one_sentence():
    with contextlib.closing(listen("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        with pytest.raises(Refusal, match=f"Port {port} is taken") as refused:
            listen("127.0.0.1", port)
    assert refused.value.exit_code == 1
