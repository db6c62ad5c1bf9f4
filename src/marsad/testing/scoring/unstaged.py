"""What ordinary traffic truly did that an event may name: nobody staged it, so `events.jsonl` does not list it.

Four kinds of it are judged by the true states alone, by rules of others than Marsad's detectors (docs/scoring.md tells
each): ships that came into each other's domain, ships inside a closed area or against a lane that the folder's zones
draw, and stations that share an MMSI.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import numpy as np

from marsad.geo.polygon import in_polygon
from marsad.plugin.rows import Records
from marsad.plugin.side import ENTER
from marsad.testing.scoring.domain_kernel import entered
from marsad.testing.scoring.true_states import STATES, Bools, Floats, Ships, Step, ships_of, steps
from marsad.testing.simulator.errors.faults import DEFAULT_MMSI

DOMAIN_LENGTHS: Final = (8.0, 3.2)
"""Whole axes of the ship domain, along and across her, in her lengths: Fujii and Tanaka 1971, open water."""
APART_US: Final = 600_000_000
"""What begins again within ten minutes goes on."""
LEAST_US: Final = 60_000_000
"""Who touches a fence or a lane for less has not entered."""
AGAINST_DEG: Final = 135.0
"""Off a lane's direction: nearer to against it than to across."""
_LOOKS: Final = 6
"""Looks within a minute at places."""


@dataclass(frozen=True, slots=True)
class Unstaged:
    """It was so. Vessels by the MMSI that they told, ascending; times are microseconds UTC."""

    kind: str
    vessels: tuple[int, ...]
    t_start: int
    t_end: int


class Spells:
    """From when to when something was so of each key, looks that follow closely being one spell."""

    def __init__(self) -> None:
        self._of: dict[tuple[int, ...], list[list[int]]] = defaultdict(list)

    def add(self, key: tuple[int, ...], first: int, last: int) -> None:
        """It was so at both instants, and between."""
        spells = self._of[key]
        if spells and first - spells[-1][1] <= APART_US:
            spells[-1][1] = max(last, spells[-1][1])
        else:
            spells.append([first, last])

    def lasting(self, least_us: int = 0) -> list[tuple[tuple[int, ...], int, int]]:
        """All that lasted so long, by key and time."""
        return [
            (key, first, last)
            for key, spells in sorted(self._of.items())
            for first, last in spells
            if last - first >= least_us
        ]


class _Watch(Protocol):
    def take(self, step: Step) -> None: ...
    def found(self) -> list[Unstaged]: ...


def happened(folder: Path, kinds: Collection[str]) -> tuple[Unstaged, ...]:
    """What a folder's ordinary traffic did of some kinds; nothing where its states were not written."""
    if not (folder / STATES).exists() or not (folder / "vessels.parquet").exists():
        return ()
    ships = ships_of(folder)
    watches: list[_Watch] = []
    if "close_quarters" in kinds:
        watches.append(_Domains(ships))
    if "identity_clone" in kinds:
        watches.append(_Shared(ships))
    watches += _fences(folder / "zones.geojson", kinds, ships)
    if watches:
        for step in steps(folder, ships):
            for watch in watches:
                watch.take(step)
    return tuple(sorted((one for watch in watches for one in watch.found()), key=_order))


def _order(one: Unstaged) -> tuple[object, ...]:
    return one.t_start, one.kind, one.vessels, one.t_end


class _Domains:
    """Pairs of ships that make way, of which one came into the other's domain."""

    def __init__(self, ships: Ships) -> None:
        self._ships, self._spells = ships, Spells()

    def take(self, step: Step) -> None:
        from marsad.testing.baselines.rules.pairs_kernel import pairs

        going = step.makes_way & ~self._ships.marker[step.who]
        who, before, after = step.who[going], step.before[going], step.after[going]
        if who.size < 2:
            return
        length, course = self._ships.length_m[who], np.radians(before[:, 3])
        mps = before[:, 2] * 1852.0 / 3600.0
        along, across = (axis / 2.0 for axis in DOMAIN_LENGTHS)
        # Those who turn leave the straight way by less than a domain.
        reach = 2.0 * along * float(length.max())
        near = pairs(before[:, 0].copy(), before[:, 1].copy(), mps * np.sin(course), mps * np.cos(course), reach,
                     step.seconds)  # fmt: skip
        inside = entered(near, before, after, length, along, across, step.seconds)
        for row in np.flatnonzero(inside[:, 0] >= 0.0).tolist():
            first, last = (step.t0_us + round(float(share) * step.seconds * 1e6) for share in inside[row])
            a, b = (int(who[int(number)]) for number in near[row, :2])
            self._spells.add((min(a, b), max(a, b)), first, last)

    def found(self) -> list[Unstaged]:
        return [
            Unstaged("close_quarters", tuple(sorted(self._ships.name(one, first) for one in pair)), first, last)
            for pair, first, last in self._spells.lasting()
        ]


