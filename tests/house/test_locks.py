"""The locks: every direct dependency, every version with hashes, no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_there_is_a_lock_for_the_package_and_for_each_extra() -> None:
    assert {path.stem for path in LOCKS} == {"base", *EXTRAS}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_names_every_dependency_with_a_hash_and_no_host(path: Path) -> None:
    text = path.read_text()
    wanted = {_name(r) for r in [*PROJECT["dependencies"], *EXTRAS.get(path.stem, [])]}
    pinned = re.findall(r"^([a-z0-9-]+)==\S+(?: ;[^\\]*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert wanted <= set(pinned)
    assert len(pinned) == len(re.findall(r"^[a-zA-Z]", text, re.MULTILINE)), "a line without a hash"
    assert "://" not in text
    assert not re.search(r"^--|@ ", text, re.MULTILINE), "an index, a link or a direct address"


def test_one_environment_can_hold_all_locks() -> None:
    """A package that two locks name has the same versions in both."""
    versions: dict[str, set[str]] = {}
    for path in LOCKS:
        of_lock: dict[str, set[str]] = {}
        for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text(), re.MULTILINE):
            of_lock.setdefault(name, set()).add(version)
        for name, found in of_lock.items():
            assert versions.setdefault(name, found) == found, f"{name} in {path.name}"


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    named = [*PROJECT["dependencies"], *(r for extra in EXTRAS.values() for r in extra)]
    assert [r for r in named if not re.search(rf'^    "{re.escape(r)}", +# \w', text, re.MULTILINE)] == []


def test_the_npm_lock_names_no_host() -> None:
    lock = ROOT / "web" / "package-lock.json"
    if not lock.exists():
        pytest.skip("the page's source is not in this checkout")
    assert '"resolved"' not in lock.read_text()
