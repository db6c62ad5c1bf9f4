"""How a row is called and told in files for people: KML and GPX."""

from __future__ import annotations

from typing import Any


def title(row: dict[str, Any]) -> str:
    """The vessel's name, else its MMSI, else whatever the row is known by."""
    for name in ("name", "mmsi", "label", "track_number"):
        if row.get(name) not in (None, ""):
            return str(row[name])
    return "unknown"


def told(row: dict[str, Any]) -> dict[str, str]:
    """What is known, as texts by name of the column, without what is not known and what has no text."""
    return {name: _text(value) for name, value in row.items() if value is not None}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def instant(row: dict[str, Any]) -> str | None:
    """When the row was, ISO 8601 in UTC: the time of a report, the start of a stop."""
    at = row.get("t") or row.get("t_start")
    return None if at is None else str(at)
