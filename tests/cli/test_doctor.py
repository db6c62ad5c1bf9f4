"""`marsad doctor`: every value with its origin, and each thing that is wrong with what to do."""

from __future__ import annotations

import json
import os
import pty
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.cli.finding import Finding

HOUR_US = 3_600_000_000
NOW_US = 1_800_000_000 * 1_000_000


def run(*words: str, **variables: str) -> tuple[int, dict[str, object], dict[str, Finding]]:
    """Exit code, settings as {name: (value, origin)}, findings by subject."""
    environment = {**os.environ, "MARSAD_PORT": "0", **variables}
    done = subprocess.run(
        [sys.executable, "-m", "marsad", "doctor", *words],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.stderr == "", done.stderr
    told = json.loads(done.stdout)
    settings = {one["name"]: (one["value"], one["origin"]) for one in told["settings"]}
    return done.returncode, settings, {one["subject"]: Finding(**one) for one in told["findings"]}


def only(findings: dict[str, Finding], start: str) -> Finding:
    return next(finding for subject, finding in findings.items() if subject.startswith(start))


def test_a_sound_machine_has_nothing_wrong(tmp_path: Path) -> None:
    code, settings, findings = run("--data", str(tmp_path / "later"))
    assert code == 0, [f for f in findings.values() if f.level == "wrong"]
    assert settings["data"] == (str(tmp_path / "later"), "command line")
    assert only(findings, "data folder").text.endswith("not made yet")
    assert not (tmp_path / "later").exists(), "doctor changes nothing"


def test_each_value_says_where_it_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "marsad.toml"
    file.write_text('zoom = 9\nkeep_days = 3\n[feeds.quay]\nurl = "tcp://192.0.2.1:4001"\n')
    _, settings, _ = run("--config", str(file), "--data", str(tmp_path), MARSAD_KEEP_DAYS="5")
    assert settings["data"] == (str(tmp_path), "command line")
    assert settings["keep_days"] == (5, "environment MARSAD_KEEP_DAYS")
    assert settings["zoom"] == (9, f"file {file}")
    assert settings["feeds.quay"] == ("tcp://192.0.2.1:4001", f"file {file}")
    assert settings["host"] == ("127.0.0.1", "default")


def test_a_taken_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        code, _, findings = run("--data", str(tmp_path), "--port", port)
    assert (code, findings[f"port {port}"].level) == (1, "wrong")
    assert "choose another with --port" in findings[f"port {port}"].text


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, findings = run("--data", str(tmp_path / "file"))
    assert (code, only(findings, "data folder").level) == (1, "wrong")
    assert "is a file" in only(findings, "data folder").text


@pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="this system has no /proc to stand for a folder nobody may write"
)
def test_a_data_folder_that_may_not_be_written() -> None:
    code, _, findings = run("--data", "/proc/marsad")
    assert (code, only(findings, "data folder").level) == (1, "wrong")
    assert "/proc cannot be written" in only(findings, "data folder").text


def test_a_disk_at_its_reserve_is_wrong(tmp_path: Path) -> None:
    from marsad.cli.findings import data_folder

    (found,) = data_folder(tmp_path, reserve_bytes=1 << 60)
    assert found.level == "wrong"
    assert "make room" in found.text


def test_feeds_are_judged_without_opening_them(tmp_path: Path) -> None:
    file = tmp_path / "marsad.toml"
    file.write_text(
        '[feeds.good]\nurl = "tcp://192.0.2.1:4001"\n[feeds.odd]\nurl = "gopher://x"\n'
        f'[feeds.gone]\nurl = "{tmp_path}/no.nmea"\n[feeds.cable]\nurl = "serial:///dev/nowhere0"\n'
    )
    code, _, findings = run("--config", str(file), "--data", str(tmp_path))
    assert code == 1
    assert findings["feed good"].level == "fine"
    assert "no source reads gopher://" in findings["feed odd"].text
    assert "check the path" in findings["feed gone"].text
    assert "plug the receiver in" in findings["feed cable"].text


def test_the_raw_log_is_forecast(tmp_path: Path) -> None:
    """A raw log written by the store itself, an hour and a half before now."""
    from marsad.cli.findings import raw_log
    from marsad.runtime.settings import Settings
    from marsad.store.raw_log import RawLog

    log = RawLog(tmp_path / "raw", lambda: NOW_US)
    log.append("quay", b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\r\n" * 1000, NOW_US)
    log.close()
    found = raw_log(tmp_path / "raw", Settings(), NOW_US + 3 * HOUR_US // 2)
    assert found.level == "fine"
    assert "a day, kept for 30 days: the disk has room for that" in found.text
    full = raw_log(tmp_path / "raw", Settings(reserve_mb=1 << 40), NOW_US + 3 * HOUR_US // 2)
    assert full.level == "wrong"
    assert "the disk is full in 0.0 days" in full.text


def test_a_configuration_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "marsad.toml").write_text("prot = 8700\n")
    done = subprocess.run(
        [sys.executable, "-m", "marsad", "doctor", "--config", str(tmp_path / "marsad.toml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "did you mean port?" in done.stderr


def test_a_terminal_gets_tables_and_a_pipe_gets_json(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "marsad", "doctor", "--data", str(tmp_path)], stdout=theirs, stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120", "MARSAD_PORT": "0"},
    ) as child:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the terminal's other end was closed
            pass
        assert child.wait(timeout=60) == 0
    os.close(ours)
    assert b"setting" in shown
    assert b"\x1b[32mfine" in shown
