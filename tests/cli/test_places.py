"""`marsad places learn` from an archive to a configuration that knows the port: build, learn, list, build again."""

from __future__ import annotations

import csv
import json
import random
from datetime import UTC, datetime, timedelta

import pytest

from marsad.cli import main
from marsad.geo.sphere import rhumb_destination

BERTHS = (45.0, 12.78)
START = datetime(2026, 3, 1, tzinfo=UTC)
SHIPS = 7


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """Ships that come from the south one after the other, lie two hours beside each other, and go again."""
    folder = tmp_path_factory.mktemp("archive")
    rng = random.Random(7)
    rows = []
    for ship in range(SHIPS):
        berth = rhumb_destination(*BERTHS, 90.0, 60.0 * ship)
        for minute in range(0, 300, 2):
            away_h = max(0, 90 - minute, minute - 210) / 60
            lon, lat = rhumb_destination(*berth, 180.0, away_h * 10 * 1852 + rng.random() * 8)
            t = START + timedelta(minutes=minute + 40 * ship)
            rows.append((t.isoformat(), 235_000_001 + ship, float(lat), float(lon), 10.0 if away_h else 0.0,
                         180.0 if minute > 210 else 0.0))  # fmt: skip
    with (folder / "ais.csv").open("w", newline="") as file:
        told = csv.writer(file)
        told.writerow(("timestamp", "mmsi", "lat", "lon", "sog", "cog"))
        told.writerows(sorted(rows))
    assert main(["build", str(folder / "ais.csv"), "--into", str(folder / "lake"), "--workers", "1", "--quiet"]) == 0
    return folder / "lake"


def test_a_port_is_learnt_from_a_built_lake_and_a_configuration_knows_it(lake, tmp_path, capsys):
    capsys.readouterr()
    file = tmp_path / "places.geojson"
    assert main(["places", "learn", str(lake), "--output", str(file)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"{file}: 1 ports, 0 anchorages, 0 pilot grounds, 0 lanes from {lake}\n")
    (place,) = json.loads(file.read_text())["features"]
    assert place["properties"]["kind"] == "port"
    assert place["properties"]["vessels"] == SHIPS
    settings = tmp_path / "marsad.toml"
    settings.write_text(f"[zones.learnt]\nfile = {json.dumps(str(file))}\n")
    for of in (file, settings):
        assert main(["places", "list", str(of)]) == 0
        (listed,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert listed["kind"] == "port"


def test_what_was_heard_later_is_not_looked_at(lake, tmp_path, capsys):
    file = tmp_path / "places.geojson"
    told = ["places", "learn", str(lake), "--output", str(file), "--until"]
    assert main([*told, "2026-03-01T01:00:00Z"]) == 1
    assert "build more days, or lower --least-vessels" in capsys.readouterr().err
    assert not file.exists()
    assert main([*told, "2026-03-02"]) == 0


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (["--least-vessels", str(SHIPS + 1)], 1, "lower --least-vessels"),
        (["--until", "yesterday"], 2, "--until"),
        (["--output", "/nowhere/places.geojson"], 1, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(lake, tmp_path, capsys, monkeypatch, asked, code, said):
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert main(["places", "learn", str(lake), *asked]) == code
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
    assert list(tmp_path.iterdir()) == []
