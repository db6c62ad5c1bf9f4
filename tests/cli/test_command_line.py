"""The command line as a person and a shell meet it: help, refusals, exit codes, pipes that close."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated, Literal

import pytest
from cyclopts import App, Parameter

from marsad import __version__
from marsad.cli import main
from marsad.cli.catalogue import COMMANDS, available
from marsad.cli.help_page import help_page, wants_help
from marsad.cli.parser import build_app, run_command

MARSAD = [sys.executable, "-m", "marsad"]
HEAVY = ("numba", "numpy", "pyarrow", "litestar", "uvicorn", "cyclopts", "rich")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*MARSAD, *words], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_help_lists_every_command_of_this_release(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert listed[: len(available())] == list(available())


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"marsad {__version__}\n"


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - set(available())))
def test_a_planned_command_is_refused_in_one_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"marsad {name}: `marsad {name}` is planned but not in version")
    assert err.count("\n") == 1


def test_a_slip_of_the_pen_gets_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctr"]) == 2
    assert "did you mean `marsad doctor`?" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--nonsense"], ["doctor", "--nonsense"], ["doctor", "one", "two", "three"]])
def test_wrong_use_is_one_sentence_and_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("marsad")
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("name", available())
def test_every_command_explains_itself_with_examples(name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0, done.stderr
    assert f"Usage: marsad {name}" in done.stdout
    assert "Examples:" in done.stdout
    assert f"    marsad {name}" in done.stdout


@pytest.mark.parametrize("name", available())
def test_every_argument_of_every_command_is_explained(name: str) -> None:
    arguments = build_app()[name].assemble_argument_collection(parse_docstring=True)
    assert [one.names[0] for one in arguments if one.show and not one.parameter.help] == []


def test_the_help_of_a_command_shows_names_values_choices_and_defaults() -> None:
    app = App(name="marsad")
    app.command(_sample, name="sample")
    page = help_page(app, "sample")
    assert page.splitlines()[0] == "Usage: marsad sample FILES... [OPTIONS]"
    shown = " ".join(page.split())
    assert "FILES... What to read." in shown
    assert "--output, -o PATH Where to." in shown
    assert "--to NAME Form of the rows. One of: csv, jsonl. Without it: csv." in shown
    assert "--speed NUMBER How fast. Or one of: max. Without it: 1.0." in shown
    assert "--quiet Say nothing." in shown
    assert "--quiet, --no-quiet" not in shown
    assert "--page, --no-page Show the page." in shown
    assert "Parameters" not in page
    assert max(map(len, page.splitlines())) <= 100


def _sample(
    files: list[Path],
    /,
    *,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    to: Literal["csv", "jsonl"] = "csv",
    speed: float | Literal["max"] = 1.0,
    quiet: bool = False,
    page: bool = True,
) -> None:
    """Try the help of a command, with a first sentence that is so long that it does not fit on one line of any width.

    Parameters
    ----------
    files
        What to read.
    output
        Where to.
    to
        Form of the rows.
    speed
        How fast.
    quiet
        Say nothing.
    page
        Show the page.
    """


@pytest.mark.parametrize(
    ("words", "files", "output"),
    [
        (["-"], ["-"], None),
        (["a", "-", "b"], ["a", "-", "b"], None),
        (["-", "-o", "-"], ["-"], "-"),
        (["--output", "x", "-"], ["-"], "x"),
        (["--", "-", "--to"], ["-", "--to"], None),
    ],
)
def test_a_dash_is_standard_input_or_output(
    words: list[str], files: list[str], output: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []

    def command(
        *files: str, output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None, to: str = ""
    ) -> None:
        heard.extend([list(files), output])

    app = App(name="marsad", result_action="return_value")
    app.command(command, name="sample")
    monkeypatch.setattr("marsad.cli.parser.build_app", lambda: app)
    assert run_command(["sample", *words]) == 0
    assert heard == [files, Path(output) if output else None]


def test_help_behind_two_dashes_is_an_argument() -> None:
    assert wants_help(["decode", "-h"])
    assert not wants_help(["decode", "--", "--help"])


@pytest.mark.parametrize("words", ["", "--help", "--version"])
def test_help_loads_nothing_heavy(words: str) -> None:
    code = (
        "import sys, io, json, contextlib\n"
        "from marsad.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    main({words.split()!r})\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert set(HEAVY).isdisjoint(json.loads(done.stdout))


@pytest.mark.parametrize("name", available())
def test_help_of_a_command_loads_no_kernel_and_no_server(name: str) -> None:
    code = (
        "import sys, io, json, contextlib\n"
        "from marsad.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    main([{name!r}, '--help'])\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert {"numba", "numpy", "pyarrow", "litestar", "uvicorn"}.isdisjoint(json.loads(done.stdout))


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in available())], ids=" ".join)
def test_help_comes_within_300_ms(words: list[str]) -> None:
    """Processor time of the best of three: what an idle machine's clock shows, also on a busy one."""
    run(*words)  # byte code is compiled once, at installation or at the first call
    spent = []
    for _ in range(3):
        before = os.times()
        assert run(*words).returncode == 0
        after = os.times()
        spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(spent) < 0.3


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    """`marsad COMMAND | head -1`: the pipe closes while more is to be written."""
    script = tmp_path / "flood.py"
    script.write_text(
        "import sys\nfrom marsad.cli.ending import run_quietly\n"
        "def flood():\n    for n in range(10**7):\n        print(n)\n    return 0\n"
        "sys.exit(run_quietly(flood, ['flood']))\n"
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == b"0\n"
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(timeout=60) == 0


def test_interrupt_from_the_keyboard_is_quiet(tmp_path: Path) -> None:
    script = tmp_path / "wait.py"
    script.write_text(
        "import sys, threading\nfrom marsad.cli.ending import run_quietly\n"
        "def wait():\n    print('ready', flush=True)\n    threading.Event().wait(60)\n    return 0\n"
        "sys.exit(run_quietly(wait, ['wait']))\n"
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == b"ready\n"
        started = time.monotonic()
        child.send_signal(signal.SIGINT)
        assert child.stderr.read() == b""
        assert child.wait(timeout=60) == 130
        assert time.monotonic() - started < 10


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full to stand for a full disk")
def test_a_full_disk_under_the_output_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*MARSAD, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "the disk is full" in done.stderr
