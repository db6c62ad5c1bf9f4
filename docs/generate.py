"""Writes the parts of docs/ that are derived from the program: `python docs/generate.py`, or `--check` to compare only.

A part stands between `<!-- NAME: generated -->` and `<!-- end -->`; the text around it is written by hand.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from marsad.plugin.rows import DERIVED
from marsad.plugin.rows import FAMILIES as ROWS
from marsad.runtime.column_settings import Columns
from marsad.runtime.detection_settings import LaneSettings
from marsad.runtime.settings import FREE_TABLES, NAMED_TABLES, SINGLE_TABLES, Feed, Settings, descriptions
from marsad.runtime.track_settings import TrackSettings
from marsad.runtime.zone_settings import ZoneSettings
from marsad.schema import FAMILIES, REASONS, Flag
from marsad.schema.kinds import KINDS
from marsad.schema.lake import LAKE
from marsad.schema.lake.resolved import COLUMNS, OUTCOMES
from marsad.schema.table import Column, Table

from bit_tables import applications, messages, table

DOCS = Path(__file__).parent
_MARKED = re.compile(r"(<!-- (\w+): generated -->\n).*?(<!-- end -->)", re.DOTALL)


def families() -> Iterator[str]:
    """Each table of decoded rows with its columns."""
    for family in FAMILIES.values():
        yield from _dictionary(family)


def lake() -> Iterator[str]:
    """Each table of a lake that is no family of decoded rows, and what the lake adds to `position`."""
    yield from _dictionary(Table("position, in a lake", "The columns of position, and what cleaning found", COLUMNS))
    yield from table(("outcome", "what became of the position"), [(f"`{name}`", said) for name, said in OUTCOMES])
    yield ""
    for name, family in LAKE.items():
        if name not in FAMILIES:
            yield from _dictionary(family)


def _dictionary(family: Table) -> Iterator[str]:
    yield f"## {family.name}\n\n{family.row}.\n"
    columns = [(f"`{c.name}`", c.kind, c.unit, _range(c), c.meaning, c.null or "never null") for c in family.columns]
    yield from table(("column", "type", "unit", "range", "meaning", "null means"), columns)
    yield ""


def _range(column: Column) -> str:
    low, high = ("" if end is None else f"{end:.10g}" for end in (column.low, column.high))
    if low and high:
        return f"{low} to {high}"
    return f"from {low}" if low else f"to {high}" if high else ""


def flags() -> Iterator[str]:
    """The quality marks; their meaning is the comment beside each in schema/flags.py."""
    said = dict(re.findall(r"^    (\w+) = 1 << \d+  # (.+)$", inspect.getsource(Flag), re.MULTILINE))
    yield from table(("mark", "bit", "meaning"), [(f"`{f.name}`", str(f.value), said[f.name or ""]) for f in Flag])


def settings() -> Iterator[str]:
    """Every setting of a watch room."""
    yield from _fields(Settings)


def feeds() -> Iterator[str]:
    """What can be said of a feed."""
    yield from _fields(Feed)


def zones() -> Iterator[str]:
    """What can be said of a zone."""
    yield from _fields(ZoneSettings)


def track_settings() -> Iterator[str]:
    """Every rule of tracks and stops."""
    yield from _fields(TrackSettings)


def lanes() -> Iterator[str]:
    """How late reports may come."""
    yield from _fields(LaneSettings)


def columns() -> Iterator[str]:
    """What can be said of a table's columns."""
    yield from _fields(Columns)


def _fields(struct: type[msgspec.Struct]) -> Iterator[str]:
    said = descriptions(struct)
    rows = []
    for field in msgspec.structs.fields(struct):
        if field.name not in (*NAMED_TABLES, *SINGLE_TABLES, *FREE_TABLES):
            default = "" if field.default is msgspec.NODEFAULT else msgspec.json.encode(field.default).decode()
            shown = {"": "required", "null": ""}.get(default, f"`{default}`")
            rows.append((f"`{field.name}`", shown, said[field.name]))
    yield from table(("name", "default", "meaning"), rows)


def reasons() -> Iterator[str]:
    """Why input is rejected."""
    yield from table(("reason", "what was wrong"), [(f"`{name}`", meaning) for name, meaning in REASONS])


def kinds() -> Iterator[str]:
    """Every kind of event."""
    rows = [
        (f"`{k.name}`", k.english, k.arabic, k.meaning, k.severity, k.of, "yes" if k.position_based else "no")
        for k in KINDS.values()
    ]
    yield from table(("kind", "English", "Arabic", "meaning", "severity", "of", "rests on position"), rows)


def detector_rows() -> Iterator[str]:
    """The fields of the rows that detectors see."""
    for family, dtype in ROWS.items():
        columns = LAKE[family].by_name
        yield f"### {family}\n"
        fields = []
        for name in dtype.names or ():
            column = columns.get(name)
            told = (column.unit, column.meaning) if column and name not in DERIVED else ("", DERIVED.get(name, "0"))
            fields.append((f"`{name}`", dtype[name].str.lstrip("<|"), *told))
        yield from table(("field", "type", "unit", "meaning"), fields)
        yield ""


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    part.__name__: part
    for part in (
        families,
        lake,
        flags,
        reasons,
        settings,
        feeds,
        zones,
        lanes,
        columns,
        track_settings,
        messages,
        applications,
        kinds,
        detector_rows,
    )
}


def renewed(text: str) -> str:
    """The text of a document with every generated part as the program has it now."""
    return _MARKED.sub(lambda m: f"{m[1]}{chr(10).join(PARTS[m[2]]()).rstrip()}\n{m[3]}", text)


def main(check: bool) -> int:
    """Renew all documents, or only name those that are not fresh; 1 where there is one."""
    stale = [page for page in sorted(DOCS.rglob("*.md")) if renewed(page.read_text()) != page.read_text()]
    for page in stale:
        if check:
            print(
                f"{page.relative_to(DOCS.parent)} is not what the program says now: run 'make docs'.", file=sys.stderr
            )
        else:
            page.write_text(renewed(page.read_text()))
            print(f"wrote {page.relative_to(DOCS.parent)}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
