"""The documents tell the truth: commands parse, links lead somewhere, generated parts are fresh."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.cli.catalogue import COMPLETION, available
from marsad.cli.parser import build_app

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
_COMMAND = re.compile(r"^ {4,}(?:.*\| *)?(?:\.venv/bin/)?(marsad .*)$", re.MULTILINE)


def _shown() -> list[tuple[str, str]]:
    """Every `marsad ...` line of an indented block, with its page; only the first word of a pipe."""
    return [(page.name, line) for page in PAGES for line in _COMMAND.findall(page.read_text())]


def _tokens(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|>&;")
    lexer.whitespace_split = True
    words = list(lexer)
    end = next((i for i, word in enumerate(words) if set(word) <= set("|>&;")), len(words))
    return words[1:end]


def test_there_are_commands_to_check() -> None:
    assert len(_shown()) > 10


@pytest.mark.parametrize(("page", "line"), sorted(set(_shown())))
def test_a_command_that_a_document_shows_is_one_that_exists(page: str, line: str) -> None:
    tokens = _tokens(line)
    assert tokens[0] in {*available(), COMPLETION, "--version", "--help"}, f"{page} shows {line}"
    words = ["standard input" if word == "-" else word for word in tokens]
    build_app().parse_args(words, exit_on_error=False, print_error=False)


def test_the_readme_has_exactly_two_commands_to_set_up() -> None:
    start = (ROOT / "README.md").read_text().split("## Start")[1].split("## ")[0]
    commands = [line.split("#")[0].strip() for line in start.splitlines() if line.startswith("    ")]
    assert commands == ["make demo", "make test"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text()
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target
    for target, anchor in re.findall(r"\]\(([^)#:\s]*)#([^)]*)\)", text):
        aimed = page.parent / target if target else page
        headings = re.findall(r"^#+ (.+)$", aimed.read_text(), re.MULTILINE)
        assert anchor in {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_make_targets_that_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z]+)", page.read_text())}
    assert named <= targets


def test_generated_parts_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
