"""What every file of the repository keeps to: no machine's paths, no registry's host, no room without a meaning."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).name
BINARY = {".bin", ".pmtiles", ".pbf", ".woff2", ".png", ".zst", ".gz", ".zip", ".parquet", ".arrow", ".ico"}
_PATHS = re.compile(r"(?<![\w.])/(?:work|farm|root|home)/[a-z.]|/opt/(?:pypi|wheels)|/tmp/[a-z]")
_HOSTS = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|npmmirror|deb\.debian\.org|docker\.io|ghcr\.io")
_VAGUE = {"utils", "util", "common", "helpers", "core", "misc", "base", "manager", "handler"}


def _texts(tracked: list[Path]) -> list[tuple[Path, str]]:
    return [(p, p.read_text()) for p in tracked if p.suffix not in BINARY and p.name != HERE]


def test_no_file_names_a_path_of_one_machine(tracked: list[Path]) -> None:
    assert [(str(p), m[0]) for p, text in _texts(tracked) for m in _PATHS.finditer(text)] == []


def test_no_file_names_the_host_of_a_registry(tracked: list[Path]) -> None:
    assert [(str(p), m[0]) for p, text in _texts(tracked) for m in _HOSTS.finditer(text)] == []


def test_every_module_has_a_name_with_a_meaning(tracked: list[Path], root: Path) -> None:
    source = [p.relative_to(root) for p in tracked if p.is_relative_to(root / "src") or p.is_relative_to(root / "web")]
    assert [str(p) for p in source if _VAGUE & {part.split(".")[0].lower() for part in p.parts}] == []


def test_no_source_file_is_longer_than_500_lines(tracked: list[Path], root: Path) -> None:
    written = [p for p in tracked if p.suffix in {".py", ".ts", ".svelte", ".sh"} and "page" not in p.parts]
    lengths = {str(p.relative_to(root)): len(p.read_text().splitlines()) for p in written}
    assert {name: n for name, n in lengths.items() if n > 500} == {}
