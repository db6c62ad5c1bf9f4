"""The ways of the vessels of alerts, from the raw log: what was heard of them around what was told of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from marsad.decode.decoder import Decoder
from marsad.geo.date_line import Run
from marsad.runtime.recent_log import last_stamp_us
from marsad.runtime.watch_record.alerts_told import standing
from marsad.runtime.watch_record.gather import Record, Spot
from marsad.store.disk.files import OsFiles
from marsad.store.raw.segment import Segment, segments
from marsad.store.read_raw import read_raw

MOST_BYTES: Final = 96 << 20
"""So much of the raw log is decoded for one document: some seconds."""
MOST_VESSELS: Final = 4
BEFORE_US, AFTER_US = 3_600_000_000, 900_000_000
LONGEST_US: Final = 6 * 3_600_000_000
_SILENT_US: Final = 600_000_000
"""After such a silence a way begins anew: nobody heard what was between."""
_SLACK_US: Final = 60_000_000
"""A segment is named by when it was opened: what was heard just before may lie in it."""
_MOST_POINTS: Final = 2_000
Window = tuple[int, int]
"""From, until: microseconds UTC, both included."""


def with_ways(record: Record, raw: Path, tell: Callable[[float], None] = lambda share: None) -> Record:
    """The record with the ways that the raw log holds, none of after its period. `unheard`: for so many maps there was
    more of the raw log to read than is read for one document."""
    wanted = {spot.number: _window(spot, record.until_ms * 1000) for spot in record.spots if _vessels(spot)}
    if not wanted or not raw.is_dir():
        return record
    found = segments(raw, OsFiles())
    chosen, size, unheard = set[int](), 0, 0
    for number, window in wanted.copy().items():
        more = [at for at in _within(found, window) if at not in chosen]
        if size + sum(found[at].bytes for at in more) > MOST_BYTES:
            unheard += 1
            del wanted[number]
            continue
        chosen.update(more)
        size += sum(found[at].bytes for at in more)
    if not chosen:
        return replace(record, unheard=unheard)
    some = [found[at] for at in sorted(chosen)]
    heard = _heard(some, sorted({mmsi for spot in record.spots if spot.number in wanted for mmsi in _vessels(spot)}),
                   list(wanted.values()), tell)  # fmt: skip
    spots = [replace(spot, ways=_ways(spot, heard, wanted[spot.number])) if spot.number in wanted else spot
             for spot in record.spots]  # fmt: skip
    return replace(record, spots=spots, unheard=unheard)


def _vessels(spot: Spot) -> tuple[int, ...]:
    return () if spot.alert is None else spot.alert.vessels[:MOST_VESSELS]


def _window(spot: Spot, until_us: int) -> Window:
    """An hour before it began to a quarter after its end, and no more than six hours of it."""
    events = [] if spot.alert is None else standing(spot.alert)
    begin = min((event.t_start for event in events), default=spot.entry.t_ms * 1000)
    end = max((max(event.t_event, event.t_end or event.t_event) for event in events), default=begin)
    last = min(end + AFTER_US, until_us)
    return max(begin - BEFORE_US, last - LONGEST_US), last


def _within(found: Sequence[Segment], window: Window) -> list[int]:
    """The places of the segments that reach into a window."""
    ends = [*(one.begin_us for one in found[1:]), 1 << 62]
    return [at for at, one in enumerate(found) if one.begin_us <= window[1] + _SLACK_US and ends[at] >= window[0]]


def _heard(
    some: Sequence[Segment], mmsi: list[int], windows: list[Window], tell: Callable[[float], None]
) -> pa.Table | None:
    """The positions of some vessels in these segments: mmsi, t, lon_deg, lat_deg; None where there are none."""
    decoder, found, whom = Decoder(), list[pa.Table](), pa.array(mmsi)
    first, last = min(window[0] for window in windows), max(window[1] for window in windows)
    for number, segment in enumerate(some, 1):
        for chunk in read_raw(segment.path):
            stamp = last_stamp_us(chunk)
            if stamp is not None and stamp < first:
                continue
            table = decoder.feed(chunk).tables.get("position")
            if table is not None:
                table = table.select(["mmsi", "t", "lon_deg", "lat_deg"])
                table = table.set_column(1, "t", table.column("t").cast(pa.int64()))
                found.append(table.filter(pc.is_in(table.column("mmsi").cast(pa.int64()), whom)).drop_null())
            if stamp is not None and stamp > last:
                break
        tell(number / len(some))
    return pa.concat_tables(found) if found else None


def _ways(spot: Spot, heard: pa.Table | None, window: Window) -> tuple[tuple[int, tuple[Run, ...]], ...]:
    """MMSI and runs of each vessel of an alert that was heard, in the order of the alert."""
    if heard is None:
        return ()
    mmsi, t, lon, lat = (heard.column(name).to_numpy() for name in ("mmsi", "t", "lon_deg", "lat_deg"))
    found = []
    for one in _vessels(spot):
        rows = np.flatnonzero((mmsi == one) & (t >= window[0]) & (t <= window[1]))
        rows = rows[np.argsort(t[rows], kind="stable")]
        rows = rows[np.unique(np.linspace(0, rows.size - 1, min(rows.size, _MOST_POINTS)).astype(int))]
        cuts = np.flatnonzero(np.diff(t[rows]) > _SILENT_US) + 1
        runs = tuple((lon[part], lat[part], t[part]) for part in np.split(rows, cuts) if part.size)
        if runs:
            found.append((one, runs))
    return tuple(found)
