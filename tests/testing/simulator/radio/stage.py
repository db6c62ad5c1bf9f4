"""A small fleet of every class, built by hand, for tests of what it transmits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from marsad.testing.simulator.motion.joining import join
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.radio.radio import Radio
from marsad.testing.simulator.records import AREA, EFFECT, PAPER, VESSEL, Course, Records, Role, Station

START = 1_700_006_400_000_000  # 2023-11-15T00:00:00Z
MINUTE, HOUR = 60_000_000, 3_600_000_000
Way = Callable[[Legs], Legs]


def steady(knots: float, status: int = 0, heading: float = 90.0) -> Way:
    """Straight on at one speed."""
    return lambda legs: legs.begin(legs.lon, legs.lat, heading, knots).sail(
        ([legs.lon + 12.0], [legs.lat]), knots, until=START + 4 * HOUR, status=status
    )


def resting(status: int = 5) -> Way:
    """At a berth."""
    return lambda legs: legs.begin(legs.lon, legs.lat).moor(legs.lon, legs.lat, 40.0, START + 4 * HOUR, status=status)


def vessel(station: Station, mmsi: int, **fields: object) -> Records:
    """One row of the fleet with a good GNSS and a gyro."""
    row = np.zeros(1, VESSEL)
    row["mmsi"], row["station"], row["role"] = mmsi, station, Role.CARGO
    row["antenna_m"], row["noise_m"], row["gyro"], row["accuracy"] = 25.0, 0.0, True, True
    row["turn_indicator"] = True
    for name, value in fields.items():
        row[name] = value
    return row


class Stage:
    """Vessels and their legs; `radio` makes the transmitters, `block` what they send."""

    def __init__(self) -> None:
        self.rows: list[Records] = []
        self.courses: list[Course] = []
        self.effects: list[Records] = []
        self.areas: list[Records] = []
        self.texts: list[str] = []

    def add(
        self, station: Station, way: Way, lon: float = 48.0, lat: float = 12.0, turn: float = 60.0, **fields: object
    ) -> int:
        """One more vessel; her number."""
        number = len(self.rows)
        self.rows.append(vessel(station, fields.pop("mmsi", 200_000_001 + number), **fields))
        legs = Legs(START - MINUTE, turn_deg_min=turn, lon=lon + 0.01 * number, lat=lat)
        self.courses.append(way(legs).course())
        return number

    def effect(self, who: int, kind: int, t0: int = START, t1: int = START + 4 * HOUR, **fields: float) -> None:
        """One vessel's own."""
        row = np.zeros(1, EFFECT)
        row["vessel"], row["t0"], row["t1"], row["kind"] = who, t0, t1, kind
        for name, value in fields.items():
            row[name] = value
        self.effects.append(row)

    def area(self, kind: int, t0: int = START, t1: int = START + 4 * HOUR, **fields: float) -> None:
        """An area that does something to those within."""
        row = np.zeros(1, AREA)
        row["t0"], row["t1"], row["kind"], row["share"] = t0, t1, kind, 1.0
        for name, value in fields.items():
            row[name] = value
        self.areas.append(row)

    @property
    def course(self) -> Course:
        """All legs."""
        return join(self.courses, range(len(self.courses)))

    def radio(self, seed: int = 1, workers: int = 1) -> Radio:
        """The transmitters before the first block."""
        vessels = np.concatenate(self.rows)
        return Radio(
            vessels,
            np.zeros(vessels.size, PAPER),
            self.texts,
            np.concatenate([np.zeros(0, EFFECT), *self.effects]),
            np.concatenate([np.zeros(0, AREA), *self.areas]),
            START,
            seed,
            workers,
        )

    def block(self, hours: float = 1.0, seed: int = 1, cuts: Sequence[int] = (), workers: int = 1) -> Records:
        """What is sent in the first hours, made in blocks that end at `cuts`."""
        ends = [*sorted(cuts), START + round(hours * HOUR)]
        radio, course = self.radio(seed, workers), self.course
        return np.concatenate(
            [radio.block(course, begin, end) for begin, end in zip([START, *ends[:-1]], ends, strict=True)]
        )


def every_class() -> Stage:
    """Ships that hold their speed, change it, turn, come to rest and leave; craft, aids, base stations, devices."""
    stage = Stage()
    for knots in (0.5, 5.0, 13.0, 18.0, 26.0):
        for station in (Station.CLASS_A, Station.CLASS_B_SO, Station.CLASS_B_CS):
            stage.add(station, steady(knots))
    for each in range(4):
        stage.add(Station.CLASS_A, resting(1 if each % 2 else 5))
        stage.add(Station.CLASS_B_SO, resting())
        stage.add(Station.CLASS_A, changing(each))
        stage.add(Station.CLASS_B_SO, changing(each))
        stage.add(Station.CLASS_B_CS, changing(each))
        stage.add(Station.CLASS_A, turning(12.0 if each % 2 else 17.0), turn=45.0)
    stage.add(Station.BASE, resting(), lat=13.5, mmsi=6_000_001, role=Role.BASE_STATION)
    stage.add(Station.ATON, resting(), lat=13.4, mmsi=992_000_001, role=Role.AID)
    stage.add(Station.ATON, resting(), lat=13.3, mmsi=992_016_002, role=Role.VIRTUAL_AID)
    stage.add(Station.SAR_AIRCRAFT, steady(120.0), lat=13.0, mmsi=111_200_001, role=Role.AIRCRAFT)
    stage.add(Station.LOCATING_DEVICE, steady(1.0, status=14), lat=11.5, mmsi=972_000_001, role=Role.DEVICE)
    stage.add(Station.LOCATING_DEVICE, steady(1.0, status=15), lat=11.4, mmsi=970_000_001, role=Role.DEVICE)
    return stage


def changing(nth: int) -> Way:
    """From a berth to 12 kn, 18 kn, 26 kn and back to a berth."""

    def way(legs: Legs) -> Legs:
        at = START + (5 + nth) * MINUTE
        legs.begin(legs.lon, legs.lat, 90.0).moor(legs.lon, legs.lat, 90.0, at)
        for knots, minutes in ((12.0, 11), (18.0, 9), (26.0, 8), (10.0, 12)):
            at += minutes * MINUTE
            legs.sail(([legs.lon + 0.5], [legs.lat]), knots, until=at)
        legs.stop()
        return legs.moor(legs.lon, legs.lat, 90.0, START + 4 * HOUR)

    return way


def turning(knots: float) -> Way:
    """Round and round corners."""

    def way(legs: Legs) -> Legs:
        lon, lat = legs.lon, legs.lat
        legs.begin(lon, lat, 45.0, knots)
        corners = [(lon + 0.05 * (k % 2), lat + 0.05 * (k // 2 % 2)) for k in (1, 3, 2, 0)] * 12
        return legs.sail(([x for x, _ in corners], [y for _, y in corners]), knots, until=START + 4 * HOUR)

    return way
