"""Recorded tracks of the corpora as positions, read with nothing but Arrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from marsad.schema.flags import Flag
from marsad.tracks.position_arrays import PositionArrays, positions_of
from tests.rows import columns

NAMES = ("solent", "suez", "marinecadastre", "world")


def recorded(corpora: Path, name: str) -> PositionArrays:
    """The positions of one corpus."""
    return {"solent": _solent, "suez": _suez, "marinecadastre": _marinecadastre, "world": _world}[name](
        corpora / "tracks"
    )


def positions(mmsi: Any, t_us: Any, lon: Any, lat: Any, **more: Any) -> PositionArrays:
    """Positions of a table of decoded rows: equal rows are one."""
    n = len(mmsi)
    digest = np.arange(n, dtype=np.uint64)
    table = columns("position", n, mmsi=np.asarray(mmsi, np.uint32), t=np.asarray(t_us, np.int64), lon_deg=lon,
                    lat_deg=lat, digest=digest, flags=np.full(n, int(Flag.TABLE), np.uint32), **more)  # fmt: skip
    one = positions_of(table)
    same = np.zeros(n, dtype=np.bool_)
    for values in (one.mmsi, one.tk, one.lon, one.lat):
        same[1:] = (same[1:] if values is not one.mmsi else True) & (values[1:] == values[:-1])
    return one.part(~same)


def day_by_day(one: PositionArrays) -> list[PositionArrays]:
    """The positions of each UTC day."""
    days = one.t // 86_400_000_000
    return [one.part(days == day) for day in np.unique(days)]


def _told(values: pa.ChunkedArray, missing: float) -> pa.Array:
    numbers = pc.cast(values, pa.float32())
    return pc.if_else(pc.greater_equal(numbers, missing), None, numbers).combine_chunks()


def _solent(folder: Path) -> PositionArrays:
    table = csv.read_csv(folder / "solent-2016-01-12.csv")
    t = pc.cast(pc.cast(table["Time"], pa.timestamp("us")), pa.int64())
    return positions(table["MMSI"], t, table["Longitude_degrees"].combine_chunks(),
                     table["Latitude_degrees"].combine_chunks(), sog_kn=_told(table["SOG_knots"], 102.3),
                     cog_deg=_told(table["COG_degrees"], 360.0))  # fmt: skip


def _suez(folder: Path) -> PositionArrays:
    options = csv.ConvertOptions(column_types={"ais_pos_timestamp": pa.string()})
    table = csv.read_csv(folder / "suez-2021-03.csv", convert_options=options)
    t = pc.cast(pc.strptime(table["ais_pos_timestamp"], "%d/%m/%Y %H:%M", "us"), pa.int64())
    return positions(table["ID"], t, table["longitude"].combine_chunks(), table["latitude"].combine_chunks())


def _marinecadastre(folder: Path) -> PositionArrays:
    table = csv.read_csv(folder / "marinecadastre-2022-01-03.csv.gz")
    t = pc.cast(pc.cast(table["BaseDateTime"], pa.timestamp("us")), pa.int64())
    kinds = pc.if_else(pc.equal(table["TransceiverClass"], "B"), 18, 1)
    return positions(table["MMSI"], t, table["LON"].combine_chunks(), table["LAT"].combine_chunks(),
                     sog_kn=_told(table["SOG"], 102.3), cog_deg=_told(table["COG"], 360.0),
                     type=pc.cast(kinds, pa.uint8()).combine_chunks())  # fmt: skip


def _world(folder: Path) -> PositionArrays:
    table = csv.read_csv(folder / "global-5min-snapshot.csv.gz")
    t = pc.cast(pc.cast(table["timestamp"], pa.timestamp("us")), pa.int64())
    return positions(table["mmsi"], t, table["lon"].combine_chunks(), table["lat"].combine_chunks())
