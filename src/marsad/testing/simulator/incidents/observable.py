"""What receivers heard of each incident: it decides whether anybody could have noticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from marsad.geo import sphere
from marsad.testing.simulator.incidents.incident import Seen, incidents
from marsad.testing.simulator.incidents.instant import iso
from marsad.testing.simulator.records import Records, TrueEvent

REPORTS = 5
"""So many reports of a vessel must have been received."""
TOUCHED = 3
"""So many vessels must have been heard so inside an area."""
_HOUR_US = 3_600_000_000
_POSITIONS = (1, 2, 3, 4, 9, 18, 19, 21, 27)
"""Messages that count as reports."""

Numbers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass
class Heard:
    """Counts the reports of incidents, block by block, however the blocks are cut; each report once, whoever heard it.

    `events` are those of all casts, joined; `vessels` and `areas` all rows of the simulation. A block is told by `sent`
    before anything of it is told by `received`.
    """

    events: Sequence[TrueEvent]
    vessels: Records
    areas: Records
    told: list[dict[tuple[int, int], int]] = field(init=False)
    """Of each event: how many reports of a vessel number under an MMSI were received; 0 where only sent."""

    def __post_init__(self) -> None:
        self.told = [defaultdict(int) for _ in self.events]
        self._came: list[set[int]] = [set() for _ in self.events]
        self._windows = [watched(event) for event in self.events]

    def sent(self, tx: Records) -> None:
        """A block of transmissions (TX rows), heard or not."""
        for n, rows in self._rows(tx):
            told = self.told[n]
            names = np.unique(tx["vessel"][rows].astype(np.int64) << 32 | tx["mmsi"][rows].astype(np.int64))
            for name in names.tolist():
                told[name >> 32, name & 0xFFFFFFFF] += 0

    def received(self, tx: Records, number: Numbers) -> None:
        """Transmissions of this and earlier blocks that some receiver delivered.

        `number` names each since the beginning; one that comes again from another receiver counts once.
        """
        for n, rows in self._rows(tx):
            told, came = self.told[n], self._came[n]
            vessels, mmsi = tx["vessel"][rows].tolist(), tx["mmsi"][rows].tolist()
            for one, name in zip(number[rows].tolist(), zip(vessels, mmsi, strict=True), strict=True):
                # A number that garbled on the way is nobody's.
                if one not in came and name in told:
                    came.add(one)
                    told[name] += 1

    def _rows(self, tx: Records) -> Iterator[tuple[int, Numbers]]:
        """The reports among transmissions that concern each event, by its row."""
        reports = np.flatnonzero(np.isin(tx["type"], _POSITIONS))
        if not reports.size:
            return
        t, vessel = tx["t"][reports], tx["vessel"][reports]
        first, last = int(t.min()), int(t.max())
        for n, event in enumerate(self.events):
            start, end = self._windows[n]
            if start <= last and end > first:
                inside = (t >= start) & (t < end)
                if area_alone(event):
                    rows = reports[inside]
                    yield n, rows[_within(tx[rows], self.areas[event.area])]
                else:
                    yield n, reports[inside & np.isin(vessel, event.vessels)]

    def records(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Events and negatives as they are written, each in the order of time."""
        order = sorted(range(len(self.events)), key=lambda n: (self.events[n].t_start, self.events[n].kind, n))
        positives: list[dict[str, Any]] = []
        negatives: list[dict[str, Any]] = []
        numbers: dict[str, int] = defaultdict(int)
        for n in order:
            event = self.events[n]
            name = f"{event.kind}-not" if event.look_alike else event.kind
            numbers[name] += 1
            record = self._record(f"{name}-{numbers[name]:05d}", event, self.told[n])
            (negatives if event.look_alike else positives).append(record)
        return positives, negatives

    def _record(self, name: str, event: TrueEvent, told: Mapping[tuple[int, int], int]) -> dict[str, Any]:
        reports: dict[int, int] = defaultdict(int)
        vessels: dict[int, int] = dict.fromkeys(event.vessels, 0)
        for (vessel, mmsi), count in told.items():
            reports[mmsi] += count
            vessels[vessel] = vessels.get(vessel, 0) + count
        for vessel in event.vessels:
            if not any(one == vessel for one, _ in told):
                reports[int(self.vessels["mmsi"][vessel])] += 0
        if area_alone(event):
            observable = sum(count >= REPORTS for count in vessels.values()) >= TOUCHED
        else:
            observable = all(count >= REPORTS for count in vessels.values())
            if event.kind.startswith("identity") and not event.look_alike:
                observable &= all(count >= REPORTS for count in reports.values())
        return {
            "id": name,
            "kind": event.kind,
            "vessels": sorted(reports),
            "t_start": iso(event.t_start),
            "t_end": iso(event.t_end),
            "t_due": iso(event.t_due or event.t_end),
            "lat_deg": round(event.lat, 7),
            "lon_deg": round(event.lon, 7),
            "radius_m": round(event.radius_m, 1),
            "observable": bool(observable),
            "doubt": event.doubt,
            "look_alike": event.look_alike,
            "reports": {str(mmsi): reports[mmsi] for mmsi in sorted(reports)},
        }


def area_alone(event: TrueEvent) -> bool:
    """Whether an event happens to whoever is in an area, and names nobody."""
    return event.area >= 0 and not event.vessels


def watched(event: TrueEvent) -> tuple[int, int]:
    """From and to when reports count for an event."""
    seen = incidents()[event.kind].seen
    if event.look_alike or seen is Seen.INSIDE:
        return event.t_start, event.t_end
    if seen is Seen.BEFORE:
        return event.t_start - _HOUR_US, event.t_start
    return event.t_start - _HOUR_US, event.t_end


def _within(air: Records, area: Records) -> Bools:
    passed = (air["t"] - area["t0"]) * 1e-6
    lat = area["lat"] + area["north_mps"] * passed / 111_195.0
    lon = area["lon"] + area["east_mps"] * passed / (111_195.0 * np.cos(np.radians(lat)))
    inside: Bools = sphere.distance_m(lon, lat, air["true_lon"], air["true_lat"]) <= area["radius_m"]
    return inside
