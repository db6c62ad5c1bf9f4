"""`marsad doctor`: what is installed, what is configured, and what is wrong."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from marsad.cli.findings import Finding


def command(
    *,
    data: Path | None = None,
    port: int = 8700,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Print the versions, the machine, and what is wrong with either; exit code 1 where something is.

    Every finding says what to do. Nothing is changed, and no connection leaves this machine.

    Examples:

        marsad doctor
        marsad doctor --data /var/lib/marsad --port 8700
        marsad doctor --json | python3 -m json.tool

    Parameters
    ----------
    data
        Data folder to look at; without it, only what needs no folder is checked.
    port
        Port that the watch room will listen on.
    json
        JSON also on a terminal; a pipe always gets JSON.
    """
    from marsad.cli.findings import examine

    findings = examine(data, port)
    if json or not sys.stdout.isatty():
        _print_json(findings)
    else:
        _print_table(findings)
    return int(any(finding.level == "wrong" for finding in findings))


def _print_json(findings: list[Finding]) -> None:
    from dataclasses import asdict
    from json import dumps

    print(dumps({"findings": [asdict(finding) for finding in findings]}, indent=2, ensure_ascii=False))


def _print_table(findings: list[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table

    marks = {"fine": "[green]fine[/]", "note": "[yellow]note[/]", "wrong": "[red]wrong[/]"}
    table = Table(box=None, pad_edge=False)
    for heading in ("", "what", "found"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        table.add_row(marks[finding.level], finding.subject, finding.text)
    Console().print(table)
