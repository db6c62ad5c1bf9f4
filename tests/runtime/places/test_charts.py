"""S-57 cells of a user: lanes, anchorages, cables and depths, each "not for navigation" wherever it is shown."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from tests.detectors.made import events_of, rows_of
from tests.runtime.places.s57_cell import Cell

from marsad.alerts.reasons.reason import reason_of
from marsad.detectors import abnormal, cable_crossing, grounding, port_visit, zone
from marsad.geo.area_kernel import inside
from marsad.plugin.side import AREA_KINDS, ENTER, LINE_KINDS
from marsad.runtime.places.configured import side_of_configuration
from marsad.runtime.places.listing import listed
from marsad.runtime.places.read_places import read_places, sentence_of
from marsad.runtime.places.refusal import ZoneRefusal
from marsad.runtime.zone_settings import ZoneSettings

pytest.importorskip("pyogrio")
LABEL = "YE4ADEN1.000, not for navigation"


def square(west=45.0, south=12.0, wide=0.1):
    east, north = west + wide, south + wide
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def whole():
    cell = Cell()
    cell.area("TSSLPT", square(), ORIENT=72)
    cell.area("TSSLPT", square(180 - 0.05 - 0.05, 1.0), ORIENT=252)
    cell.area("TSEZNE", square(45.2))
    cell.area("TSSRON", square(45.4))
    cell.line("TSSBND", [(45, 12), (45.1, 12.1)])
    cell.area("FAIRWY", square(45.6), OBJNAM="Approach", TRAFIC=4, ORIENT=10)
    cell.area("FAIRWY", square(45.8), OBJNAM="Inward", TRAFIC=3, ORIENT=10)
    cell.area("DWRTPT", square(46.0), TRAFIC=3, ORIENT=90)
    cell.line("RECTRC", [(46, 13), (46.5, 13)], TRAFIC=4, ORIENT=90)
    cell.area("ACHARE", square(46.2), square(46.23, 12.03, 0.02), OBJNAM="Outer")
    cell.point("ACHBRT", (46.5, 12.5), OBJNAM="B1", RADIUS=400)
    cell.point("PILBOP", (46.6, 12.5), OBJNAM="Pilots")
    cell.line("CBLSUB", [(45, 12), (45.1, 12.1), (45.2, 12.1)], OBJNAM="AAE-1")
    cell.area("CBLARE", square(46.7))
    cell.line("PIPSOL", [(45, 13), (45.1, 13.1)])
    cell.area("PIPARE", square(46.9))
    cell.area("DEPARE", square(47.1), DRVAL1=12.5, DRVAL2=20)
    cell.area("RESARE", square(47.3), OBJNAM="Keep off", RESTRN="7")
    cell.area("RESARE", square(47.5), OBJNAM="No anchoring", RESTRN="1", DATSTA="20260301", DATEND="20260331")
    return cell


def test_the_objects_of_a_cell_are_the_places_that_they_stand_for(tmp_path):
    drawn = read_places(whole().write(tmp_path))
    assert sorted(one.kind for one in drawn.areas) == sorted(
        ["lane", "lane", "separation", "roundabout", "fairway", "fairway", "lane", "anchorage", "anchorage", "pilot",
         "cable_area", "cable_area", "depth", "area", "area"])  # fmt: skip
    assert sorted((one.kind, one.name) for one in drawn.wires)[:2] == [("boundary", "TSSBND 5"), ("cable", "AAE-1")]
    assert sorted(one.kind for one in drawn.wires) == ["boundary", "cable", "pipeline", "track"]
    assert {one.source for one in (*drawn.areas, *drawn.wires)} == {LABEL}
    assert not any(one.watch for one in drawn.areas)
    assert not drawn.passed
    of_month = next(one for one in drawn.areas if one.name == "No anchoring")
    assert of_month.holds == (1_772_323_200_000_000, 1_775_001_600_000_000)  # the last day is part of it


def test_what_detectors_read_of_a_cell(tmp_path):
    whole().write(tmp_path)
    side = side_of_configuration({"chart": ZoneSettings(file="YE4ADEN1.000")}, tmp_path)
    lanes = side.table("lanes")
    assert sorted(lanes["course_deg"].tolist()) == [10.0, 72.0, 90.0, 252.0]
    assert set(lanes["chart"].tolist()) == {LABEL.encode()}
    assert lanes["count"].tolist() == [4] * 4
    assert side.table("pilot_grounds")["radius_m"][0] == pytest.approx(1000, rel=0.02)
    berth = min(side.table("anchorages"), key=lambda one: one["radius_m"])
    assert berth["radius_m"] == pytest.approx(400, rel=0.02)
    zones, points = side.table("zones"), side.table("zone_points")
    depth = zones[zones["kind"] == AREA_KINDS.index("depth")][0]
    assert depth["depth_m"] == 12.5
    outer = next(one for one in zones if one["name"] == b"Outer")
    assert inside(46.21, 12.01, outer, points)
    assert not inside(46.24, 12.04, outer, points)  # the hole
    lines = side.table("lines")
    assert set(lines["chart"].tolist()) == {LABEL.encode()}
    assert sorted(LINE_KINDS[kind] for kind in lines["kind"]) == ["boundary", "cable", "pipeline", "track"]


def test_only_what_a_chart_closes_watches_and_only_if_told_so(tmp_path):
    whole().write(tmp_path)
    zones = side_of_configuration({"chart": ZoneSettings(file="YE4ADEN1.000", watch=["enter"])}, tmp_path).table(
        "zones"
    )
    assert [(one["name"], one["watch"]) for one in zones if one["watch"]] == [(b"Keep off", ENTER)]
    other = Cell("XX5OTHER.000")
    other.area("ACHARE", square())
    other.write(tmp_path)
    with pytest.raises(ZoneRefusal, match="has no area of no entry"):
        side_of_configuration({"chart": ZoneSettings(file="XX5OTHER.000", watch=["enter"])}, tmp_path)


def test_what_cannot_be_used_of_a_cell_is_counted_and_the_rest_is_read(tmp_path):
    cell = whole()
    cell.without_shape("RESARE", RESTRN="7")
    cell.area("ACHARE", square(45, 14, 1e-6))
    cell.area("ACHARE", [(45, 14), (45.1, 14.1), (45.1, 14), (45, 14.1), (45, 14)])
    cell.point("HRBARE", (45, 14))
    cell.line("DEPARE", [(45, 14), (45.1, 14)])
    file = cell.write(tmp_path)
    drawn = read_places(file)
    assert dict(drawn.passed) == {"without a shape": 1, "too small": 1, "of no shape that can be used": 1,
                                  "points": 1, "lines of areas": 1}  # fmt: skip
    said = sentence_of(file, drawn)
    assert said.startswith("YE4ADEN1.000: 15 areas and 4 lines, not for navigation; passed over 5 (1 lines of areas, ")
    assert said.count(". ") == 0
    heard = []
    side_of_configuration({"chart": ZoneSettings(file=file.name)}, tmp_path, say=heard.append)
    assert heard == [said]


@pytest.mark.parametrize("part", [0.0, 0.02, 0.3])
def test_a_broken_cell_is_refused_in_one_sentence(tmp_path, part):
    cell = whole()
    data = cell.bytes()
    file = tmp_path / cell.name
    file.write_bytes(data[: int(part * len(data))])
    with pytest.raises(ZoneRefusal, match=r"check that it is whole|give a cell of a larger scale") as refused:
        read_places(file)
    assert str(refused.value).count("\n") == 0


def test_a_cell_cut_anywhere_is_refused_or_gives_what_stands_before_the_cut(tmp_path):
    cell = whole()
    data = cell.bytes()
    file = tmp_path / cell.name
    given, refused = [], []
    for cut in range(1, 1500, 53):
        file.write_bytes(data[: len(data) - cut])
        try:
            drawn = read_places(file)
        except ZoneRefusal as refusal:
            refused.append(str(refusal))
        else:
            given.append(len(drawn.areas) + len(drawn.wires))
    file.write_bytes(data[: data.rfind(b" D   ") - 5])  # between two records
    last = read_places(file)
    assert len(last.areas) + len(last.wires) == 18
    assert refused
    assert not any("\n" in one for one in refused)
    assert all(many <= 18 for many in given)


def test_a_cell_without_anything_of_ours_is_refused(tmp_path):
    cell = Cell()
    cell.point("PILBOP", (45, 12))
    assert len(read_places(cell.write(tmp_path)).areas) == 1
    empty = Cell("XX5EMPTY.000")
    empty.point("HRBARE", (45, 12))
    with pytest.raises(ZoneRefusal, match=r"no lane, anchorage, cable or depth .*1 points.*larger scale"):
        read_places(empty.write(tmp_path))


def test_the_label_is_in_the_list_of_places(tmp_path):
    cell = whole()
    cell.write(tmp_path)
    config = tmp_path / "marsad.toml"
    config.write_text(f'[zones.chart]\nfile = "{cell.name}"\n[zones.F]\nwatch = ["enter"]\n'
                      "polygon = [[44.0, 12.0], [44.5, 12.0], [44.5, 12.5]]\n")  # fmt: skip
    heard = []
    made = listed(config, heard.append)
    assert [one.source for one in made] == [LABEL] * 19 + ["configuration"]
    assert heard == ["YE4ADEN1.000: 15 areas and 4 lines, not for navigation."]
    assert next(one.until for one in made if one.name == "No anchoring") == "2026-04-01T00:00:00Z"


def of_kind(detector, side, rows):
    """What a detector says of rows, with the sentences of its explanation."""
    some = events_of(detector, dict(side.tables), rows)
    return [(one, reason_of(replace(one, evidence=json.dumps(one.evidence)))) for one in some]


def cases():
    """Of each detector that can rest on a chart: what it finds there."""
    closed = [(60.0 * k, 47.29 + 0.001 * k, 12.05, 3.5) for k in range(60)]
    over = [(60.0 * k, 45.03 + 0.0005 * k, 12.05, 1.8) for k in range(100)]
    lane = [(60.0 * k, 46.2 - 0.002 * k, 12.05, 7.0) for k in range(100)]
    lay = [(60.0 * k, min(47.6 + 0.003 * k, 47.75), 12.05, 10.0 if k < 50 else 0.0) for k in range(120)]
    stop = [(10.0 * k, min(47.0 + 0.0004 * k, 47.15), 12.05, 8.0 if k < 375 else 0.1) for k in range(600)]
    return [
        (zone.DETECTOR, rows_of(closed, ship_type=70)), (cable_crossing.DETECTOR, rows_of(over, ship_type=70)),
        (abnormal.DETECTOR, rows_of(lane, ship_type=70, cog_deg=270.0)),
        (port_visit.DETECTOR, rows_of(lay, ship_type=70)),
        (grounding.DETECTOR, rows_of(stop, ship_type=70, cog_deg=90.0)),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(5))
def test_what_rests_on_a_chart_says_so_in_evidence_and_in_both_sentences(tmp_path, number):
    cell = whole()
    cell.area("HRBARE", square(47.7), OBJNAM="Ma'alla")
    cell.write(tmp_path)
    side = side_of_configuration({"chart": ZoneSettings(file=cell.name, watch=["enter"])}, tmp_path)
    detector, rows = cases()[number]
    ((event, said),) = of_kind(detector, side, rows)
    assert event.evidence["chart"] == LABEL
    assert "by chart YE4ADEN1.000, not for navigation" in said.english
    assert "YE4ADEN1.000, ليست للملاحة" in said.arabic
    if detector is grounding.DETECTOR:
        assert (event.evidence["depth_known"], event.evidence["depth_m"]) == (True, 12.5)


def test_what_a_person_drew_has_no_such_label():
    ring = [[47.3, 12.0], [47.4, 12.0], [47.4, 12.1], [47.3, 12.1]]
    side = side_of_configuration({"F": ZoneSettings(polygon=ring, watch=["enter"])})
    ((event, said),) = of_kind(*(zone.DETECTOR, side, cases()[0][1]))
    assert "chart" not in event.evidence
    assert "chart" not in said.english


def test_nobody_grounds_where_a_chart_is_sure_of_deep_water(tmp_path):
    for least, many in ((39, 1), (41, 0)):
        cell = Cell()
        cell.area("DEPARE", square(47.1), DRVAL1=least)
        side = side_of_configuration({"chart": ZoneSettings(file=cell.write(tmp_path).name)}, tmp_path)
        assert len(of_kind(grounding.DETECTOR, side, cases()[4][1])) == many


def test_the_command_lists_places_with_their_label(tmp_path):
    cell = whole()
    cell.without_shape("ACHARE")
    file = cell.write(tmp_path)
    ran = subprocess.run([sys.executable, "-m", "marsad", "places", "list", str(file)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {line["source"] for line in lines} == {LABEL}
    assert len(lines) == 19
    assert ran.stderr == "YE4ADEN1.000: 15 areas and 4 lines, not for navigation; passed over 1 (1 without a shape).\n"
