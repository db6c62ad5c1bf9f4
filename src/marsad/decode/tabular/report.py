"""What is said of a table that cannot be read without being told what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from marsad.decode.tabular.fields import MEANINGS, NEEDED
from marsad.decode.tabular.head import normal
from marsad.decode.tabular.spelled import UNCLEAR, Spelled

_SHOWN = 60


def report(spelled: Spelled, names: Sequence[str], cells_of: Callable[[str], Sequence[str]], name: str) -> str:
    """Which columns were recognised, which were not, and the table `[columns.x]` to write."""
    by_normal = {normal(written): written for written in reversed(names)}
    read = {column: field for field, column in spelled.columns.items()}
    recognised = [f"{by_normal.get(c, c)} = {MEANINGS[field]}" for c, field in read.items()]
    lines = ["Recognised: " + (", ".join(recognised) or "nothing")]
    others = []
    for column, written in by_normal.items():
        if column not in read and column != spelled.geometry:
            why = UNCLEAR.get(column, "as in " + repr(next(iter(cells_of(column)), ""))[:_SHOWN])
            others.append(f"{written} ({why})")
    lines.append("Not recognised: " + (", ".join(others) or "nothing"))
    lines.append("Complete this table:")
    lines += ["", *_table(spelled, by_normal, name)]
    return "\n".join(lines)


def _table(spelled: Spelled, by_normal: dict[str, str], name: str) -> list[str]:
    stem = re.sub(r"[^0-9A-Za-z_-]+", "-", name.rsplit("/", 1)[-1].split(".", 1)[0]).strip("-") or "table"
    lines = [f"[columns.{stem}]"]
    for field in NEEDED:
        column = spelled.columns.get(field)
        if column is not None and field not in spelled.twice:
            lines.append(f"{field} = {_quoted(by_normal.get(column, column))}")
        elif not (spelled.geometry and field in ("lat", "lon")):
            choice = spelled.twice.get(field) or []
            said = " or ".join(_quoted(by_normal.get(c, c)) for c in choice)
            lines.append(f'{field} = ""  # the {MEANINGS[field]}' + (f": {said}" if said else ""))
    for field, column in spelled.columns.items():
        if field not in NEEDED and field not in spelled.twice:
            lines.append(f"{field} = {_quoted(by_normal.get(column, column))}")
    if "speed" in by_normal or "velocity" in by_normal:
        written = by_normal.get("speed") or by_normal["velocity"]
        lines.append(f"# sog = {_quoted(written)}")
        lines.append('# units = {sog = "kn"}  # or "m/s", "km/h", "mph"')
    if spelled.time is None:
        lines.append('time = ""  # "iso", "s", "ms", or the order of its parts, as in "%d/%m/%Y %H:%M:%S"')
    elif spelled.time != "iso":
        lines.append(f"time = {_quoted(spelled.time)}")
    return lines


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
