"""Zones of the configuration, of files and of the journal: read as meant, or refused with the reason."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from marsad.plugin.areas import Area, tables_of
from marsad.plugin.side import ALWAYS, AREA_KINDS, DWELL, ENTER, FAST
from marsad.runtime.places.checks import check_zone
from marsad.runtime.places.configured import side_of_configuration
from marsad.runtime.places.depths import read_depths
from marsad.runtime.places.geojson import read_geojson
from marsad.runtime.places.journal_zones import zone_body, zones_of
from marsad.runtime.places.read_places import read_places
from marsad.runtime.places.refusal import ZoneRefusal
from marsad.runtime.zone_settings import ZoneSettings

RING = [[44.0, 12.0], [44.5, 12.0], [44.5, 12.5], [44.0, 12.5], [44.0, 12.0]]
GOOD = Area("Z", [[RING]], "area", ENTER)


@pytest.mark.parametrize(
    ("zone", "why"),
    [
        (replace(GOOD, parts=[]), "is empty"),
        (replace(GOOD, parts=[[[[44, 12], [45, 12]]]]), "fewer than three corners"),
        (replace(GOOD, parts=[[[[44, 12], [45, 12], [46, 12]]]]), "encloses no area"),
        (replace(GOOD, parts=[[[[44, 12], [45, 13], [45, 12], [44, 13]]]]), "crosses itself"),
        (replace(GOOD, parts=[[[[5e5, 1.3e6], [6e5, 1.3e6], [6e5, 1.4e6]]]]), "not in degrees"),
        (replace(GOOD, parts=[[[[-180, -90], [180, -90], [180, 90], [-180, 90]]]]), "covers 100 % of the world"),
        (replace(GOOD, watch=FAST), "speed_max_kn, which it has not"),
        (replace(GOOD, watch=FAST, speed_max_kn=500.0), "speed_max_kn = 500, which is out of range"),
        (replace(GOOD, watch=DWELL, dwell_s=1.0), "out of range: write minutes"),
        (replace(GOOD, speed_max_kn=5.0, speed_min_kn=6.0), "forbids every speed"),
        (replace(GOOD, buffer_m=-1.0), "buffer_m"),
        (replace(GOOD, holds=(5, 5)), "ends before it begins"),
        (replace(GOOD, name=" "), "has no name"),
        (replace(GOOD, ship_types=frozenset({120})), "ship types"),
    ],
)
def test_what_must_not_be_saved_is_refused_in_one_sentence(zone, why):
    check_zone(GOOD)
    with pytest.raises(ZoneRefusal, match=why) as refused:
        check_zone(zone)
    assert str(refused.value).count("\n") == 0


def feature(properties, geometry=None):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": geometry or {"type": "Polygon", "coordinates": [RING]},
    }


def written(folder, *features):
    file = folder / "zones.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return file


def test_a_file_of_many_kinds(tmp_path):
    line = {"type": "LineString", "coordinates": [[44, 12], [44.1, 12.2]]}
    drawn = read_geojson(written(
        tmp_path, feature({"name": "F", "kind": "closed", "since": "2026-03-01T00:00:00Z"}),
        feature({"name": "T", "kind": "terminal"}), feature({"kind": "cable", "name": "C"}, line),
        feature({"name": "S", "speed_max_kn": 12}), feature({"name": "P"}, {"type": "Point", "coordinates": [1, 2]}),
    ))  # fmt: skip
    closed, port, slow = drawn.areas
    assert (closed.watch, closed.holds) == (ENTER, (1_772_323_200_000_000, ALWAYS[1]))
    assert (port.kind, port.watch) == ("port", 0)
    assert (slow.watch, slow.speed_max_kn) == (FAST, 12.0)
    assert [wire.kind for wire in drawn.wires] == ["cable"]
    tables = tables_of(drawn)
    assert tables["ports"]["lon_deg"][0] == pytest.approx(44.25)
    assert tables["ports"]["radius_m"][0] == pytest.approx(38_900, rel=0.02)
    assert tables["zones"]["kind"].tolist() == [AREA_KINDS.index(kind) for kind in ("area", "port", "area")]


def test_areas_of_one_name_are_told_apart(tmp_path):
    other = {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2]]]}
    drawn = read_geojson(written(tmp_path, feature({"name": "F"}), feature({"name": "F"}, other)))
    assert len({area.id for area in drawn.areas}) == 2


@pytest.mark.parametrize(("text", "why"), [("{", "not JSON"), ("[]", "no features"), (None, "not there")])
def test_what_is_no_geojson_is_refused(tmp_path, text, why):
    file = tmp_path / "zones.geojson"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ZoneRefusal, match=why):
        read_geojson(file)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"watch": ["entry"]}, "watches"),
        ({"speed_max_kn": "12 m/s"}, "write a number"),
        ({"since": "tomorrow"}, "write a time"),
        ({"ship_types": [300]}, "ship_types"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "ends before"),
    ],
)
def test_properties_that_cannot_be_meant_are_refused(tmp_path, told, why):
    with pytest.raises(ZoneRefusal, match=why):
        read_geojson(written(tmp_path, feature({"name": "Z", **told})))


@pytest.mark.parametrize("suffix", ["gpkg", "shp"])
def test_a_geopackage_and_a_shapefile_say_the_same_as_geojson(tmp_path, suffix):
    pyogrio, shapely = pytest.importorskip("pyogrio"), pytest.importorskip("shapely")
    file = tmp_path / f"zones.{suffix}"
    pyogrio.raw.write(file, np.array([shapely.to_wkb(shapely.Polygon(RING))], object),
                      [np.array(["F"], object), np.array([12.0]), np.array(["enter,fast"], object)],
                      ["name", "speed_max_kn", "watch"], geometry_type="Polygon", crs="EPSG:4326")  # fmt: skip
    (area,) = read_places(file).areas
    assert (area.name, area.speed_max_kn, area.watch, area.source) == ("F", 12.0, ENTER | FAST, file.name)
    assert sorted(map(tuple, area.parts[0][0][:4])) == sorted(map(tuple, RING[:4]))


def test_a_cable_of_a_geopackage_is_a_line(tmp_path):
    """Lines of GDAL come as tuples; they were refused as none in degrees."""
    pyogrio, shapely = pytest.importorskip("pyogrio"), pytest.importorskip("shapely")
    file = tmp_path / "cables.gpkg"
    line = shapely.LineString([(44, 12), (44.1, 12.2)])
    pyogrio.raw.write(file, np.array([shapely.to_wkb(line)], object), [np.array(["C"], object),
                      np.array(["cable"], object)], ["name", "kind"], geometry_type="LineString",
                      crs="EPSG:4326")  # fmt: skip
    (wire,) = read_places(file).wires
    assert (wire.name, wire.kind, len(wire.lines[0])) == ("C", "cable", 2)


def test_another_system_of_coordinates_is_refused(tmp_path):
    pyogrio, shapely = pytest.importorskip("pyogrio"), pytest.importorskip("shapely")
    file = tmp_path / "zones.gpkg"
    square = shapely.Polygon([(5e5, 1.3e6), (6e5, 1.3e6), (6e5, 1.4e6)])
    pyogrio.raw.write(file, np.array([shapely.to_wkb(square)], object), [np.array(["F"], object)], ["name"],
                      geometry_type="Polygon", crs="EPSG:32638")  # fmt: skip
    with pytest.raises(ZoneRefusal, match="reproject it to WGS 84"):
        read_places(file)


def test_zones_of_the_configuration():
    side = side_of_configuration(
        {"F": ZoneSettings(polygon=RING, watch=["enter"]), "S": ZoneSettings(polygon=RING, speed_max_kn=9.0)}
    )
    assert side.table("zones")["watch"].tolist() == [ENTER, FAST]
    for told, why in (
        (ZoneSettings(), "needs a file or a polygon"),
        (ZoneSettings(polygon=RING), "watches for nothing"),
        (ZoneSettings(file="zones.kml"), "of no format"),
        (ZoneSettings(polygon=RING[:2]), "fewer than three"),
    ):
        with pytest.raises(ZoneRefusal, match=why):
            side_of_configuration({"Z": told})


def test_depths_of_a_grid(tmp_path):
    file = tmp_path / "gebco.asc"
    rows = "\n".join(" ".join(str(-10 * row - column) for column in range(20)) for row in range(3))
    file.write_text(f"ncols 20\nnrows 3\nxllcorner 40\nyllcorner 10\ncellsize 0.5\nNODATA_value -21\n{rows}\n")
    side = side_of_configuration({"gebco": ZoneSettings(file="gebco.asc")}, tmp_path)
    west, east = side.table("depths")
    assert (west["west"], west["south"], east["west"]) == (40.0, 10.0, 48.0)
    assert west["depth_m"][2, :3].tolist() == [0.0, 1.0, 2.0]  # the northern row is told first
    assert np.isnan(west["depth_m"][0, 1])
    assert east["depth_m"][0, 3] == 39.0
    assert np.isnan(east["depth_m"][0, 4])
    file.write_text("a depth\n")
    with pytest.raises(ZoneRefusal, match="no Esri ASCII grid"):
        read_depths(file)


@dataclass
class Record:
    t: int
    body: dict[str, Any]
    kind: str = "zone"


def test_a_day_sees_the_zones_of_that_day():
    geometry, wide = (
        {"type": "Polygon", "coordinates": [RING]},
        {"type": "Polygon", "coordinates": [[[43, 11], [45, 11], [45, 13]]]},
    )
    first, second = (zone_body("Z", shape, {"watch": ["enter"]}) for shape in (geometry, wide))
    records = [Record(100, first), Record(150, {"name": "other"}, "rule"), Record(200, second),
               Record(300, {"name": "Z", "removed": True}), Record(400, first)]  # fmt: skip
    drawn = zones_of(records)
    assert [area.holds for area in drawn.areas] == [(100, 200), (200, 300), (400, ALWAYS[1])]
    assert len({area.id for area in drawn.areas}) == 1
    with pytest.raises(ZoneRefusal, match="crosses itself"):
        zone_body("Z", {"type": "Polygon", "coordinates": [[[44, 12], [45, 13], [45, 12], [44, 13]]]}, {})
