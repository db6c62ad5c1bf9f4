"""What was heard in a simulation, from its sentences to the rows that detectors see: the way that real feeds go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from marsad.decode.batch import Batch, joined
from marsad.decode.decoder import Decoder
from marsad.plugin.rows import Records, Rows
from marsad.plugin.side import Side
from marsad.runtime.advance.rows_of import rows_of
from marsad.runtime.build.carried import Carried
from marsad.runtime.build.solve import Rows as Reports
from marsad.runtime.build.solve import solve
from marsad.schema.refusal import Refusal
from marsad.testing.scoring.coverage import SATELLITE
from marsad.tracks.cleaning import Offsets
from marsad.tracks.ways.parameters import Parameters

_DAY_US = 86_400_000_000
_TABLES = ("position", "static", "safety_text", "base_station", "aton")


def heard_rows(folder: Path) -> Rows:
    """The unique rows of a folder's sentences, cleaned and given to vessels as a build of a lake does it.

    Raises Refusal where the folder has no sentences.
    """
    tables = _decoded(folder).tables
    solved: dict[str, list[pa.Table]] = {}
    carried, offsets, parameters = Carried(), Offsets(), Parameters()
    for day in _days(tables):
        of_day = {name: _within(tables[name], day) for name in _TABLES if name in tables}
        reports = Reports({name: rows for name, rows in of_day.items() if rows.num_rows}, {}, pa.table({}))
        done = solve(day, reports, offsets, carried, parameters)
        carried = done.carried
        for name in (*_TABLES, "reception"):
            if name in done.tables:
                solved.setdefault(name, []).append(done.tables[name])
    stations = frozenset(file.stem for file in (folder / "rx").glob(f"{SATELLITE}*.nmea"))
    whole = {name: pa.concat_tables(parts, promote_options="permissive") for name, parts in solved.items()}
    return rows_of(whole, stations)


def side_of(scenario: str, folder: Path | None = None, learnt: Mapping[str, Records] | None = None) -> Side:
    """What a watch room would know beside the feed, as it knows it from files of its own.

    Of a shipped scenario the ports, anchorages, pilot grounds and cables of its seas and its own receivers. Of a folder
    what its `zones.geojson` tells (zones, ports, anchorages, cables, lanes of schemes), and in `broadcasts.jsonl` where
    masters are advised to switch off. `learnt` are tables that were learnt before.
    """
    from marsad.detectors.watch_list_rule.entries import read_csv
    from marsad.plugin.areas import Drawn, tables_of
    from marsad.runtime.places.geojson import read_geojson
    from marsad.testing.scoring.side_files import advised, drawn_of_sea, stations
    from marsad.testing.simulator.scenario import load, names
    from marsad.testing.simulator.sea.data import read

    tables, drawn = dict[str, Records](), Drawn()
    if folder is not None:
        zones = folder / "zones.geojson"
        tables = advised(folder / "broadcasts.jsonl")
        if (listed := folder / "watch-list.csv").exists():
            tables["watch_list"] = read_csv(listed.read_text("utf-8"))
        drawn += read_geojson(zones) if zones.exists() else Drawn()
    if scenario in names():
        known = load(scenario)
        for sea in known.seas:
            drawn += drawn_of_sea(read(sea))
        tables["stations"] = stations(known.receivers)
    return Side({**tables_of(drawn), **tables, **(learnt or {})})


def _decoded(folder: Path) -> Batch:
    files = sorted((folder / "rx").glob("*.nmea"))
    if not files:
        raise Refusal(f"{folder} holds no sentences to run the published rules on: simulate it with nmea among its "
                      "outputs, or add --no-baselines.")  # fmt: skip
    decoder = Decoder()
    batches = []
    for file in files:
        batches += [decoder.feed(file.read_bytes(), None, file.stem), decoder.flush(file.stem)]
    return joined(batches)


def _days(tables: dict[str, pa.Table]) -> list[int]:
    days: set[int] = set()
    for name in _TABLES:
        if name in tables:
            days |= {*np.unique(_times(tables[name]) // _DAY_US).tolist()}
    return sorted(days)


def _within(table: pa.Table, day: int) -> pa.Table:
    return table.filter(pa.array(_times(table) // _DAY_US == day))


def _times(table: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    times: np.ndarray[tuple[int], np.dtype[np.int64]] = pc.fill_null(table["t"].cast(pa.int64()), -1).to_numpy()
    return times
