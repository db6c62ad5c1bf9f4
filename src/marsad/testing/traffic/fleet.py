"""The invented fleet: who sails, where, how fast and under which papers. Made once from a seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from marsad.geo.land import is_land
from marsad.testing.traffic import curves, names, places
from marsad.testing.traffic.chance import generator
from marsad.testing.traffic.motion import Way

CLASS_A, CLASS_B = 1, 2
UNDER_WAY, AT_ANCHOR, RESTRICTED, MOORED, FISHING, SAILING = 0, 1, 3, 5, 7, 8


class Vessel(NamedTuple):
    """One vessel's papers and her way. Lengths in metres, draught in metres, speeds in knots."""

    mmsi: int
    ais_class: int
    name: str
    callsign: str
    imo: int
    ship_type: int
    status: int
    length_m: int
    beam_m: int
    draught_m: float
    destination: str
    way: Way


Maker = Callable[[Generator, int], Vessel]


def fleet(seed: int, n: int) -> list[Vessel]:
    """`n` vessels; the same seed gives the same first vessels whatever the number."""
    makers: list[Maker] = [maker for maker, share in _SHARES for _ in range(share)]
    # 37 is prime to the 100 shares, so that any run of vessels is mixed.
    return [makers[(37 * vessel) % len(makers)](generator(seed, vessel), vessel) for vessel in range(n)]


