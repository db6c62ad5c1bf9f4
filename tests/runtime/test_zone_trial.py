"""A dry run of zones over the raw log of a room: what it would have told of, as a room told that watched them."""

from __future__ import annotations

import json
import sys
from subprocess import run

import pytest

from marsad.cli import main
from marsad.decode.ais.encode import encode_message, sentences
from marsad.runtime.places.journal_zones import zone_bodies
from marsad.runtime.settings import Settings
from marsad.runtime.zone_trial import zone_trial
from marsad.store.raw_log import RawLog
from tests.runtime.test_three_shells import tagged

HOUR_US = 3_600_000_000
NOW = 1_790_000_000_000_000
BOX = [[45.2, 11.9], [45.4, 11.9], [45.4, 12.1], [45.2, 12.1], [45.2, 11.9]]


def drawn(**properties):
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [BOX]},
               "properties": {"name": "FIRING", "watch": ["enter"], **properties}}  # fmt: skip
    return {"type": "FeatureCollection", "features": [feature]}


@pytest.fixture
def data(tmp_path):
    """Six hours of a ship that sails through the box three times, at 35 knots, and of one that stays away."""
    now = [NOW - 6 * HOUR_US]
    log = RawLog(tmp_path / "raw", lambda: now[0])
    for minute in range(360):
        now[0] += HOUR_US // 60
        along = minute % 120
        lon = 45.0 + 0.6 * (along if along < 60 else 120 - along) / 60
        for mmsi, at in ((235000001, (lon, 12.0)), (235000002, (lon, 12.5))):
            fields = {"lon_deg": at[0], "lat_deg": at[1], "sog_kn": 35.2, "cog_deg": 90.0 if along < 60 else 270.0,
                      "second": 0}  # fmt: skip
            for line in sentences(encode_message(1, mmsi, fields)):
                log.append("roof", tagged(now[0] // 1000, line), now[0])
    log.close()
    return tmp_path


def tried(data, zones, days=7.0):
    return zone_trial(data / "raw", zone_bodies(zones, "here"), Settings(), {}, NOW, days)


def test_a_zone_tells_each_time_she_enters_and_of_nobody_else(data):
    trial = tried(data, drawn())
    assert (trial.reports, trial.alerts, trial.is_cut) == (720, 6, False)
    assert {tuple(alert.mmsi) for alert in trial.shown} == {(235000001,)}
    assert trial.until_ms - trial.since_ms == pytest.approx(359 * 60_000, abs=60_000)
    assert "FIRING" in trial.shown[0].reason.en
    assert "FIRING" in trial.shown[0].reason.ar
    times = [alert.t_ms for alert in trial.shown]
    assert times == sorted(times, reverse=True)


def test_times_of_a_zone_do_not_hinder_that_it_is_tried_on_what_was_before(data):
    assert tried(data, drawn(since="2030-01-01T00:00:00Z")).alerts == 6


def test_a_zone_elsewhere_or_without_a_log_tells_of_nothing(data, tmp_path_factory):
    away = drawn()
    away["features"][0]["geometry"]["coordinates"] = [[[lon - 30, lat] for lon, lat in BOX]]
    assert tried(data, away).alerts == 0
    nothing = zone_trial(tmp_path_factory.mktemp("none") / "raw", zone_bodies(drawn(), "here"), Settings(), {}, NOW)
    assert (nothing.since_ms, nothing.reports, nothing.alerts) == (None, 0, 0)


def test_the_command_tries_what_comes_by_standard_input(data):
    words = [
        sys.executable,
        "-m",
        "marsad",
        "zone",
        "dry-run",
        "-",
        "--data",
        str(data),
        "--days",
        "366",
        "--port",
        "1",
    ]
    done = run(words, input=json.dumps(drawn()), capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(done.stdout)["alerts"] == 6


@pytest.mark.parametrize("days", ["0", "-1", "4000", "nan"])
def test_days_that_are_none_are_refused(data, days, capsys):
    (data / "z.geojson").write_text(json.dumps(drawn()))
    words = ["zone", "dry-run", str(data / "z.geojson"), "--data", str(data), "--days", days]
    assert main(words) == 2
    assert "days" in capsys.readouterr().err
