"""Radar tracks told by NMEA sentences become contacts: TTM (tracked target), TLL (its place), TLB (its label).

IEC 61162-1, 8.3.83 (TLB), 8.3.84 (TLL), 8.3.89 (TTM). Lines are few (some hundred targets every few seconds), so this
is plain Python. A target told by bearing and distance gets a place where the sensor's own is configured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from marsad.decode.page import N_LINES, N_REJECTS, REJECT_BYTES, REJECT_LINES, USED_BYTES, USED_LINES, Page
from marsad.geo.sphere import destination
from marsad.schema import FAMILIES, REASONS
from marsad.schema.arrow import arrow_schema
from marsad.wire.nmea_kernel import NO_TIME

_RADAR_FIELDS = [name for name, _ in REASONS].index("radar_fields")
_METRES = {"K": 1_000.0, "N": 1_852.0, "S": 1_609.344}
_KNOTS = {"K": 1_000 / 1_852, "N": 1.0, "S": 1_609.344 / 1_852}
_STATUS = {"L": "lost", "Q": "query", "T": "tracking"}
_ACQUISITION = {"A": "automatic", "M": "manual", "R": "reported"}

_DECIMAL = re.compile(r"[+-]?([0-9]{1,9}(\.[0-9]{0,9})?|\.[0-9]{1,9})", re.ASCII)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sensor:
    """Where the sensor behind a source stands."""

    lon_deg: float
    lat_deg: float


class _FieldError(ValueError):
    """A field cannot be read."""


def _number(text: str, low: float = -np.inf, high: float = np.inf) -> float | None:
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        raise _FieldError
    value = float(text)
    if not low <= value <= high:
        raise _FieldError
    return value


def _track(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        raise _FieldError
    return int(text)


def _angle(text: str, hemisphere: str, positive: str, negative: str, most: int) -> float | None:
    """`dddmm.mmm` with its hemisphere, as signed degrees."""
    value = _number(text, 0)
    if value is None:
        return None
    degrees, minutes = divmod(value, 100)
    if hemisphere not in (positive, negative) or minutes >= 60 or degrees + minutes / 60 > most:
        raise _FieldError
    return (degrees + minutes / 60) * (1 if hemisphere == positive else -1)


def _ttm(f: list[str], sensor: Sensor | None) -> list[Row]:
    f = f + [""] * (15 - len(f))
    unit = f[9] or "N"
    if unit not in _METRES:
        raise _FieldError
    distance, bearing = _number(f[1], 0), _number(f[2], 0, 360)
    speed, course = _number(f[4], 0), _number(f[5], 0, 360)
    cpa, tcpa = _number(f[7]), _number(f[8])
    row: Row = {
        "track_number": _track(f[0]),
        "distance_m": None if distance is None else distance * _METRES[unit],
        "bearing_deg": bearing,
        "bearing_true": None if bearing is None else f[3] != "R",
        "sog_kn": None if speed is None else speed * _KNOTS[unit],
        "cog_deg": course,
        "course_true": None if course is None else f[6] != "R",
        "cpa_m": None if cpa is None else cpa * _METRES[unit],
        "tcpa_s": None if tcpa is None else tcpa * 60,
        "label": f[10] or None,
        "status": _STATUS.get(f[11]),
        "reference_target": f[12] == "R",
        "acquisition": _ACQUISITION.get(f[14]),
    }
    if sensor and row["distance_m"] is not None and row["bearing_true"]:
        lon, lat = destination(sensor.lon_deg, sensor.lat_deg, row["bearing_deg"], row["distance_m"])
        row["lon_deg"], row["lat_deg"] = float(lon), float(lat)
    return [row]


def _tll(f: list[str], _sensor: Sensor | None) -> list[Row]:
    f = f + [""] * (9 - len(f))
    return [{
        "track_number": _track(f[0]),
        "lat_deg": _angle(f[1], f[2], "N", "S", 90),
        "lon_deg": _angle(f[3], f[4], "E", "W", 180),
        "label": f[5] or None,
        "status": _STATUS.get(f[7]),
        "reference_target": f[8] == "R",
    }]  # fmt: skip


def _tlb(f: list[str], _sensor: Sensor | None) -> list[Row]:
    if len(f) < 2 or len(f) % 2:
        raise _FieldError
    return [{"track_number": _track(n), "label": label or None} for n, label in zip(f[::2], f[1::2], strict=True)]


_FORMATS: dict[str, Callable[[list[str], Sensor | None], list[Row]]] = {"TTM": _ttm, "TLL": _tll, "TLB": _tlb}


def contact_table(page: Page, data: NDArray[np.uint8], base: int, names: list[str], sensors: Mapping[str, Sensor]
                  ) -> pa.Table | None:  # fmt: skip
    """The radar lines that the scanner set aside, as contacts; what cannot be read becomes a reject of this page.

    `base` is the stream offset of data[0], `names` the page's names by number. None where every line was rejected.
    """
    rows: list[Row] = []
    for line in page.lines[: page.tally[N_LINES]]:
        text = data[line["at"] : line["end"]].tobytes().decode("ascii", "replace").rstrip("\r\n\0 ")
        source = names[line["source"]] if line["source"] >= 0 else None
        station = names[line["station"]] if line["station"] >= 0 else text[1:3]
        size = int(line["end"] - line["begin"])
        try:
            found = _FORMATS[text[3:6]](text.split("*")[0].split(",")[1:], sensors.get(source or ""))
        except _FieldError:
            _reject(page, line, base, size)
            continue
        page.tally[USED_LINES] += 1
        page.tally[USED_BYTES] += size
        heard = {
            "t": _time(line["t"]), "t_recv": _time(line["recv"]), "source": source, "station": station,
            "offset": base + int(line["begin"]), "sentence": text[3:6],
        }  # fmt: skip
        rows += [{**heard, **row} for row in found]
    if not rows:
        return None
    return pa.Table.from_pylist(rows, schema=arrow_schema(FAMILIES["contact"]))


def _time(value: int) -> int | None:
    return None if value == NO_TIME else int(value)


def _reject(page: Page, line: Any, base: int, size: int) -> None:
    row = page.rejects[page.tally[N_REJECTS]]
    row["t"], row["recv"], row["source"] = line["t"], line["recv"], line["source"]
    row["offset"], row["length"], row["reason"] = base + line["begin"], size, _RADAR_FIELDS
    page.tally[N_REJECTS] += 1
    page.tally[REJECT_LINES] += 1
    page.tally[REJECT_BYTES] += size
