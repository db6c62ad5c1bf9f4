"""Doubtful positions of aircraft, and the events that they form: several aircraft that come to one place they never
flew to, or one that does for a while.

A jump is more than any aircraft flies in the time between two fixes. Who is brought away slowly enough betrays himself
by the speed he tells: what flies high on wings does not stand still. The times are those of fixes; an old position that
is told again is no fix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.detectors.interference_rule.aircraft_kernel import EVIDENCE, FIX, Rule, judge
from marsad.detectors.interference_rule.aircraft_rule import AircraftRule
from marsad.geo.sphere import distance_m

Records = npt.NDArray[Any]
NEEDED: Final = ("icao", "t", "t_fix", "lon_deg", "lat_deg", "gs_kn", "altitude_ft", "on_ground")


@dataclass(frozen=True)
class Judged:
    """Fixes in the order (aircraft, time of fix), what speaks against each, and how many rows told an old one again."""

    fixes: Records
    """Records of FIX; `row` is the row of the table."""
    evidence: Records
    """Records of EVIDENCE."""
    repeats: int


@dataclass(frozen=True)
class Doubted:
    """An event: aircraft that told places where they were not. Times are microseconds UTC.

    `t_end` is the first fix that is believed again, or the last doubtful one where none came. The target is the middle
    of the doubtful places, `radius_m` what nine of ten of them lie within.
    """

    icao: tuple[int, ...]
    t_start: int
    t_end: int
    fixes: int
    lon_deg: float
    lat_deg: float
    radius_m: float
    begins: tuple[dict[str, float], ...]
    """For each aircraft, what spoke against the first doubtful fix: `moved_m`, `after_s`, `needed_kn`, `gs_before_kn`,
    `gs_kn`, and `jump` or `too_slow` as 1."""


def fixes_of(table: pa.Table) -> tuple[Records, int]:
    """The fixes of a table of family aircraft, each once, and how many rows told one again.

    A row that tells the place of the fix before it to the last digit, of who moves, is a repeat too, whatever its
    instant says: receivers stamp what they told before.
    """
    placed = table.select(list(NEEDED)).append_column("row", pa.array(np.arange(table.num_rows)))
    placed = placed.filter(placed["t_fix"].is_valid())
    fixes: Records = np.zeros(placed.num_rows, FIX)
    for name in ("lon_deg", "lat_deg", "gs_kn", "altitude_ft"):
        fixes[name] = placed[name].cast(pa.float64()).to_numpy()
    fixes["icao"], fixes["row"] = placed["icao"].to_numpy(), placed["row"].to_numpy()
    fixes["t"] = placed["t_fix"].cast(pa.int64()).to_numpy()
    fixes["on_ground"] = placed["on_ground"].fill_null(False).to_numpy()
    fixes = fixes[np.lexsort((fixes["row"], fixes["t"], fixes["icao"]))]
    before = np.roll(fixes, 1)
    same = fixes["icao"] == before["icao"]
    again = same & (fixes["t"] == before["t"])
    again |= same & (fixes["lon_deg"] == before["lon_deg"]) & (fixes["lat_deg"] == before["lat_deg"]) & (
        fixes["gs_kn"] > _MOVES_KN
    )  # fmt: skip
    again[:1] = False
    return fixes[~again], len(fixes) - int((~again).sum())


_MOVES_KN: Final = 30.0


def judge_aircraft(table: pa.Table, rule: AircraftRule | None = None) -> Judged:
    """Judge the rows of a table of family aircraft, in any order."""
    rule = rule or AircraftRule()
    fixes, repeats = fixes_of(table)
    evidence: Records = np.zeros(len(fixes), EVIDENCE)
    told = Rule(rule.fastest_kn * 1852.0 / 3600.0, rule.slack_m, rule.flies_kn, rule.flew_kn, rule.high_ft,
                rule.descends_ft, rule.settle_fixes, rule.few_fixes, round(rule.gap_s * 1e6))  # fmt: skip
    if len(fixes):
        judge(fixes, told, evidence)
    return Judged(fixes, evidence, repeats)


def events_of(judged: Judged, rule: AircraftRule | None = None) -> list[Doubted]:
    """The events, in the order in which they begin."""
    rule = rule or AircraftRule()
    alone = sorted(_episodes(judged, rule), key=lambda one: (one.t_start, one.icao))
    events: list[Doubted] = []
    for one in alone:
        near = next((at for at, other in enumerate(events) if _meet(one, other, rule)), None)
        if near is None:
            events.append(one)
        else:
            events[near] = _joined(events[near], one)
    return events


def _episodes(judged: Judged, rule: AircraftRule) -> list[Doubted]:
    numbers = judged.evidence["episode"]
    rows = np.flatnonzero(numbers >= 0)
    found = []
    for some in np.split(rows, np.flatnonzero(np.diff(numbers[rows])) + 1) if len(rows) else []:
        fixes = judged.fixes[some]
        after = int(some[-1]) + 1
        is_back = after < len(judged.fixes) and judged.fixes[after]["icao"] == fixes[0]["icao"]
        t_end = int(judged.fixes[after]["t"] if is_back else fixes[-1]["t"])
        if len(some) < rule.least_fixes or t_end - int(fixes[0]["t"]) < rule.least_s * 1e6:
            continue
        lon, lat = _middle(fixes["lon_deg"]), float(np.median(fixes["lat_deg"]))
        radius = float(np.percentile(distance_m(fixes["lon_deg"], fixes["lat_deg"], lon, lat), 90))
        first = judged.evidence[some[0]]
        told = {
            name: float(first[name]) for name in ("moved_m", "after_s", "needed_kn", "gs_before_kn", "jump", "too_slow")
        }
        told["gs_kn"] = float(fixes[0]["gs_kn"])
        found.append(Doubted((int(fixes[0]["icao"]),), int(fixes[0]["t"]), t_end, len(some), lon, lat, radius, (told,)))
    return found


def _middle(lon_deg: npt.NDArray[np.float64]) -> float:
    """The median of longitudes that may lie on both sides of the date line."""
    turned = lon_deg[0] + (lon_deg - lon_deg[0] + 180.0) % 360.0 - 180.0
    return float((np.median(turned) + 180.0) % 360.0 - 180.0)


def _meet(one: Doubted, other: Doubted, rule: AircraftRule) -> bool:
    join_us = rule.join_s * 1e6
    if one.t_start > other.t_end + join_us or other.t_start > one.t_end + join_us:
        return False
    return float(distance_m(one.lon_deg, one.lat_deg, other.lon_deg, other.lat_deg)) <= rule.near_m


def _joined(a: Doubted, b: Doubted) -> Doubted:
    whole = a.fixes + b.fixes
    lon, lat = _middle(np.array([a.lon_deg, b.lon_deg])), (a.lat_deg * a.fixes + b.lat_deg * b.fixes) / whole
    reach = max(float(distance_m(one.lon_deg, one.lat_deg, lon, lat)) + one.radius_m for one in (a, b))
    return Doubted(tuple(sorted({*a.icao, *b.icao})), min(a.t_start, b.t_start), max(a.t_end, b.t_end), whole, lon, lat,
                   reach, (*a.begins, *b.begins))  # fmt: skip
