"""One unit of a day, from rows of reports to clean rows, vessels and tracks: pure work, the same in every engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.runtime.build.carried import Carried, joined
from marsad.runtime.build.first_statements import first_statements
from marsad.runtime.build.part_kernel import DAY_US
from marsad.schema import FAMILIES
from marsad.schema.arrow import arrow_schema
from marsad.schema.lake import LAKE
from marsad.schema.lake.resolved import COLUMNS as RESOLVED
from marsad.schema.lake.resolved import OUTCOMES
from marsad.tracks.cleaning import Offsets, ahead_of, hearings_to_compare, merged
from marsad.tracks.cleaning.reheard import FROM_RECEPTION, NOT_KEPT
from marsad.tracks.identity import IdentityPart, identity_of_part
from marsad.tracks.position_arrays import PositionArrays, positions_of
from marsad.tracks.vessels import VesselState, assign
from marsad.tracks.ways.parameters import Parameters
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import close_day, trace

_WITHOUT_PAYLOAD = frozenset({"contact", "aircraft", "nav_warning", "reject"})
_RESOLVED = frozenset(column.name for column in RESOLVED)
_OUTCOMES = pa.array([name for name, _ in OUTCOMES])


@dataclass(frozen=True)
class Rows:
    """What a unit is made from: new rows and those the lake holds, by family, and who heard the latter."""

    new: Mapping[str, pa.Table]
    held: Mapping[str, pa.Table]
    reception: pa.Table


@dataclass
class Solved:
    """What a unit gives."""

    tables: dict[str, pa.Table] = field(default_factory=dict)
    """Rows for the tables of the lake: the families, reception, tracks, stops."""
    carried: Carried = field(default_factory=Carried)
    identity: list[IdentityPart] = field(default_factory=list)
    """What the day's end needs to know of each vessel."""
    came: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    unique: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)


def solve(day: int, rows: Rows, offsets: Offsets, carried: Carried, parameters: Parameters) -> Solved:
    """Clean the rows of some senders on one day and lead their tracks on. Nothing that is given is changed."""
    done = Solved()
    hearings: list[pa.Table] = []
    reception = _fitted(rows.reception, arrow_schema(LAKE["reception"]))
    for family in sorted({*rows.new, *rows.held}):
        new, held = _alike(family, rows.new.get(family), rows.held.get(family))
        done.came[family], done.held[family] = new.num_rows, held.num_rows
        if family == "static":
            new, held = first_statements(new, held)
        clean = merged(held, reception, new, offsets)
        done.tables[family] = clean.rows
        hearings.append(clean.reception)
    done.tables["reception"] = _in_order(pa.concat_tables(hearings)) if hearings else _empty("reception")
    _resolve(day, done, offsets, carried, parameters)
    done.unique.update({name: table.num_rows for name, table in done.tables.items()})
    return done


def compared(rows: Rows) -> list[pa.Table]:
    """What these rows add to the judging of clocks."""
    reception = _fitted(rows.reception, arrow_schema(LAKE["reception"]))
    hearings = []
    for family in sorted({*rows.new, *rows.held}):
        if family not in _WITHOUT_PAYLOAD:
            both = pa.concat_tables(_alike(family, rows.new.get(family), rows.held.get(family), True))
            hearings.append(hearings_to_compare(family, both, reception))
    return hearings


def together(parts: Sequence[Solved]) -> Solved:
    """What several stretches of senders gave, as one."""
    if len(parts) == 1:
        return parts[0]
    whole = Solved(carried=joined(part.carried for part in parts))
    tables: dict[str, list[pa.Table]] = {}
    for part in parts:
        for name, table in part.tables.items():
            tables.setdefault(name, []).append(table)
        whole.identity += part.identity
        for name in ("came", "held", "unique", "outcomes"):
            getattr(whole, name).update(getattr(part, name))
    whole.tables = {name: pa.concat_tables(found, promote_options="default") for name, found in tables.items()}
    return whole


