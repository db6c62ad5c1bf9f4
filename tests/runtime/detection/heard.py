"""A feed as decoded tables, led through detection live and as a build of it would be."""

from __future__ import annotations

import itertools

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from marsad.plugin.detector import DETECTORS
from marsad.plugin.rows import NO_TIME, Rows, ordered
from marsad.plugin.side import Side
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of, span
from marsad.runtime.advance.lanes import Lane, Lanes
from marsad.runtime.advance.rows_of import rows_of
from marsad.runtime.build.carried import Carried
from marsad.runtime.build.solve import Rows as Reports
from marsad.runtime.build.solve import solve
from marsad.runtime.detection import Detection
from marsad.testing.baselines import BASELINES
from marsad.testing.detector_contract import feed as stages_of
from marsad.tracks.cleaning import Offsets
from marsad.tracks.ways.parameters import Parameters
from tests.rows import columns

DAY_US = 86_400_000_000
MINUTE_US = 60_000_000
ALL_LATE = Lanes((Lane("quick", 5_000_000), Lane("slow", 40 * DAY_US)))
SENT = ("position", "static", "safety_text")


def everybody():
    """Every detector there is, and the published rules."""
    return [*DETECTORS.load().values(), *BASELINES.load().values()]


def some():
    """Every partition and form: of a vessel, of pairs, by row kernels and by instants of the clock."""
    rules = BASELINES.load()
    return [rules[name] for name in ("gfw-gap-naive", "gfw-encounter", "gfw-identity-overlap", "naive-jump",
                                     "status-14", "signalk-cpa")]  # fmt: skip


def stages(*names):
    """Rows and side tables of some stages of the feed on which the contract is tried."""
    some = [stage for stage in stages_of.stages() if stage.name in names]
    rows = some[0].rows
    for stage in some[1:]:
        rows = Rows(**{f: ordered(np.concatenate([rows.of(f), stage.rows.of(f)])) for f in SENT_AND_REST})
    ports = np.concatenate([stage.side.table("ports") for stage in some])
    return rows, Side({"ports": ports, "anchorages": ports[:0]})


SENT_AND_REST = (*SENT, "base_station", "aton", "reception", "contact")


def tables_of(rows, station="north"):
    """What a decoder would have given."""
    made = {}
    for family in SENT:
        records = rows.of(family)
        told = {name: records[name] for name in ("t", "mmsi", "digest", "type")}
        told["t"] = _times(records["t"])
        told["t_recv"] = told["t"]
        told["source"] = told["station"] = [station] * len(records)
        if family == "position":
            told["t_fix"] = _times(records["t_fix"])
            for name in ("lon_deg", "lat_deg", "sog_kn", "cog_deg", "heading_deg"):
                told[name] = pa.array(records[name].astype(float), from_pandas=True)
            told |= {name: records[name] for name in ("status", "second")}
        elif family == "static":
            told |= {"ship_type": records["ship_type"], "part": pa.nulls(len(records), pa.uint8())}
            told["to_bow_m"] = records["length_m"].astype(int)
            told["to_stern_m"] = np.zeros(len(records), int)
            told["to_port_m"] = records["beam_m"].astype(int)
            told["to_starboard_m"] = np.zeros(len(records), int)
        else:
            told["text"] = [bytes(text).decode() for text in records["text"]]
        if len(records):
            made[family] = columns(family, len(records), **told)
    return made


def _times(t):
    return pa.array(t, mask=t == NO_TIME).cast(pa.timestamp("us", tz="UTC"))


def built(tables):
    """The rows of a lake built of the tables."""
    carried, offsets, done = Carried(), Offsets(), {}
    times = {name: table.column("t").cast(pa.int64()).to_numpy() for name, table in tables.items()}
    for day in sorted({int(day) for t in times.values() for day in np.unique(t // DAY_US)}):
        today = {name: table.filter(pa.array(times[name] // DAY_US == day)) for name, table in tables.items()}
        solved = solve(day, Reports({n: t for n, t in today.items() if t.num_rows}, {}, pa.table({})), offsets, carried,
                       Parameters())  # fmt: skip
        carried = solved.carried
        for name in (*SENT, "reception"):
            if name in solved.tables:
                done.setdefault(name, []).append(solved.tables[name])
    return rows_of({name: pa.concat_tables(some, promote_options="permissive") for name, some in done.items()})


def batch(tables, detectors, side, parts=1, step_us=60 * MINUTE_US, end_us=None):
    """The facts of the events of a build, with what is known at `end_us`."""
    rows = built(tables)
    first, last = span(rows)
    end = max(last, end_us or 0)
    advance = Advance(detectors, side, start_us=first - 1, vessel_parts=parts)
    advance.take(rows)
    found = facts(last_of([advance.to(w) for w in [*range(first, end, step_us), end]]))
    assert advance.faults == []
    return found


def arrivals(tables, come_us, tick_us):
    """The tables cut by when their rows come: (instant, {family: table}) in order. `come_us(family, t)` says when."""
    parts = []
    for name, table in tables.items():
        t = table.column("t").cast(pa.int64()).to_numpy()
        come = -(-come_us(name, t) // tick_us) * tick_us
        order = np.argsort(come, kind="stable")
        table, come = table.take(pa.array(order)), come[order]
        edges = [0, *(np.flatnonzero(np.diff(come)) + 1).tolist(), len(come)]
        parts += [(int(come[a]), name, table.slice(a, b - a)) for a, b in itertools.pairwise(edges)]
    parts.sort(key=lambda part: part[:2])
    return [(now, [(name, table) for _, name, table in some]) for now, some in itertools.groupby(parts, lambda p: p[0])]


def detection(detectors, side, **more):
    """Live detection that forgets no row, and the events it told."""
    made, told = Detection(detectors, side, **{"lanes": ALL_LATE, **more}), []
    made.listen(lambda events, now: told.extend(events))
    return made, told


def lead(made, feed):
    """Lead it through arrivals."""
    now = 0
    for now, some in feed:
        for name, table in some:
            made.take({name: table}, now)
        made.arrive(now)
        made.advance(now)
    return now


def facts(events):
    """The facts of what was not withdrawn, by id."""
    newest = {event.id: event for event in events}
    return {name: event.facts() for name, event in newest.items() if event.status != "withdrawn"}


def in_time(name, t):
    """Everything comes when it was sent."""
    return t


def copies(tables, times):
    """Every transmission heard by several stations, whose clocks are some tenths of a second behind."""
    return {name: pa.concat_tables([_behind(table, 300_000 * n) for n in range(times)]) for name, table in
            tables.items()}  # fmt: skip


def _behind(table, by_us):
    t = pc.add(table.column("t").cast(pa.int64()), by_us).cast(table.schema.field("t").type)
    return table.set_column(table.column_names.index("t"), "t", t)
