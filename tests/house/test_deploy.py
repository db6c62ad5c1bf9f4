"""The systemd unit is one that systemd takes and rates as sealed, and what deploy/ calls exists."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.cli.catalogue import COMMANDS

DEPLOY = Path(__file__).parents[2] / "deploy"
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze on this machine"
)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a program that is there on this machine in place of the installed one."""
    copy = tmp_path / "marsad.service"
    copy.write_text((DEPLOY / "marsad.service").read_text().replace("/opt/marsad/bin/marsad", sys.executable))
    return copy


@needs_systemd
def test_systemd_understands_every_line(unit: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_the_sandbox_is_rated_below_2(unit: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.splitlines()[-1]


def test_the_unit_and_the_container_call_commands_that_have_a_name() -> None:
    line = re.search(r"^ExecStart=(.+)$", (DEPLOY / "marsad.service").read_text(), re.MULTILINE)
    assert line is not None
    program, command, *_ = shlex.split(line[1])
    assert (program, command in COMMANDS) == ("/opt/marsad/bin/marsad", True)
    default = re.search(r'^CMD \["(\w+)"\]$', (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    assert default is not None
    assert default[1] in COMMANDS


def test_the_configuration_of_the_service_can_be_used() -> None:
    from marsad.runtime.configuration import resolve
    from marsad.sources import open_source

    found = resolve(DEPLOY / "marsad.toml", {}, {}).settings
    assert list(found.feeds) == ["local"], "the service hears something from the first start"
    for name, feed in found.feeds.items():
        open_source(feed.url, name, lambda: 0)


def test_every_feed_that_the_configuration_shows_as_a_comment_can_be_used() -> None:
    from marsad.sources import open_source

    shown = re.findall(r'^# \[feeds\.(\w+)\]\n# url = "(.+)"$', (DEPLOY / "marsad.toml").read_text(), re.MULTILINE)
    assert len(shown) == 3
    for name, url in shown:
        open_source(url, name, lambda: 0)


def test_the_container_installs_only_what_is_locked_and_runs_as_nobody_special() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    installs = re.findall(r"pip install ([^\\\n]+)", text)
    assert installs
    assert all("--require-hashes" in call or "--no-index" in call for call in installs)
    assert re.search(r"^USER \d+$", text, re.MULTILINE)
