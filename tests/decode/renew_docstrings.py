"""Writes the bit table into the docstring of every message file: `python -m tests.decode.renew_docstrings`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from marsad.decode import ais
from marsad.decode.ais.describe import docstring_table

QUOTES = '"""'


def renewed(path: Path) -> str:
    """The text of a message file with the table it declares at the end of its docstring."""
    module = import_module(f"{ais.__name__}.{path.stem}")
    text = path.read_text()
    docstring, rest = text.removeprefix(QUOTES).split(QUOTES, 1)
    said = docstring.partition("\n\nMessage ")[0].rstrip()
    return f"{QUOTES}{said}\n\n{docstring_table(module.MESSAGES)}\n{QUOTES}{rest}"


def files() -> list[Path]:
    """Every message file."""
    folder = Path(ais.__path__[0])
    return [folder / f"{m.name}.py" for m in iter_modules(ais.__path__) if m.name.startswith("message_")]


if __name__ == "__main__":
    for file in files():
        file.write_text(renewed(file))
        print(f"wrote {file}", file=sys.stderr)
