"""The wheel and the source archive hold what a watch room needs, and the wheel runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from marsad import __version__

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return built / f"marsad-{__version__}-py3-none-any.whl"


def test_the_wheel_holds_every_file_of_the_package(wheel: Path, tracked: list[Path]) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src"
    assert {p.relative_to(package).as_posix() for p in tracked if p.is_relative_to(package)} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_the_wheel_holds_the_page_and_the_land(wheel: Path) -> None:
    """What a browser and a detector read beside the modules: the built page, and the coast lines."""
    if not (ROOT / "web").is_dir():
        pytest.skip("the page's source is not in this checkout")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "marsad/serve/page/index.html" in names
    assert "marsad/geo/data/land.bin" in names


def test_the_wheel_holds_no_tests_and_no_byte_code(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [n for n in names if n.endswith(".pyc") or not n.startswith(("marsad/", f"marsad-{__version__}"))] == []


def test_the_source_archive_can_be_built_and_tested_from(built: Path) -> None:
    with tarfile.open(built / f"marsad-{__version__}.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "Makefile", "locks/base.txt", "src/marsad/__init__.py", "tests/conftest.py"} <= names


def test_the_wheel_runs_without_the_source_tree(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", "import marsad.cli, sys; print(marsad.__file__); sys.exit(marsad.cli.main(['--help']))"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    first, *rest = done.stdout.splitlines()
    assert Path(first) == tmp_path / "marsad" / "__init__.py"
    assert "Commands:" in rest
