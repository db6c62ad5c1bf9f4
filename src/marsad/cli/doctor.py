"""`marsad doctor`: what is configured and by whom, what is installed, and what is wrong."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from marsad.cli.finding import Finding, Setting


def command(
    *,
    config: Path | None = None,
    data: str | None = None,
    port: int | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Print the configuration with the origin of each value, the versions, and what is wrong.

    Every finding says what to do; exit code 1 where something is wrong. Nothing is changed, and no connection is made.

    Examples:

        marsad doctor
        marsad doctor --config marsad.toml
        marsad doctor --json | python3 -m json.tool

    Parameters
    ----------
    config
        Configuration file, as for `marsad watch`.
    data
        Data folder, as for `marsad watch`.
    port
        Port of the page, as for `marsad watch`.
    json
        JSON also on a terminal; a pipe always gets JSON.
    """
    from marsad.cli.findings import examine, settings_of
    from marsad.runtime.clock import system_clock
    from marsad.runtime.configuration import resolve

    configuration = resolve(config, os.environ, {"data": data, "port": port})
    settings = settings_of(configuration)
    findings = list(examine(configuration.settings, os.environ, system_clock))
    if json or not sys.stdout.isatty():
        _print_json(settings, findings)
    else:
        _print_tables(settings, findings)
    return int(any(finding.level == "wrong" for finding in findings))


def _print_json(settings: list[Setting], findings: list[Finding]) -> None:
    from dataclasses import asdict
    from json import dumps

    told = {"settings": [asdict(one) for one in settings], "findings": [asdict(one) for one in findings]}
    print(dumps(told, indent=2, ensure_ascii=False, default=str))


def _print_tables(settings: list[Setting], findings: list[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    origins = Table(box=None, pad_edge=False)
    for heading in ("setting", "value", "from"):
        origins.add_column(heading, overflow="fold")
    for setting in settings:
        origins.add_row(Text(setting.name), Text(str(setting.value)), Text(setting.origin))
    console.print(origins)
    console.print()
    colours = {"fine": "green", "note": "yellow", "wrong": "bold red"}
    found = Table(box=None, pad_edge=False)
    for heading in ("", "looked at", "found"):
        found.add_column(heading, overflow="fold")
    for finding in findings:
        found.add_row(Text(finding.level, colours[finding.level]), Text(finding.subject), Text(finding.text))
    console.print(found)
