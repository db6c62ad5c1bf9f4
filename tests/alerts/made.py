"""Events for tests, in few words."""

from dataclasses import replace

from marsad.alerts.action import Action
from marsad.schema.canonical_json import canonical
from marsad.schema.event import Event, event_id
from marsad.schema.kinds import KINDS

S = 1_000_000
MIN = 60 * S
HOUR = 3600 * S
T0 = 1_772_366_400 * S
"""2026-03-01T12:00:00Z."""


def event(
    kind="gap",
    vessels=(235_098_383,),
    start=T0,
    end=None,
    *,
    at=(45.0, 12.0),
    raised=None,
    revision=1,
    status=None,
    severity=None,
    known=None,
    radius_m=None,
    **evidence,
):
    """An event; `known` is when its condition became true, by default a minute after its start."""
    whom = tuple(sorted(vessel * 100 for vessel in vessels))
    t_event = start if known is None else known
    lon, lat = at if at is not None else (None, None)
    return Event(
        event_id(kind, whom, start, "made"), kind, whom, start, end, t_event, t_event if raised is None else raised,
        status or ("open" if end is None else "closed"), revision, None, lon, lat, radius_m,
        severity or KINDS[kind].severity, canonical(evidence), "made", "1", "0" * 16,
    )  # fmt: skip


def later(one, **changes):
    """The next revision of an event."""
    changes.setdefault("revision", one.revision + 1)
    changes.setdefault("t_raised", one.t_raised + MIN)
    if changes.get("t_end") is not None:
        changes.setdefault("status", "closed")
    return replace(one, **changes)


def withdrawn(one):
    """Late reports explained it away."""
    return later(one, status="withdrawn")


def act(verb, alert, author="Layla", **more):
    return Action(verb, alert if isinstance(alert, str) else alert.id, author, **more)


def ship(n):
    """The MMSI of the n-th ship."""
    return 235_000_000 + n
