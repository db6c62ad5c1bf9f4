"""The names of all commands. A name whose file is not there yet is refused in one sentence."""

from __future__ import annotations

from importlib.util import find_spec

from marsad import __version__
from marsad.schema.refusal import UsageRefusal

COMPLETION = "--install-completion"

COMMANDS: dict[str, str] = {
    "demo": "start the whole watch room on simulated traffic in the Gulf of Aden",
    "watch": "start the live watch room on one or more sources",
    "replay": "start the watch room on recorded files, with their clock",
    "decode": "turn any supported input into rows",
    "build": "turn archives into reports, tracks and events",
    "places": "list the places of files and charts, learn them from a lake",
    "query": "ask a lake in SQL",
    "export": "write a part of a lake for other programs",
    "learn": "learn from a lake where ships are heard and what traffic is normal",
    "digest": "print the hash of each table of a lake",
    "simulate": "make traffic with known truth",
    "score": "judge events against the truth",
    "alerts": "list, acknowledge and shelve alerts",
    "people": "say who may enter a room, and what they may do",
    "rule": "check and import alert rules",
    "watch-list": "import lists of vessels to be told of",
    "zone": "import zones into the journal",
    "explain": "say why an event or a vessel stands out",
    "interference": "map interference with satellite navigation",
    "warnings": "read navigational warnings, and say which are in force",
    "audit": "verify the audit log",
    "log": "write the watch log of a period as a PDF",
    "basemap": "build a detailed base map",
    "backup": "save what this site holds",
    "restore": "bring a backup back",
    "plugins": "list the plug-ins that are loaded",
    "doctor": "print the configuration, the versions and what is wrong",
}
"""Every command by its lasting name, with its line in the list, in the order of that list."""

_HEADING = "Marsad is a maritime watch room that anyone can run."


def available() -> tuple[str, ...]:
    """The commands of this release: those that have a file."""
    return tuple(name for name in COMMANDS if find_spec(module_of(name)) is not None)


def module_of(name: str) -> str:
    """The module of a command."""
    return f"marsad.cli.{name.replace('-', '_')}"


def refusal_of(name: str) -> UsageRefusal | None:
    """The refusal for a name that is no command of this release, else None."""
    names = available()
    if name in names:
        return None
    if name in COMMANDS:
        return UsageRefusal(
            f"`marsad {name}` is planned but not in version {__version__}: use one of {', '.join(names)}"
        )
    if name.startswith("-"):
        return UsageRefusal(f"`{name}` is no option of `marsad` itself: write the command first, as in `marsad doctor`")
    from difflib import get_close_matches

    close = get_close_matches(name, names, n=1)
    hint = f"did you mean `marsad {close[0]}`?" if close else f"use one of {', '.join(names)}"
    return UsageRefusal(f"there is no command `{name}`: {hint}")


def top_level_help() -> str:
    """What `marsad --help` prints."""
    names = available()
    width = max(len(name) for name in (*names, COMPLETION))
    lines = [_HEADING, "", "Usage: marsad COMMAND [ARGUMENTS]", "", "Commands:"]
    lines += [f"  {name:<{width}}  {COMMANDS[name]}" for name in names]
    lines += ["", "Options:"]
    options = {
        "--help": "this list; `marsad COMMAND --help` explains one command",
        "--version": "the version",
        COMPLETION: "completion of commands and options in your shell",
    }
    lines += [f"  {name:<{width}}  {meaning}" for name, meaning in options.items()]
    lines += ["", "Start here: marsad demo"] if "demo" in names else []
    return "\n".join(lines)
