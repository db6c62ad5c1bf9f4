"""Cells of S-57 (IHO transfer standard, edition 3.1) written byte by byte in ISO 8211, as hydrographic offices do.

GDAL reads S-57 and cannot write a cell of one's own through pyogrio, so the tests write theirs: a data set record, one
vector record for each node and edge, one feature record for each object. Coordinates are degrees x 10^7.
"""

from __future__ import annotations

import csv
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

_UNIT, _FIELD = b"\x1f", b"\x1e"
_POINT, _LINE, _AREA, _NONE = 1, 2, 3, 255
_NODE, _JOINT, _EDGE = 110, 120, 130
_FIELDS: Final = {
    "0001": "0500;&   ISO 8211 Record Identifier\x1f\x1f(b12)",
    "DSID": "1600;&   Data set identification field\x1fRCNM!RCID!EXPP!INTU!DSNM!EDTN!UPDN!UADT!ISDT!STED!PRSP!PSDN!"
            "PRED!PROF!AGEN!COMT\x1f(b11,b14,2b11,3A,2A(8),R(4),b11,2A,b11,b12,A)",
    "DSSI": "1600;&   Data set structure information field\x1fDSTR!AALL!NALL!NOMR!NOCR!NOGR!NOLR!NOIN!NOCN!NOED!"
            "NOFA\x1f(3b11,8b14)",
    "DSPM": "1600;&   Data set parameter field\x1fRCNM!RCID!HDAT!VDAT!SDAT!CSCL!DUNI!HUNI!PUNI!COUN!COMF!SOMF!COMT\x1f"
            "(b11,b14,3b11,b14,4b11,2b14,A)",
    "FRID": "1600;&   Feature record identifier field\x1fRCNM!RCID!PRIM!GRUP!OBJL!RVER!RUIN\x1f(b11,b14,2b11,2b12,b11)",
    "FOID": "1600;&   Feature object identifier field\x1fAGEN!FIDN!FIDS\x1f(b12,b14,b12)",
    "ATTF": "2600;&-A Feature record attribute field\x1f*ATTL!ATVL\x1f(b12,A)",
    "FSPT": "2600;&   Feature record to spatial record pointer field\x1f*NAME!ORNT!USAG!MASK\x1f(B(40),3b11)",
    "VRID": "1600;&   Vector record identifier field\x1fRCNM!RCID!RVER!RUIN\x1f(b11,b14,b12,b11)",
    "VRPT": "2600;&   Vector record pointer field\x1f*NAME!ORNT!USAG!TOPI!MASK\x1f(B(40),4b11)",
    "SG2D": "2600;&   2-D coordinate field\x1f*YCOO!XCOO\x1f(2b24)",
}  # fmt: skip
_TREE: Final = "".join(("0001DSID", "DSIDDSSI", "0001DSPM", "0001FRID", "FRIDFOID", "FRIDATTF", "FRIDFSPT", "0001VRID",
                        "VRIDVRPT", "VRIDSG2D"))  # fmt: skip
Place = tuple[float, float]


