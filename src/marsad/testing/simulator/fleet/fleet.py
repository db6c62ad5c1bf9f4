"""The fleet of a scenario: its vessels by the mix of roles, then the aids, base stations and aircraft of its sea."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.draw import Purpose
from marsad.testing.simulator.fleet import draws_kernel
from marsad.testing.simulator.fleet.papers import COLUMNS, papers_from, rows_of
from marsad.testing.simulator.records import Records, Role, Station

if TYPE_CHECKING:
    from marsad.testing.simulator.scenario import Scenario
    from marsad.testing.simulator.sea.sea import Sea

_GOLDEN = 0.6180339887498949
_DEFAULT_MID = 538
_CRAFT_OF_SHIPS = (Role.SERVICE, Role.PLEASURE)


def fleet(scenario: Scenario, sea: Sea, seed: int) -> tuple[Records, Records]:
    """VESSEL and PAPER rows: first the vessels, then aids, base stations and SAR aircraft in the order of the sea."""
    roles = _roles(scenario)
    flags = tuple(dict.fromkeys(station.country for station in sea.base_stations)) or (_DEFAULT_MID,)
    drawn = draws_kernel.uniforms(seed, int(Purpose.FLEET), 0, roles.size, 0, COLUMNS)
    vessels = rows_of(roles, np.arange(roles.size), drawn, flags)
    _craft(vessels, flags)
    fixed = _fixed(sea, seed, roles.size, flags)
    everyone = np.concatenate([vessels, fixed])
    papers = papers_from(everyone)
    _mother_ships(everyone, papers)
    return everyone, papers


def aircraft_of(sea: Sea) -> int:
    """How many SAR aircraft a sea has."""
    return min(max(1, len(sea.base_stations) // 4), 40) if sea.base_stations else 0


def _roles(scenario: Scenario) -> npt.NDArray[np.int64]:
    """Roles in the shares of the mix, well mixed whatever the number."""
    names = [int(role) for role in scenario.mix]
    ends = np.cumsum([scenario.mix[role] for role in scenario.mix])
    place = (0.5 + _GOLDEN * np.arange(scenario.vessels)) % 1.0 * ends[-1]
    rows = np.minimum(np.searchsorted(ends, place, side="right"), len(names) - 1)
    roles: npt.NDArray[np.int64] = np.array(names, np.int64)[rows]
    return roles


def _craft(vessels: Records, flags: tuple[int, ...]) -> None:
    """Some small craft belong to a ship and have her kind of number, 98MIDxxxx."""
    small = np.isin(vessels["role"], [int(role) for role in _CRAFT_OF_SHIPS]) & (vessels["length_m"] < 12)
    at = np.flatnonzero(small & (vessels["station"] != Station.CLASS_A))[::4]
    rank = np.arange(at.size)
    mids = np.array(flags)[rank // 10_000 % len(flags)]
    vessels["mmsi"][at] = 980_000_000 + mids * 10_000 + rank % 10_000


def _mother_ships(vessels: Records, papers: Records) -> None:
    at = np.flatnonzero(vessels["mmsi"] // 10_000_000 == 98)
    ships = np.flatnonzero(np.isin(vessels["role"], [Role.CARGO, Role.TANKER, Role.PASSENGER, Role.NAVAL]))
    if ships.size:
        papers["mothership_mmsi"][at] = vessels["mmsi"][ships[np.arange(at.size) * 7 % ships.size]]


def _fixed(sea: Sea, seed: int, first: int, flags: tuple[int, ...]) -> Records:
    """Aids, base stations and SAR aircraft."""
    aircraft = aircraft_of(sea)
    kinds = [Role.VIRTUAL_AID if aid.virtual else Role.AID for aid in sea.aids]
    kinds += [Role.BASE_STATION] * len(sea.base_stations) + [Role.AIRCRAFT] * aircraft
    roles = np.array([int(kind) for kind in kinds], np.int64)
    drawn = draws_kernel.uniforms(seed, int(Purpose.FLEET), first, roles.size, 0, COLUMNS)
    numbers = np.concatenate([np.arange(len(sea.aids)), np.arange(len(sea.base_stations)), np.arange(aircraft)]).astype(
        np.int64
    )
    rows = rows_of(roles, numbers + 1, drawn, flags)
    for row, aid in zip(rows, sea.aids, strict=False):
        mid = _nearest_flag(sea, aid.lon, aid.lat)
        row["mmsi"] = 990_000_000 + mid * 10_000 + int(row["mmsi"]) % 10_000
        row["name"], row["ship_type"] = aid.name[:20].encode(), aid.aid_type
        if aid.virtual:
            row["length_m"] = row["beam_m"] = 0.0
        row["to_bow_m"] = row["to_stern_m"] = row["to_port_m"] = row["to_starboard_m"] = 0 if aid.virtual else 1
    for row, station in zip(rows[len(sea.aids) :], sea.base_stations, strict=False):
        row["mmsi"] = station.country * 10_000 + int(row["mmsi"]) % 10_000
        row["name"], row["antenna_m"], row["accuracy"] = station.name[:20].encode(), station.antenna_m, True
    rows["accuracy"][: len(sea.aids)] = True
    return rows


def _nearest_flag(sea: Sea, lon: float, lat: float) -> int:
    if not sea.base_stations:
        return _DEFAULT_MID
    return min(sea.base_stations, key=lambda one: (one.lon - lon) ** 2 + (one.lat - lat) ** 2).country
