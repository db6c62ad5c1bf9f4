"""An incident kind: how it goes, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from marsad.plugin import Socket
from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast

Play = Callable[[Setting, Draw], Cast]
"""Sets a scene in a setting, and gives the vessels and what is true of them."""


class Seen(Enum):
    """When the reports must be heard that make an incident observable."""

    INSIDE = "inside"
    """From its start to its end."""
    BEFORE = "before"
    """In the hour before: it is the missing of reports."""
    AROUND = "around"
    """From an hour before its start to its end: it is a change."""


@dataclass(frozen=True)
class Incident:
    """One kind; its file is named as the kind is."""

    kind: str
    incident: Play
    look_alikes: Mapping[str, Play]
    """By name: what a poor detector takes for it. Each brings one negative or more."""
    seen: Seen = Seen.INSIDE
    area: bool = False
    """Whether it happens to whoever is within an area: three vessels must be heard there."""


SOCKET: Socket[Incident] = Socket("marsad.testing.simulator.incidents.kinds", "INCIDENT", Incident)
"""Every file of `kinds` is one."""


@cache
def incidents() -> Mapping[str, Incident]:
    """All kinds by name, in the order of their names."""
    found = {incident.kind: incident for incident in SOCKET.load().values()}
    return dict(sorted(found.items()))
