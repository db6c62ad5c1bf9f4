"""Instants as text."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(t_us: int) -> str:
    """ISO 8601 in UTC, with milliseconds and Z."""
    t_ms = round(t_us / 1000)
    return datetime.fromtimestamp(t_ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{t_ms % 1000:03d}Z"
