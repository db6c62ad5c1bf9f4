"""`--start`: an instant as a person writes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from marsad.schema.refusal import UsageRefusal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(text: str) -> int:
    """Microseconds UTC of an ISO 8601 date or instant; without a zone it is UTC. Raises UsageRefusal."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise UsageRefusal(f"--start {text} is no instant: write it as in 2024-05-01T12:00:00Z.") from None
    at = told if told.tzinfo else told.replace(tzinfo=UTC)
    return (at - _EPOCH) // timedelta(microseconds=1)
