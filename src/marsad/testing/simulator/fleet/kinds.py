"""What ships of each role are like: sizes, speeds, equipment. Ranges as seen in published AIS statistics, rounded."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.testing.simulator.records import Role

Range = tuple[float, float]


@dataclass(frozen=True)
class Build:
    """Ships of one role. Ranges are from smallest to largest; what belongs to size goes along with length."""

    types: tuple[tuple[int, float], ...]
    """Ship types as in message 5, and how common each is."""
    length_m: Range
    slender: Range
    """Length over beam."""
    draught: float
    """Draught over beam."""
    cruise_kn: Range
    sprint: float
    """Top speed over cruising speed."""
    turn_deg_min: Range
    """Of the longest, and of the shortest."""
    accel_mps2: Range
    """Of the longest, and of the shortest."""
    antenna_m: Range
    classes: tuple[float, float, float]
    """Shares of class A, B-SO and B-CS; the rest carries none."""
    numbered: float = 1.0
    """Share with an IMO number."""
    gyro: float = 1.0
    """Share that tells its heading."""
    indicator: float = 0.0
    """Share with a turn indicator."""
    local: float = 1.0
    """Share under a flag of the coast."""


_CARGO = ((70, 60.0), (71, 4.0), (72, 2.0), (74, 3.0), (79, 31.0))
_TANKER = ((80, 62.0), (81, 4.0), (82, 5.0), (83, 2.0), (84, 5.0), (89, 22.0))

BUILDS: dict[Role, Build] = {
    Role.CARGO: Build(
        _CARGO, (75, 300), (5.6, 6.8), 0.36, (9.5, 14.5), 1.12, (14, 26), (0.012, 0.03), (14, 38), (1, 0, 0),
        gyro=0.96, indicator=0.7, local=0.08,
    ),
    Role.TANKER: Build(
        _TANKER, (90, 333), (5.5, 6.4), 0.37, (10, 14.5), 1.1, (10, 22), (0.008, 0.025), (16, 42), (1, 0, 0),
        gyro=0.98, indicator=0.8, local=0.05,
    ),
    Role.CONTAINER: Build(
        ((70, 40.0), (71, 30.0), (72, 5.0), (79, 25.0)), (130, 400), (6.0, 7.0), 0.28, (13, 20.5), 1.15, (14, 24),
        (0.015, 0.03), (24, 55), (1, 0, 0), gyro=0.99, indicator=0.85, local=0.03,
    ),
    Role.PASSENGER: Build(
        ((60, 60.0), (69, 40.0)), (60, 330), (6.2, 7.8), 0.25, (12, 20), 1.15, (18, 40), (0.02, 0.05), (16, 55),
        (1, 0, 0), gyro=1.0, indicator=0.8, local=0.3,
    ),
    Role.FERRY: Build(
        ((60, 70.0), (69, 30.0)), (40, 200), (5.0, 6.5), 0.25, (11, 19), 1.15, (30, 60), (0.03, 0.08), (12, 30),
        (1, 0, 0), gyro=0.98, indicator=0.7,
    ),
    Role.HIGH_SPEED: Build(
        ((40, 60.0), (49, 40.0)), (25, 90), (3.5, 5.0), 0.15, (25, 34), 1.1, (60, 100), (0.08, 0.15), (8, 18),
        (1, 0, 0), numbered=0.8, indicator=0.6,
    ),
    Role.FISHING: Build(
        ((30, 100.0),), (8, 28), (3.2, 4.4), 0.4, (6.5, 10), 1.25, (80, 180), (0.06, 0.15), (3, 7), (0.12, 0.13, 0.75),
        numbered=0.0, gyro=0.08,
    ),
    Role.TRAWLER: Build(
        ((30, 100.0),), (24, 80), (3.6, 5.0), 0.45, (9, 12), 1.15, (40, 90), (0.03, 0.08), (7, 14), (0.92, 0.08, 0),
        numbered=0.7, gyro=0.6, indicator=0.1,
    ),
    Role.TUG: Build(
        ((52, 75.0), (31, 20.0), (32, 5.0)), (22, 55), (2.8, 3.6), 0.42, (8, 11), 1.25, (80, 150), (0.05, 0.1), (9, 16),
        (1, 0, 0), numbered=0.9, gyro=0.8, indicator=0.2,
    ),
    Role.PILOT: Build(
        ((50, 100.0),), (12, 24), (3.0, 3.8), 0.3, (14, 21), 1.2, (120, 200), (0.1, 0.2), (5, 8), (0.9, 0.1, 0),
        numbered=0.1, gyro=0.5,
    ),
    Role.PLEASURE: Build(
        ((37, 100.0),), (6, 32), (2.9, 4.0), 0.25, (9, 22), 1.3, (100, 220), (0.1, 0.25), (2.5, 9), (0.08, 0.17, 0.75),
        numbered=0.02, gyro=0.12, local=0.7,
    ),
    Role.SAILING: Build(
        ((36, 100.0),), (7, 22), (3.0, 3.8), 0.5, (4, 6.8), 1.3, (80, 180), (0.04, 0.1), (9, 22), (0.04, 0.16, 0.8),
        numbered=0.0, gyro=0.06, local=0.6,
    ),
    Role.NAVAL: Build(
        ((35, 100.0),), (55, 180), (7.5, 9.5), 0.32, (11, 16), 1.7, (35, 70), (0.05, 0.12), (16, 34), (1, 0, 0),
        numbered=0.0, indicator=0.8, local=0.4,
    ),
    Role.PATROL: Build(
        ((55, 70.0), (35, 30.0)), (14, 80), (4.0, 7.0), 0.25, (11, 18), 1.7, (50, 140), (0.06, 0.2), (6, 16),
        (0.85, 0.15, 0), numbered=0.1, gyro=0.8, indicator=0.3,
    ),
    Role.BUNKER: Build(
        ((80, 70.0), (89, 30.0)), (45, 110), (5.0, 6.0), 0.36, (7.5, 10), 1.15, (25, 45), (0.02, 0.04), (10, 18),
        (1, 0, 0), gyro=0.9, indicator=0.4,
    ),
    Role.DREDGER: Build(
        ((33, 100.0),), (50, 140), (4.6, 5.8), 0.33, (8, 11), 1.15, (25, 45), (0.02, 0.04), (12, 24), (1, 0, 0),
        gyro=0.97, indicator=0.5, local=0.6,
    ),
    Role.SERVICE: Build(
        ((90, 50.0), (53, 15.0), (34, 10.0), (54, 5.0), (59, 20.0)), (10, 75), (3.4, 4.6), 0.35, (8, 14), 1.3,
        (50, 140), (0.05, 0.12), (5, 16), (0.7, 0.1, 0.2), numbered=0.4, gyro=0.6, indicator=0.2,
    ),
    Role.BASE_STATION: Build(
        ((0, 1.0),), (0, 0), (1, 1), 0, (0, 0), 1, (1, 1), (1, 1), (30, 90), (0, 0, 0), numbered=0, gyro=0
    ),
    Role.AID: Build(
        ((30, 1.0),), (2, 12), (1, 1), 0, (0, 0), 1, (1, 1), (1, 1), (4, 9), (0, 0, 0), numbered=0, gyro=0
    ),
    Role.VIRTUAL_AID: Build(
        ((1, 1.0),), (0, 0), (1, 1), 0, (0, 0), 1, (1, 1), (1, 1), (30, 90), (0, 0, 0), numbered=0, gyro=0
    ),
    Role.AIRCRAFT: Build(
        ((0, 1.0),), (14, 30), (1, 1.1), 0, (85, 150), 1.1, (170, 170), (1, 1), (300, 900), (0, 0, 0), numbered=0,
        gyro=0,
    ),
    Role.DEVICE: Build(
        ((0, 1.0),), (0, 0), (1, 1), 0, (0.5, 0.5), 1, (60, 60), (0.05, 0.05), (0.6, 1.0), (0, 0, 0), numbered=0, gyro=0
    ),
    Role.NET_MARKER: Build(
        ((30, 70.0), (0, 30.0)), (0, 4), (1, 1), 0, (0.3, 1.1), 1.2, (60, 60), (0.02, 0.02), (0.8, 1.6), (0, 0, 1),
        numbered=0, gyro=0,
    ),
}  # fmt: skip
"""By role. Stations of roles without shares of a class go with the role."""
