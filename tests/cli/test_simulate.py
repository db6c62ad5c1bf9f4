"""`marsad simulate` as a user meets it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from marsad.cli import main
from marsad.testing.simulator.scenario import names


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "marsad", "simulate", *words], capture_output=True, check=False)


def test_the_scenarios_are_named(capsys):
    assert main(["simulate", "--list"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["scenario"] for one in told] == list(names())
    assert {"gulf-of-aden", "danish-straits", "singapore", "world"} <= {one["scenario"] for one in told}
    for one in told:
        assert {"small", "medium", "large"} <= set(one) or one["kind"] == "incidents"


def test_a_folder_holds_what_was_chosen(tmp_path, capsys):
    words = [
        "simulate",
        "gulf-of-aden",
        "-o",
        str(tmp_path / "sea"),
        "--hours",
        "0.1",
        "--outputs",
        "truth,nmea,events",
    ]
    assert main(words) == 0
    account = json.loads(capsys.readouterr().out)
    assert account["purpose"] == "tuning"
    assert account["sent"] > account["vessels"]
    files = {str(file.relative_to(tmp_path / "sea")) for file in (tmp_path / "sea").rglob("*") if file.is_file()}
    assert {"truth.parquet", "vessels.parquet", "events.jsonl", "negatives.jsonl", "scenario.json"} <= files
    assert not {name for name in files if name == "tx.parquet" or (name.startswith("rx/") and name.endswith("parquet"))}
    told = json.loads((tmp_path / "sea" / "scenario.json").read_text())
    assert told["simulated"] is True
    assert pq.read_table(tmp_path / "sea" / "truth.parquet").num_rows > 6 * 50
    for receiver in told["receivers"]:
        for line in (tmp_path / "sea" / "rx" / f"{receiver}.nmea").read_bytes().splitlines():
            assert b"s:SIM" in line or line.startswith(b"\\g:2-")


def test_several_seeds_give_a_folder_each(tmp_path, capsys):
    words = ["simulate", "incidents-distress", "-o", str(tmp_path / "all"), "--seed", "100-102"]
    assert main([*words, "--outputs", "events"]) == 0
    assert [json.loads(line)["purpose"] for line in capsys.readouterr().out.splitlines()] == ["reporting"] * 3
    assert {one.name for one in (tmp_path / "all").iterdir()} == {"seed-100", "seed-101", "seed-102"}


def test_a_pipe_carries_what_the_folder_would_hold(tmp_path):
    piped = run("gulf-of-aden", "--hours", "0.1", "--outputs", "-")
    assert piped.returncode == 0
    written = run("gulf-of-aden", "--hours", "0.1", "--outputs", "nmea", "-o", str(tmp_path / "sea"))
    assert written.returncode == 0
    lines = [line for file in (tmp_path / "sea" / "rx").iterdir() for line in file.read_bytes().splitlines(True)]
    assert sorted(piped.stdout.splitlines(True)) == sorted(lines)
    assert json.loads(piped.stderr.splitlines()[-1])["folder"] is None


def test_who_connects_hears_the_sea():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    child = subprocess.Popen(
        [sys.executable, "-m", "marsad", "simulate", "gulf-of-aden", "--hours", "0.2", "--speed", "60",
         "--outputs", f"tcp://127.0.0.1:{port}", "-q"],
    )  # fmt: skip
    try:
        heard = b""
        with _connected(port, child) as ear:
            while data := ear.recv(1 << 16):
                heard += data
        assert child.wait(60) == 0
    finally:
        child.kill()
    assert heard.count(b"!AIVDM") > 100


def _connected(port: int, child: subprocess.Popen[bytes]) -> socket.socket:
    import time

    deadline = time.monotonic() + 300
    while True:
        try:
            ear = socket.create_connection(("127.0.0.1", port), timeout=120)
        except ConnectionRefusedError:
            assert child.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return ear


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gulf-of-eden", "-o", "x"], "gulf-of-eden"),
        (["gulf-of-aden"], "-o FOLDER"),
        ([], "--list"),
        (["gulf-of-aden", "-o", "x", "--hours", "0"], "--hours"),
        (["gulf-of-aden", "-o", "x", "--outputs", "-"], "leave out -o"),
        (["gulf-of-aden", "--outputs", "tcp://0.0.0.0:4001"], "--beyond-loopback"),
        (["gulf-of-aden", "--outputs", "-", "--seed", "1-2"], "one by one"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(words, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["simulate", *words]) in (1, 2)
    told = capsys.readouterr().err
    assert said in told
    assert len(told.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path, capsys):
    (tmp_path / "kept").write_text("mine")
    assert main(["simulate", "gulf-of-aden", "-o", str(tmp_path), "--hours", "0.1"]) == 1
    assert "not empty" in capsys.readouterr().err
    assert [one.name for one in Path(tmp_path).iterdir()] == ["kept"]
