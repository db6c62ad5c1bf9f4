"""Events as lines of JSON: the fields of the table by name, times in ISO 8601 with Z, null where nothing is known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from marsad.schema.event import STATUSES, TABLE, Event
from marsad.schema.kinds import KINDS, SEVERITIES
from marsad.schema.refusal import Refusal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMES = tuple(column.name for column in TABLE.columns)
_TIMES = tuple(column.name for column in TABLE.columns if column.kind == "time")
_NEVER_NULL = tuple(column.name for column in TABLE.columns if not column.nullable)


def instant_text(t_us: int) -> str:
    """2026-03-01T12:00:00Z, with a fraction only where there is one."""
    text = (_EPOCH + timedelta(microseconds=t_us)).isoformat().removesuffix("+00:00")
    return (text.rstrip("0") if "." in text else text) + "Z"


def instant_us(text: str) -> int:
    """Microseconds UTC of an ISO 8601 instant. Raises ValueError for another text, and for one without a zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text} names no time zone")
    return (at - _EPOCH) // timedelta(microseconds=1)


def event_record(event: Event) -> dict[str, Any]:
    """One event as plain values, as its line has them."""
    told: dict[str, Any] = {name: getattr(event, name) for name in _NAMES}
    for name in _TIMES:
        told[name] = None if told[name] is None else instant_text(told[name])
    told["vessel_ids"], told["vessels"] = list(told["vessel_ids"]), list(told["vessels"])
    told["evidence"] = json.loads(event.evidence)
    return told


def event_line(event: Event) -> str:
    """One event as one line, without its end."""
    return json.dumps(event_record(event), ensure_ascii=False, separators=(",", ":"))


def write_lines(events: Iterable[Event]) -> Iterator[str]:
    """Each event as a line with its end."""
    for event in events:
        yield event_line(event) + "\n"


def read_lines(lines: Iterable[str], name: str = "the event file") -> Iterator[Event]:
    """The events of such lines; blank ones are passed over.

    Raises Refusal, which names the line, for one that is no event.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"Line {number} of {name}"
        try:
            told = json.loads(line)
        except ValueError as error:
            raise _no_event(where, error) from error
        yield event_of(told, where)


def event_of(told: Mapping[str, Any], where: str) -> Event:
    """The event of such plain values. Raises Refusal, which says where it stands, for what is none."""
    try:
        return _event(told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _no_event(where, error) from error


def _no_event(where: str, error: Exception) -> Refusal:
    return Refusal(f"{where} is no event ({type(error).__name__}: {error}): give lines as Marsad writes them.")


def _event(told: Mapping[str, Any]) -> Event:
    from marsad.schema.canonical_json import canonical

    for name in _NEVER_NULL:
        if told[name] is None:
            raise ValueError(f"{name} is missing")
    if told["kind"] not in KINDS:
        raise ValueError(f"there is no kind {told['kind']}")
    if told["status"] not in STATUSES or told["severity"] not in SEVERITIES:
        raise ValueError("status or severity is none that there is")
    known = {name: told[name] for name in Event.__slots__}
    for name in _TIMES:
        known[name] = None if told[name] is None else instant_us(told[name])
    known["vessel_ids"] = tuple(int(vessel) for vessel in told["vessel_ids"])
    known["evidence"] = canonical(told["evidence"])
    return Event(**known)
