"""How far ahead each receiver's clock was on one day, as `clocks` tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.arrow_columns import category

Receiver = tuple[str, str]
"""Source and station, either empty where none is named."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """Microseconds to subtract from the times of each (source, station); 0 for those that are not listed."""

    of_receiver: Mapping[Receiver, int] = field(default_factory=dict)

    @classmethod
    def from_table(cls, clocks: pa.Table) -> Offsets:
        """From the rows of the table `clocks` of one day."""
        names = [
            (row["source"] or "", row["station"] or "") for row in clocks.select(["source", "station"]).to_pylist()
        ]
        return cls(
            {
                name: round(offset * 1e6)
                for name, offset in zip(names, clocks["offset_s"].to_pylist(), strict=True)
                if round(offset * 1e6)
            }
        )

    def of_rows(self, batch: pa.RecordBatch) -> npt.NDArray[np.int64] | None:
        """The offset of each row of a family; None where it is 0 for all of them."""
        if not self.of_receiver:
            return None
        codes = Receivers.of(batch)
        each = np.array([self.of_receiver.get(name, 0) for name in codes.names], dtype=np.int64)
        return each[codes.rank] if each.any() else None


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who heard each row. `names` stand in the order (station, source), null as the empty word; `rank` points there."""

    names: list[Receiver]
    rank: npt.NDArray[np.int64]
    station: npt.NDArray[np.int64]
    """Number of the station alone, by rank; 0 where none is named."""

    @classmethod
    def of(cls, batch: pa.RecordBatch) -> Receivers:
        """From the columns `source` and `station` of a table."""
        sources, source_names = category(batch, "source")
        stations, station_names = category(batch, "station")
        if not batch.num_rows:
            return cls([], np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        if len(source_names) == len(station_names) == 1:
            return cls([("", "")], np.zeros(batch.num_rows, dtype=np.int64), np.zeros(1, dtype=np.int64))
        pair: npt.NDArray[Any] = stations * len(source_names) + sources
        used = np.flatnonzero(np.bincount(pair)) if len(source_names) * len(station_names) < 1e7 else np.unique(pair)
        names = [(source_names[code % len(source_names)], station_names[code // len(source_names)]) for code in used]
        ordered = sorted(set(names), key=lambda name: (name[1], name[0]))
        place = {name: number for number, name in enumerate(ordered)}
        found = np.array([place[name] for name in names], dtype=np.int64)
        distinct = ["", *sorted({station for _, station in ordered} - {""})]
        number = {station: code for code, station in enumerate(distinct)}
        station_of = np.array([number[station] for _, station in ordered], dtype=np.int64)
        if len(source_names) * len(station_names) < 1e7:
            rank_of = np.zeros(len(source_names) * len(station_names), dtype=np.int64)
            rank_of[used] = found
            return cls(ordered, rank_of[pair], station_of)
        return cls(ordered, found[np.searchsorted(used, pair)], station_of)
