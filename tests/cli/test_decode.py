"""`marsad decode` as a user meets it: every form of output, the accounting, and input that is no input."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.ipc
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

import marsad
from marsad.cli import main
from marsad.decode.ais.encode import encode_message, sentences
from marsad.runtime.rows.columns import plain
from marsad.runtime.rows.lines import iso_time

POSITION = b"\\s:rEV02,c:1334337317*58\\!AIVDM,1,1,,B,19NWuLhuRb5QHfCpPcwj`26B0<02,0*5F\r\n"
STATIC = (
    b"\\g:1-2-3985,s:rEV02,c:1334337317*2D\\!AIVDM,2,1,9,B,58KvN<42ACikUKW77F1H4hF0<PTp622222222216`0`cF5BF0RT13H0T,0*70\r\n"
    b"\\g:2-2-3985*5A\\!AIVDM,2,2,9,B,PFRC88888888880,2*29\r\n"
)
BROKEN = b"!AIVDM,1,1,,B,19NWuLhuRb5QHfCpPcwj`26B0<02,0*00\r\n"
OTHER = b"$GPGGA,,,,,,0,,,,,,,,*66\r\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A short log with one line of every fate."""
    path = tmp_path / "log.nmea"
    path.write_bytes(POSITION + STATIC + BROKEN + OTHER + b"\r\n")
    return path


def test_json_lines_carry_the_contract(log: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["decode", str(log)]) == 0
    out, err = capfdbinary.readouterr()
    position, static = (json.loads(line) for line in out.splitlines())
    assert list(position)[:4] == ["type", "mmsi", "t", "station"]
    assert (position["type"], position["t"], position["station"]) == (1, "2012-04-13T17:15:17Z", "rEV02")
    assert {"lat_deg", "lon_deg", "sog_kn", "cog_deg"} <= position.keys()
    assert static["type"] == 5
    assert static["group_id"] == 3985
    assert {"name", "callsign", "imo", "ship_type", "eta", "destination"} <= static.keys()
    said = err.decode()
    assert "rejects: checksum 1" in said
    assert str(log.stat().st_size) in said


def test_the_accounting_adds_up(log: Path) -> None:
    counts = marsad.read(log).counts
    assert (counts.used_lines, counts.reject_lines, counts.other_lines, counts.blank_lines) == (3, 1, 1, 1)
    assert counts.bytes == log.stat().st_size


def test_a_packed_file_gives_the_same_rows(log: Path, tmp_path: Path) -> None:
    packed = tmp_path / "log.bin"
    packed.write_bytes(gzip.compress(log.read_bytes()))
    assert marsad.read(packed).tables["position"].equals(marsad.read(log).tables["position"])


@pytest.mark.parametrize("form", ["csv", "parquet", "arrow"])
def test_a_folder_gets_a_file_for_each_table(form: str, log: Path, tmp_path: Path) -> None:
    assert main(["decode", str(log), "--to", form, "-o", str(tmp_path / "rows"), "--quiet"]) == 0
    assert sorted(p.name for p in (tmp_path / "rows").iterdir()) == [
        f"{name}.{form}" for name in ("position", "reject", "static")
    ]


def test_parquet_and_arrow_keep_types_and_values(log: Path, tmp_path: Path) -> None:
    expected = marsad.read(log).tables["position"]
    for form, read in (("parquet", pyarrow.parquet.read_table), ("arrow", _arrow)):
        assert main(["decode", str(log), "--to", form, "-o", str(tmp_path / form), "-q"]) == 0
        found = read(tmp_path / form / f"position.{form}")
        for name in ("mmsi", "t", "lat_deg", "lon_e4min", "digest"):
            assert found[name].to_pylist() == expected[name].to_pylist()


def _arrow(path: Path) -> pyarrow.Table:
    with path.open("rb") as file:
        return pyarrow.ipc.open_stream(file).read_all()


