"""Files of safety broadcasts as plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from marsad.runtime.open_batches import open_batches
from marsad.schema.refusal import Refusal, UsageRefusal

_TIMES = ("t", "t_recv", "t_issued", "t_until")


def read_warnings(files: Iterable[Path]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The broadcasts of some files in their order, times in microseconds, and what was rejected by reason. One whose
    time of hearing is not told counts as heard when it was issued. Raises Refusal for a file without broadcasts."""
    rows, rejected = list[dict[str, Any]](), dict[str, int]()
    for file in files:
        found = 0
        for _, batch in open_batches(file):
            if (table := batch.tables.get("nav_warning")) is not None:
                for name in _TIMES:
                    at = table.column_names.index(name)
                    table = table.set_column(at, name, table[name].cast(pa.int64()))
                told = table.to_pylist()
                rows += told
                found += len(told)
            if (reject := batch.tables.get("reject")) is not None:
                for reason in reject["reason"].to_pylist():
                    rejected[reason] = rejected.get(reason, 0) + 1
        if not found:
            raise Refusal(
                f"{file} holds no safety broadcast: give NAVTEX messages as text (ZCZC to NNNN) or an archive."
            )
    for row in rows:
        row["t"] = row["t_issued"] if row["t"] is None else row["t"]
    return rows, rejected


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with times as ISO 8601, without what tells of its bytes alone."""
    told = {name: value for name, value in row.items() if name not in ("offset", "digest", "flags", "t_recv")}
    for name in _TIMES:
        if name in told and told[name] is not None:
            told[name] = datetime.fromtimestamp(told[name] / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told["damaged"] = round(told["damaged"], 3)
    return told


def instant_of(told: str) -> int:
    """Microseconds of a day's begin or of an instant in UTC. Raises UsageRefusal."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError as error:
        raise UsageRefusal(f"{told!r} is no instant: write 2016-02-05 or 2016-02-05T12:00Z") from error
    return round((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1e6)
