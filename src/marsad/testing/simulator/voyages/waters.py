"""The sea as its sailors share it: berths and places at anchor to take, homes, goals, and ships that want service."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from marsad.schema.refusal import Refusal
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.motion.legs import METRES
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.scenario import Scenario
from marsad.testing.simulator.sea.sea import Sea
from marsad.testing.simulator.voyages.book import Book
from marsad.testing.simulator.voyages.ways import Ways

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
SPACING_M = 750.0
PARTNERS = 8
"""A port's ships of one kind sail to so many others."""
SHARED_FROM = 20_000
"""With so many vessels, those between the same ports share paths."""


@dataclass(frozen=True)
class Spot:
    """A place where a ship can lie at anchor, with the longest chain that keeps her off the coast."""

    lon: float
    lat: float
    chain_m: float


@dataclass(frozen=True)
class Anchored:
    """A ship at anchor that a barge or a workboat may come to."""

    t0: int
    t1: int
    lon: float
    lat: float
    radius_m: float


class Waters:
    """What all planners share. The order of plans is that of time, so that what is taken does not depend on blocks."""

    def __init__(self, scenario: Scenario, sea: Sea, seed: int) -> None:
        self.scenario, self.sea, self.seed = scenario, sea, seed
        self.ways = Ways(sea, seed, scenario.vessels >= SHARED_FROM)
        self.berths = [[(one.lon, one.lat, one.heading_deg) for one in port.berths] for port in sea.ports]
        self.spots = [self._spots(port) for port in range(len(sea.ports))]
        self.berth_books = [Book(len(some)) for some in self.berths]
        self.spot_books = [Book(len(some)) for some in self.spots]
        self.anchored: list[list[Anchored]] = [[] for _ in sea.ports]
        self._weights: dict[Role, list[float]] = {}
        self._partners: dict[tuple[int, Role], list[int]] = {}
        self._grounds: dict[int, list[float]] = {}
        self._near: dict[int, list[int]] = {}

    def _spots(self, port: int) -> list[Spot]:
        """Places at anchor off a port, a chain's length and more apart."""
        found: list[Spot] = []
        for row in self.sea.ports[port].anchorages:
            area = self.sea.anchorages[row]
            rows = int(area.radius_m / (SPACING_M * 0.87))
            east = SPACING_M / (METRES * math.cos(math.radians(area.lat)))
            for j in range(-rows, rows + 1):
                for i in range(-rows - 2, rows + 3):
                    lon = area.lon + (i + 0.5 * (j % 2)) * east
                    lat = area.lat + j * SPACING_M * 0.87 / METRES
                    if math.hypot((lon - area.lon) / east, (lat - area.lat) * METRES / SPACING_M) * SPACING_M > (
                        area.radius_m
                    ):
                        continue
                    free = float(self.sea.clearance_m(lon, lat))
                    if free > 260.0:
                        found.append(Spot(lon, lat, min(300.0, (free - 40.0) / 2.0)))
        return found

    def roads(self, port: int) -> tuple[float, float]:
        """The place off a port."""
        return self.sea.ports[port].roads_lon, self.sea.ports[port].roads_lat

    def port_for(self, role: Role, draw: Draw) -> int:
        """A port where such ships call, the busier the likelier; -1 where there is none."""
        if role not in self._weights:
            weights = [port.weight if not port.traffic or role.name in port.traffic else 0.0 for port in self.sea.ports]
            self._weights[role] = list(accumulate(weights))
        return _chosen(self._weights[role], draw)

    def partner_of(self, port: int, role: Role, draw: Draw) -> int:
        """A port that ships of this one sail to: a few regular ones of each, busy ones and near ones before others."""
        key = port, role
        if key not in self._partners:
            own = Draw(self.seed, Purpose.VOYAGE, port, -1000 - int(role))
            here = self.roads(port)
            rows = [
                row
                for row, other in enumerate(self.sea.ports)
                if row != port and (not other.traffic or role.name in other.traffic)
            ]
            weights = [self.sea.ports[row].weight / (1.0 + away_m(here, self.roads(row)) / 3_000_000.0) for row in rows]
            some: list[int] = []
            while rows and len(some) < PARTNERS and sum(weights) > 0.0:
                nth = own.weighted(range(len(rows)), weights)
                some.append(rows.pop(nth))
                weights.pop(nth)
            self._partners[key] = some
        return draw.pick(self._partners[key]) if self._partners[key] else -1

    def ground_for(self, port: int, draw: Draw) -> int:
        """A fishing ground that boats of a port go to, the nearer the likelier; -1 where there is none."""
        if port not in self._grounds:
            here = self.roads(port) if port >= 0 else (math.nan, math.nan)
            self._grounds[port] = list(
                accumulate(
                    math.exp(-away_m(here, (one.lon, one.lat)) / 50_000.0) * one.radius_m if port >= 0 else 0.0
                    for one in self.sea.fishing_grounds
                )
            )
        return _chosen(self._grounds[port], draw)

    def near_ports(self, port: int) -> list[int]:
        """The nearest other ports."""
        if port not in self._near:
            here = self.sea.ports[port]
            cosine = math.cos(math.radians(here.lat))

            def away(row: int) -> float:
                other = self.sea.ports[row]
                east = (other.lon - here.lon + 180.0) % 360.0 - 180.0
                return math.hypot(east * cosine, other.lat - here.lat)

            others = [row for row in range(len(self.sea.ports)) if row != port]
            self._near[port] = sorted(others, key=away)[:5]
        return self._near[port]

    def take_berth(self, port: int, draw: Draw, t0: int, t1: int) -> int:
        """A berth that is free for the time; -1 where none is."""
        some = len(self.berths[port])
        if not some:
            return -1
        first = draw.whole(0, some - 1)
        for nth in range(some):
            slot = (first + nth) % some
            if self.berth_books[port].free(slot, t0, t1):
                self.berth_books[port].take(slot, t0, t1)
                return slot
        return -1

    def take_spot(self, port: int, draw: Draw, t0: int, t1: int) -> Spot | None:
        """A place at anchor off a port that is free for the time."""
        some = len(self.spots[port])
        if not some:
            return None
        first = draw.whole(0, some - 1)
        for nth in range(min(some, 40)):
            slot = (first + nth * 7) % some
            if self.spot_books[port].free(slot, t0, t1):
                self.spot_books[port].take(slot, t0, t1)
                return self.spots[port][slot]
        return None

    def note_anchored(self, port: int, ship: Anchored, now: int) -> None:
        """Tell barges and workboats of a ship at anchor."""
        self.anchored[port] = [one for one in self.anchored[port] if one.t1 > now]
        self.anchored[port].append(ship)

    def home(self, port: int, draw: Draw) -> tuple[float, float]:
        """A mooring for a small craft within reach of a port's roads."""
        lon, lat = self.roads(port)
        for within, free in ((1800.0, 150.0), (3000.0, 100.0), (6000.0, 60.0)):
            try:
                return self.sea.open_water(draw, free, within=(lon, lat, within))
            except Refusal:
                continue
        return lon, lat

    def local_hour(self, t: int, lon: float) -> float:
        """Hour of the day by the sun."""
        return (t / HOUR + lon / 15.0) % 24.0


def _chosen(ends: list[float], draw: Draw) -> int:
    """Which of the weights, given as their running sums, is drawn; -1 where all are nothing."""
    if not ends or ends[-1] <= 0.0:
        return -1
    return min(bisect_right(ends, draw.share() * ends[-1]), len(ends) - 1)


def spread(lon: float, lat: float, draw: Draw, within_m: float) -> tuple[float, float]:
    """A place drawn within a circle."""
    angle, far = draw.between(0.0, 2.0 * math.pi), within_m * math.sqrt(draw.share())
    return (
        lon + far * math.sin(angle) / (METRES * math.cos(math.radians(lat))),
        lat + far * math.cos(angle) / METRES,
    )


def away_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between places, near enough."""
    east = ((other[0] - one[0] + 180.0) % 360.0 - 180.0) * math.cos(math.radians(0.5 * (one[1] + other[1])))
    return METRES * math.hypot(east, other[1] - one[1])