def _merchant(chance: Generator, vessel: int, way: Way, status: int, destination: str, small: bool = False) -> Vessel:
    ship_type = int(chance.choice([70, 70, 71, 74, 79, 80, 80, 81, 84, 89, 60]))
    length = int(chance.integers(60, 130) if small else chance.integers(150, 366))
    flag = chance.choice(names.COAST_FLAGS if small else names.FLAGS)
    return Vessel(
        int(flag) * 1_000_000 + 900_000 + vessel % 100_000, CLASS_A, names.ship_name(chance, vessel),
        names.call_sign(chance, vessel), names.imo_number(vessel), ship_type, status,
        length, max(8, length // 7), round(float(chance.uniform(3, 5 + length / 30)), 1), destination, way,
    )  # fmt: skip


def _transit(chance: Generator, vessel: int) -> Vessel:
    speed = float(chance.choice([chance.uniform(9.5, 13.4), chance.uniform(14.6, 19.5)]))
    way = _lane(chance, places.TRANSIT, speed)
    return _merchant(chance, vessel, way, UNDER_WAY, str(chance.choice(places.FAR_PORTS)))


def _coaster(chance: Generator, vessel: int) -> Vessel:
    lane = places.COASTAL[chance.integers(len(places.COASTAL))]
    way = _lane(chance, lane, float(chance.uniform(7.5, 12.5)))
    return _merchant(chance, vessel, way, UNDER_WAY, _port(chance).locode, small=True)


def _anchored(chance: Generator, vessel: int) -> Vessel:
    port = _port(chance)
    reach = float(chance.uniform(80, 220))
    lon, lat = _at_sea(chance, port.road_lon, port.road_lat, port.road_m, reach + 400)
    way = Way(lon, lat, 0.0, reach_m=reach, wind_deg=60.0)
    return _merchant(chance, vessel, way, AT_ANCHOR, port.locode)


def _moored(chance: Generator, vessel: int) -> Vessel:
    port = _port(chance)
    lon, lat = _at_sea(chance, port.lon, port.lat, 1200, 60)
    way = Way(lon, lat, 0.0, wind_deg=float(chance.choice([40, 130, 220, 310])))
    return _merchant(chance, vessel, way, MOORED, port.locode, small=bool(chance.random() < 0.5))


def _dhow(chance: Generator, vessel: int) -> Vessel:
    lon, lat, radius = places.GROUNDS[chance.integers(len(places.GROUNDS))]
    way = _round(chance, lon, lat, radius, (1500, 6000), float(chance.uniform(2.5, 7)))
    length = int(chance.integers(9, 24))
    return Vessel(
        _craft_mmsi(chance, vessel), CLASS_B, names.dhow_name(chance, vessel), names.call_sign(chance, vessel), 0, 30,
        FISHING, length, max(3, length // 4), 0.0, "", way,
    )  # fmt: skip


def _trawler(chance: Generator, vessel: int) -> Vessel:
    lon, lat, radius = places.GROUNDS[chance.integers(len(places.GROUNDS))]
    way = _round(chance, lon, lat, radius, (3000, 8000), float(chance.uniform(2.5, 4.5)))
    made = _merchant(chance, vessel, way, FISHING, "FISHING GROUNDS", small=True)
    return made._replace(ship_type=30, length_m=42, beam_m=9, draught_m=4.2)


def _harbour_craft(chance: Generator, vessel: int) -> Vessel:
    port = _port(chance)
    kind, ais_class, speed = ((50, CLASS_A, 12.0), (52, CLASS_A, 6.0), (37, CLASS_B, 5.5))[int(chance.integers(3))]
    way = _round(
        chance, port.road_lon, port.road_lat, port.road_m, (1300, 2400), speed * float(chance.uniform(0.8, 1.1))
    )
    name = (
        f"{names.SERVICE[kind]} {port.name if kind == 50 else names.FIRST[vessel % len(names.FIRST)]} {vessel % 90 + 1}"
    )
    status = {50: UNDER_WAY, 52: RESTRICTED, 37: SAILING}[kind]
    return Vessel(
        _craft_mmsi(chance, vessel), ais_class, name, names.call_sign(chance, vessel), 0, kind, status,
        *{50: (18, 5, 1.8), 52: (32, 11, 4.5), 37: (14, 4, 0.0)}[kind], port.locode, way,
    )  # fmt: skip


def _warship(chance: Generator, vessel: int) -> Vessel:
    way = _lane(chance, places.PATROL, float(chance.uniform(12, 13.3)))
    return Vessel(
        _craft_mmsi(chance, vessel), CLASS_A, f"WARSHIP {vessel % 90 + 10}", names.call_sign(chance, vessel), 0, 35,
        UNDER_WAY, 138, 17, 6.1, "PATROL", way,
    )  # fmt: skip


_SHARES: tuple[tuple[Maker, int], ...] = (
    (_transit, 42), (_coaster, 13), (_anchored, 13), (_moored, 7), (_dhow, 14), (_trawler, 2), (_harbour_craft, 7),
    (_warship, 2),
)  # fmt: skip


def _craft_mmsi(chance: Generator, vessel: int) -> int:
    return int(chance.choice(names.COAST_FLAGS)) * 1_000_000 + 900_000 + vessel % 100_000


def _port(chance: Generator) -> places.Port:
    busy = np.array([port.busy for port in places.PORTS])
    return places.PORTS[int(chance.choice(len(places.PORTS), p=busy / busy.sum()))]


def _lane(chance: Generator, waypoints: tuple[places.Waypoint, ...], speed_kn: float) -> Way:
    lon, lat = curves.there_and_back(waypoints, float(chance.uniform(-1, 1)))
    return Way(lon, lat, speed_kn, start_m=float(chance.uniform(0, 5e6)))


def _round(
    chance: Generator, lon: float, lat: float, within_m: float, size_m: tuple[float, float], speed_kn: float
) -> Way:
    """A round on the water, its middle within a ground."""
    for _ in range(200):
        east, north = chance.uniform(-within_m, within_m, 2)
        middle = lon + east / (curves.M_PER_DEG * np.cos(np.radians(lat))), lat + north / curves.M_PER_DEG
        # An oval or an eight: other phases would flatten the figure to a line with hairpins.
        turns, phase = (((1, 1), 1.0), ((1, 2), 0.0))[int(chance.integers(2))]
        line = curves.knot(*middle, float(chance.uniform(*size_m)), turns, phase + float(chance.uniform(0, 0.25)))
        if not is_land(*line).any():
            return Way(*line, speed_kn, start_m=float(chance.uniform(0, 5e5)))
    raise ValueError(f"no water for a round about {lon} {lat}: move the ground in places.py")


def _at_sea(
    chance: Generator, lon: float, lat: float, within_m: float, clear_m: float
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """A place on the water with no land `clear_m` around it."""
    ring = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    for _ in range(400):
        away, turn = within_m * np.sqrt(chance.random()), chance.uniform(0, 2 * np.pi)
        east, north = away * np.sin(turn), away * np.cos(turn)
        here = (
            lon + east / (curves.M_PER_DEG * np.cos(np.radians(lat))),
            lat + north / curves.M_PER_DEG,
        )
        around = (
            here[0] + clear_m / curves.M_PER_DEG * np.sin(ring) * 1.03,
            here[1] + clear_m / curves.M_PER_DEG * np.cos(ring),
        )
        if not is_land(*around).any():
            return np.array([here[0]]), np.array([here[1]])
    raise ValueError(f"no water about {lon} {lat}: move the port in places.py")
