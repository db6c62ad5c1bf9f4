"""Tracks from their daily parts: joined, cut to a span of time, resampled, and cut at the date line."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.geo.along import along
from marsad.geo.date_line import Run, cut_at_date_line
from marsad.geo.sphere import distance_m
from marsad.runtime.export.features import Lines
from marsad.runtime.export.selection import Selection
from marsad.tracks.ways.lines import Line, positions_at, resample

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_BATCH = 512
"""Tracks that are handed on together."""
_LONGEST_M = 20_000.0
"""Of a leg: at 60 degrees of latitude a line straight on a map is then 14 m off the great circle at most."""
_LINE = ("line_t", "line_lon_deg", "line_lat_deg")
_TIME = pa.timestamp("us", tz="UTC")

_SCHEMA = pa.schema(
    [
        ("t_start", _TIME), ("t_end", _TIME), ("mmsi", pa.int64()), ("vessel_id", pa.int64()), ("name", pa.string()),
        ("callsign", pa.string()), ("imo", pa.int64()), ("ship_type", pa.int64()), ("track_id", pa.int64()),
        ("t_begin", _TIME), ("station", pa.string()), ("cause", pa.string()), ("parts", pa.int64()),
        ("points", pa.int64()), ("distance_m", pa.float64()), ("top_kn", pa.float64()), ("error_m", pa.float64()),
    ]
)  # fmt: skip
NONE = Lines(pa.RecordBatch.from_pylist([], _SCHEMA), ())
"""No track."""
_SAME = ("mmsi", "vessel_id", "name", "callsign", "imo", "ship_type", "track_id", "t_begin", "station", "cause")


def track_lines(batches: Iterable[pa.RecordBatch], chosen: Selection, every_us: int | None = None,
                dense: bool = True) -> Iterator[Lines]:  # fmt: skip
    """The tracks of parts that come track by track, in batches.

    Of a track the parts that enter the box are kept whole; parts on consecutive days are one run. A run is cut at the
    ends of the span asked for. Its points are those of the simplified line, and where it is to be `dense` some between
    on long legs, as a map draws straight lines and the great circle is meant; with `every_us` they are its
    places at whole multiples of that many microseconds since 1970 instead.
    """
    parts = _parts(batches)
    shape = _along_great_circles if dense else lambda run: run
    if every_us is not None:
        shape = partial(_resampled, every_us=every_us)
    tracks = (_track(list(group), chosen, shape) for _, group in itertools.groupby(parts, lambda p: p["track_id"]))
    kept = (track for track in tracks if track is not None)
    while some := list(itertools.islice(kept, _BATCH)):
        columns = [pa.array([told[name] for told, _ in some], kind) for name, kind in zip(_SCHEMA.names, _SCHEMA.types,
                                                                                         strict=True)]  # fmt: skip
        yield Lines(pa.RecordBatch.from_arrays(columns, schema=_SCHEMA), tuple(runs for _, runs in some))


def _parts(batches: Iterable[pa.RecordBatch]) -> Iterator[dict[str, Any]]:
    for batch in batches:
        names = [name for name in batch.schema.names if name not in _LINE]
        told = [_plain(batch.column(name)) for name in names]
        lists = [batch.column(name) for name in _LINE]
        flat = [np.asarray(values.flatten().cast(pa.int64()) if i == 0 else values.flatten())
                for i, values in enumerate(lists)]  # fmt: skip
        lengths = np.asarray(lists[0].value_lengths().fill_null(0))
        ends = np.cumsum(lengths)
        for n, row in enumerate(zip(*told, strict=True)):
            part = dict(zip(names, row, strict=True))
            span = slice(ends[n] - lengths[n], ends[n])
            part["run"] = (flat[1][span], flat[2][span], flat[0][span])
            yield part


def _plain(values: pa.Array) -> list[Any]:
    return list((values.cast(pa.int64()) if pa.types.is_timestamp(values.type) else values).to_pylist())


def _track(parts: list[dict[str, Any]], chosen: Selection, shape: Callable[[Run], Run]
           ) -> tuple[dict[str, Any], tuple[Run, ...]] | None:  # fmt: skip
    if chosen.box is not None:
        parts = [part for part in parts if chosen.box.touches(part["run"][0], part["run"][1])]
    if not parts:
        return None
    runs: list[Run] = []
    for run in _joined(parts):
        cut = _within(run, chosen.since_us, chosen.until_us)
        if cut[2].size:
            cut = shape(cut)
        if cut[2].size:
            runs += cut_at_date_line(*cut)
    if not runs:
        return None
    told = {name: parts[0][name] for name in _SAME}
    top = [part["top_kn"] for part in parts if part["top_kn"] is not None]
    told |= {
        "t_start": int(runs[0][2][0]), "t_end": int(runs[-1][2][-1]), "parts": len(parts),
        "points": sum(part["points"] for part in parts), "distance_m": sum(part["distance_m"] for part in parts),
        "top_kn": max(top) if top else None, "error_m": max(part["error_m"] for part in parts),
    }  # fmt: skip
    return told, tuple(runs)


def _joined(parts: list[dict[str, Any]]) -> list[Run]:
    runs: list[list[Run]] = []
    before = None
    for part in parts:
        if before is None or part["part"] != before + 1:
            runs.append([])
        runs[-1].append(part["run"])
        before = part["part"]
    return [(np.concatenate([r[0] for r in run]), np.concatenate([r[1] for r in run]),
             np.concatenate([r[2] for r in run])) for run in runs]  # fmt: skip


def _within(run: Run, since_us: int | None, until_us: int | None) -> Run:
    """The run between two instants, its ends interpolated."""
    lon, lat, t = run
    if t.size == 0:
        return run
    first = int(t[0]) if since_us is None else max(int(t[0]), since_us)
    last = int(t[-1]) if until_us is None else min(int(t[-1]), until_us)
    if first == t[0] and last == t[-1]:
        return run
    if last < first:
        return lon[:0], lat[:0], t[:0]
    inside = slice(int(np.searchsorted(t, first, side="right")), int(np.searchsorted(t, last, side="left")))
    instants = np.array([first, last] if last > first else [first], np.int64)
    ends = positions_at(Line(t, lon, lat), instants)
    return _inserted((lon[inside], lat[inside], t[inside]), (*ends, instants))


def _inserted(inner: Run, ends: Run) -> Run:
    joined = [np.concatenate([end[:1], middle, end[1:]]) for middle, end in zip(inner, ends, strict=True)]
    return joined[0], joined[1], joined[2]


def _resampled(run: Run, every_us: int) -> Run:
    line = resample(Line(run[2], run[0], run[1]), every_us)
    return line.lon_deg, line.lat_deg, line.t_us


def _along_great_circles(run: Run) -> Run:
    """The run with points between, so that lines straight on a map lie within metres of the great circles meant."""
    lon, lat, t = run
    if t.size < 2:
        return run
    pieces = np.ceil(distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:]) / _LONGEST_M).clip(1).astype(np.int64)
    if pieces.max() == 1:
        return run
    leg = np.append(np.repeat(np.arange(pieces.size), pieces), t.size - 2)
    share = np.append(np.arange(leg.size - 1) - np.repeat(np.cumsum(pieces) - pieces, pieces), 0) / pieces[leg]
    share[-1] = 1.0
    x, y = along(lon[leg], lat[leg], lon[leg + 1], lat[leg + 1], share)
    at = t[leg] + np.rint(share * (t[leg + 1] - t[leg])).astype(np.int64)
    return np.where(share == 0.0, lon[leg], x), np.where(share == 0.0, lat[leg], y), at
