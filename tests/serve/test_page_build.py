"""The committed page is what web/ builds: recomputed here without Node, from the manifest beside it."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
PAGE = ROOT / "src" / "marsad" / "serve" / "page"
MANIFEST = PAGE / "build-inputs.json"
INPUTS = (
    ".npmrc", "index.html", "package-lock.json", "package.json", "src", "svelte.config.js", "tools", "tsconfig.json",
    "vite.config.ts",
)  # fmt: skip


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [found for found in path.rglob("*") if found.is_file()]


def _hashes(root: Path, paths: list[Path]) -> dict[str, str]:
    named = {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    return dict(sorted(named.items()))


def test_the_page_was_built_from_these_sources() -> None:
    inputs = _hashes(WEB, [path for name in INPUTS for path in _files(WEB / name)])
    text = "".join(f"{digest}  {name}\n" for name, digest in inputs.items())
    told = json.loads(MANIFEST.read_text())["inputs_sha256"]
    assert hashlib.sha256(text.encode()).hexdigest() == told, "web/ has changed: run `make web` and commit the page"


def test_no_built_file_was_changed_by_hand() -> None:
    built = _hashes(PAGE, [path for path in _files(PAGE) if path != MANIFEST])
    assert built == json.loads(MANIFEST.read_text())["outputs"], "run `make web` and commit the page"


def test_the_page_without_its_base_map_stays_under_a_megabyte() -> None:
    parts = [path for path in _files(PAGE) if "chart" not in path.relative_to(PAGE).parts]
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in parts}
    assert sum(sizes.values()) < 1_000_000, sizes


def test_the_page_names_no_other_origin_to_load_from() -> None:
    index = (PAGE / "index.html").read_text()
    assert "//" not in index.replace("<!doctype html>", "")
    styles = "".join(path.read_text() for path in PAGE.rglob("*.css"))
    assert "http:" not in styles
    assert "https:" not in styles
    assert "//" not in styles
