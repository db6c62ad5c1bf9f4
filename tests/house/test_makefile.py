"""The Makefile explains itself, and every path it names is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
def test_help_names_every_target() -> None:
    said = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[0] for line in said.splitlines()] == TARGETS


def test_every_target_is_phony() -> None:
    assert set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split()) == set(TARGETS)


def test_every_script_that_is_called_is_there() -> None:
    texts = [MAKEFILE, (ROOT / ".ci" / "run").read_text()]
    called = {name for text in texts for name in re.findall(r"\bscripts/\w+\.sh|tests/[\w/]+\.py", text)}
    assert called
    assert [name for name in called if not (ROOT / name).is_file()] == []
