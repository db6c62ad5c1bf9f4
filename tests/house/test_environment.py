"""scripts/environment.sh on machines that lack something: one sentence each, and a second call that returns at once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("sh", "cat", "cksum", "grep", "tail", "tee", "awk", "dirname", "rm", "uname", "sed", "ls")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree with what the script reads, in a folder of its own."""
    folder = tmp_path / "tree"
    for name in ("scripts", "locks", "src"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder for PATH that holds the standard tools and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (folder / tool).symlink_to(found)
    return folder


def impostor(folder: Path, name: str, version: str, imports: bool) -> None:
    """A Python that tells `version` and can, or cannot, import what an environment needs."""
    script = folder / name
    script.write_text(
        f'#!/bin/sh\ncase "$2" in\n*version_info*) echo {version} ;;\n*) exit {int(not imports)} ;;\nesac\n'
    )
    script.chmod(0o755)


def call(tree: Path, *groups: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "scripts/environment.sh", *groups], cwd=tree, env={**os.environ, **variables},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("version", ["3.9", "3.14"])
def test_a_python_that_is_too_old_or_too_new(tree: Path, bare_path: Path, version: str) -> None:
    impostor(bare_path, "python3", version, imports=True)
    done = call(tree, "build", PATH=str(bare_path), PYTHON="")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"Marsad needs Python 3.11, 3.12 or 3.13 and found Python {version} (python3)")
    assert not (tree / ".venv").exists()


def test_no_python_at_all(tree: Path, bare_path: Path) -> None:
    done = call(tree, "build", PATH=str(bare_path), PYTHON="")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "found none" in done.stderr


def test_a_python_without_ensurepip_names_the_package_to_install(tree: Path, bare_path: Path) -> None:
    impostor(bare_path, "python3", "3.12", imports=False)
    done = call(tree, "build", PATH=str(bare_path), PYTHON="")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "ensurepip" in done.stderr
    if Path("/etc/debian_version").exists():
        assert "apt-get install python3.12-venv" in done.stderr


def test_a_package_index_out_of_reach_is_one_sentence(tree: Path) -> None:
    """Nothing listens on port 9 of loopback; pip is told to look nowhere else."""
    done = call(
        tree, "build", PYTHON=sys.executable, PIP_CONFIG_FILE=os.devnull, PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_EXTRA_INDEX_URL="", PIP_FIND_LINKS="", PIP_RETRIES="1", PIP_NO_CACHE_DIR="1",
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "The package index cannot be reached: connect this machine to the network "
        "(or point pip at your own index), then make again.\n"
    )


def test_a_folder_named_venv_that_is_something_else_is_left_alone(tree: Path) -> None:
    (tree / ".venv").mkdir()
    (tree / ".venv" / "mine.txt").write_text("keep")
    done = call(tree, "build", PYTHON=sys.executable)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert (tree / ".venv" / "mine.txt").read_text() == "keep"


def test_a_group_without_a_lock_is_refused(tree: Path) -> None:
    done = call(tree, "nonsense", PYTHON=sys.executable)
    assert done.returncode == 1
    assert "There is no lock locks/nonsense.txt" in done.stderr


def test_what_is_installed_already_is_not_looked_at_again(tree: Path) -> None:
    """A lock of the build backend alone keeps it short; the tree itself is installed from where it lies."""
    backend = {"hatchling", "editables", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}
    blocks = re.split(r"(?m)^(?=[a-z])", (ROOT / "locks" / "build.txt").read_text())
    (tree / "locks" / "build.txt").write_text("".join(b for b in blocks if b.split("==")[0] in backend))
    first = call(tree, "build", PYTHON=sys.executable)
    assert first.returncode == 0, first.stderr
    program = tree / ".venv" / "bin" / "marsad"
    assert subprocess.run([program, "--version"], capture_output=True, check=True).stdout.startswith(b"marsad ")
    started = time.monotonic()
    second = call(tree, "build", PYTHON=sys.executable)
    assert (second.returncode, second.stdout) == (0, "")
    assert time.monotonic() - started < 2
