"""`marsad interference`: the report, the maps, and one sentence for what cannot be."""

import json
from datetime import date

import pyarrow.parquet as pq
import pytest
from PIL import Image
from tests.daily_counts import cells_near, month, write

from marsad.cli import main


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_command_writes_a_report_that_needs_nothing_else(tmp_path, capfd, language):
    cells = cells_near(179.9, -17.0)
    file = write(tmp_path / "days.parquet", [*month(cells, cells[2:7])])
    folder = tmp_path / "out"
    words = ["interference", str(file), "-o", str(folder), "--language", language, "--since", "2026-02-15"]
    assert main(words) == 0, capfd.readouterr().err
    page = (folder / "report.html").read_text()
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert "http" not in page.replace("gpsjam.org", "")
    table = pq.read_table(folder / "cells.parquet")
    assert min(table["date"].to_pylist()) == date(2026, 2, 15)
    features = json.loads((folder / "cells.geojson").read_text())["features"]
    assert len(features) == 5 * 4 == sum(level in ("red", "yellow") for level in table["level"].to_pylist())
    assert {one["geometry"]["type"] for one in features} == {"Polygon", "MultiPolygon"}
    for name in ("map.png", "event-1.png"):
        with Image.open(folder / name) as picture:
            assert picture.size == (1600, 1000)
            assert len(picture.getcolors(1 << 20)) > 20


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["-o", "x"], 2, "no file was given"),
        (["none.parquet", "-o", "x"], 1, "cannot be read as Parquet"),
        (["days.parquet", "-o", "x", "--since", "soon"], 2, "is no day"),
        (["days.parquet", "-o", "x", "--language", "fr"], 2, "no language of the report"),
        (["days.parquet", "-o", "x", "--since", "2027-01-01"], 1, "no day from 2027-01-01 on"),
        (["days.parquet", "-o", "x", "--bbox", "1,1,2,2"], 1, "Nothing was left to be judged"),
        (["days.parquet", "-o", "days.parquet"], 1, "cannot be written"),
    ],
)
def test_what_is_wrong_is_one_sentence(tmp_path, monkeypatch, capfd, words, code, said):
    write(tmp_path / "days.parquet", list(month(cells_near(10, 50, 1), days=(1, 2))))
    monkeypatch.chdir(tmp_path)
    assert main(["interference", *words]) == code
    told = capfd.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
