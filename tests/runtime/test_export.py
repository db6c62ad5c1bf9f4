"""What `marsad export` writes, read back with other programs' libraries."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import geopandas
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.cli import main
from marsad.runtime.export import geojson, gpx, kml, spreadsheet
from marsad.runtime.export.features import Lines, Points
from marsad.runtime.export.track_lines import NONE
from tests.small_lake import EAST, FIRST, HOSTILE, HOUR_US, NOON_US, WEST, make_lake, track, usual

KML = "{http://www.opengis.net/kml/2.2}"
GX = "{http://www.google.com/kml/ext/2.2}"
GPX = "{http://www.topografix.com/GPX/1/1}"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_lake(tmp_path_factory.mktemp("lakes") / "lake", usual())


@pytest.fixture
def export(lake: Path, tmp_path: Path):
    """Runs the command and gives the file it wrote."""

    def run(table: str, form: str, *options: str) -> Path:
        out = tmp_path / f"out.{form}"
        assert main(["export", str(lake), "--table", table, "--to", form, "-o", str(out), *options]) == 0
        return out

    return run


def _features(path: Path) -> dict[int, dict]:
    return {feature["properties"]["mmsi"]: feature for feature in json.loads(path.read_text())["features"]}


def test_tracks_are_joined_over_midnight_and_cut_at_the_date_line(export) -> None:
    found = _features(export("tracks", "geojson"))
    east = found[EAST]
    assert east["geometry"]["type"] == "MultiLineString"
    first, second = east["geometry"]["coordinates"]
    assert (first[0], second[-1]) == ([178.0, -18.0], [-177.0, -18.2])
    assert (first[-1][0], second[0][0]) == (180.0, -180.0)
    assert (east["properties"]["parts"], east["properties"]["points"]) == (2, 5)
    assert east["properties"]["name"] == "NEW NAME"
    assert east["properties"]["t_end"] == "2026-03-02T01:00:00Z"
    assert found[WEST]["geometry"]["type"] == "LineString"
    assert found[WEST]["properties"]["name"] == HOSTILE


def test_long_legs_follow_the_great_circle(tmp_path: Path) -> None:
    line = [(-60.0, 45.0), (-10.0, 50.0)]
    lake = make_lake(tmp_path / "lake", {"tracks": {FIRST: [track(WEST, 0, NOON_US, line, step_us=6 * HOUR_US)]}})
    out = tmp_path / "out.geojson"
    assert main(["export", str(lake), "--table", "tracks", "--to", "geojson", "-o", str(out)]) == 0
    coordinates = json.loads(out.read_text())["features"][0]["geometry"]["coordinates"]
    assert (coordinates[0], coordinates[-1]) == ([-60.0, 45.0], [-10.0, 50.0])
    middle = min(coordinates, key=lambda p: abs(p[0] + 37.0))
    assert 50.0 < middle[1] < 50.5  # the great circle's, far north of the straight line's 47.3


def test_geoparquet_is_as_its_specification_says_and_opens_in_geopandas(export) -> None:
    path = export("tracks", "geoparquet")
    told = json.loads(pq.read_schema(path).metadata[b"geo"])
    assert (told["version"], told["primary_column"]) == ("1.1.0", "geometry")
    column = told["columns"]["geometry"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["LineString", "MultiLineString"])
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    table = pq.read_table(path)
    frame = geopandas.read_parquet(path)
    assert frame.crs.to_epsg() == 4326 or frame.crs.to_string() == "OGC:CRS84"
    assert frame.geometry.is_valid.all()
    for row, geometry in zip(table.to_pylist(), frame.geometry, strict=True):
        assert tuple(row["bbox"].values()) == geometry.bounds
        assert len(row["line_t"]) == shapely.get_num_coordinates(geometry)
    assert column["bbox"] == list(frame.total_bounds)
    assert len(geopandas.read_parquet(path, bbox=(39, 15, 41, 17))) == 1


def test_points_are_the_same_in_every_form(export) -> None:
    frame = geopandas.read_parquet(export("position", "geoparquet"))
    places = Counter((round(p.x, 6), round(p.y, 6)) for p in frame.geometry)
    assert len(frame) == 9
    assert (178.0, -18.0) in places
    for form, layer in (("geojson", None), ("kml", None), ("gpx", "waypoints")):
        path = export("position", form)
        read = pyogrio.read_dataframe(path, **({"layer": layer} if layer else {}))
        assert Counter((round(p.x, 6), round(p.y, 6)) for p in read.geometry) == places
    with export("position", "csv").open() as file:
        rows = list(csv.DictReader(file))
    assert Counter((float(row["lon_deg"]), float(row["lat_deg"])) for row in rows) == places
    assert {row["t"][-1] for row in rows} == {"Z"}


def test_what_lies_in_no_track_is_counted(export, capfd) -> None:
    export("position", "csv")
    said = capfd.readouterr().err
    assert "9 rows; left out, as in no track: no_position 1, sign_flip 1" in said


def test_boxes_vessels_and_times_select(export) -> None:
    def mmsi(table: str, *options: str) -> list[int]:
        with export(table, "csv", *options).open() as file:
            return sorted({int(row["mmsi"]) for row in csv.DictReader(file)})

    for table in ("tracks", "position", "vessels"):
        assert mmsi(table) == [EAST, WEST]
        assert mmsi(table, "--mmsi", str(WEST)) == [WEST]
        assert mmsi(table, "--mmsi", str(WEST), str(EAST)) == [EAST, WEST]
        assert mmsi(table, "--bbox", "170,-25,-170,-10") == [EAST]
        assert mmsi(table, "--bbox=-179.5,-25,-170,-10") == [EAST]
        assert mmsi(table, "--bbox", "39,15,41,17") == [WEST]
        assert mmsi(table, "--bbox=-10,15,10,17") == []
        assert mmsi(table, "--bbox=-180,-90,180,90") == [EAST, WEST]
        assert mmsi(table, "--since", "2026-03-02") == [EAST]
    assert mmsi("tracks", "--until", "2026-03-01T13:30Z") == [WEST]
    # the box lies between two points: the line touches it, no position does
    assert mmsi("tracks", "--bbox", "40.28,15.7,40.32,15.72") == [WEST]
    assert mmsi("position", "--bbox", "40.28,15.7,40.32,15.72") == []
    assert mmsi("stops", "--bbox", "39,15,41,17") == [WEST]


def test_a_span_of_time_cuts_lines_at_its_ends(export) -> None:
    path = export("tracks", "csv", "--since", "2026-03-01T12:30:00Z", "--until", "2026-03-01T14:00:00+00:00")
    with path.open() as file:
        rows = list(csv.DictReader(file))
    assert [row["t"] for row in rows] == ["2026-03-01T12:30:00Z", "2026-03-01T13:00:00Z", "2026-03-01T14:00:00Z"]
    assert float(rows[0]["lon_deg"]) == pytest.approx(40.1, abs=1e-3)


def test_every_so_many_seconds_gives_whole_multiples(export) -> None:
    with export("tracks", "csv", "--every", "900", "--mmsi", str(EAST)).open() as file:
        rows = list(csv.DictReader(file))
    own = [row for row in rows if abs(float(row["lon_deg"])) != 180.0]  # and the two points of the cut
    assert [row["t"] for row in own][:2] == ["2026-03-01T21:00:00Z", "2026-03-01T21:15:00Z"]
    assert len(own) == 17
    assert len(rows) == 19
    assert float(own[1]["lon_deg"]) == pytest.approx(178.375, abs=1e-3)


def test_kml_carries_times_with_its_tracks(export) -> None:
    path = export("tracks", "kml")
    root = ElementTree.parse(path).getroot()
    names = [place.find(f"{KML}name").text for place in root.iter(f"{KML}Placemark")]
    assert set(names) == {"NEW NAME", HOSTILE}
    tracks = list(root.iter(f"{GX}Track"))
    assert len(tracks) == 3
    for piece in tracks:
        whens, places = piece.findall(f"{KML}when"), piece.findall(f"{GX}coord")
        assert len(whens) == len(places) >= 2
        assert all(when.text.endswith("Z") for when in whens)
    read = pyogrio.read_dataframe(path)
    assert sorted(read.geometry.geom_type) == ["LineString", "MultiLineString"]


def test_gpx_carries_utc_times_and_longitudes_below_180(export) -> None:
    path = export("tracks", "gpx")
    root = ElementTree.parse(path).getroot()
    points = list(root.iter(f"{GPX}trkpt"))
    assert all(point.find(f"{GPX}time").text.endswith("Z") for point in points)
    assert all(-180.0 <= float(point.get("lon")) < 180.0 for point in points)
    read = pyogrio.read_dataframe(path, layer="tracks")
    assert sorted(read["name"]) == sorted(["NEW NAME", HOSTILE])
    stops = pyogrio.read_dataframe(export("stops", "gpx"), layer="waypoints")
    assert len(stops) == 1


def test_tables_without_places_go_to_csv_alone_and_sealed(export, lake: Path, capfd) -> None:
    with export("safety_text", "csv").open() as file:
        assert [row["text"] for row in csv.DictReader(file)] == ["GALE WARNING", "", "MAYDAY FLOODING", "SART ACTIVE"]
    assert "05" not in export("binary", "csv").read_text().split('"data"')[1].split("\n")[2]
    assert main(["export", str(lake), "--table", "safety_text", "--to", "kml"]) == 2
    assert "no place on a map" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("table", "form"),
    [("position", "geoparquet"), ("tracks", "geoparquet"), ("tracks", "kml"), ("stops", "gpx"), ("vessels", "geojson"),
     ("base_station", "csv"), ("aton", "geoparquet"), ("contact", "csv"), ("inputs", "csv")],
)  # fmt: skip
def test_nothing_chosen_is_a_valid_file_without_rows(table: str, form: str, export) -> None:
    path = export(table, form, *(["--since", "2030-01-01"] if table != "inputs" else []))
    if form == "geoparquet":
        assert len(geopandas.read_parquet(path)) == 0
    elif form == "geojson":
        assert json.loads(path.read_text())["features"] == []
    elif form == "csv":
        assert len(path.read_text().splitlines()) == 1
    else:
        ElementTree.parse(path)


def test_a_track_of_one_position_is_a_point(tmp_path: Path) -> None:
    lake = make_lake(tmp_path / "lake", {"tracks": {FIRST: [track(WEST, 0, NOON_US, [(40.0, 16.0)])]}})
    for form in ("geojson", "geoparquet", "kml", "gpx", "csv"):
        assert main(["export", str(lake), "--table", "tracks", "--to", form, "-o", str(tmp_path / form), "-q"]) == 0
    assert json.loads((tmp_path / "geojson").read_text())["features"][0]["geometry"] == {
        "type": "Point", "coordinates": [40.0, 16.0],
    }  # fmt: skip
    assert geopandas.read_parquet(tmp_path / "geoparquet").geometry.geom_type.tolist() == ["Point"]


def test_a_file_that_fails_is_not_there(lake: Path, tmp_path: Path, capfd) -> None:
    out = tmp_path / "out.kml"
    assert main(["export", str(lake), "--table", "reception", "--to", "kml", "-o", str(out)]) == 2
    assert list(tmp_path.iterdir()) == []
    assert main(["export", str(lake), "--table", "tracks", "--to", "kml", "-o", str(tmp_path)]) == 1
    capfd.readouterr()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--table", "ships"], "there is no table ships"),
        (["--bbox", "1,2,3"], "west,south,east,north"),
        (["--bbox", "1,2,3,x"], "west,south,east,north"),
        (["--bbox", "0,50,10,40"], "north"),
        (["--bbox", "0,40,200,50"], "-180 and 180"),
        (["--since", "yesterday"], "2024-01-31"),
        (["--since", "2026-03-02", "--until", "2026-03-01"], "not after"),
        (["--every", "0"], "seconds"),
        (["--table", "position", "--every", "60"], "--table tracks"),
        (["--table", "contact", "--mmsi", "1"], "no MMSI"),
        (["--to", "png", "--size", "huge"], "width x height"),
        (["--to", "png", "--table", "stops"], "position or tracks"),
    ],
)
def test_wrong_words_are_refused(words: list[str], said: str, lake: Path, capfd) -> None:
    base = {"--table": "tracks", "--to": "csv"}
    given_ = dict(zip(words[::2], words[1::2], strict=True))
    flat = [word for pair in (base | given_).items() for word in pair]
    assert main(["export", str(lake), *flat]) == 2
    out, err = capfd.readouterr()
    assert said in err
    assert out == ""
    assert err.count("\n") == 1


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [HOSTILE, "]]>", "<!--", "&amp;", "\x00", "\x1b[31m", "\r\n", "\u202egnp", "\ufffe", "=1+1", "@x", "\tx", "-1", "'"]
)


def _named(names: list[str]) -> tuple[Points, Lines]:
    points = pa.RecordBatch.from_pydict(
        {"name": pa.array(names, pa.string()), "mmsi": pa.array(range(len(names))),
         "sog_kn": pa.array([-1.5] * len(names)),
         "lon_deg": pa.array([10.0] * len(names)), "lat_deg": pa.array([-20.0] * len(names))}
    )  # fmt: skip
    told = pa.RecordBatch.from_pylist(
        [{"mmsi": n, "name": name, "callsign": name} for n, name in enumerate(names)], NONE.told.schema
    )
    run = (np.array([10.0, 11.0]), np.array([1.0, 2.0]), np.array([NOON_US, NOON_US + HOUR_US]))
    return Points(points), Lines(told, ((run,),) * len(names))


def _written(form, features, title: str) -> bytes:
    out = io.BytesIO()
    writer = form.Writer(out, title)
    writer.write(features)
    writer.close()
    return out.getvalue()


def _sayable(text: str) -> str:
    """What XML can carry of a text."""
    return "".join(
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000" else "\ufffd"
        for c in text
    )


@given(st.lists(NAMES, min_size=1, max_size=4), st.booleans())
def test_no_name_breaks_a_file(names: list[str], lines: bool) -> None:
    features = _named(names)[lines]
    collection = json.loads(_written(geojson, features, names[0]))
    assert [feature["properties"]["name"] for feature in collection["features"]] == names

    root = ElementTree.fromstring(_written(kml, features, names[0]))
    found = [place.find(f"{KML}name").text or "" for place in root.iter(f"{KML}Placemark")]
    assert found == [_sayable(name) or str(n) for n, name in enumerate(names)]

    root = ElementTree.fromstring(_written(gpx, features, names[0]))
    kind = "trk" if lines else "wpt"
    found = [thing.find(f"{GPX}name").text for thing in root.iter(f"{GPX}{kind}")]
    assert found == [_sayable(name) or str(n) for n, name in enumerate(names)]

    text = _written(spreadsheet, features, names[0]).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    count = 2 if lines else 1
    assert len(rows) == len(names) * count
    for row, name in zip(rows, [name for name in names for _ in range(count)], strict=True):
        assert row["name"] in (name, "'" + name)
        assert not row["name"].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert lines or float(row["sog_kn"]) == -1.5


@settings(max_examples=25)
@given(NAMES)
def test_gdal_reads_files_with_hostile_names(name: str) -> None:
    points, lines = _named([name, "SECOND"])
    for form, driver, layer in ((geojson, "GeoJSON", None), (kml, "LIBKML", None), (gpx, "GPX", "")):
        for features, of_gpx in ((points, "waypoints"), (lines, "tracks")):
            data = _written(form, features, name)
            read = pyogrio.read_dataframe(data, **({"layer": of_gpx} if layer is not None else {}))
            assert len(read) == 2, driver
            assert read.geometry.is_valid.all()
