"""Where a vessel was at an instant, by its simplified line: great circles between the vertices, at even speed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.geo.along import along

Floats = npt.NDArray[np.float64]
Times = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Line:
    """A simplified line: instants in us UTC that never go back, and a place for each.

    Two vertices at one instant are a jump: from that instant on the later one holds.
    """

    t_us: Times
    lon_deg: Floats
    lat_deg: Floats


def positions_at(line: Line, t_us: Any) -> tuple[Floats, Floats]:
    """Longitude and latitude at instants (us UTC); NaN before the line begins and after it has ended."""
    t = np.asarray(t_us, dtype=np.int64)
    if not len(line.t_us):
        return np.full(t.shape, np.nan), np.full(t.shape, np.nan)
    return _between(line, t, np.searchsorted(line.t_us, t, side="right") - 1, np.int64(0), len(line.t_us) - 1)


def resample(line: Line, step_us: int) -> Line:
    """The line at every whole multiple of `step_us` since 1970 that lies in it."""
    if step_us <= 0:
        raise ValueError("the step of a resampled line is positive")
    if not len(line.t_us):
        return line
    first, last = int(line.t_us[0]), int(line.t_us[-1])
    t = np.arange(-(-first // step_us) * step_us, last + 1, step_us, dtype=np.int64)
    return Line(t, *positions_at(line, t))


def lines_of(tracks: pa.Table) -> dict[int, Line]:
    """The whole line of each track, its parts joined, by track_id."""
    rows = tracks.select(["track_id", "part", "line_t", "line_lon_deg", "line_lat_deg"])
    line, starts, ids = _joined(rows)
    edges = np.append(starts, len(line.t_us))
    return {
        int(name): Line(line.t_us[a:b], line.lon_deg[a:b], line.lat_deg[a:b])
        for name, a, b in zip(ids, edges[:-1], edges[1:], strict=True)
    }


def sample(tracks: pa.Table, t_us: int) -> pa.Table:
    """Every vessel that is on a track at one instant: track_id, vessel_id, mmsi, lon_deg, lat_deg.

    `tracks` is any selection of the table of that name; where an instant lies between two parts of a track (about
    midnight), both must be in it.
    """
    begin = pc.min_max(tracks["t_start"])["min"].as_py() if tracks.num_rows else None
    schema = pa.schema([tracks.schema.field(name).remove_metadata() for name in ("track_id", "vessel_id", "mmsi")])
    schema = schema.append(pa.field("lon_deg", pa.float64())).append(pa.field("lat_deg", pa.float64()))
    if begin is None:
        return schema.empty_table()
    line, starts, ids = _joined(tracks)
    t = np.int64(t_us)
    ends = np.append(starts[1:], len(line.t_us)) - 1
    alive = (line.t_us[starts] <= t) & (t <= line.t_us[ends])
    starts, ends, ids = starts[alive], ends[alive], ids[alive]
    # The last vertex not after t: instants never go back within a track.
    not_after = np.concatenate([[0], np.cumsum(line.t_us <= t)])
    at = starts + (not_after[ends + 1] - not_after[starts]) - 1
    lon, lat = _between(line, np.full(len(at), t), at, starts, ends)
    all_ids = tracks["track_id"].to_numpy()
    _, row = np.unique(all_ids, return_index=True)
    row = row[np.searchsorted(all_ids[row], ids)]
    vessel, mmsi = tracks["vessel_id"].to_numpy()[row], tracks["mmsi"].to_numpy()[row]
    order = np.argsort(vessel, kind="stable")
    return pa.table([column[order] for column in (ids, vessel, mmsi, lon, lat)], schema=schema)


def _between(line: Line, t: Times, at: Any, first: Any, last: Any) -> tuple[Floats, Floats]:
    """Places at `t` after the vertices `at`; NaN where that is before `first` or beyond `last`."""
    inside = (at >= first) & ((at < last) | (t == line.t_us[np.clip(at, 0, last)]))
    a = np.clip(at, first, last)
    b = np.minimum(a + 1, last)
    span = line.t_us[b] - line.t_us[a]
    part = np.where(span > 0, (t - line.t_us[a]) / np.maximum(span, 1), 0.0)
    lon, lat = along(line.lon_deg[a], line.lat_deg[a], line.lon_deg[b], line.lat_deg[b], part)
    return np.where(inside, lon, np.nan), np.where(inside, lat, np.nan)


def _joined(tracks: pa.Table) -> tuple[Line, npt.NDArray[np.int64], Times]:
    """All lines one behind the other, where each track begins, and the tracks."""
    ids, part = tracks["track_id"].to_numpy(), tracks["part"].to_numpy()
    order = np.lexsort((part, ids))
    rows = tracks.select(["line_t", "line_lon_deg", "line_lat_deg"]).take(pa.array(order)).combine_chunks()
    lists = [rows[name].combine_chunks() for name in rows.column_names]
    t, lon, lat = (np.asarray(each.flatten().to_numpy(zero_copy_only=False)) for each in lists)
    many = np.asarray(lists[0].value_lengths().to_numpy(zero_copy_only=False)).astype(np.int64)
    begins = np.concatenate([[0], np.cumsum(many)])[:-1].astype(np.int64)
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = ids[order][1:] != ids[order][:-1]
    return Line(t.astype("datetime64[us]").astype(np.int64), lon, lat), begins[new], ids[order][new]
