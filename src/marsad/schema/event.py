"""event: a fact in the world that a detector found, with a start and, later, an end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from marsad.schema.canonical_json import canonical
from marsad.schema.table import Column, Table

Status = Literal["open", "closed", "withdrawn"]
STATUSES: Final[tuple[Status, ...]] = ("open", "closed", "withdrawn")

TABLE = Table(
    "events",
    "One event, as its newest revision tells it; a withdrawn one stays",
    (
        Column("t_start", "time", "Since when it has been so", unit="us UTC"),
        Column("t_end", "time", "Until when it was so", unit="us UTC", null="still so, or not known to have ended"),
        Column("t_event", "time", "When the condition became true in the world: the detector's rule was then fulfilled",
               unit="us UTC"),
        Column("t_raised", "time", "The watermark when this revision was emitted", unit="us UTC"),
        Column("id", "text", "Hash of kind, vessels it began with, t_start and detector: 16 hexadecimal digits"),
        Column("kind", "category", "What happened, see schema/kinds"),
        Column("status", "category", "open, closed, or withdrawn: late reports explained it away"),
        Column("revision", "int32", "1 when first emitted, one more each time something changed", low=1),
        Column("supersedes", "text", "id of the withdrawn event in whose place it came, when late reports moved the "
               "start", null="none"),
        Column("vessel_ids", "int64s", "Whom it concerns, ascending; none for an area that touched nobody heard"),
        Column("vessels", "int64s", "Their MMSI, in the same order"),
        Column("lon_deg", "float64", "Place", unit="deg", low=-180, high=180, null="no place is known"),
        Column("lat_deg", "float64", "Place", unit="deg", low=-90, high=90, null="no place is known"),
        Column("radius_m", "float64", "Within this distance of the place", unit="m", low=0, null="a point"),
        Column("severity", "category", "emergency, alarm, warning, caution or information: what an alert would have"),
        Column("evidence", "text", "What a person can check: a JSON object with sorted keys"),
        Column("detector", "category", "Who found it"),
        Column("version", "category", "Version of the detector"),
        Column("parameters_hash", "category", "Hash of the parameters it ran with: 16 hexadecimal digits"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One revision of an event; fields as the table has them. Times are microseconds UTC."""

    id: str
    kind: str
    vessel_ids: tuple[int, ...]
    t_start: int
    t_end: int | None
    t_event: int
    t_raised: int
    status: Status
    revision: int
    supersedes: str | None
    lon_deg: float | None
    lat_deg: float | None
    radius_m: float | None
    severity: str
    evidence: str
    detector: str
    version: str
    parameters_hash: str

    @property
    def vessels(self) -> tuple[int, ...]:
        """MMSI of the vessels."""
        return tuple(vessel // 100 for vessel in self.vessel_ids)

    def facts(self) -> tuple[object, ...]:
        """What two runs must agree on: all but how it came to be told, `revision`, `supersedes` and `t_raised`."""
        return (self.id, self.kind, self.vessel_ids, self.t_start, self.t_end, self.t_event, self.status, self.lon_deg,
                self.lat_deg, self.radius_m, self.severity, self.evidence, self.detector, self.version,
                self.parameters_hash)  # fmt: skip


def event_id(kind: str, vessel_ids: Iterable[int], t_start: int, detector: str) -> str:
    """The name of an event: any run that finds the same gives it the same name."""
    return digest([kind, sorted(vessel_ids), t_start, detector])


def digest(told: object) -> str:
    """16 hexadecimal digits of the SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(canonical(told).encode()).hexdigest()[:16]
