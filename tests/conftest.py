"""What the tests of every room share: the recorded corpora, and the folder of the source tree."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from marsad.runtime.kernel_cache import use_kernel_cache

# A loaded machine is no failure, and a failure says how to repeat it.
settings.register_profile("marsad", deadline=None, print_blob=True)
settings.load_profile("marsad")

ROOT = Path(__file__).parents[1]

# Before any kernel is imported: numba does not notice that a kernel in another file has changed.
use_kernel_cache(ROOT / ".pytest_cache")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the source tree."""
    return ROOT


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The recorded corpora: the folder MARSAD_CORPORA names, else ../shared/data beside the source tree.

    A test that needs them is skipped where there are none, and fails where MARSAD_CORPORA promises them in vain.
    """
    named = os.environ.get("MARSAD_CORPORA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if (folder / "nmea").is_dir():
        return folder.resolve()
    if named:
        pytest.fail(f"MARSAD_CORPORA names {named}, and there is no folder nmea in it")
    pytest.skip("no corpora here: set MARSAD_CORPORA to the folder that holds nmea/")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own of 4 MiB."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True)
    if made.returncode != 0:
        pytest.skip(f"no tmpfs here: {made.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
