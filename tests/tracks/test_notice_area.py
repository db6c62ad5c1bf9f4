"""Where area notices hold: every shape of SN.1/Circ.289, from air to note."""

from __future__ import annotations

import pytest

from marsad.decode.ais.encode import encode_message, sentences
from marsad.decode.decoder import Decoder
from marsad.geo import sphere
from marsad.tracks.note_reading import application_readings
from marsad.tracks.notice_area import areas_of

NOW_US = 1_790_000_000_000_000


def told(*areas, **more):
    notice = {"linkage_id": 7, "notice": 13, "duration_min": 60, "areas": list(areas)} | more
    bits = encode_message(8, 4_739_000, {"application": "area_notice", "contents": notice})
    batch = Decoder().feed(b"".join(sentences(bits)), NOW_US, "test")
    (reading,) = application_readings(batch.applications, batch.tables["binary"], NOW_US)
    return reading


def test_a_circle_with_words():
    note = told(
        {"shape": 0, "scale": 2, "lon_deg": 45.35, "lat_deg": 12.55, "radius_m": 3700}, {"shape": 5, "text": "NETS"}
    )
    assert (note.kind, note.text, note.radius_m, note.polygon, note.holds_s) == (
        "area_notice",
        "NETS",
        3700,
        None,
        3600,
    )
    assert (note.lon_deg, note.lat_deg) == pytest.approx((45.35, 12.55))


def test_a_rectangle_is_turned_about_its_corner():
    corner = {"shape": 1, "scale": 2, "lon_deg": 45.0, "lat_deg": 12.0, "orientation_deg": 30}
    note = told(corner | {"east_m": 4000, "north_m": 2000})
    first, east, opposite, north = note.polygon
    assert first == pytest.approx((45.0, 12.0))
    assert sphere.distance_m(*first, *east) == pytest.approx(4000, abs=1)
    assert sphere.bearing_deg(*first, *east) == pytest.approx(120, abs=0.1)
    assert sphere.bearing_deg(*first, *north) == pytest.approx(30, abs=0.1)
    assert sphere.distance_m(*opposite, *north) == pytest.approx(4000, abs=2)


def test_a_sector_over_north():
    place = {"shape": 2, "scale": 2, "lon_deg": 45.0, "lat_deg": 12.0, "radius_m": 5000}
    middle, *arc = told(place | {"left_deg": 350, "right_deg": 20}).polygon
    assert middle == pytest.approx((45.0, 12.0))
    bearings = [float(sphere.bearing_deg(*middle, *point)) for point in arc]
    assert bearings[0] == pytest.approx(350, abs=0.01)
    assert bearings[-1] == pytest.approx(20, abs=0.01)
    assert all(sphere.distance_m(*middle, *point) == pytest.approx(5000, abs=1) for point in arc)


def test_a_polygon_goes_on_over_its_parts():
    legs = {"bearing_1_deg": 90, "distance_1_m": 1000, "bearing_2_deg": 0, "distance_2_m": 500}
    start = {"shape": 0, "lon_deg": 45.0, "lat_deg": 12.0, "radius_m": 0}
    note = told(start, {"shape": 4, **legs}, {"shape": 4, "bearing_1_deg": 270, "distance_1_m": 1000})
    assert len(note.polygon) == 4
    assert sphere.distance_m(*note.polygon[0], *note.polygon[3]) == pytest.approx(500, abs=2)
    assert note.radius_m is None


def test_a_notice_without_a_place_still_has_its_words():
    assert areas_of([{"shape": 5, "text": "ALL PORTS"}, {"shape": 5, "text": "CLOSED"}]) == ([], "ALL PORTS CLOSED")
    assert areas_of([{"shape": 0, "lon_deg": None, "lat_deg": None}]) == ([], "")


def test_two_notices_of_one_station_are_two():
    circle = {"shape": 0, "lon_deg": 45.0, "lat_deg": 12.0, "radius_m": 100}
    assert told(circle, linkage_id=7).id == told(circle, linkage_id=7).id
    assert told(circle, linkage_id=7).id != told(circle, linkage_id=8).id
