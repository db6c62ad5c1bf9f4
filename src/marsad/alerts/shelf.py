"""What is set aside for a stated time: listed, expiring, never distress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from marsad.alerts.alert import Alert
from marsad.alerts.area import Disc

NEARBY_M: Final = 3704.0
"""Shelved by place, without a zone: within two nautical miles."""


@dataclass(frozen=True)
class Shelf:
    """Alerts that it covers are shelved until then (the desk's time). Empty conditions hold for all."""

    until_us: int
    author: str
    kind: str
    rule: str = ""
    vessel: int = 0
    place: str = ""
    lon_deg: float | None = None
    lat_deg: float | None = None

    def covers(self, alert: Alert) -> bool:
        """Whether an alert is set aside by it; distress is not."""
        if alert.kind == "distress" or alert.level == "emergency" or alert.kind != self.kind:
            return False
        if self.rule and alert.rule != self.rule:
            return False
        if self.vessel and self.vessel not in alert.vessels:
            return False
        if self.place and alert.place != self.place:
            return False
        if self.lon_deg is None or self.lat_deg is None:
            return True
        return Disc(self.lon_deg, self.lat_deg, NEARBY_M).holds(alert.lon_deg, alert.lat_deg)

    def record(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def shelf_of(told: Mapping[str, Any]) -> Shelf:
    """The shelf of such a record."""
    return Shelf(**told)


def made(alert: Alert, by: str, until_us: int, author: str) -> list[Shelf]:
    """What shelving an alert by vessel, place or rule sets aside."""
    if by == "vessel":
        return [Shelf(until_us, author, alert.kind, vessel=vessel) for vessel in alert.vessels]
    if by == "place" and alert.place:
        return [Shelf(until_us, author, alert.kind, place=alert.place)]
    if by == "place":
        return [Shelf(until_us, author, alert.kind, lon_deg=alert.lon_deg, lat_deg=alert.lat_deg)]
    return [Shelf(until_us, author, alert.kind, rule=alert.rule)]
