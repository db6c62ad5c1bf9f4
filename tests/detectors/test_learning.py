"""Side tables learnt from rows: the same cells and classes as the detectors have, and they change what is told."""

import json

import numpy as np
import pytest

from marsad.detectors.abnormal import DETECTOR as ABNORMAL
from marsad.detectors.abnormal_rule import learning as traffic
from marsad.detectors.abnormal_rule.normal_kernel import GROUPS, key_of
from marsad.detectors.gap import DETECTOR as GAP
from marsad.detectors.gap_rule import learning as reception
from marsad.detectors.gap_rule.coverage_kernel import cell_of
from marsad.plugin.side import Side
from marsad.runtime.learning import read, written
from marsad.schema.refusal import Refusal
from tests.detectors.fleets import MINUTE, T0, led, reports, sea

LON, LAT = -160.0, 30.01
DAY = 1440


def earlier(tracks):
    """The same a day before."""
    rows = np.concatenate(tracks)
    rows["t"] -= DAY * MINUTE
    return rows


def test_cells_are_those_of_the_detectors():
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(-180, 180, 200), rng.uniform(-90, 90, 200)
    assert reception.cells_of(lon, lat).tolist() == [cell_of(x, y) for x, y in zip(lon, lat, strict=True)]
    track = reports(0, (0, 60), 179.9, LAT, 15.0, 90.0)
    asked = {(key_of(row["lon_deg"], row["lat_deg"], 0) - 1) // GROUPS for row in track}
    assert {*traffic.normal_of(track)["cell"].tolist()} == asked


def test_reports_that_came_and_those_that_did_not_are_counted():
    track = reports(0, (0, 60), LON, LAT, 0.6, 90.0, silent=[(20, 25)])
    learnt = reception.coverage_of(track)
    by_hour = learnt[learnt["hour"] >= 0]
    assert by_hour["heard"].sum() == len(track)
    assert by_hour["missed"].sum() == 30
    assert (learnt["t_from"] > track["t"].max()).all()


def test_a_history_of_coverage_lets_a_silence_be_told_where_the_feed_knows_nothing_yet():
    lane = [reports(n, (0, 200), LON - 0.1 * n, LAT, 14.0, 90.0) for n in range(4)]
    now = sea([reports(7, (0, 90), LON, LAT, 12.0, 90.0), reports(8, (0, 240), LON, LAT + 0.5, 8.0, 0.0)])
    assert not led(GAP, now, 240)
    event, = led(GAP, now, 240, Side({"coverage": reception.coverage_of(earlier(lane))}))  # fmt: skip
    assert event.vessel_ids == (21100010700,)
    later = reception.coverage_of(earlier(lane))
    later["t_from"] = T0 + DAY * MINUTE
    assert not led(GAP, now, 240, Side({"coverage": later}))


def test_days_of_traffic_add_up_and_say_what_is_usual():
    day = traffic.normal_of(earlier([reports(0, (0, 120), LON, LAT, 12.0, 90.0)]))
    whole = traffic.added(*[day] * 300)
    assert whole["courses"].sum() == 300 * day["courses"].sum()
    assert {*whole["quarter"].tolist()} == {*day["quarter"].tolist()} >= {-1}
    against = sea([reports(1, (0, 60), LON + 0.3, LAT, 12.0, 270.0)])
    event, = led(ABNORMAL, against, 60, Side({"normal": whole}))  # fmt: skip
    assert json.loads(event.evidence)["normal_course_deg"] == 90.0
    assert not led(ABNORMAL, against, 60)


def test_what_was_learnt_is_kept_in_a_file_and_anything_else_is_refused(tmp_path):
    tables = {"coverage": reception.coverage_of(reports(0, (0, 60), LON, LAT, 12.0, 90.0)),
              "normal": traffic.normal_of(reports(0, (0, 60), LON, LAT, 12.0, 90.0))}  # fmt: skip
    file = tmp_path / "learnt.npz"
    file.write_bytes(written(tables))
    kept = read(file)
    assert all((kept[name] == tables[name]).all() for name in tables)
    file.write_bytes(b"no such thing")
    with pytest.raises(Refusal, match="marsad learn"):
        read(file)
