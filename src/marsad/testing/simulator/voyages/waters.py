"""The sea as its sailors share it: berths and places at anchor to take, homes, goals, and ships that want service."""

from __future__ import annotations

import math
import os
from bisect import bisect_right
from concurrent.futures import ThreadPoolExecutor
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
GROUND_M = 350_000.0
"""Boats go no farther to fish."""
PARTNERS = 2
"""A port's ships sail to so many others, and to those that sail to it."""
SHARED_FROM = 100
"""With so many ports, ships between the same two share their way."""


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
        self.ways = Ways(sea, seed, len(sea.ports) >= SHARED_FROM)
        self.berths = [[(one.lon, one.lat, one.heading_deg) for one in port.berths] for port in sea.ports]
        self.spots = [self._spots(port) for port in range(len(sea.ports))]
        self.berth_books = [Book(len(some)) for some in self.berths]
        self.spot_books = [Book(len(some)) for some in self.spots]
        self.anchored: list[list[Anchored]] = [[] for _ in sea.ports]
        self.busy = sum(port.weight for port in sea.ports)
        """Weight of all ports, against that of the gates."""
        self._weights: dict[Role, list[float]] = {}
        self._partners = self._regular() if self.ways.share else []
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
        """A port that ships of this one sail to; -1 where there is none."""
        if not self.ways.share:
            return self.port_for(role, draw)
        some = [row for row in self._partners[port] if self._calls(role, row)] or self._partners[port]
        return draw.pick(some) if some else -1

    def prepare(self) -> None:
        """Find the ways between all ports that share them, on as many cores as there are: to find one takes long."""

        def to(goal: int) -> None:
            self.sea.expect([self.roads(start) for start in self._partners[goal]], self.roads(goal))
            for start in self._partners[goal]:
                self.ways.trunk(self.roads(start), self.roads(goal))

        with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
            for _ in workers.map(to, range(len(self._partners))):
                pass

    def _calls(self, role: Role, port: int) -> bool:
        traffic = self.sea.ports[port].traffic
        return not traffic or role.name in traffic

    def _regular(self) -> list[list[int]]:
        """The other ports that the ships of each sail to: some near and some busy ones, and always back."""
        ports = self.sea.ports
        partners: list[set[int]] = [set() for _ in ports]
        for port in range(len(ports)):
            own = Draw(self.seed, Purpose.VOYAGE, port, -4)
            weights = [
                other.weight / (1.0 + away_m(self.roads(port), self.roads(row)) / 3_000_000.0) if row != port else 0.0
                for row, other in enumerate(ports)
            ]
            for _ in range(1 + min(PARTNERS, int(ports[port].weight))):
                other = own.weighted(range(len(ports)), weights)
                weights[other] = 0.0
                partners[port].add(other)
                partners[other].add(port)
        return [sorted(some) for some in partners]

    def ground_for(self, port: int, draw: Draw) -> int:
        """A fishing ground that boats of a port go to, the nearer the likelier; -1 where none is near."""
        grounds = self.sea.fishing_grounds
        if port not in self._grounds:
            far = [away_m(self.roads(port), (one.lon, one.lat)) if port >= 0 else GROUND_M for one in grounds]
            self._grounds[port] = list(
                accumulate(
                    math.exp(-metres / 50_000.0) * one.radius_m if metres < GROUND_M else 0.0
                    for metres, one in zip(far, grounds, strict=True)
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

    def off_port(self, port: int, draw: Draw) -> Spot | None:
        """A place to anchor in open water off a port, where its anchorages are full."""
        roads = self.roads(port)
        for _ in range(4):
            lon, lat = spread(*roads, draw, 14_000.0)
            free = float(self.sea.clearance_m(lon, lat))
            if free > 400.0 and away_m((lon, lat), roads) > 1500.0 and self.ways.clear(roads, (lon, lat), 60.0):
                return Spot(lon, lat, min(300.0, (free - 40.0) / 2.0))
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