@dataclass
class Cell:
    """A cell to which objects are added; `bytes` of it is the file."""

    name: str = "YE4ADEN1.000"
    _vectors: list[bytes] = field(default_factory=list)
    _features: list[bytes] = field(default_factory=list)
    _ids: int = 0

    def point(self, layer: str, at: Place, **told: object) -> None:
        """An object that is a point."""
        self._object(layer, _POINT, [(self._node(_NODE, at), 255, 255)], told)

    def line(self, layer: str, points: Sequence[Place], **told: object) -> None:
        """An object that is a line."""
        self._object(layer, _LINE, [(self._edge(points), 1, 255)], told)

    def area(self, layer: str, *rings: Sequence[Place], **told: object) -> None:
        """An object that is an area: its outer ring and its holes, each closed."""
        inner = (1, *(2 for _ in rings[1:]))
        self._object(layer, _AREA, [(self._edge(ring), 1, use) for ring, use in zip(rings, inner, strict=True)], told)

    def without_shape(self, layer: str, **told: object) -> None:
        """An object whose vectors the cell does not hold."""
        self._ids += 1
        self._object(layer, _AREA, [(_name(_EDGE, 900_000 + self._ids), 1, 1)], told)

    def bytes(self) -> bytes:
        """The file."""
        fields = _FIELDS
        heading = b"0000;&   " + self.name.encode() + _UNIT + _TREE.encode() + _FIELD
        heads = [("0000", heading), *((tag, text.encode() + _FIELD) for tag, text in fields.items())]
        head = _record(heads, first=True)
        issued = b"20260101"
        data_set = struct.pack("<BIBB", 10, 1, 1, 5) + _text(self.name, "1", "0") + issued + issued + b"03.1" \
            + struct.pack("<B", 1) + _text("", "2.0") + struct.pack("<BH", 1, 550) + _text("")  # fmt: skip
        kinds = struct.pack("<3B8I", 2, 1, 1, 0, 0, 0, len(self._features), 0, 0, len(self._vectors), 0)
        measures = struct.pack("<BIBBBIBBBBII", 20, 1, 2, 17, 23, 50_000, 1, 1, 1, 1, 10_000_000, 10) + _text("")
        begin = [_data(1, ("DSID", data_set), ("DSSI", kinds)), _data(2, ("DSPM", measures))]
        return head + b"".join(begin) + b"".join(self._vectors) + b"".join(self._features)

    def write(self, folder: Path) -> Path:
        """Write the cell into a folder."""
        file = folder / self.name
        file.write_bytes(self.bytes())
        return file

    def _node(self, kind: int, at: Place) -> bytes:
        self._ids += 1
        self._vectors.append(_data(self._ids + 2, ("VRID", struct.pack("<BIHB", kind, self._ids, 1, 1)),
                                   ("SG2D", _places([at]))))  # fmt: skip
        return _name(kind, self._ids)

    def _edge(self, points: Sequence[Place]) -> bytes:
        closed = points[0] == points[-1]
        begin = self._node(_JOINT, points[0])
        end = begin if closed else self._node(_JOINT, points[-1])
        self._ids += 1
        ends = begin + bytes((255, 255, 1, 255)) + end + bytes((255, 255, 2, 255))
        fields = [("VRID", struct.pack("<BIHB", _EDGE, self._ids, 1, 1)), ("VRPT", ends)]
        if len(points) > 2:
            fields.append(("SG2D", _places(points[1:-1])))
        self._vectors.append(_data(self._ids + 2, *fields))
        return _name(_EDGE, self._ids)

    def _object(self, layer: str, shape: int, of: Sequence[tuple[bytes, int, int]], told: dict[str, object]) -> None:
        number = len(self._features) + 1
        values = b"".join(struct.pack("<H", _codes("s57attributes.csv", 1)[name]) + _text(str(value))
                          for name, value in told.items())  # fmt: skip
        fields = [("FRID", struct.pack("<BIBBHHB", 100, number, shape, 2, _codes("s57objectclasses.csv", 2)[layer], 1,
                                       1)), ("FOID", struct.pack("<HIH", 550, number, 1))]  # fmt: skip
        if values:
            fields.append(("ATTF", values))
        fields.append(("FSPT", b"".join(name + bytes((way, use, 255)) for name, way, use in of)))
        self._features.append(_data(100_000 + number, *fields))


def _name(kind: int, number: int) -> bytes:
    return struct.pack("<BI", kind, number)


def _places(points: Sequence[Place]) -> bytes:
    return b"".join(struct.pack("<ii", round(lat * 1e7), round(lon * 1e7)) for lon, lat in points)


def _text(*words: str) -> bytes:
    return b"".join(word.encode("latin-1") + _UNIT for word in words)


def _data(number: int, *fields: tuple[str, bytes]) -> bytes:
    return _record(
        [("0001", struct.pack("<H", number % 65536) + _FIELD), *((tag, body + _FIELD) for tag, body in fields)]
    )


def _record(fields: Sequence[tuple[str, bytes]], first: bool = False) -> bytes:
    """Leader, directory and fields (ISO 8211, 5.1 to 5.3)."""
    directory, at = b"", 0
    for tag, body in fields:
        directory += f"{tag}{len(body):05d}{at:05d}".encode()
        at += len(body)
    base = 24 + len(directory) + 1
    inside, control = (b"3LE1 ", b"09") if first else (b" D   ", b"  ")
    leader = f"{base + at:05d}".encode() + inside + control + f"{base:05d}".encode() + b" ! " if first else \
        f"{base + at:05d}".encode() + inside + control + f"{base:05d}".encode() + b"   "  # fmt: skip
    return leader + b"5504" + directory + _FIELD + b"".join(body for _, body in fields)


@cache
def _codes(table: str, column: int) -> dict[str, int]:
    """Numbers of the object catalogue that GDAL brings."""
    import pyogrio

    with (Path(pyogrio.get_gdal_data_path()) / table).open(newline="", encoding="latin-1") as text:
        return {line[2]: int(line[0]) for line in csv.reader(text) if line[0].isdigit()}