class _Shared:
    """Stations that stand under one MMSI at the same time, other than one that units are delivered with."""

    def __init__(self, ships: Ships) -> None:
        self._ships, self._spells = ships, Spells()
        wrong: dict[int, set[int]] = defaultdict(set)
        for one in ships.told:
            if one.because != "staged" and one.mmsi not in DEFAULT_MMSI:
                wrong[one.mmsi] |= {one.vessel, *np.flatnonzero(ships.mmsi == one.mmsi).tolist()}
        self._groups = {mmsi: sorted(some) for mmsi, some in sorted(wrong.items()) if len(some) > 1}

    def take(self, step: Step) -> None:
        for mmsi, group in self._groups.items():
            there = [one for one in group if one in step.who and self._ships.name(one, step.t0_us) == mmsi]
            if len(there) > 1:
                self._spells.add((mmsi,), step.t0_us, step.t1_us)

    def found(self) -> list[Unstaged]:
        return [Unstaged("identity_clone", key, first, last) for key, first, last in self._spells.lasting()]


@dataclass(frozen=True)
class Fence:
    """An area of the folder's zones: its corners, where each ring begins, from and to when it holds, its box."""

    lon: Floats
    lat: Floats
    rings: Sequence[int]
    holds: tuple[int, int]
    course_deg: float | None = None
    """Of a lane: which way traffic goes; None: nobody may be inside."""

    def within(self, lon: Floats, lat: Floats) -> Bools:
        """Which places lie inside, over the date line, too."""
        west = float(self.lon.min())
        x = west + (lon - west) % 360.0
        held = (x <= float(self.lon.max())) & (lat >= float(self.lat.min())) & (lat <= float(self.lat.max()))
        inside = np.zeros(held.shape, np.bool_)
        if held.any():
            inside[held] = in_polygon(x[held], lat[held], self.lon, self.lat, self.rings)
        return inside


class Inside:
    """Ships that were inside an area that is closed, or went against a lane."""

    def __init__(self, kind: str, fences: Iterable[Fence], ships: Ships) -> None:
        self._kind, self._fences, self._ships = kind, list(fences), ships
        self._spells = Spells()

    def take(self, step: Step) -> None:
        """From one minute to the next."""
        for number, fence in enumerate(self._fences):
            if step.t1_us <= fence.holds[0] or step.t0_us >= fence.holds[1]:
                continue
            could = np.ones(step.who.size, np.bool_)
            if fence.course_deg is not None:
                off = np.abs((step.before[:, 3] - fence.course_deg + 180.0) % 360.0 - 180.0)
                could = step.makes_way & (off > AGAINST_DEG)
            for look in range(_LOOKS):
                share = look / _LOOKS
                at = step.t0_us + round(share * step.seconds * 1e6)
                if fence.holds[0] <= at < fence.holds[1]:
                    for row in np.flatnonzero(could & fence.within(*step.between(share))).tolist():
                        self._spells.add((int(step.who[row]), number), at, at)

    def found(self) -> list[Unstaged]:
        """All that lasted."""
        return [
            Unstaged(self._kind, (self._ships.name(vessel, first),), first, last)
            for (vessel, _), first, last in self._spells.lasting(LEAST_US)
        ]


def _fences(zones: Path, kinds: Collection[str], ships: Ships) -> list[_Watch]:
    from marsad.plugin.areas import tables_of
    from marsad.runtime.places.geojson import read_geojson

    if not zones.exists() or not {"zone", "abnormal"} & set(kinds):
        return []
    found: list[_Watch] = []
    tables = tables_of(read_geojson(zones))
    if "zone" in kinds:
        closed = tables["zones"][(tables["zones"]["watch"] & ENTER) > 0]
        found.append(Inside("zone", [_closed(one, tables["zone_points"]) for one in closed], ships))
    if "abnormal" in kinds:
        drawn = [_lane(one, tables["lane_points"]) for one in tables["lanes"]]
        found.append(Inside("abnormal", drawn, ships))
    return found


def _closed(zone: np.void, points: Records) -> Fence:
    corners = points[int(zone["first"]) : int(zone["end"])]
    rings = np.flatnonzero(np.diff(corners["ring"], prepend=-1)).tolist()
    return Fence(corners["lon_deg"].copy(), corners["lat_deg"].copy(), rings,
                 (int(zone["t_from"]), int(zone["t_to"])))  # fmt: skip


def _lane(lane: np.void, points: Records) -> Fence:
    corners = points[int(lane["first"]) : int(lane["first"] + lane["count"])]
    lon = corners["lon_deg"].astype(np.float64)
    lon = float(lon[0]) + (lon - lon[0] + 180.0) % 360.0 - 180.0
    return Fence(lon, corners["lat_deg"].astype(np.float64), [0], (int(lane["t_from"]), int(lane["t_to"])),
                 float(lane["course_deg"]))  # fmt: skip