def test_one_table_goes_to_standard_output(log: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["decode", str(log), "--to", "csv", "--table", "position", "-q"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    assert len(rows) == 1
    assert rows[0]["station"] == "rEV02"


def test_a_table_without_rows_has_its_columns(log: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["decode", str(log), "--to", "csv", "--table", "aton", "-q"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert len(lines) == 1
    assert "off_position" in lines[0]


def test_plain_sentences_say_the_same_again(log: Path, tmp_path: Path) -> None:
    assert main(["decode", str(log), "--to", "nmea", "-o", str(tmp_path / "plain.nmea"), "-q"]) == 0
    before, after = marsad.read(log), marsad.read(tmp_path / "plain.nmea")
    assert after.counts.reject_lines == 0
    for name in ("position", "static"):
        for column in ("mmsi", "t", "station", "channel", "digest"):
            assert after.tables[name][column].to_pylist() == before.tables[name][column].to_pylist()


def test_plain_sentences_of_a_corpus_are_read_alike_by_a_peer(corpora: Path, tmp_path: Path) -> None:
    """gpsdecode finds as many messages in our plain form as we found, although the input's wrappers confuse it."""
    from shutil import which

    if not which("gpsdecode"):
        pytest.skip("gpsdecode is not installed: apt-get install gpsd-clients")
    source = corpora / "nmea" / "exactearth" / "exact-earth-with-tag-block.txt"
    assert main(["decode", str(source), "--to", "nmea", "-o", str(tmp_path / "plain.nmea"), "-q"]) == 0
    bare = [line.rpartition(b"\\")[2] for line in (tmp_path / "plain.nmea").read_bytes().splitlines(keepends=True)]
    told = subprocess.run(["gpsdecode", "-j"], input=b"".join(bare), capture_output=True, check=True).stdout
    assert len(told.splitlines()) == marsad.read(source).rows


def test_standard_input_is_read_as_it_comes(log: Path) -> None:
    """The first row is there before the input ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "marsad", "decode", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(POSITION)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["type"] == 1
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["no-such-file.nmea"], 1, "is not there"),
        ([".", "--to", "csv", "-o", "rows"], 1, "holds no raw log"),
        (["log.nmea", "--to", "parquet"], 2, "name a folder with -o"),
        (["log.nmea", "--table", "position"], 2, "--table goes with csv"),
        (["log.nmea", "--to", "csv", "--table", "nonsense"], 2, "there is no table nonsense"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    words: list[str], code: int, sentence: str, log: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(log.parent)
    assert main(["decode", *words, "-q"]) == code
    err = capsys.readouterr().err
    assert sentence in err
    assert err.count("\n") == 1


def test_what_was_readable_of_a_torn_file_is_decoded(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
                                                     ) -> None:  # fmt: skip
    torn = tmp_path / "torn.gz"
    torn.write_bytes(gzip.compress(log.read_bytes() * 2_000)[:-40])
    assert main(["decode", str(torn), "--to", "csv", "-o", str(tmp_path / "rows")]) == 1
    assert "ends in the middle" in capsys.readouterr().err
    assert (tmp_path / "rows" / "position.csv").stat().st_size > 10_000


@given(st.text(st.sampled_from('=+-@ABC "'), min_size=1, max_size=20))
def test_no_cell_of_a_csv_is_a_formula(name: str) -> None:
    """A ship may call itself what a spreadsheet would run (S2 of the promises)."""
    bits = encode_message(5, 211_000_000, {"name": name})
    table = marsad.Decoder().feed(b"".join(sentences(bits, "A"))).tables["static"]
    told = table["name"][0].as_py()
    shown = plain(table)["name"][0].as_py()
    assert shown == (None if told is None else f"'{told}" if told[0] in "=+-@" else told)


@given(st.integers(631_152_000_000_000, 4_102_444_800_000_000))
def test_times_are_written_exactly(micros: int) -> None:
    from datetime import UTC, datetime, timedelta

    read = datetime.fromisoformat(iso_time(micros))
    assert read == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


def test_a_table_is_decoded_as_sentences_are(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    table = tmp_path / "table.csv"
    table.write_text("time,mmsi,lat,lon\n2022-01-01 00:00:00,219000001,55.5,11.5\n2022-01-01,ship,1,2\n")
    assert main(["decode", str(table)]) == 0
    out, said = capfdbinary.readouterr()
    (row,) = (json.loads(line) for line in out.splitlines())
    assert (row["mmsi"], row["t"], row["lat_deg"], row["flags"]) == (219000001, "2022-01-01T00:00:00Z", 55.5, ["table"])
    assert b"rejects: mmsi_value 1" in said
    assert main(["decode", str(table), "--to", "nmea"]) == 2
    assert b"holds no sentences" in capfdbinary.readouterr().err


def test_a_table_that_is_not_clear_gets_the_lines_to_write(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table, config = tmp_path / "own.csv", tmp_path / "marsad.toml"
    table.write_text("key,when,latitude,longitude\n7,01/02/2022 00:00,55.5,11.5\n")
    assert main(["decode", str(table)]) == 1
    said = capfd.readouterr().err
    assert "describe them in marsad.toml as below" in said
    written = said[said.index("[columns.own]") :]
    written = written.replace('t = ""', 't = "when"').replace('mmsi = ""', 'mmsi = "key"', 1)
    config.write_text(written.replace('time = ""', 'time = "%d/%m/%Y %H:%M"'))
    assert main(["decode", str(table), "--config", str(config)]) == 0
    assert json.loads(capfd.readouterr().out)["t"] == "2022-02-01T00:00:00Z"
