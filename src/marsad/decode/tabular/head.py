"""What the first bytes of a file show of it, if it is delimited text: encoding, delimiter, columns, a few rows."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from marsad.decode.tabular.lines_kernel import LONGEST_LINE

DELIMITERS = ",;\t|"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SHOWN = 200
_COMMA_NUMBER = re.compile(r"-?\d{1,3},\d+$")
_FEW_NULS = 0.2


def normal(name: str) -> str:
    """A column's name without regard to capitals, blanks and signs: `# Timestamp` is `timestamp`."""
    return re.sub(r"[\W_]+", "_", name.strip().lower()).strip("_")


@dataclass(frozen=True)
class TextHead:
    """The begin of delimited text.

    `first_line` is that line in UTF-8 without its end. `cells` are the first lines split; the first names the columns,
    if the table has a header.
    """

    encoding: str
    delimiter: str
    first_line: bytes
    cells: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The header as written."""
        return self.cells[0]

    @property
    def normal_names(self) -> tuple[str, ...]:
        """The header in normal spelling; of names that are alike only the first counts."""
        return tuple(normal(name) for name in self.names)

    def column(self, at: int) -> list[str]:
        """What the rows shown hold in one column, empty cells left out."""
        return [row[at].strip() for row in self.cells[1:] if at < len(row) and row[at].strip()]

    def decimal_of(self, columns: list[int]) -> str:
        """The decimal mark that the cells of these columns prove; a point where they prove none."""
        cells = [cell for at in columns for cell in self.column(at)]
        comma = any(_COMMA_NUMBER.match(cell) for cell in cells)
        return "," if comma and not any("." in cell for cell in cells) else "."


def text_head(data: bytes, whole: bool, delimiters: str = DELIMITERS) -> TextHead | None:
    """The head of delimited text; None for what has no two columns, or is no text."""
    encoding, body = _encoding(data)
    if encoding == "utf-8":
        if b"\0" in body.split(b"\n", 1)[0]:
            return None
        text = body.decode("utf-8", "replace")
    else:
        text = body[: len(body) // 2 * 2].decode(encoding, "replace")
    lines = text.split("\n")
    if not whole or len(lines) > 1:
        rest = lines.pop()
        if not lines or (whole and rest):
            lines.append(rest)
        if not whole and len(lines) == 1 and "\n" not in text:
            return None
    lines = [line.removesuffix("\r") for line in lines[:_SHOWN]]
    if not lines or not lines[0].strip() or len(lines[0].encode()) > LONGEST_LINE:
        return None
    best: tuple[tuple[str, ...], ...] = ()
    chosen = ""
    for delimiter in delimiters:
        cells = tuple(_split(line, delimiter) for line in lines if line.strip())
        if len(cells[0]) > len(best[0]) if best else len(cells[0]) > 1:
            best, chosen = cells, delimiter
    if not best:
        return None
    # files put one behind another show their header again
    best = (best[0], *(row for row in best[1:] if row != best[0]))
    return TextHead(encoding, chosen, lines[0].encode("utf-8", "replace"), best)


def _encoding(data: bytes) -> tuple[str, bytes]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, data[len(mark) :]
    half = max(len(data) // 2, 1)
    if data[1::2].count(0) > half * (1 - _FEW_NULS) and data[0::2].count(0) < half * _FEW_NULS:
        return "utf-16-le", data
    if data[0::2].count(0) > half * (1 - _FEW_NULS) and data[1::2].count(0) < half * _FEW_NULS:
        return "utf-16-be", data
    return "utf-8", data


def _split(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        row = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        row = line.split(delimiter)
    return tuple(cell.strip() for cell in row)
