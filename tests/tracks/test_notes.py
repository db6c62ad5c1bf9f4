"""Notes stand where they belong, hold as long as they say, and are bounded."""

from __future__ import annotations

import pyarrow as pa
import pytest

from marsad.tracks import notes as notes_module
from marsad.tracks.notes import Notes
from marsad.tracks.notice_area import areas_of
from marsad.tracks.picture import Picture
from tests.rows import table

T0 = 1_700_000_000_000_000
S = 1_000_000
HEARD = {"t": T0, "t_recv": T0, "mmsi": 2110001, "source": "a", "offset": 0, "station": None}


def application(*rows):
    columns = {name: pa.array([row.get(name) for row in rows]) for name in {k for row in rows for k in row}}
    for name in ("t", "t_recv"):
        columns[name] = columns[name].cast(pa.timestamp("us", tz="UTC"))
    return pa.table(columns)


def told(notes, name, *rows, binary=None, now=T0, picture=None):
    tables = {} if binary is None else {"binary": binary}
    notes.apply(tables, {name: application(*rows)}, picture or Picture(10), now)
    return notes.current()


def test_area_notice_is_one_note_for_each_area_and_holds_as_long_as_it_says():
    notes = Notes()
    areas = [
        {"shape": 0, "lon_deg": 10.0, "lat_deg": 50.0, "radius_m": 500, "text": None},
        {"shape": 5, "lon_deg": None, "lat_deg": None, "radius_m": None, "text": "DIVERS"},
    ]
    notice = {**HEARD, "linkage_id": 5, "notice": 10, "duration_min": 90, "areas": areas}
    (note,) = told(notes, "area_notice", notice)
    assert (note.kind, note.title, note.text) == ("area_notice", "Caution: divers down", "DIVERS")
    assert (note.lon_deg, note.lat_deg, note.radius_m) == (10.0, 50.0, 500.0)
    notes.refresh(T0 + 5399 * S)
    assert notes.current()
    notes.refresh(T0 + 5401 * S)
    assert notes.changes(0) == ([], [note.id])


def test_a_notice_told_anew_replaces_its_areas_and_a_cancelled_one_ends():
    notes = Notes()
    areas = [{"shape": 0, "lon_deg": float(n), "lat_deg": 0.0, "radius_m": 5} for n in range(3)]
    notice = {**HEARD, "linkage_id": 5, "notice": 10, "duration_min": 90, "areas": areas}
    assert len(told(notes, "area_notice", notice)) == 3
    assert len(told(notes, "area_notice", {**notice, "t": T0 + S, "areas": areas[:1]})) == 1
    assert told(notes, "area_notice", {**notice, "t": T0 + 2 * S, "duration_min": 0}) == []


def test_addressed_messages_stay_sealed():
    binary = table("binary", [{**HEARD, "type": 6, "dest_mmsi": 9, "dac": 1, "fi": 0}])
    assert told(Notes(), "text_telegram", {**HEARD, "text": "PRIVATE"}, binary=binary) == []
    (note,) = told(Notes(), "text_telegram", {**HEARD, "text": "TO ALL"})
    assert note.text == "TO ALL"


def test_what_a_ship_tells_of_itself_is_no_note():
    assert told(Notes(), "persons_on_board", {**HEARD, "persons": 5}) == []


def test_weather_of_one_site_is_put_together_from_its_reports():
    notes = Notes()
    place = {"sensor": 0, "site": 3, "lon_deg": 4.0, "lat_deg": 51.0, "wind_speed_kn": None}
    wind = {"sensor": 2, "site": 3, "lon_deg": None, "lat_deg": None, "wind_speed_kn": 12}
    told(notes, "environmental", {**HEARD, "reports": [place]})
    (note,) = told(notes, "environmental", {**HEARD, "t": T0 + S, "reports": [wind]})
    assert (note.lon_deg, note.lat_deg, note.fields["wind_speed_kn"]) == (4.0, 51.0, 12)
    both = told(Notes(), "environmental", {**HEARD, "reports": [place, {**wind, "site": 4}]})
    assert len(both) == 2


def test_a_note_without_a_place_follows_its_sender():
    picture, notes = Picture(10), Notes()
    (note,) = told(notes, "text_telegram", {**HEARD, "text": "HELLO"}, picture=picture)
    assert note.lon_deg is None
    row = {"t": T0, "t_recv": T0, "type": 4, "mmsi": 2110001, "lon_deg": 7.0, "lat_deg": 8.0}
    picture.apply({"base_station": table("base_station", [row])}, T0)
    known = notes.revision
    notes.refresh(T0, picture)
    assert [(n.lon_deg, n.lat_deg) for n in notes.changes(known)[0]] == [(7.0, 8.0)]


def test_the_newest_of_one_note_is_kept_whatever_comes_last():
    notes = Notes()
    for seconds in (5, 9, 3):
        rows = [{**HEARD, "t": T0 + seconds * S, "type": 14, "text": "GALE"}]
        notes.apply({"safety_text": table("safety_text", rows)}, {}, Picture(10), T0 + 10 * S)
    (note,) = notes.current()
    assert note.t_us == T0 + 9 * S


def test_there_are_never_more_than_the_bound(monkeypatch):
    monkeypatch.setattr(notes_module, "MOST", 20)
    notes = Notes()
    rows = [{**HEARD, "t": T0 + n * S, "type": 14, "text": f"TEXT {n}"} for n in range(100)]
    notes.apply({"safety_text": table("safety_text", rows)}, {}, Picture(10), T0 + 100 * S)
    assert len(notes.current()) == 20
    assert notes.dropped == 80
    assert notes.current()[0].text == "TEXT 99"
    assert len(notes.changes(0)[1]) <= 20


@pytest.mark.parametrize(
    ("rows", "count", "corner"),
    [
        ([{"shape": 1, "lon_deg": 0.0, "lat_deg": 0.0, "east_m": 1113, "north_m": 1113, "orientation_deg": 0}], 4,
         (0.01, 0.01)),
        ([{"shape": 2, "lon_deg": 0.0, "lat_deg": 0.0, "radius_m": 1113, "left_deg": 350, "right_deg": 10}], 4,
         (0.0, 0.01)),
        ([{"shape": 0, "lon_deg": 0.0, "lat_deg": 0.0, "radius_m": 0},
          {"shape": 3, "bearing_1_deg": 90.0, "distance_1_m": 1113, "bearing_2_deg": 0.0, "distance_2_m": 1113}], 3,
         (0.01, 0.01)),
        ([{"shape": 0, "lon_deg": 0.0, "lat_deg": 0.0, "radius_m": 0},
          {"shape": 4, "bearing_1_deg": 90.0, "distance_1_m": 1113},
          {"shape": 4, "bearing_1_deg": 0.0, "distance_1_m": 1113}], 3, (0.01, 0.01)),
    ],
)  # fmt: skip
def test_figures(rows, count, corner):
    (area,), text = areas_of(rows)
    assert text == ""
    assert len(area.polygon) == count
    assert any(place == pytest.approx(corner, abs=2e-5) for place in area.polygon)


def test_a_line_without_a_beginning_and_a_figure_without_a_place_are_left_out():
    assert areas_of([{"shape": 3, "bearing_1_deg": 1.0, "distance_1_m": 5}, {"shape": 1}, {"shape": 7}]) == ([], "")
