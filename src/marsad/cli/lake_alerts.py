"""The alerts of a lake for the command line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pyarrow.compute as pc

from marsad.runtime.lake_reading import open_tables
from marsad.schema.refusal import Refusal, UsageRefusal

STANDING = ("active", "cleared")


def lake_alerts(lake: str, show: str, group: str) -> dict[str, Any]:
    """What a desk over the archive told, in the order of time: what stood by itself, `all`, or what a group holds.

    Raises Refusal where the lake has none, or was built without them.
    """
    if show not in ("waiting", "all"):
        raise UsageRefusal(f"--show {show}: a lake knows all, and waiting: what stood by itself")
    tables = open_tables(lake)
    if not tables["alerts"].rows and tables["events"].rows:
        raise Refusal(f"{lake} holds events and no alerts: build it again, `marsad build FILE --into {lake}`.")
    found = tables["alerts"].dataset.to_table().sort_by([("t_start", "ascending"), ("id", "ascending")])
    if group:
        found = found.filter(pc.equal(pc.field("parent"), group))
    elif show == "waiting":
        found = found.filter(pc.is_null(pc.field("parent")) & pc.field("status").isin(STANDING))
    rows = [_plain(row) for row in found.drop_columns(["day"]).to_pylist()]
    return {"total": len(rows), "alerts": rows}


def lake_text(told: dict[str, Any]) -> str:
    """The list for a terminal."""
    lines = []
    for one in told["alerts"]:
        marks = [f"{one['group_alerts']} inside"] if one["group_alerts"] else []
        marks += ["escalated"] if one["t_escalated"] else []
        marks += [] if one["status"] == "active" else [one["status"]]
        marks += ["position unreliable"] if one["position_unreliable"] else []
        line = f"{one['id']}  {one['t_raised'][:16]}Z  {one['level']:<9}  {one['reason_en']}"
        lines.append(line + (f" ({'; '.join(marks)})" if marks else ""))
    text = "\n".join(lines or ["No alert was raised."])
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if isinstance(value, datetime) else value
            for name, value in row.items()}  # fmt: skip
