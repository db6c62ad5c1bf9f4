"""An archive of any size as researchers hold them: Parquet or MarineCadastre CSV, shuffled, with copies.

Twenty million rows of 20,000 vessels are about one day, two hundred million ten. Rows are shuffled within the hour, and
two in a hundred are a second copy of another row of that hour. The same seed gives the same files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from marsad.testing.traffic.archive_kernel import WIDTH, sail, start

Ints = npt.NDArray[np.int64]
HOUR_S = 3600
START_S = 1_725_148_800
"""2024-09-01T00:00:00Z."""


@dataclass(frozen=True)
class Archive:
    """What to make: rows in all, copies among them, vessels, and how often each reports."""

    rows: int
    vessels: int = 20_000
    copies: float = 0.02
    interval_s: float = 84.0
    seed: int = 1

    def hours(self) -> Iterator[pa.Table]:
        """Hour by hour until there are `rows`: mmsi, t, lon, lat, sog, cog, heading, status; 511 and nulls as sent."""
        rng = np.random.default_rng(self.seed)
        stream = rng.integers(0, 1 << 63, self.vessels).astype(np.uint64)
        state = np.zeros((self.vessels, WIDTH))
        start(stream, state, float(START_S), self.interval_s)
        room = int(self.vessels * HOUR_S / self.interval_s * 2.5) + 1000
        made, hour = 0, 0
        while made < self.rows:
            hour += 1
            table = self._hour(stream, state, START_S + HOUR_S * hour, room, rng).slice(0, self.rows - made)
            made += table.num_rows
            yield table

    def _hour(
        self, stream: npt.NDArray[np.uint64], state: npt.NDArray[np.float64], until_s: int, room: int,
        rng: np.random.Generator,
    ) -> pa.Table:  # fmt: skip
        vessel, t_s = np.empty(room, np.int64), np.empty(room, np.int64)
        lon, lat, sog, cog = (np.empty(room) for _ in range(4))
        heading, status = np.empty(room, np.uint16), np.empty(room, np.uint8)
        n = sail(stream, state, float(until_s), vessel, t_s, lon, lat, sog, cog, heading, status)
        order = np.concatenate([np.arange(n), rng.integers(0, max(n, 1), int(n * self.copies / (1 - self.copies)))])
        rng.shuffle(order)
        mmsi = mmsi_of(vessel[order])
        return pa.table({
            "mmsi": pa.array(mmsi.astype(np.uint32)),
            "timestamp": pa.array(t_s[order].astype("datetime64[s]")).cast(pa.timestamp("us", tz="UTC")),
            "lon": lon[order], "lat": lat[order],
            "sog": sog[order].astype(np.float32), "cog": cog[order].astype(np.float32),
            "heading": heading[order], "status": status[order],
        })  # fmt: skip


def mmsi_of(vessel: Ints) -> Ints:
    """Vessels' numbers as MMSI of a few countries."""
    country = np.array([211, 235, 244, 273, 338, 413, 477, 538, 563, 636])
    mmsi: Ints = country[vessel % 10] * 1_000_000 + vessel // 10 * 7 + 1001
    return mmsi


def write_parquet(archive: Archive, folder: Path, rows_per_file: int = 5_000_000) -> list[Path]:
    """The archive as Parquet files of several row groups, in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    writer: pq.ParquetWriter | None = None
    held = 0
    for table in archive.hours():
        if writer is None:
            files.append(folder / f"positions-{len(files):03}.parquet")
            writer = pq.ParquetWriter(files[-1], table.schema, compression="zstd", compression_level=1)
        writer.write_table(table, row_group_size=1 << 20)
        held += table.num_rows
        if held >= rows_per_file:
            writer.close()
            writer, held = None, 0
    if writer is not None:
        writer.close()
    return files


def write_csv(archive: Archive, file: Path) -> Path:
    """The archive as one CSV file in the layout of MarineCadastre up to 2024."""
    names = np.arange(archive.vessels)
    with file.open("wb") as out:
        for number, table in enumerate(archive.hours()):
            rows = _marine_cadastre(table, names)
            if number == 0:
                out.write((",".join(rows.column_names) + "\n").encode())
            pa.csv.write_csv(rows, out, pa.csv.WriteOptions(include_header=False, quoting_style="none"))
    return file


def _marine_cadastre(table: pa.Table, names: Ints) -> pa.Table:
    vessel = _vessel_of(table["mmsi"].to_numpy())
    seconds = table["timestamp"].to_numpy().astype("datetime64[s]").astype(np.int64)
    first = int(seconds.min()) if len(seconds) else 0
    spelled = np.datetime_as_string(np.arange(first, int(seconds.max(initial=first)) + 1).astype("datetime64[s]"))

    def taken(values: list[str]) -> pa.Array:
        return pc.take(pa.array(values), pa.array(vessel))

    return pa.table({
        "MMSI": table["mmsi"],
        "BaseDateTime": pc.take(pa.array(spelled), pa.array(seconds - first)),
        "LAT": table["lat"], "LON": table["lon"],
        "SOG": pc.round(table["sog"].cast(pa.float64()), 1), "COG": pc.round(table["cog"].cast(pa.float64()), 1),
        "Heading": table["heading"].cast(pa.float64()),
        "VesselName": taken([f"VESSEL {k}" for k in names]),
        "IMO": taken([f"IMO{9000000 + k}" for k in names]),
        "CallSign": taken([f"C{k:05}" for k in names]),
        "VesselType": taken([str(70 + k % 10) for k in names]),
        "Status": table["status"],
        "Length": taken([str(60 + k % 240) for k in names]), "Width": taken([str(10 + k % 30) for k in names]),
        "Draft": taken([f"{4 + k % 90 / 10:.1f}" for k in names]), "Cargo": taken([str(70 + k % 10) for k in names]),
        "TransceiverClass": taken(["A" if k % 5 else "B" for k in names]),
    })  # fmt: skip


def _vessel_of(mmsi: Ints) -> Ints:
    countries = {211: 0, 235: 1, 244: 2, 273: 3, 338: 4, 413: 5, 477: 6, 538: 7, 563: 8, 636: 9}
    lookup = np.zeros(1000, np.int64)
    for digits, number in countries.items():
        lookup[digits] = number
    mmsi = mmsi.astype(np.int64)
    vessel: Ints = (mmsi % 1_000_000 - 1001) // 7 * 10 + lookup[mmsi // 1_000_000]
    return vessel
