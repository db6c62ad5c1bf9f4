"""From words on the command line to the call of one command's function."""

from __future__ import annotations

from cyclopts import App, CycloptsError

from marsad import __version__
from marsad.cli.catalogue import COMPLETION, available
from marsad.cli.help_page import help_page, wants_help
from marsad.schema.refusal import UsageRefusal


def build_app() -> App:
    """The commands of this release; each module is imported when its command is the one that was asked for."""
    app = App(name="marsad", version=__version__, help_format="plaintext", result_action="return_value")
    for name in available():
        app.command(f"marsad.cli.{name}:command", name=name)
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
    try:
        result = app(tokens, exit_on_error=False, print_error=False)
    except CycloptsError as error:
        said = " ".join(str(error).split()).rstrip(".")
        said = said[:1].lower() + said[1:]
        raise UsageRefusal(f"{said}; `marsad {tokens[0]} --help` shows how") from error
    return result if isinstance(result, int) and not isinstance(result, bool) else 0
