"""`marsad COMMAND --help`: the docstring of the command, and its arguments as cyclopts reads them.

Written plainly here, since what cyclopts draws with rich takes as long again as everything else together.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Sequence
from enum import Enum
from inspect import cleandoc

from cyclopts import App
from cyclopts.argument import Argument

HELP = ("--help", "-h")
_NUMBERS = {int, float}


def wants_help(tokens: Sequence[str]) -> bool:
    """Whether `--help` stands among the options (behind `--` it would be an argument)."""
    options = tokens[: tokens.index("--")] if "--" in tokens else tokens
    return any(word in HELP for word in options)


def help_page(app: App, name: str) -> str:
    """What `marsad NAME --help` prints, fitted to the terminal (80 columns where there is none)."""
    command = app[name]
    arguments = [one for one in command.assemble_argument_collection(parse_docstring=True) if one.show]
    places = [one for one in arguments if one.index is not None and not one.names[0].startswith("-")]
    options = [one for one in arguments if one not in places]
    usage = ["Usage: marsad", name, *(_place(one) for one in places), "[OPTIONS]"]
    lines = [" ".join(usage), "", _description(command)]
    lines += _section("Arguments", [(_place(one), _meaning(one)) for one in places])
    own = [(", ".join(_names(one)) + _value(one), _meaning(one)) for one in options]
    lines += _section("Options", [*own, ("--help, -h", "This page.")])
    return "\n".join(lines)


def _room() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def _description(command: App) -> str:
    """The docstring as far as its list of parameters, its paragraphs fitted to the room."""
    text = cleandoc(command.default_command.__doc__ or "").partition("\nParameters\n---")[0].rstrip()
    return "\n\n".join(
        part if part.startswith(" ") else textwrap.fill(part, _room(), break_on_hyphens=False)
        for part in text.split("\n\n")
    )


def _section(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    rows = list(rows)
    if not rows:
        return []
    width = min(max(len(term) for term, _ in rows), 28) + 4
    lines = ["", f"{title}:"]
    for term, meaning in rows:
        told = textwrap.wrap(meaning, max(30, _room() - width), break_on_hyphens=False) or [""]
        beside = len(term) + 4 <= width
        lines += [f"  {term:<{width - 2}}{told[0]}"] if beside else [f"  {term}", " " * width + told[0]]
        lines += [" " * width + line for line in told[1:]]
    return lines


def _names(one: Argument) -> list[str]:
    """The option's names; how to switch it off, too, where it is on without it."""
    off = set(one.negatives)
    return [name for name in one.names if name not in off or one.field_info.default is True]


def _place(one: Argument) -> str:
    name = one.names[0].strip("-").upper()
    shown = f"{name}..." if len(_kinds(one)) != 1 or _kinds(one)[0] is not one.hint else name
    return shown if one.required else f"[{shown}]"


def _kinds(one: Argument) -> list[object]:
    """The types of one value: without None, and those inside of a list."""
    return [kind for kind in getattr(one.hint, "__args__", (one.hint,)) if kind not in {type(None), Ellipsis}]


def _value(one: Argument) -> str:
    """What an option takes, as one word; nothing for a switch."""
    if bool in _kinds(one):
        return ""
    if _NUMBERS & set(_kinds(one)):
        return " NUMBER"
    if one.get_choices():
        return " NAME"
    return " TEXT" if str in _kinds(one) else " PATH"


def _meaning(one: Argument) -> str:
    meaning = str(one.parameter.help or "")
    if choices := one.get_choices():
        among = "Or one of" if _NUMBERS & set(_kinds(one)) else "One of"
        meaning += f" {among}: {', '.join(map(str, choices))}."
    default = one.field_info.default
    if not isinstance(default, bool) and default not in (None, (), "", one.field_info.empty):
        meaning += f" Without it: {default.value if isinstance(default, Enum) else default}."
    return meaning.strip()
