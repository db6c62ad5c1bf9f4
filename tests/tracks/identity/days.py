"""Days of reports for tests: what ships say and where they are, put through identity as a build does."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from marsad.tracks.identity import IdentityPart, identity_of_part, vessels_of_day
from marsad.tracks.identity.roll import none_known
from marsad.tracks.identity.said import none_said
from marsad.tracks.position_arrays import positions_of
from marsad.tracks.vessels import VesselState, assign
from tests.rows import table

DAY_S = 86_400
START_S = 1_700_006_400 // DAY_S * DAY_S
"""Midnight of some day."""


def hull(length: int = 200, beam: int = 30) -> dict[str, int]:
    return {
        "to_bow_m": length - length // 4,
        "to_stern_m": length // 4,
        "to_port_m": beam // 2,
        "to_starboard_m": beam - beam // 2,
    }


@dataclass
class Reports:
    """Rows of some days; times are seconds from the first midnight."""

    positions: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)

    def sail(
        self, mmsi: int, begin_s: float, end_s: float, lon: float, lat: float, knots: float = 0.0, east: bool = True,
        every_s: float = 120, kind: int = 1, **says: Any,
    ) -> tuple[float, float]:  # fmt: skip
        """Positions along a parallel, and every six minutes what the ship says of itself; where it ends."""
        step = knots * 1852 / 3600 / (111_195 * np.cos(np.radians(lat))) * (1 if east else -1)
        at = lon
        for t in np.arange(begin_s, end_s, every_s):
            at = lon + step * (t - begin_s)
            self.positions.append({
                "t": us(t), "mmsi": mmsi, "lon_deg": at, "lat_deg": lat, "sog_kn": knots, "type": kind,
                "cog_deg": 90.0 if east else 270.0, "digest": digest_of("position", mmsi, t, round(at, 6)),
            })  # fmt: skip
        if says:
            for t in np.arange(begin_s + 60, end_s, 360):
                self.say(mmsi, t, **says)
        return at, lat

    def say(self, mmsi: int, t: float, type: int = 5, **fields: Any) -> None:
        row = {"t": us(t), "mmsi": mmsi, "type": type, **fields}
        self.statements.append(row | {"digest": digest_of(*sorted(row.items()))})


def us(t_s: float) -> int:
    return round((START_S + t_s) * 1e6)


def digest_of(*values: Any) -> int:
    return zlib.crc32(repr(values).encode())


def of_day(rows: list[dict[str, Any]], day: int) -> list[dict[str, Any]]:
    return [row for row in rows if us(day * DAY_S) <= row["t"] < us((day + 1) * DAY_S)]


@dataclass
class Told:
    """What identity made of it."""

    days: list[pa.Table] = field(default_factory=list)
    history: list[pa.Table] = field(default_factory=list)
    said: pa.Table = field(default_factory=none_said)
    known: pa.Table = field(default_factory=none_known)
    _states: dict[int, VesselState] = field(default_factory=dict)

    def day(self, positions: pa.Table, static: pa.Table, parts: int = 1) -> None:
        done = []
        for part in range(parts):
            own = positions.filter(pa.array(positions["mmsi"].to_numpy() % parts == part))
            says = static.filter(pa.array(static["mmsi"].to_numpy() % parts == part))
            done.append(self._part(own, says, part, parts))
        joined = {
            name: pa.concat_tables([getattr(one, name) for one in reversed(done)])
            for name in ("history", "said", "heard", "changes", "splits")
        }
        self.said = joined["said"].sort_by("mmsi")
        self.history.append(joined["history"].sort_by([(n, "ascending") for n in ("mmsi", "t")]))
        rows, self.known = vessels_of_day(
            joined["heard"], joined["changes"], joined["said"], self.known, joined["splits"]
        )
        self.days.append(rows)

    def _part(self, positions: pa.Table, static: pa.Table, part: int, parts: int) -> IdentityPart:
        arrays = positions_of(positions)
        said = self.said.filter(pa.array(self.said["mmsi"].to_numpy() % parts == part))
        state = self._states.setdefault(part, VesselState())
        assigned = assign(arrays, state)
        self._states[part] = assigned.state
        tables = {"position": positions, "static": static}
        return identity_of_part(arrays, assigned.vessel, tables, said, self.known, assigned.splits)

    def vessel(self, vessel_id: int, day: int = -1) -> dict[str, Any]:
        (row,) = [row for row in self.days[day].to_pylist() if row["vessel_id"] == vessel_id]
        return row | {"evidence": json.loads(row["evidence"]) if row["evidence"] else []}

    def links(self, day: int = -1) -> dict[int, int]:
        rows = self.days[day].to_pylist()
        return {row["vessel_id"]: row["linked_to"] for row in rows if row["linked_to"] is not None}

    def facts(self, vessel_id: int, what: str, day: int = -1) -> list[dict[str, Any]]:
        return [fact for fact in self.vessel(vessel_id, day)["evidence"] if fact["what"] == what]


def identify(reports: Reports, days: int = 1, parts: int = 1) -> Told:
    """All days in turn."""
    told = Told()
    for day in range(days):
        told.day(
            table("position", of_day(reports.positions, day)), table("static", of_day(reports.statements, day)), parts
        )
    return told
