"""From a seed to the table: the sea is simulated, built into a lake and scored, all by the commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from marsad.cli import main


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scored") / "worlds"
    words = ["simulate", "incidents-distress", "-o", str(folder), "--seed", "100-101", "-q"]
    assert main([*words, "--outputs", "nmea,rx,events,truth"]) == 0
    return folder


def test_a_seed_becomes_a_table(worlds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    capsys.readouterr()
    words = ["score", "--baselines", str(worlds), "-q"]
    assert main([*words, "--to", "json", "--chart", str(tmp_path / "chart.png")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["seeds"] == {"reporting": [100, 101]}
    rows = {row["coverage"]: row for row in told["rows"] if (row["kind"], row["finder"]) == ("distress", "status-14")}
    whole = rows.pop("all")
    incidents = [
        one
        for seed in (100, 101)
        for one in map(json.loads, (worlds / f"seed-{seed}" / "events.jsonl").read_text().splitlines())
        if one["kind"] == "distress"
    ]
    assert whole["incidents"] == len(incidents) > 0
    assert whole["observable"] == sum(one["observable"] for one in incidents)
    # Every beacon that is heard says status 14: the rule finds them all, and is taken in by a status set by mistake.
    assert whole["true"] == whole["observable"]
    assert whole["look_alikes"]
    # Classes of coverage are parts of the whole, in numbers and in rates.
    for name in ("true", "false", "incidents"):
        assert sum(row[name] for row in rows.values()) == whole[name]
    for name in ("false_per_hour", "false_per_1000_vessel_days"):
        assert sum(row[name]["value"] for row in rows.values()) == pytest.approx(whole[name]["value"])
    assert Image.open(tmp_path / "chart.png").size[0] > 1000
    assert main([*words, "--to", "table", "--coverage"]) == 0
    table = capsys.readouterr().out
    assert "SIMULATED: incidents-distress. 2 folders, for reporting: seeds 100-101." in table
    line = next(line for line in table.splitlines() if line.startswith("status-14"))
    assert f"{whole['true']}/{whole['observable']}" in line.split()


def test_the_tracks_of_a_lake_are_judged(worlds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = worlds / "seed-100"
    feeds = sorted(str(file) for file in (folder / "rx").glob("SIM*.nmea"))
    assert main(["build", *feeds, "--into", str(tmp_path / "lake"), "-q"]) == 0
    capsys.readouterr()
    words = ["score", "--baselines", str(folder), "--tracks", str(tmp_path / "lake"), "-q", "--to", "json"]
    assert main(words) == 0
    tracks = json.loads(capsys.readouterr().out)["tracks"]
    assert tracks["heard"]["vessel_minutes"] > 100
    assert tracks["heard"]["error_rms_m"] < 200.0
    assert tracks["heard"]["missed_share"] < 0.5
    assert tracks["all"]["missed_share"] >= tracks["heard"]["missed_share"]
