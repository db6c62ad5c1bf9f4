"""Reports of aircraft judged: evidence for each fix, the events, and their daily counts by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from h3ronpy import vector

from marsad.detectors.interference_rule.aircraft_evidence import Doubted, Judged
from marsad.detectors.interference_rule.aircraft_rule import AircraftRule
from marsad.runtime.export.complete_file import complete_file
from marsad.runtime.interference.daily_file import COLUMNS
from marsad.runtime.open_batches import open_batches
from marsad.schema import FAMILIES
from marsad.schema.arrow import arrow_schema
from marsad.schema.refusal import Refusal

RESOLUTION: Final = 4
"""Of the cells of daily counts, as gpsjam.org has them: about 1,770 km2 each."""
_DAY_US: Final = 86_400_000_000


def read_aircraft(files: Iterable[Path]) -> tuple[pa.Table, dict[str, int]]:
    """All aircraft of some files, and how much of them was rejected, by reason. Raises Refusal for a file that is in no
    known format, or that tells of no aircraft."""
    tables, rejected = [], dict[str, int]()
    for file in files:
        found = 0
        for _, batch in open_batches(file):
            if (table := batch.tables.get("aircraft")) is not None:
                tables.append(table)
                found += table.num_rows
            if (reject := batch.tables.get("reject")) is not None:
                for reason in reject["reason"].to_pylist():
                    rejected[reason] = rejected.get(reason, 0) + 1
        if not found:
            raise Refusal(
                f"{file} tells of no aircraft: give reports of aircraft, or Parquet with {', '.join(COLUMNS)}."
            )
    whole = pa.concat_tables(tables) if tables else arrow_schema(FAMILIES["aircraft"]).empty_table()
    return whole.unify_dictionaries().combine_chunks(), rejected


def evidence_table(judged: Judged) -> pa.Table:
    """One row for each fix: where and when, what it says of its speed, and what speaks against it.

    `moved_m`, `after_s` and `needed_kn` are from the last fix that is believed, whose speed is `gs_before_kn`; all null
    for the first of an aircraft. `episode` numbers stretches of doubt.
    """
    fixes, out = judged.fixes, judged.evidence
    first = np.r_[True, fixes["icao"][1:] != fixes["icao"][:-1]] if len(fixes) else np.zeros(0, np.bool_)
    columns: dict[str, Any] = {
        "icao": pa.array([f"{icao:06x}" for icao in fixes["icao"].tolist()], pa.string()),
        "t_fix": pa.array(fixes["t"], pa.int64()).cast(pa.timestamp("us", "UTC")),
        "lon_deg": fixes["lon_deg"], "lat_deg": fixes["lat_deg"],
        "gs_kn": pa.array(fixes["gs_kn"], from_pandas=True),
        "altitude_ft": pa.array(fixes["altitude_ft"], from_pandas=True),
    }  # fmt: skip
    columns |= {name: out[name] for name in ("doubted", "jump", "too_slow", "back")}
    columns["episode"] = pa.array(out["episode"], mask=out["episode"] < 0)
    for name in ("moved_m", "after_s", "needed_kn", "gs_before_kn"):
        columns[name] = pa.array(out[name], mask=first | np.isnan(out[name]))
    return pa.table(columns)


def event_records(events: Sequence[Doubted]) -> list[dict[str, Any]]:
    """The events as plain values: times as ISO 8601, speeds in knots, what spoke against the first doubtful fix."""
    return [
        {
            "kind": "aircraft_doubted", "t_start": _iso(one.t_start), "t_end": _iso(one.t_end),
            "icao": [f"{icao:06x}" for icao in one.icao], "fixes": one.fixes, "lat_deg": round(one.lat_deg, 4),
            "lon_deg": round(one.lon_deg, 4), "radius_m": round(one.radius_m),
            "evidence": [{name: round(value, 1) for name, value in told.items() if value == value}
                         for told in one.begins],
        }
        for one in events
    ]  # fmt: skip


def daily_counts(table: pa.Table, judged: Judged, rule: AircraftRule) -> pa.Table:
    """Distinct aircraft by cell and UTC day in the layout of daily files: bad ones told a navigation accuracy
    (NACp) of `poor_nac_p` or less there at some time, good ones told a better one always.

    Who told no accuracy in a cell is not counted, and a place that is doubted counts for no cell.
    """
    believed = judged.fixes[~judged.evidence["doubted"]]
    accuracy = table["nac_p"].take(pa.array(believed["row"]))
    told = accuracy.is_valid().to_numpy()
    believed, poor = believed[told], (pc.fill_null(accuracy, 0).to_numpy() <= rule.poor_nac_p)[told]
    if not len(believed):
        return pa.table({"date": pa.array([], pa.date32()), "h3": pa.array([], pa.uint64()),
                         **{name: pa.array([], pa.uint16()) for name in COLUMNS[2:]}})  # fmt: skip
    size = pa.array(np.full(len(believed), RESOLUTION, np.uint8))
    cells = pa.array(vector.coordinates_to_cells(pa.array(believed["lat_deg"]), pa.array(believed["lon_deg"]), size))
    rows = pa.table({"date": (believed["t"] // _DAY_US).astype(np.int32), "h3": cells, "icao": believed["icao"],
                     "poor": poor})  # fmt: skip
    each = rows.group_by(["date", "h3", "icao"]).aggregate([("poor", "any")])
    each = each.append_column("good", pc.invert(each["poor_any"]))
    counts = each.group_by(["date", "h3"]).aggregate([("good", "sum"), ("poor_any", "sum")])
    counts = counts.sort_by([("date", "ascending"), ("h3", "ascending")])
    values = [counts["date"].cast(pa.date32()), counts["h3"],
              *(counts[name].cast(pa.uint16()) for name in ("good_sum", "poor_any_sum"))]  # fmt: skip
    return pa.table(dict(zip(COLUMNS, values, strict=True)))


def write_aircraft(table: pa.Table, judged: Judged, events: Sequence[Doubted], folder: Path, rule: AircraftRule
                   ) -> None:  # fmt: skip
    """Write fixes.parquet, doubted.geojson and days.parquet. Raises OSError for a folder that cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("fixes", evidence_table(judged)), ("days", daily_counts(table, judged, rule))):
        with complete_file(folder / f"{name}.parquet") as out:
            pq.write_table(rows, out, compression="zstd")
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [told["lon_deg"], told["lat_deg"]]},
         "properties": told}
        for told in event_records(events)
    ]  # fmt: skip
    with complete_file(folder / "doubted.geojson") as out:
        out.write(msgspec.json.encode({"type": "FeatureCollection", "features": features}))


def _iso(t_us: int) -> str:
    return datetime.fromtimestamp(t_us / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
