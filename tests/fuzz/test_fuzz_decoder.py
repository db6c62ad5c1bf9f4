"""A short run of the fuzzer, and its corpus decoded by the kernels and by their Python form: the same rows."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.decoder import seeds

SCRIPT = Path(__file__).with_name("decoder.py")
SECONDS = 20


def _run(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # The kernel tells a process the most memory of who began it, too; a shell between begins anew.
    return subprocess.run(
        ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, str(SCRIPT), *options],
        env={**os.environ, **environment}, capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="no atheris here: make fuzz installs it")
def test_hostile_bytes_for_a_while(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    done = _run("--seconds", str(SECONDS), "--folder", str(folder), NUMBA_DISABLE_JIT="1")
    assert done.returncode == 0, done.stderr[-4000:]
    assert "stat::number_of_executed_units" in done.stderr
    replayed = _run("--replay", "--folder", str(folder))
    assert replayed.returncode == 0, replayed.stdout + replayed.stderr
    assert replayed.stdout.rstrip().endswith("0 differ.")


def test_the_seeds_in_both_forms(tmp_path: Path, corpora: Path) -> None:
    """What the fuzzer starts from, without it: the same rows from the kernels and from their Python form."""
    for number, seed in enumerate(seeds(corpora)):
        (tmp_path / f"seed-{number:03}").write_bytes(bytes([number * 37 % 256]) + seed)
    replayed = _run("--replay", "--folder", str(tmp_path))
    assert replayed.returncode == 0, replayed.stdout + replayed.stderr
