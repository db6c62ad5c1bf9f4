"""From words on the command line to the call of one command's function."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App, CycloptsError

from marsad import __version__
from marsad.cli.catalogue import COMPLETION, available, module_of
from marsad.cli.help_page import help_page, wants_help
from marsad.schema.refusal import UsageRefusal

_DASH = "\0-"
"""Stands for `-`, standard input or output, while cyclopts parses: it takes any word that begins with a dash for an
option. No word of a command line can hold a zero byte."""


def build_app() -> App:
    """The commands of this release; each module is imported when its command is the one that was asked for."""
    app = App(name="marsad", version=__version__, help_format="plaintext", result_action="return_value")
    for name in available():
        app.command(f"{module_of(name)}:command", name=name)
    app.register_install_completion_command(COMPLETION)
    return app


def run_command(tokens: list[str]) -> int:
    """Parse `tokens` and run the command they name; an integer that it gives is the exit code.

    Raises UsageRefusal where the words do not fit the command.
    """
    app = build_app()
    if wants_help(tokens):
        print(help_page(app, tokens[0]))
        return 0
    words = [_DASH if word == "-" else word for word in tokens]
    try:
        command, bound, _ = app.parse_args(words, exit_on_error=False, print_error=False)
    except CycloptsError as error:
        said = " ".join(str(error).replace(_DASH, "-").split()).rstrip(".")
        said = said[:1].lower() + said[1:]
        raise UsageRefusal(f"{said}; `marsad {tokens[0]} --help` shows how") from error
    result = command(*map(_with_dash, bound.args), **{name: _with_dash(v) for name, v in bound.kwargs.items()})
    return result if isinstance(result, int) and not isinstance(result, bool) else 0


def _with_dash(value: object) -> object:
    """The argument with `-` where it was written."""
    if isinstance(value, str | Path):
        return type(value)("-") if str(value) == _DASH else value
    if isinstance(value, list | tuple):
        return type(value)(map(_with_dash, value))
    return value
