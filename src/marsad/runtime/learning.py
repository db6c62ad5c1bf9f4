"""Side tables learnt from a lake: where ships are heard, and what traffic is normal. They hold after what they know."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from marsad.plugin.rows import Records
from marsad.plugin.side import SIDE_TABLES
from marsad.schema.refusal import Refusal

if TYPE_CHECKING:
    from marsad.store.lake.lake import Lake

LEARNT: Final = ("coverage", "normal")
"""The tables that are learnt."""


def learn(
    lake: Lake, since: date | None = None, until: date | None = None, satellites: frozenset[str] = frozenset()
) -> dict[str, Records]:
    """Coverage and normal traffic of a lake's days, those from `since` to `until`; day after day, so in bounded memory.

    As of event time: both hold from the last instant that they were learnt from, so that no run sees its own future.
    """
    from marsad.detectors.abnormal import DETECTOR
    from marsad.detectors.abnormal_rule import learning as traffic
    from marsad.detectors.gap_rule import learning as reception
    from marsad.runtime.advance.archive import day_rows
    from marsad.runtime.advance.hulls import Hulls

    made = {name: np.zeros(0, SIDE_TABLES[name]) for name in LEARNT}
    hulls = Hulls()
    for day in lake.days("position"):
        if (since is not None and day < since) or (until is not None and day > until):
            continue
        rows = day_rows(lake, day, (DETECTOR,), None, None, satellites)
        position = rows.position.copy()
        hulls.join(position, rows.static)
        made["coverage"] = reception.added(made["coverage"], reception.coverage_of(position))
        made["normal"] = traffic.added(made["normal"], traffic.normal_of(position))
    return made


def learn_coverage(lake: Lake, since: date | None = None, until: date | None = None) -> Records:
    """The coverage alone."""
    return learn(lake, since, until)["coverage"]


def learn_normal(lake: Lake, since: date | None = None, until: date | None = None) -> Records:
    """The normal traffic alone."""
    return learn(lake, since, until)["normal"]


def written(tables: dict[str, Records]) -> bytes:
    """The tables as a file."""
    out = io.BytesIO()
    arrays: dict[str, Any] = dict(tables)
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def read(file: Path) -> dict[str, Records]:
    """The tables of a file that was learnt. Raises Refusal for one that is none."""
    try:
        with np.load(file, allow_pickle=False) as held:
            found = {name: held[name] for name in LEARNT if name in held.files}
    except (OSError, ValueError, EOFError) as error:
        raise Refusal(f"{file} holds nothing that was learnt: make it with `marsad learn LAKE -o FILE`.") from error
    for name, table in found.items():
        if table.dtype != SIDE_TABLES[name]:
            raise Refusal(f"{file} was learnt by another version: make it again with `marsad learn LAKE -o FILE`.")
    return found
