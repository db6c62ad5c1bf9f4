"""The command line: one file per command, loaded only when it is asked for.

`main` answers `marsad`, `marsad --help` and `marsad --version` from the list of commands alone, so that they come at
once. Everything else goes through cyclopts to the function `command` of `marsad/cli/<name>.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from marsad import __version__
from marsad.cli.catalogue import COMPLETION, refusal_of, top_level_help


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 failed, 2 wrong use, 130 interrupted from the keyboard."""
    tokens = list(sys.argv[1:] if arguments is None else arguments)
    from marsad.cli.ending import run_quietly

    return run_quietly(lambda: _dispatch(tokens), tokens)


def _dispatch(tokens: list[str]) -> int:
    first = tokens[0] if tokens else "--help"
    if first in {"-h", "--help"}:
        print(top_level_help())
        return 0
    if first in {"-V", "--version"}:
        print(f"marsad {__version__}")
        return 0
    if first != COMPLETION and (refusal := refusal_of(first)):
        raise refusal
    from marsad.cli.parser import run_command

    return run_command(tokens)