def _resolve(day: int, done: Solved, offsets: Offsets, carried: Carried, parameters: Parameters) -> None:
    table = done.tables.get("position", _empty("position"))
    positions = positions_of(table, ahead_of(table, offsets))
    ways, lanes = carried.of_step.get("ways"), carried.of_step.get("vessels")
    state = WayState() if ways is None else WayState.from_arrow(ways)
    assigned = assign(positions, VesselState() if lanes is None else VesselState.from_arrow(lanes), (day + 1) * DAY_US)
    number, outcome = assigned.vessel, assigned.outcome
    way = trace(positions, number, outcome, state, parameters)
    finished = close_day(state, (day + 1) * DAY_US, parameters)
    done.tables["tracks"], done.tables["stops"] = finished.tracks, finished.stops
    if table.num_rows:
        vessel = np.where(number == 255, 0, positions.mmsi.astype(np.int64) * 100 + number)
        resolved = {
            "vessel_id": _told(vessel, number == 255),
            "track_id": _told(way.track_id, way.track_id == 0),
            "outcome": pa.DictionaryArray.from_arrays(pa.array(outcome.astype(np.int32)), _OUTCOMES),
            "step_m": _number(way.step_m), "made_kn": _number(way.made_kn), "made_deg": _number(way.made_deg),
            "turn_deg_min": _number(way.turn_deg_min),
        }  # fmt: skip
        done.tables["position"] = _with(table, positions, resolved)
        counts = np.bincount(outcome, minlength=len(OUTCOMES))
        done.outcomes.update({name: int(n) for (name, _), n in zip(OUTCOMES, counts, strict=True) if n})
    said, known = carried.of_step.get("said"), carried.of_step.get("known")
    reports = {family: rows for family, rows in done.tables.items() if family in FAMILIES}
    identity = identity_of_part(positions, number, reports, said, known, assigned.splits)
    done.tables["static_history"] = identity.history
    done.identity = [identity]
    done.carried = Carried({"vessels": assigned.state.to_arrow(), "ways": state.to_arrow(), "said": identity.said})


def _with(table: pa.Table, positions: PositionArrays, resolved: dict[str, pa.Array]) -> pa.Table:
    """The rows of `table` in the order of `positions`, and the columns of what became of them."""
    if not np.array_equal(positions.row, np.arange(len(positions))):
        table = table.take(pa.array(positions.row))
    for name, column in resolved.items():
        table = table.append_column(name, column)
    return table


def _alike(family: str, new: pa.Table | None, held: pa.Table | None, heard: bool = False) -> tuple[pa.Table, pa.Table]:
    """Both with the same columns: those of the family that either has, in its order.

    Where hearings of the lake, or `heard`, may come back as rows, also the columns that tell who heard them.
    """
    present = {name for table in (new, held) if table is not None for name in table.column_names}
    if heard or (held is not None and family not in _WITHOUT_PAYLOAD):
        present |= {*FROM_RECEPTION, *NOT_KEPT}
    schema = arrow_schema(LAKE[family])
    schema = pa.schema([field for field in schema if field.name in present and field.name not in _RESOLVED])
    return _fitted(new, schema), _fitted(held, schema)


def _fitted(table: pa.Table | None, schema: pa.Schema) -> pa.Table:
    if table is None or not table.num_rows:
        return schema.empty_table()
    columns = [
        table[field.name] if field.name in table.column_names else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def _in_order(reception: pa.Table) -> pa.Table:
    return (
        reception.sort_by([(name, "ascending") for name in ("t", "mmsi", "digest")])
        if reception.num_rows
        else reception
    )


def _empty(name: str) -> pa.Table:
    return arrow_schema(LAKE[name]).empty_table()


def _told(values: npt.NDArray[np.int64], null: npt.NDArray[np.bool_]) -> pa.Array:
    return pa.array(values, mask=null) if null.any() else pa.array(values)


def _number(values: npt.NDArray[np.float32]) -> pa.Array:
    return pa.array(values, from_pandas=True)
