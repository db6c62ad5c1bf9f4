"""The tables of a lake: the families of decoded rows, cleaned, and what is made of them. All are parted by UTC day."""

from __future__ import annotations

from marsad.schema import FAMILIES, alert, event
from marsad.schema.lake import clocks, inputs, reception, resolved, state, static_history, stops, tracks, vessels
from marsad.schema.table import Table

DAY = "day"
"""Name of the column that parts a table: the UTC day of `t` (of `t_start` where there is none), a date."""


def _of_lake(family: Table) -> Table:
    extra = resolved.COLUMNS if family.name == "position" else ()
    return Table(family.name, family.row, (*family.columns, *extra))


LAKE: dict[str, Table] = {
    **{name: _of_lake(family) for name, family in FAMILIES.items()},
    **{
        module.TABLE.name: module.TABLE
        for module in (reception, static_history, vessels, tracks, stops, event, alert, clocks, state, inputs)
    },
}
"""Every table of a lake by its name. `inputs` alone has no days."""
