"""`marsad query` as a user meets it: the tables, the forms of an answer, what it refuses, and what it leaves out."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.ipc
import pyarrow.parquet
import pytest
from tests.small_lake import EAST, HOSTILE, WEST, make_lake, usual

from marsad.cli import main


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_lake(tmp_path_factory.mktemp("lakes") / "lake", usual())


@pytest.fixture
def ask(lake: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    """The rows of an answer as JSON lines."""

    def answer(sql: str) -> list[dict[str, object]]:
        assert main(["query", str(lake), sql]) == 0
        return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]

    return answer


@pytest.fixture
def refused(lake: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    """What is said of a query that fails."""

    def said(sql: str, *options: str) -> str:
        assert main(["query", str(lake), sql, *options]) == 2
        out, err = capfdbinary.readouterr()
        assert out == b""
        text = err.decode()
        assert text.count("\n") == 1
        assert "Traceback" not in text
        return text

    return said


def test_every_table_is_there_by_its_name(ask) -> None:
    from marsad.schema.lake import LAKE

    for name in LAKE:
        assert ask(f'SELECT count(*) AS n FROM "{name}"') == [{"n": sum(map(len, usual().get(name, {}).values()))}]


def test_rows_come_as_the_dictionary_has_them(ask) -> None:
    (row,) = ask(f"SELECT * FROM position WHERE mmsi = {WEST} AND outcome = 'track' ORDER BY t LIMIT 1")
    assert (row["t"], row["day"], row["sog_kn"]) == ("2026-03-01T12:00:00Z", "2026-03-01", 12.3)
    assert row["digest"] == (1 << 63) + 1_772_366_400_000_000 % 1_000_003 + WEST
    assert "status" in row


def test_whole_tracks_join_the_parts_of_a_track_over_midnight_and_date_line(ask) -> None:
    (whole,) = ask(f"SELECT * FROM whole_tracks WHERE mmsi = {EAST}")
    assert (whole["parts"], whole["points"], whole["distance_m"]) == (2, 5, 5000.0)
    assert (whole["t_start"], whole["t_end"]) == ("2026-03-01T21:00:00Z", "2026-03-02T01:00:00Z")
    assert (whole["west_deg"], whole["east_deg"]) == (178.0, -177.0)
    assert whole["line_lon_deg"] == [178.0, 179.5, -179.0, -178.0, -177.0]
    assert whole["line_t"][3] == "2026-03-02T00:00:00Z"


def test_whole_stops_weigh_the_places_of_their_parts(ask) -> None:
    (whole,) = ask("FROM whole_stops")
    assert (whole["parts"], whole["points"], whole["t_end"]) == (2, 4, "2026-03-02T02:00:00Z")
    assert whole["lon_deg"] == pytest.approx((3 * 40.6 + 40.7) / 4)


def test_bodies_of_addressed_messages_are_left_out_but_not_distress(ask) -> None:
    texts = [row["text"] for row in ask("SELECT text FROM safety_text ORDER BY t")]
    assert texts == ["GALE WARNING", None, "MAYDAY FLOODING", "SART ACTIVE"]
    data = [row["data"] for row in ask('SELECT data FROM "binary" ORDER BY t')]
    assert data == ["0102", None, None]
    assert ask("SELECT count(*) AS n FROM safety_text WHERE text LIKE '%BUOY%'") == [{"n": 0}]


def test_the_list_of_tables_tells_rows_days_and_columns(lake: Path, capfdbinary) -> None:
    assert main(["query", str(lake)]) == 0
    told = {row["table"]: row for row in map(json.loads, capfdbinary.readouterr().out.splitlines())}
    assert (told["position"]["rows"], told["reception"]["rows"], told["whole_tracks"]["rows"]) == (11, 0, None)
    assert (told["position"]["first_day"], told["position"]["last_day"]) == ("2026-03-01", "2026-03-02")
    speed = next(column for column in told["position"]["columns"] if column["name"] == "sog_kn")
    assert speed == {"name": "sog_kn", "type": "FLOAT", "unit": "kn", "meaning": speed["meaning"]}
    assert speed["meaning"].startswith("Speed over ground")


def test_forms_of_an_answer(lake: Path, tmp_path: Path, capfdbinary) -> None:
    sql = f"SELECT mmsi, name, t FROM vessels WHERE mmsi = {WEST}"
    assert main(["query", str(lake), sql, "--to", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    assert rows[0]["name"] == "'" + HOSTILE
    assert rows[0]["mmsi"] == str(WEST)
    for form in ("parquet", "arrow"):
        out = tmp_path / f"answer.{form}"
        assert main(["query", str(lake), sql, "--to", form, "-o", str(out)]) == 0
        table = pyarrow.parquet.read_table(out) if form == "parquet" else pyarrow.ipc.open_stream(out).read_all()
        assert table["name"].to_pylist() == [HOSTILE]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.arrow", "answer.parquet"]


def test_columns_of_one_name_are_all_kept(ask) -> None:
    assert ask("SELECT 1 AS a, 2 AS a, 3 AS a") == [{"a": 1, "a_1": 2, "a_2": 3}]


def test_a_query_comes_from_standard_input(lake: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "marsad", "query", str(lake), "-"], input=b"SELECT 1 AS one",
                          capture_output=True, check=True)  # fmt: skip
    assert done.stdout == b'{"one":1}\n'


def test_a_terminal_gets_a_table_without_control_characters(lake: Path) -> None:
    reader, writer = pty.openpty()
    sql = "SELECT 'a' || chr(27) || '[31mred' AS text, 7 AS n"
    with subprocess.Popen([sys.executable, "-m", "marsad", "query", str(lake), sql], stdout=writer) as process:
        os.close(writer)
        said = b""
        while chunk := _read(reader):
            said += chunk
        assert process.wait() == 0
    os.close(reader)
    assert b"a\xef\xbf\xbd[31mred" in said
    assert b"{" not in said


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:  # the other end of a pseudo-terminal is closed
        return b""


def test_faults_point_at_the_place(refused) -> None:
    assert "line 2, column 8 at `foo`" in refused("SELECT mmsi,\n       foo FROM position")
    assert "line 1, column 1 at `SELEC`" in refused("SELEC 1")
    said = refused("SELECT * FROM positions")
    assert "there is no table positions: there are position, static" in said
    assert 'write the table as "binary"' in refused("SELECT * FROM binary")
    assert "Could not convert string 'x'" in refused("SELECT 'x'::INT")


def test_what_fails_after_the_first_rows_is_told_alike(lake: Path, capfdbinary, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    sql = "SELECT CASE WHEN range = 900000 THEN 'x' ELSE '1' END::INT AS n FROM range(1000000)"
    assert main(["query", str(lake), sql, "-o", str(out)]) == 2
    assert "Could not convert string 'x'" in capfdbinary.readouterr().err.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "COPY vessels TO 'stolen.csv'",
        "EXPORT DATABASE 'stolen'",
        "ATTACH 'other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "SET GLOBAL temp_directory = '/'",
    ],
)
def test_a_query_reaches_nothing_but_the_lake(sql: str, refused, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused(sql)
    assert list(tmp_path.iterdir()) == []


def test_no_variable_of_the_program_is_a_table(refused) -> None:
    for name in ("tables", "batches", "answer", "connection", "sql"):
        assert "there is no table" in refused(f"SELECT * FROM {name}")


def test_the_lake_is_never_changed(lake: Path, ask) -> None:
    before = {path: path.stat().st_mtime_ns for path in lake.rglob("*")}
    assert main(["query", str(lake), "DROP VIEW position"]) == 0
    assert (
        main(["query", str(lake), "CREATE TABLE mine AS FROM vessels; DELETE FROM mine; SELECT count(*) FROM mine"])
        == 0
    )
    assert {path: path.stat().st_mtime_ns for path in lake.rglob("*")} == before


def test_little_memory_spills_and_none_at_all_is_refused(lake: Path, tmp_path: Path, capfdbinary) -> None:
    sql = "SELECT count(*) AS n FROM (SELECT range, md5(range::TEXT) AS h FROM range(3000000) ORDER BY h LIMIT 2999999)"
    spill = tmp_path / "spill"
    spill.mkdir()
    assert main(["query", str(lake), sql, "--memory", "100MB", "--spill", str(spill)]) == 0
    assert json.loads(capfdbinary.readouterr().out) == {"n": 2_999_999}
    assert list(spill.iterdir()) == []
    assert main(["query", str(lake), "SELECT list(range) FROM range(100000000)", "--memory", "64MB"]) == 1
    assert "--memory" in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize("words", [["--memory", "lots"], ["--memory", "1MB"], ["--spill", "nowhere"], ["--to", "xlsx"]])
def test_wrong_options_are_refused(words: list[str], refused) -> None:
    refused("SELECT 1", *words)


def test_no_lake_is_one_sentence(tmp_path: Path, capfdbinary) -> None:
    assert main(["query", str(tmp_path / "none"), "SELECT 1"]) == 1
    assert "There is no lake" in capfdbinary.readouterr().err.decode()


def test_the_questions_of_the_documentation_have_answers(root: Path, lake: Path, capfdbinary) -> None:
    text = (root / "docs" / "query-and-export.md").read_text()
    questions = re.findall(r'marsad query lake "([^"]+)"', text)
    assert len(questions) == 3
    for question in questions:
        assert main(["query", str(lake), question, "--to", "jsonl"]) == 0, question
    assert capfdbinary.readouterr().err == b""


def test_the_place_in_a_later_statement_is_told_too(refused) -> None:
    assert "line 2, column 8 at `foo`" in refused("CREATE TEMP TABLE mine AS SELECT 1 AS a;\nSELECT foo FROM mine")
